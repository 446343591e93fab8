"""A table of published figures (rows of cells) as figures, by a mapping that says which column holds what.

A long table has a row for each class, a wide one a column for each. A blank cell makes no figure: nobody reported one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import HARMS, Violation
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.table_cells import Fault, UnusableCell, cell_of, read_cell, read_count, read_day
from detente.registry.where import Locality

__all__ = ["TOTAL", "FigureMapping", "PrintedTotal", "Table", "figures_of"]

TOTAL = "total"
"""What stands for a printed total in place of a class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMapping:
    """Which column of a table holds what; `claimant` and `alleged` are ids of the ceasefire, the same for all rows.

    Where they differ by row, `claimant_column` and `alleged_column` name columns, and `names` says whose id a cell
    means. `classes` gives a wide table's columns their class, their kind of harm, or "total"; a long one has
    `class_column` and `count_column`, and `names` says which class a cell means. `last` is left out where a row is of
    one day. `revised` names a column with the day on which a body corrected the row.
    """

    first: str
    last: str | None = None
    day_form: str = "%Y-%m-%d"
    claimant: str | None = None
    claimant_column: str | None = None
    alleged: str | None = None
    alleged_column: str | None = None
    class_column: str | None = None
    count_column: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    where: str | None = None
    note: str | None = None
    revised: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """A total as its body printed it, of a claimant and a period; no figure of a class."""

    claimant: str
    alleged: str | None
    interval: Interval
    count: Count
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table gives: figures, printed totals, and faults."""

    figures: tuple[Violation, ...]
    totals: tuple[PrintedTotal, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    claimant: str
    alleged: str | None
    interval: Interval


def figures_of(
    rows: Iterable[Mapping[str, str]], *, mapping: FigureMapping, ceasefire: Ceasefire, name: str, by: str
) -> Table:
    """Return what the rows of a table say; a row or cell that cannot be used is told of, and the rest goes on.

    Raises `UsageError` where the mapping itself cannot be used. `name` is the file's, `by` who brings it.
    """
    _check(mapping, ceasefire)
    figures: dict[str, Violation] = {}
    totals: list[PrintedTotal] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows, 2):
        try:
            row = _row(number, cells, mapping, ceasefire)
        except UnusableCell as error:
            faults.append(error.in_row(number))
            continue
        for column, kind in _classed(row, mapping):
            try:
                made = _made(row, column, kind, mapping, ceasefire, name, by)
            except UnusableCell as error:
                faults.append(error.in_row(number))
                continue
            if isinstance(made, PrintedTotal):
                totals.append(made)
            elif made is not None:
                if made.id in figures:
                    faults.append(Fault(row=number, column=column, said="says again what a row above says: left out"))
                figures.setdefault(made.id, made)
    return Table(figures=tuple(figures.values()), totals=tuple(totals), faults=tuple(faults))


def _check(mapping: FigureMapping, ceasefire: Ceasefire) -> None:
    """Raise `UsageError` where a mapping names what there is not, or leaves out what is needed."""
    wrong = list(_wrong(mapping, ceasefire))
    if wrong:
        message = f"the mapping cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)


def _wrong(mapping: FigureMapping, ceasefire: Ceasefire) -> Iterator[str]:
    if (mapping.claimant is None) == (mapping.claimant_column is None):
        yield "it says whose figures they are: either claimant (an id) or claimant_column"
    is_long = mapping.class_column is not None and mapping.count_column is not None
    if is_long == bool(mapping.classes):
        yield "it says where classes stand: either class_column and count_column, or [classes] by column"
    for id_ in (mapping.claimant, mapping.alleged):
        if id_ is not None and id_ not in ceasefire.columns:
            yield f"{id_!r} is no party and no monitor of {ceasefire.id} ({', '.join(ceasefire.columns)})"
    for kind in mapping.classes.values():
        if kind not in ceasefire.taxonomy and kind not in (*HARMS, TOTAL):
            yield f"{kind!r} is no class of {ceasefire.taxonomy.id}, no kind of harm and no total"


def _row(number: int, cells: Mapping[str, str], mapping: FigureMapping, ceasefire: Ceasefire) -> _Row:
    first = _day(cells, mapping.first, mapping)
    last = _day(cells, mapping.last, mapping) if mapping.last else first
    if first is None:
        raise UnusableCell(mapping.first, "says no day")
    if last is None:
        raise UnusableCell(mapping.last, "says no day: repeat the first one, where the row is of one day")
    if last < first:
        raise UnusableCell(mapping.last, f"ends on {last}, before it begins on {first}")
    claimant = mapping.claimant or _who(cells, mapping.claimant_column, mapping, ceasefire)
    if claimant is None:
        raise UnusableCell(mapping.claimant_column, "does not say whose figure it is")
    alleged = mapping.alleged or _who(cells, mapping.alleged_column, mapping, ceasefire)
    return _Row(
        number=number, cells=cells, claimant=claimant, alleged=alleged, interval=Interval(first=first, last=last)
    )


def _day(cells: Mapping[str, str], column: str | None, mapping: FigureMapping) -> dt.date | None:
    if column is None:
        return None
    return read_cell(cells, column, lambda said: read_day(said, mapping.day_form))


def _who(cells: Mapping[str, str], column: str | None, mapping: FigureMapping, ceasefire: Ceasefire) -> str | None:
    if column is None or not (said := cell_of(cells, column)):
        return None
    meant = mapping.names.get(said, said)
    if meant not in ceasefire.columns:
        raise UnusableCell(column, f"{said[:60]!r} is nobody of {ceasefire.id}: say in [names] whose id it means")
    return meant


def _classed(row: _Row, mapping: FigureMapping) -> Sequence[tuple[str, str]]:
    """Return the columns with a count, each with the class it is of."""
    if mapping.class_column is None:
        return list(mapping.classes.items())
    said = row.cells.get(mapping.class_column, "").strip()
    return [(str(mapping.count_column), mapping.names.get(said, said))]


def _made(
    row: _Row, column: str, kind: str, mapping: FigureMapping, ceasefire: Ceasefire, name: str, by: str
) -> Violation | PrintedTotal | None:
    count = read_cell(row.cells, column, read_count)
    if count is None:
        return None
    if kind == TOTAL:
        return PrintedTotal(
            claimant=row.claimant, alleged=row.alleged, interval=row.interval, count=count, row=row.number
        )
    if kind not in ceasefire.taxonomy and kind not in HARMS:
        raise UnusableCell(
            mapping.class_column, f"{kind[:60]!r} is no class of {ceasefire.taxonomy.id} and no kind of harm"
        )
    harm = kind if kind in HARMS else None
    place = cell_of(row.cells, mapping.where) if mapping.where else ""
    first, last = row.interval.first.isoformat(), row.interval.last.isoformat()
    source, revised = mapping.source or name, _day(row.cells, mapping.revised, mapping)
    said = (row.claimant, row.alleged or "", kind, first, last, place, source, count.words)
    # a body that takes a correction back prints the first number again, on another day
    on_day = (revised.isoformat(),) if revised else ()
    return Violation(
        id=hash_parts("figure", ceasefire.id, *said, *on_day),
        ceasefire=ceasefire.id,
        origin="published",
        said="none" if count.is_none else "some",
        claimant=row.claimant,
        claimant_name=row.claimant,
        alleged=row.alleged,
        kind=None if harm else kind,
        harm=harm,
        clauses=() if harm else ceasefire.clauses_of(kind),
        count=count,
        interval=row.interval,
        where=(Locality(words=place),) if place else (),
        evidence=(Evidence(words=f"{column}: {count.words}", by=by, source=f"{source}, row {row.number}"),),
        note=(cell_of(row.cells, mapping.note) or None) if mapping.note else None,
        revised=revised,
    )
