"""The board: what each side and the monitors say of an interval, column beside column, by one rule for all.

A cell holds what its column's claimant says, by origin, never added up across claimants or origins. Within one origin
happenings are counted once, however many reports or copies tell of them; published figures are added up only where
their days lie within the interval and do not overlap. A blank cell says "not reported", which is no zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.registry.ceasefires.both_sides import Together, blamed_differently, hold_together, shared_incidents
from detente.registry.ceasefires.contradiction import contradict
from detente.registry.ceasefires.definition import Ceasefire, Order
from detente.registry.ceasefires.repeats import differing, replaced_by, told_once
from detente.registry.ceasefires.violation import HARMS, ORIGINS, Origin, Said, Violation
from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = ["UNCLASSED", "Agreement", "Board", "Cell", "Row", "Told", "board_of", "columns_in_order", "rows_for"]

Agreement = Literal["both report", "both report none", "contradict", "may both hold", "only", "not reported"]
"""What the two sides' cells of a row come to; "only" names the side in `Row.only`.

"May both hold" is where one tells of some and the other of none, of other doers, days or places.
"""
UNCLASSED = "unclassed"
"""The row of violations whose class nobody told."""
AGAINST = frozenset({"none", "denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a claimant says by one origin of one alleged violator: so many, that there was none, that none was seen.

    `happenings` counts different happenings that reports or observers tell, None of figures; `count` is the published
    figure, added up where that may be done, None where none fits. `numbers` are those told of happenings, each apart:
    nothing is added up over them. `outside` are those whose days reach beyond the interval or overlap: they are shown
    with their days, and counted in nothing. `differing` are those of them beside which the same claimant gives another
    number for the same days. `violations` are the ids of all.
    """

    origin: Origin
    said: Said
    alleged: str | None
    happenings: int | None
    count: Count | None
    violations: tuple[str, ...]
    numbers: tuple[Count, ...] = ()
    outside: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one column says in one row; empty where it says nothing, which is not zero."""

    column: str
    told: tuple[Told, ...] = ()

    def says(self, *said: Said) -> bool:
        """Say whether it says one of these."""
        return any(one.said in said for one in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A class of violations, a split of one, or a kind of harm, with a cell for each column in the board's order."""

    id: str
    title: str
    within: str | None
    cells: tuple[Cell, ...]
    others: Cell
    agreement: Agreement
    only: str | None = None
    """Which side alone reports, where only one does."""
    blamed_differently: tuple[str, ...] = ()
    """Incidents that both sides tell of, each naming the other as who did it."""
    together: Together | None = None
    """Where both report: whether they tell of the same."""
    shared: tuple[str, ...] = ()
    """Incidents that both sides tell of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board of a ceasefire for an interval. `columns` are ids in the order shown, `order` says by what rule.

    `undated` are the ids of what was said without days; it is in no row. `corrected` pairs a figure with the later one
    that replaces it, as far as either is of these days.
    """

    ceasefire: str
    interval: Interval
    columns: tuple[str, ...]
    order: Order
    counted: str
    rows: tuple[Row, ...]
    undated: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]


def board_of(ceasefire: Ceasefire, interval: Interval, violations: Iterable[Violation]) -> Board:
    """Return the board of what is said of an interval."""
    given = sorted(violations, key=lambda one: one.id)
    replaced = replaced_by(given)
    standing = [one for one in given if one.id not in replaced]
    said = [one for one in standing if one.interval is not None and one.interval.overlaps(interval)]
    columns = columns_in_order(ceasefire, interval)
    return Board(
        ceasefire=ceasefire.id,
        interval=interval,
        columns=columns,
        order=ceasefire.order,
        counted=ceasefire.taxonomy.counted,
        rows=tuple(_rows(ceasefire, columns, interval, said)),
        undated=tuple(one.id for one in standing if one.interval is None),
        corrected=tuple(sorted(_corrected(given, interval))),
    )


def _corrected(given: Sequence[Violation], interval: Interval) -> Iterator[tuple[str, str]]:
    """Yield what was corrected with what by, where either concerns the interval or tells no days."""
    known = {one.id: one for one in given}
    for new in given:
        old = known.get(new.supersedes or "")
        if old and any(one.interval is None or one.interval.overlaps(interval) for one in (old, new)):
            yield old.id, new.id


def columns_in_order(ceasefire: Ceasefire, interval: Interval) -> tuple[str, ...]:
    """Return the columns as they stand on the board: a party at either end, the monitors in between.

    By default another party stands left each day, so that neither always comes first.
    """
    left, right = (party.id for party in ceasefire.parties)
    turned = ceasefire.order == "turned" or (ceasefire.order == "alternating" and interval.first.toordinal() % 2 == 1)
    if turned:
        left, right = right, left
    return (left, *(monitor.id for monitor in ceasefire.monitors), right)


def _rows(ceasefire: Ceasefire, columns: Sequence[str], interval: Interval, said: Sequence[Violation]) -> Iterator[Row]:
    """Yield the rows: every class, splits that somebody tells of, what has no class, kinds of harm that are told."""
    held: defaultdict[str, list[Violation]] = defaultdict(list)
    for one in said:
        for row in rows_for(ceasefire, one):
            held[row].append(one)
    for kind in ceasefire.taxonomy.classes:
        if kind.within is None or kind.id in held:
            yield _row(ceasefire, columns, interval, (kind.id, kind.many, kind.within), held[kind.id])
    if held[UNCLASSED]:
        yield _row(ceasefire, columns, interval, (UNCLASSED, "violations, no class told", None), held[UNCLASSED])
    for harm in HARMS:
        if held[harm]:
            yield _row(ceasefire, columns, interval, (harm, harm, None), held[harm])


def rows_for(ceasefire: Ceasefire, one: Violation) -> set[str]:
    """Return the rows that a violation stands in: a happening of a split is one of its class as well, a figure is not.

    A body that publishes both would else be counted twice.
    """
    if one.harm is not None:
        return {one.harm}
    if one.kind is None:
        return {UNCLASSED}
    return {one.kind} if one.origin == "published" else {one.kind, ceasefire.taxonomy.main_class(one.kind)}


def _row(
    ceasefire: Ceasefire,
    columns: Sequence[str],
    interval: Interval,
    named: tuple[str, str, str | None],
    said: Sequence[Violation],
) -> Row:
    cells = tuple(_cell(column, [one for one in said if one.claimant == column], interval) for column in columns)
    others = _cell("others", [one for one in said if one.claimant not in columns], interval)
    one, other = (next(cell for cell in cells if cell.column == party.id) for party in ceasefire.parties)
    blamed = tuple(blamed_differently(said, one.column, other.column))
    mine, theirs = ([told for told in said if told.claimant == cell.column] for cell in (one, other))
    is_excluded = bool(blamed) or contradict(mine, theirs, ceasefire.taxonomy)
    agreement, only = ("contradict", None) if is_excluded else _agreement(one, other)
    id_, title, within = named
    return Row(
        id=id_,
        title=title,
        within=within,
        cells=cells,
        others=others,
        agreement=agreement,
        only=only,
        blamed_differently=blamed,
        together=hold_together(mine, theirs) if agreement == "both report" else None,
        shared=shared_incidents(mine, theirs),
    )


def _cell(column: str, said: Sequence[Violation], interval: Interval) -> Cell:
    held: defaultdict[tuple[int, str, str], list[Violation]] = defaultdict(list)
    for one in said:
        meant: Said = "none" if one.is_zero else one.said
        held[ORIGINS.index(one.origin), one.alleged or "", meant].append(one)
    return Cell(column=column, told=tuple(_told(key[2], some, interval) for key, some in sorted(held.items())))


def _told(said: str, some: Sequence[Violation], interval: Interval) -> Told:
    first = some[0]
    fitting, outside = _split_figures(some, interval) if first.origin == "published" else (list(some), [])
    published = first.origin == "published"
    return Told(
        origin=first.origin,
        said=said,  # type: ignore[arg-type]
        alleged=first.alleged,
        happenings=None if published else len({one.incident or one.voice or one.id for one in some}),
        count=_added([one.count for one in fitting if one.count]) if published else None,
        numbers=() if published else tuple(dict.fromkeys(one.count for one in some if one.count)),
        violations=tuple(one.id for one in some),
        outside=tuple(one.id for one in outside),
        differing=tuple(differing(outside)),
    )


def _split_figures(some: Sequence[Violation], interval: Interval) -> tuple[list[Violation], list[Violation]]:
    """Return the figures whose days lie within the interval and overlap with no other's, and all others."""
    within = told_once(one for one in some if one.interval is not None and interval.covers(one.interval))
    fitting = [
        one
        for one in within
        if not any(other is not one and other.interval.overlaps(one.interval) for other in within)  # type: ignore[union-attr, arg-type]
    ]
    kept = {one.id for one in fitting}
    return fitting, [one for one in told_once(some) if one.id not in kept]


def _added(counts: Sequence[Count]) -> Count | None:
    """Return what figures come to; an end is open where it is in one of them."""
    if not counts:
        return None
    if len(counts) == 1:
        return counts[0]
    lows, highs = [one.low for one in counts], [one.high for one in counts]
    return Count(
        low=None if None in lows else sum(low for low in lows if low is not None),
        high=None if None in highs else sum(high for high in highs if high is not None),
        words=" + ".join(one.words for one in counts),
    )


def _agreement(one: Cell, other: Cell) -> tuple[Agreement, str | None]:
    """Return what two cells come to that do not contradict each other."""
    some = [cell.column for cell in (one, other) if cell.says("some")]
    none = [cell.column for cell in (one, other) if cell.says(*AGAINST)]  # type: ignore[arg-type]
    if len(some) > 1:
        return "both report", None
    if any(column not in some for column in none) and some:
        return "may both hold", None
    if some:
        return "only", some[0]
    if len(none) > 1:
        return "both report none", None
    return ("only", none[0]) if none else ("not reported", None)
