"""A table about mines (rows of cells) as records, by a mapping that says which column holds what.

A blank cell is not told, and never a zero. No table makes a record of a person: those are written one by one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.ids import hash_parts
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area
from detente.registry.mines.cells import read_area
from detente.registry.mines.mapping import ALL, CERTAINTIES, MineMapping, check_mapping
from detente.registry.mines.records import (
    ACTIVITIES,
    DEVICES,
    Accident,
    Activity,
    Body,
    DeviceCount,
    Harmed,
    HazardousArea,
    LandReleased,
    MineFigure,
    MineRecord,
)  # fmt: skip
from detente.registry.table_cells import Fault, UnusableCell, cell_of, read_cell, read_count, read_day
from detente.registry.where import Locality

__all__ = ["MineTable", "mine_records_of_table"]

STATUSES = ("planned", "ongoing", "completed", "suspended")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MineTable:
    """The records that a table gives, and the cells that could not be used."""

    records: tuple[MineRecord, ...]
    faults: tuple[Fault, ...]


def mine_records_of_table(rows: Iterable[Cells], *, mapping: MineMapping, name: str, by: str) -> MineTable:
    """Return what the rows of a table say; a row that cannot be used is told of, with the cell, and the rest goes on.

    Raises `UsageError` where the mapping itself cannot be used. `name` is the file's, `by` who brings it.
    """
    check_mapping(mapping)
    found: dict[str, MineRecord] = {}
    faults: list[Fault] = []
    for number, cells in enumerate(rows, 2):
        try:
            made = list(_made(_Row(cells=cells, mapping=mapping, number=number, name=name, by=by)))
        except UnusableCell as error:
            faults.append(error.in_row(number))
            continue
        if not made:
            faults.append(Fault(row=number, column=None, said="says nothing of what the mapping names: left out"))
        for one in made:
            if one.id in found:
                faults.append(Fault(row=number, column=None, said="says again what a row above says: left out"))
            found.setdefault(one.id, one)
    return MineTable(records=tuple(found.values()), faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    cells: Cells
    mapping: MineMapping
    number: int
    name: str
    by: str

    def cell(self, column: str | None) -> str:
        return "" if column is None else " ".join(cell_of(self.cells, column).split())

    def count(self, column: str | None) -> Count | None:
        return None if column is None else read_cell(self.cells, column, read_count)

    def area(self, column: str | None) -> Area | None:
        return (
            None
            if column is None
            else read_cell(self.cells, column, lambda said: read_area(said, unit=self.mapping.unit))
        )

    def day(self, column: str | None) -> dt.date | None:
        return (
            None
            if column is None
            else read_cell(self.cells, column, lambda said: read_day(said, self.mapping.day_form))
        )

    def one_of(self, column: str | None, allowed: tuple[str, ...]) -> str | None:
        """Return which of our words a cell means, None where it is blank."""
        said = self.cell(column)
        meant = self.mapping.names.get(said, said)
        if said and meant not in allowed:
            message = f"{said[:60]!r} is none of {', '.join(allowed)}: say in [names] which it means"
            raise UnusableCell(column, message)
        return meant or None


def _made(row: _Row) -> Iterator[MineRecord]:
    makes = row.mapping.makes
    if makes == "figure":
        yield from _figures(row)
    elif makes == "activity":
        yield _activity(row)
    elif makes == "accident":
        yield _accident(row)
    else:
        yield _hazard(row)


def _common(row: _Row, *marks: str) -> dict[str, Any]:
    """Return what every record of a row has; its id is of what the row says, and of no row's number."""
    mapping = row.mapping
    claimant = mapping.claimant or row.cell(mapping.claimant_column)
    if not claimant:
        raise UnusableCell(mapping.claimant_column, "does not say whose figure it is")
    interval = _interval(row)
    body, place, source = row.cell(mapping.body), row.cell(mapping.where), mapping.source or row.name
    said = "; ".join(f"{column}: {cell}" for column in _columns(mapping) if (cell := row.cell(column)))
    days = f"{interval.first} {interval.last}"
    return {
        "id": hash_parts(f"mine-{mapping.makes}", claimant, body, days, place, source, *(marks or (said,))),
        "origin": "published",
        "evidence": (Evidence(words=said, by=row.by, source=f"{source}, row {row.number}"),),
        "claimant": claimant,
        "bodies": (Body(name=body, words=body),) if body else (),
        "interval": interval,
        "where": (Locality(words=place),) if place else (),
        "status": row.one_of(mapping.status, STATUSES),
        "note": row.cell(mapping.note) or None,
    }


def _columns(mapping: MineMapping) -> Iterator[str]:
    """Yield the columns that a record may quote: what the mapping leaves out, a name say, is not taken over."""
    named = [mapping.first, mapping.last, mapping.body, mapping.kind_column, mapping.status, *mapping.counts]
    named += [*mapping.areas, mapping.size, mapping.killed, mapping.wounded, *mapping.groups]
    named += [mapping.reached, mapping.where]
    yield from (column for column in named if column is not None)


def _interval(row: _Row) -> Interval:
    mapping = row.mapping
    first = row.day(mapping.first)
    last = row.day(mapping.last) if mapping.last else first
    if mapping.running:
        first = _since(row)
    if first is None or last is None:
        raise UnusableCell(mapping.first if first is None else mapping.last, "says no day")
    if last < first:
        raise UnusableCell(mapping.last or mapping.first, f"ends on {last}, before it begins on {first}")
    return Interval(first=first, last=last)


def _since(row: _Row) -> dt.date | None:
    """Return the day a running total counts from: of a column, or the same for all rows."""
    since = row.mapping.since or ""
    if since in row.cells:
        return row.day(since)
    try:
        return dt.date.fromisoformat(since)
    except ValueError as error:
        message = f"{since[:60]!r} is no column, and no day of the form 2031-05-03"
        raise UnusableCell(None, message) from error


def _figures(row: _Row) -> Iterator[MineFigure]:
    mapping = row.mapping
    running = "running" if mapping.running else "period"
    for column, kind in mapping.counts.items():
        if (count := row.count(column)) is not None:
            about = _common(row, running, kind, count.words)
            yield MineFigure(**about, what=kind, running=mapping.running, count=count, row=row.number)
    for column, way in mapping.areas.items():
        if (area := row.area(column)) is not None:
            about = _common(row, running, way, area.words)
            yield MineFigure(**about, what=way, running=mapping.running, area=area, row=row.number)


def _activity(row: _Row) -> Activity:
    mapping = row.mapping
    devices = [(kind, row.count(column)) for column, kind in mapping.counts.items()]
    ways = {way: area for column, way in mapping.areas.items() if (area := row.area(column)) is not None}
    return Activity(
        **_common(row),
        kind=mapping.kind or row.one_of(mapping.kind_column, ACTIVITIES),  # type: ignore[arg-type]
        devices=tuple(
            DeviceCount(kind=None if kind == ALL else kind, count=count)  # type: ignore[arg-type]
            for kind, count in devices if count is not None
        ),
        released=LandReleased(**ways) if ways else None,
        surveyed=row.area(mapping.size),
        reached=row.count(mapping.reached),
    )  # fmt: skip


def _accident(row: _Row) -> Accident:
    mapping = row.mapping
    device = mapping.kind or row.one_of(mapping.kind_column, DEVICES)
    killed, wounded = row.count(mapping.killed), row.count(mapping.wounded)
    about = _common(row) | {"note": None}  # free words about an accident may name who was hurt
    groups = ((said.split(), row.count(column)) for column, said in mapping.groups.items())
    told = tuple(Harmed(group=of[0], harm=of[1], count=count) for of, count in groups if count)  # type: ignore[arg-type]
    return Accident(**about, device=device, killed=killed, wounded=wounded, groups=told)  # type: ignore[arg-type]


def _hazard(row: _Row) -> HazardousArea:
    mapping = row.mapping
    certainty = mapping.kind or row.one_of(mapping.kind_column, CERTAINTIES)
    return HazardousArea(
        **_common(row),
        certainty=certainty,  # type: ignore[arg-type]
        area=row.area(mapping.size),
        source=row.cell(mapping.basis) or None,
    )
