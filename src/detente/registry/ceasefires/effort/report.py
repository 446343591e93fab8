"""What a monitor did in an interval, and where it could not go: by kind, with what nobody tells left blank.

A row of a table, a line by hand and a form are each one patrol, one visit or one area where they tell no number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import EFFORT_KINDS, Effort
from detente.registry.ceasefires.effort.origins import split_by_origin
from detente.registry.ceasefires.effort.sums import EffortSum, effort_of
from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = ["EffortReport", "Refused", "report_of", "watchers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Visits that one party refused, None where nobody says who did: how many, on which days, in which entries."""

    by: str | None
    count: Count
    days: tuple[Interval, ...]
    efforts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortReport:
    """What a monitor did in an interval. A kind of effort that nobody tells of is not in `counts`.

    `silent` are days in a row of which no effort and no hindrance is told. `weather` and `not_visited` are the ids of
    entries that tell of them.
    """

    monitor: str
    interval: Interval
    sums: EffortSum
    counts: dict[str, Count]
    refused: tuple[Refused, ...]
    not_visited: tuple[str, ...]
    weather: tuple[str, ...]
    silent: tuple[Interval, ...]


def report_of(efforts: Iterable[Effort], interval: Interval, *, monitor: str) -> EffortReport:
    """Return what a monitor did in an interval; days are those in UTC."""
    told = [one for one in efforts if one.interval.overlaps(interval) and monitor == (one.monitor or one.monitor_name)]
    unique = {one.id: one for one in sorted(told, key=lambda one: (one.interval.first, one.interval.last, one.id))}
    own = tuple(unique.values())
    return EffortReport(
        monitor=monitor,
        interval=interval,
        sums=effort_of(own, interval, monitor=monitor),
        counts={kind: _counted(some) for kind in EFFORT_KINDS if (some := [one for one in own if one.kind == kind])},
        refused=tuple(_refused(own)),
        not_visited=tuple(one.id for one in own if one.kind == "not visited"),
        weather=tuple(one.id for one in own if one.weather or one.visibility),
        silent=tuple(_silent(own, interval)),
    )


def watchers(efforts: Iterable[Effort], ceasefire: Ceasefire) -> tuple[str, ...]:
    """Return the monitors of a ceasefire in the file's order, and behind them by name whoever else tells of effort."""
    monitors = tuple(monitor.id for monitor in ceasefire.monitors)
    others = {one.monitor_name for one in efforts if one.monitor is None}
    return (*monitors, *sorted(others - set(monitors)))


def _counted(some: Sequence[Effort]) -> Count:
    """Return how many entries of one kind tell of; forms may tell of what was written down of the same days."""
    parts = split_by_origin(some)
    base, shown = _sum(parts.base), _sum([*parts.held, *parts.unsure])
    if base is None or shown is None:
        return base or shown or Count(words="not told")
    low = max(base.low or 0, shown.low or 0)
    return _count(low, None if None in (base.high, shown.high) else (base.high or 0) + (shown.high or 0))


def _sum(some: Sequence[Effort]) -> Count | None:
    if not some:
        return None
    counts = [one.count for one in some]
    lows = [1 if count is None else count.low or 0 for count in counts]
    highs = [1 if count is None else count.high for count in counts]
    return _count(sum(lows), None if None in highs else sum(high for high in highs if high is not None))


def _count(low: int, high: int | None) -> Count:
    words = f"at least {low}" if high is None else f"{low}" if low == high else f"{low} to {high}"
    return Count(low=low, high=high, words=words)


def _refused(own: Sequence[Effort]) -> Iterator[Refused]:
    """Yield refusals by who refused, in the order of their names; those of whom nobody is told come last."""
    held: defaultdict[str | None, list[Effort]] = defaultdict(list)
    for one in own:
        if one.kind == "visit refused":
            held[one.denied_by].append(one)
    for by in sorted(held, key=lambda one: (one is None, one or "")):
        days = sorted({one.interval for one in held[by]})
        yield Refused(by=by, count=_counted(held[by]), days=tuple(days), efforts=tuple(one.id for one in held[by]))


def _silent(own: Sequence[Effort], interval: Interval) -> Iterator[Interval]:
    """Yield days in a row of which nothing is told."""
    shared = (one.interval.shared(interval) for one in own)
    told = {day for days in shared if days for day in days.each_day()}
    free = [day for day in interval.each_day() if day not in told]
    for n, day in enumerate(free):
        if n == 0 or (day - free[n - 1]).days > 1:
            first = day
        if n + 1 == len(free) or (free[n + 1] - day).days > 1:
            yield Interval(first=first, last=day)
