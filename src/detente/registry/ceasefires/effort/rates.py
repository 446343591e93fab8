"""What the board counts, for a hundred hours of the monitor's own watch on the same days; or why nobody can tell.

Only what a monitor counted itself has a rate: its published figures, and what its observers saw. What reports retell of
it is no count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.board import Board, Cell, Told
from detente.registry.ceasefires.cannot_tell import CannotTell
from detente.registry.ceasefires.effort.effort import Effort, Hours, Means
from detente.registry.ceasefires.effort.sums import EffortSum, Rate, effort_of, rate_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count
from detente.registry.interval import Interval, joined

__all__ = ["CountedRate", "means_of", "rates_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRate:
    """A count of a cell of the board for a hundred hours: `place` is its number among what the cell tells.

    `hours` are those of all days that the figures are of, the ones with none among them. `means` is by what was watched
    in these, None where they are not known. Of rate and reason one is told.
    """

    row: str
    monitor: str
    place: int
    alleged: str | None
    count: Count | None
    means: Means | None = None
    hours: Hours | None = None
    rate: Rate | None = None
    cannot_tell: str | None = None


def rates_of(
    board: Board,
    violations: Iterable[Violation],
    efforts: Iterable[Effort],
    *,
    monitors: Sequence[str],
    whole: Iterable[EffortSum] = (),
) -> tuple[CountedRate, ...]:
    """Return the rate of each count in the monitors' columns, in the order of the board.

    `whole` is what is known of the monitors' effort already: of any days, summed up from the same efforts.
    """
    known, given = {one.id: one for one in violations}, tuple(efforts)
    summed = {(one.monitor, one.interval): one for one in whole}

    def done(monitor: str, days: Interval) -> EffortSum:
        if (monitor, days) not in summed:
            summed[monitor, days] = effort_of(given, days, monitor=monitor)
        return summed[monitor, days]

    return tuple(
        _rate(row.id, cell, place, board.interval, known, done)
        for row in board.rows
        for cell in row.cells
        if cell.column in monitors
        for place, told in enumerate(cell.told)
        if told.said == "some" or (told.said == "none" and not _counts_with(told, cell))
    )


def means_of(done: EffortSum) -> Means | CannotTell:
    """Return by what a monitor watched: in person where hours of that are told, else the only means with hours."""
    if "in person" in done.hours or len(done.hours) == 1:
        return "in person" if "in person" in done.hours else next(iter(done.hours))
    if not done.hours:
        return CannotTell(reason=f"nobody tells how long {done.monitor} watched")
    return CannotTell(
        reason=f"{done.monitor} watched by {' and by '.join(done.hours)}: their hours are not of one kind"
    )


def _counts_with(none: Told, cell: Cell) -> bool:
    """Say whether days of none stand beside days with some in one count: left out, they would make a rate too high."""
    return any(one.said == "some" and _belongs(none, one) for one in cell.told)


def _belongs(none: Told, some: Told) -> bool:
    """Say whether figures of none are of the same as others; those that name nobody are of everybody."""
    published = none.origin == some.origin == "published"
    return published and none.said == "none" and none.alleged in (None, some.alleged)


def _rate(
    row: str,
    cell: Cell,
    place: int,
    interval: Interval,
    known: Mapping[str, Violation],
    done_on: Callable[[str, Interval], EffortSum],
) -> CountedRate:
    told, monitor = cell.told[place], cell.column
    count = told.count if told.origin == "published" else _seen(told)
    made = CountedRate(row=row, monitor=monitor, place=place, alleged=told.alleged, count=count)
    if told.origin == "report":
        return _untold(made, "reports retell it, and nobody says that they tell all that was counted")
    counted = list(_days(told, interval, known))
    if count is None or not counted:
        return _untold(made, "no figure of these days says how many")
    none = (days for one in cell.told if _belongs(one, told) for days in _days(one, interval, known))
    done = [done_on(monitor, days) for days in joined([*counted, *none])]
    means = means_of(done_on(monitor, interval))
    if isinstance(means, CannotTell):
        return _untold(made, means.reason)
    hours = _together([one.known_hours(means) for one in done])
    rate = rate_of(count, hours)
    if isinstance(hours, CannotTell) or isinstance(rate, CannotTell):
        return _untold(made, (hours if isinstance(hours, CannotTell) else rate).reason)  # type: ignore[union-attr]
    return CountedRate(
        row=row, monitor=monitor, place=place, alleged=told.alleged, count=count, means=means, hours=hours, rate=rate
    )


def _untold(made: CountedRate, reason: str) -> CountedRate:
    return CountedRate(
        row=made.row,
        monitor=made.monitor,
        place=made.place,
        alleged=made.alleged,
        count=made.count,
        cannot_tell=reason,
    )


def _seen(told: Told) -> Count | None:
    """Return how many happenings observers saw, None where they saw none: that is no count of none."""
    n = told.happenings
    return Count(low=n, high=n, words=str(n)) if n is not None and told.said == "some" else None


def _days(told: Told, interval: Interval, known: Mapping[str, Violation]) -> Iterator[Interval]:
    """Yield the days that a count is of: those of its figures, or for what observers saw all that are shown."""
    if told.origin == "observer":
        yield interval
        return
    for id_ in told.violations:
        if id_ not in told.outside and (days := known[id_].interval) is not None:
            yield days


def _together(parts: Sequence[Hours | CannotTell]) -> Hours | CannotTell:
    low, high = 0.0, 0.0
    is_open = False
    for part in parts:
        if isinstance(part, CannotTell):
            return part
        low, is_open = low + part.low, is_open or part.high is None
        high += part.high or 0.0
    return Hours(low=low, high=None if is_open else high)
