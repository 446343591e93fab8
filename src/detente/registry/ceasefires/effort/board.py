"""What stands on the board of each monitor's effort: a line of what was done, rates of its counts, refused access."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.board import Board, Cell, Told
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.rates import CountedRate, rates_of
from detente.registry.ceasefires.effort.report import EffortReport, report_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["BoardEffort", "Hindrance", "effort_beside"]

UNSEEN = frozenset({"none", "not observed", "cannot tell"})
"""What a monitor says of days on which it may have been kept from looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """That access was refused on days of which a cell says nothing, or nothing seen. `place` is as in a rate.

    It is None where the cell is blank. `by` are the parties that refused, as far as anybody says.
    """

    row: str
    monitor: str
    place: int | None
    days: tuple[Interval, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEffort:
    """The effort of each monitor on the days of a board, in the file's order, with what it means for the cells."""

    reports: tuple[EffortReport, ...]
    rates: tuple[CountedRate, ...]
    hindrances: tuple[Hindrance, ...]


def effort_beside(
    board: Board, ceasefire: Ceasefire, violations: Iterable[Violation], efforts: Iterable[Effort]
) -> BoardEffort:
    """Return what stands on a board of its monitors' effort."""
    said, done = tuple(violations), tuple(efforts)
    monitors = [monitor.id for monitor in ceasefire.monitors]
    known = {one.id: one for one in said}
    found = (
        _hindrance(row.id, cell, place, days, done)
        for row in board.rows
        for cell in row.cells
        if cell.column in monitors
        for place, days in _unseen(cell, known, board.interval)
    )
    reports = tuple(report_of(done, board.interval, monitor=monitor) for monitor in monitors)
    return BoardEffort(
        reports=reports,
        rates=rates_of(board, said, done, monitors=monitors, whole=[one.sums for one in reports]),
        hindrances=tuple(one for one in found if one.days),
    )


def _unseen(cell: Cell, known: dict[str, Violation], interval: Interval) -> Iterable[tuple[int | None, list[Interval]]]:
    """Yield the days of which a cell is blank, or says that nothing was seen."""
    if not cell.told:
        yield None, [interval]
    for place, one in enumerate(cell.told):
        if one.said in UNSEEN:
            yield place, [days for days in _days(one, known) if days.overlaps(interval)]


def _days(told: Told, known: dict[str, Violation]) -> Iterable[Interval]:
    return (known[id_].interval for id_ in told.violations if known[id_].interval is not None)  # type: ignore[misc]


def _hindrance(
    row: str, cell: Cell, place: int | None, days: Sequence[Interval], efforts: Sequence[Effort]
) -> Hindrance:
    refused = [
        one
        for one in efforts
        if one.kind == "visit refused" and one.monitor == cell.column and any(map(one.interval.overlaps, days))
    ]
    shared = {part for one in refused for each in days if (part := one.interval.shared(each))}
    return Hindrance(
        row=row,
        monitor=cell.column,
        place=place,
        days=tuple(sorted(Interval(first=one.first, last=one.last) for one in shared)),
        by=tuple(sorted({one.denied_by for one in refused if one.denied_by})),
    )
