"""A table of what monitors did (rows of cells) as effort, by a mapping that says which column holds what.

A blank cell says nothing: blank hours are no hours known, and not none.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.cells import hours_of, text_of_cell, times_of
from detente.registry.ceasefires.effort.effort import EFFORT_KINDS, Effort, EffortKind, Hours
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.table_cells import Fault, UnusableCell, read_cell, read_count, read_day
from detente.registry.where import Locality

__all__ = ["EffortMapping", "EffortTable", "efforts_of"]

DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortMapping:
    """Which column of a table holds what; `monitor` and `kind` are the same for all rows, or have a column each.

    `names` says whose id, or which kind of effort, a cell means. `last` is left out where a row is of one day. `begins`
    and `ends` are the columns with the times (HH:MM, in UTC) on the first and on the last day.
    """

    first: str
    last: str | None = None
    day_form: str = "%Y-%m-%d"
    monitor: str | None = None
    monitor_column: str | None = None
    kind: str | None = None
    kind_column: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    observer: str | None = None
    hours: str | None = None
    begins: str | None = None
    ends: str | None = None
    count: str | None = None
    where: str | None = None
    weather: str | None = None
    visibility: str | None = None
    denied_by: str | None = None
    why: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortTable:
    """What a table gives: effort, and the cells that could not be used."""

    efforts: tuple[Effort, ...]
    faults: tuple[Fault, ...]


def efforts_of(
    rows: Iterable[Mapping[str, str]], *, mapping: EffortMapping, ceasefire: Ceasefire, name: str, by: str
) -> EffortTable:
    """Return what the rows of a table say; a row that cannot be used is told of, and the rest goes on.

    Raises `UsageError` where the mapping itself cannot be used. `name` is the file's, `by` who brings it.
    """
    if wrong := list(_wrong(mapping, ceasefire)):
        message = f"the mapping cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)
    efforts: dict[str, Effort] = {}
    faults: list[Fault] = []
    for number, cells in enumerate(rows, 2):
        try:
            made = _made(cells, mapping, ceasefire, f"{mapping.source or name}, row {number}", by)
        except UnusableCell as error:
            faults.append(error.in_row(number))
            continue
        if made.id in efforts:
            faults.append(Fault(row=number, column=None, said="says again what a row above says: left out"))
        efforts.setdefault(made.id, made)
    return EffortTable(efforts=tuple(efforts.values()), faults=tuple(faults))


def _wrong(mapping: EffortMapping, ceasefire: Ceasefire) -> Iterator[str]:
    monitors = [monitor.id for monitor in ceasefire.monitors]
    if (mapping.monitor is None) == (mapping.monitor_column is None):
        yield "it says whose effort it is: either monitor (an id) or monitor_column"
    if (mapping.kind is None) == (mapping.kind_column is None):
        yield "it says what kind of effort it is: either kind or kind_column"
    if mapping.monitor is not None and mapping.monitor not in monitors:
        yield f"{mapping.monitor!r} is no monitor of {ceasefire.id} ({', '.join(monitors)})"
    if mapping.kind is not None and mapping.kind not in EFFORT_KINDS:
        yield f"{mapping.kind!r} is no kind of effort ({', '.join(EFFORT_KINDS)})"


def _made(cells: Mapping[str, str], mapping: EffortMapping, ceasefire: Ceasefire, source: str, by: str) -> Effort:
    interval = _days(cells, mapping)
    monitors = tuple(monitor.id for monitor in ceasefire.monitors)
    monitor = mapping.monitor or _one_of(cells, mapping.monitor_column, mapping, monitors, "no monitor")
    kind = _kind(mapping.kind or _one_of(cells, mapping.kind_column, mapping, EFFORT_KINDS, "no kind of effort"))
    if monitor is None or kind is None:
        raise UnusableCell(mapping.monitor_column if monitor is None else mapping.kind_column, "is blank")
    times = times_of(cells, (mapping.begins, mapping.ends), interval)
    hours, count = hours_of(cells, mapping.hours, kind, times), _count(cells, mapping)
    _check_length(hours, cells, mapping, kind, interval)
    place, observer, weather, visibility, why, note = (
        text_of_cell(cells, column)
        for column in (mapping.where, mapping.observer, mapping.weather, mapping.visibility, mapping.why, mapping.note)
    )
    denied_by = _denied_by(cells, mapping, ceasefire, kind)
    words = [hours.words if hours else None, count.words if count else None, why]
    days = [each.isoformat() for each in (interval.first, interval.last, *(times or ()))]
    said = (place, observer, *words, weather, visibility, denied_by, note)
    return Effort(
        id=hash_parts("effort", ceasefire.id, monitor, kind, *days, *(one or "" for one in said)),
        ceasefire=ceasefire.id,
        monitor=monitor,
        monitor_name=monitor,
        kind=kind,
        interval=interval,
        observer=observer,
        hours=hours,
        count=count,
        begins=times[0] if times else None,
        ends=times[1] if times else None,
        where=(Locality(words=place),) if place else (),
        weather=weather,
        visibility=visibility,
        denied_by=denied_by,
        why=why,
        evidence=(Evidence(words="; ".join(filter(None, (kind, *words))), by=by, source=source),),
        note=note,
    )


def _denied_by(cells: Mapping[str, str], mapping: EffortMapping, ceasefire: Ceasefire, kind: EffortKind) -> str | None:
    """Return the party that refused; only a visit can be refused."""
    parties = tuple(party.id for party in ceasefire.parties)
    found = _one_of(cells, mapping.denied_by, mapping, parties, "no party")
    if found is not None and kind != "visit refused":
        raise UnusableCell(mapping.denied_by, f"names who refused, of a {kind}: a visit refused is a row of its own")
    return found


def _kind(said: str | None) -> EffortKind | None:
    return next((kind for kind in get_args(EffortKind) if kind == said), None)


def _days(cells: Mapping[str, str], mapping: EffortMapping) -> Interval:
    first, last = (_day(cells, column, mapping) for column in (mapping.first, mapping.last or mapping.first))
    if last < first:
        raise UnusableCell(mapping.last, f"ends on {last}, before it begins on {first}")
    return Interval(first=first, last=last)


def _day(cells: Mapping[str, str], column: str, mapping: EffortMapping) -> dt.date:
    day = read_cell(cells, column, lambda said: read_day(said, mapping.day_form))
    if day is None:
        repeat = ": repeat the first one, where the row is of one day" if column == mapping.last else ""
        raise UnusableCell(column, f"says no day{repeat}")
    return day


def _check_length(
    hours: Hours | None, cells: Mapping[str, str], mapping: EffortMapping, kind: EffortKind, interval: Interval
) -> None:
    """Refuse more hours of one team than its days have; of a whole monitor several may watch at once."""
    most = DAY_HOURS * interval.days
    is_of_one = text_of_cell(cells, mapping.observer) is not None and kind in ("patrol", "watch")
    if hours is not None and is_of_one and hours.low > most:
        raise UnusableCell(mapping.hours, f"is more than the {most:g} hours that these days have")


def _count(cells: Mapping[str, str], mapping: EffortMapping) -> Count | None:
    return None if mapping.count is None else read_cell(cells, mapping.count, read_count)


def _one_of(
    cells: Mapping[str, str], column: str | None, mapping: EffortMapping, known: tuple[str, ...], what: str
) -> str | None:
    said = text_of_cell(cells, column)
    if said is None:
        return None
    meant = mapping.names.get(said, said)
    if meant not in known:
        raise UnusableCell(column, f"{said[:60]!r} is {what} ({', '.join(known)}): say in [names] what it means")
    return meant
