"""Hours on watch of an interval, with no hour of one observer counted twice, and rates where the hours are known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.cannot_tell import CannotTell
from detente.registry.ceasefires.effort.effort import HINDERED, MEANS, Effort, Hours, Means
from detente.registry.ceasefires.effort.origins import split_by_origin
from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = ["EffortSum", "Rate", "effort_of", "rate_of"]

SECONDS = 3600.0
PER = 100.0
"""Hours that a rate is told for."""
NO_HOURS = Hours(low=0.0, high=0.0)
_Piece = tuple[dt.datetime, dt.datetime]
_Item = tuple[Interval, Hours]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortSum:
    """What a monitor did in an interval. `hours` by means; a means that nobody tells of is not there.

    `untold` are, by means, the days of the interval of which nobody tells hours: they are no days without a watch.
    `hindered` are the ids of refusals and of areas not visited; `efforts` those of all that was summed.
    """

    monitor: str
    interval: Interval
    hours: dict[Means, Hours]
    untold: dict[Means, int]
    hindered: tuple[str, ...]
    efforts: tuple[str, ...]

    def known_hours(self, means: Means) -> Hours | CannotTell:
        """Return the hours by a means, or why they are not known of the whole interval."""
        days = self.interval.days
        if means not in self.hours:
            return CannotTell(reason=f"nobody tells how long {self.monitor} watched {_by(means)}")
        if self.untold[means]:
            told = days - self.untold[means]
            return CannotTell(
                reason=f"hours that {self.monitor} watched {_by(means)} are told for {told} of {days} days"
            )
        return self.hours[means]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many for a hundred hours on watch: between `low` and `high`, None where that end is open."""

    low: float
    high: float | None


def effort_of(efforts: Iterable[Effort], interval: Interval, *, monitor: str) -> EffortSum:
    """Return what a monitor did in an interval; days are those in UTC."""
    unique = {
        one.id: one
        for one in efforts
        if one.interval.overlaps(interval) and monitor == (one.monitor or one.monitor_name)
    }
    own = [unique[id_] for id_ in sorted(unique)]
    by_means = {means: [one for one in own if one.means == means] for means in MEANS}
    return EffortSum(
        monitor=monitor,
        interval=interval,
        hours={means: _hours(some, interval) for means, some in by_means.items() if _told(some)},
        untold={means: _untold_days(some, interval) for means, some in by_means.items() if _told(some)},
        hindered=tuple(one.id for one in own if one.kind in HINDERED),
        efforts=tuple(one.id for one in own),
    )


def rate_of(count: Count | None, hours: Hours | CannotTell) -> Rate | CannotTell:
    """Return a count for a hundred hours on watch, or why nobody can tell."""
    if isinstance(hours, CannotTell):
        return hours
    if count is None or count.low is None:
        return CannotTell(reason="it is not told how many")
    if hours.low <= 0:
        return CannotTell(reason="nobody is known to have been on watch")
    least = 0.0 if hours.high is None else PER * count.low / hours.high
    return Rate(low=least, high=None if count.high is None else PER * count.high / hours.low)


def _by(means: Means) -> str:
    return means if means == "in person" else f"by {means}"


def _told(some: Sequence[Effort]) -> bool:
    return any(one.hours is not None for one in some)


def _untold_days(some: Sequence[Effort], interval: Interval) -> int:
    """Count the days without any hours told. One watch through a night tells of both its days."""
    shared = (one.interval.shared(interval) for one in some if one.hours is not None)
    return interval.days - len({day for days in shared if days for day in days.each_day()})


def _hours(some: Sequence[Effort], interval: Interval) -> Hours:
    """Add up what was written down; forms of the same days show parts of it, or may, and are not added once more."""
    parts = split_by_origin(some)
    total = _added(parts.base, interval)
    if parts.held:
        total = _holding(total, _added(parts.held, interval))
    if parts.unsure:
        total = _either(total, _added(parts.unsure, interval))
    return total


def _holding(total: Hours, shown: Hours) -> Hours:
    """Return the hours told, which those that forms show are part of; where forms show more, both are bounds."""
    if total.high is None or shown.low <= total.high:
        return Hours(low=max(total.low, shown.low), high=total.high)
    return Hours(low=total.low, high=shown.high)


def _either(one: Hours, other: Hours) -> Hours:
    """Return what hours come to of which nobody says whether the ones are part of the others."""
    return Hours(low=max(one.low, other.low), high=_sum([one, other]).high)


def _added(some: Sequence[Effort], interval: Interval) -> Hours:
    """Add up over observers: two at once are two watches. Somebody who watched for untold hours leaves it open."""
    wholes = [one for one in some if not one.observer]
    teams = [one for one in some if one.observer]
    # a figure for the whole monitor may hold the hours of its teams on the same days, or may not
    beside = [one for one in teams if any(one.interval.overlaps(whole.interval) for whole in wholes)]
    apart = [one for one in teams if one not in beside]
    total = _of_all(wholes, interval)
    if beside:
        total = _either(total, _of_all(beside, interval))
    return _sum([total, _of_all(apart, interval)])


def _of_all(some: Sequence[Effort], interval: Interval) -> Hours:
    by_observer: defaultdict[tuple[str | None, str], list[Effort]] = defaultdict(list)
    for one in some:
        # what is told of a monitor as a whole is told by place: its teams are not known
        place = "" if one.observer else "; ".join(sorted(where.words for where in one.where))
        by_observer[one.observer, place].append(one)
    return _sum([_of_observer(own, interval) for own in by_observer.values()])


def _sum(parts: Sequence[Hours]) -> Hours:
    highs = [part.high for part in parts if part.high is not None]
    low = sum(part.low for part in parts)
    return Hours(low=low, high=max(low, sum(highs)) if len(highs) == len(parts) else None)


def _of_observer(own: Sequence[Effort], interval: Interval) -> Hours:
    """Add up one observer's hours; those of cameras and drones may run side by side, and only their words tell."""
    timed = _by_day(one for one in own if one.begins is not None and one.hours is not None)
    items = [(day, hours) for day in interval.each_day() if (hours := _timed(timed.get(day, ()), day)) is not None]
    days = [(Interval(first=day, last=day), hours) for day, hours in items]
    days += [_cut(one, interval) for one in own if one.begins is None and one.hours is not None]
    silent = any(one.hours is None for one in own)
    total = _sum([_of_cluster(cluster) for cluster in _clusters(days)])
    return Hours(low=total.low, high=None if silent else total.high)


def _by_day(timed: Iterable[Effort]) -> dict[dt.date, list[Effort]]:
    """Return watches with times by the days in UTC that they touch."""
    found: defaultdict[dt.date, list[Effort]] = defaultdict(list)
    for one in timed:
        begins, ends = (_in_utc(time) for time in (one.begins, one.ends) if time is not None)
        for day in range(begins.toordinal(), ends.toordinal() + 1):
            found[dt.date.fromordinal(day)].append(one)
    return found


def _in_utc(time: dt.datetime) -> dt.datetime:
    return time.astimezone(dt.UTC) if time.tzinfo else time.replace(tzinfo=dt.UTC)


def _timed(timed: Sequence[Effort], day: dt.date) -> Hours | None:
    """Return the hours of a day that watches with times come to, None where there is none on it."""
    start = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    end = start + dt.timedelta(days=1)
    pieces = [(piece, bool(one.hours and one.hours.is_exact)) for one in timed if (piece := _within(one, start, end))]
    if not pieces:
        return None
    low = _length(_joined(piece for piece, _ in pieces))
    watches = _joined(piece for piece, is_whole in pieces if is_whole)
    loose = [piece for piece, is_whole in pieces if not is_whole]
    is_open = any(not any(held[0] <= piece[0] and piece[1] <= held[1] for held in watches) for piece in loose)
    return Hours(low=low, high=None if is_open else low)


def _within(one: Effort, start: dt.datetime, end: dt.datetime) -> _Piece | None:
    """Return what of a watch lies within; a moment belongs to the day that it begins."""
    if one.begins is None or one.ends is None:
        return None
    begins, ends = _in_utc(one.begins), _in_utc(one.ends)
    piece = max(begins, start), min(ends, end)
    return piece if piece[0] < piece[1] or (begins == ends and start <= begins < end) else None


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return pieces of time with those that overlap or touch put together."""
    found: list[_Piece] = []
    for begins, ends in sorted(pieces):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def _length(pieces: Iterable[_Piece]) -> float:
    return sum((ends - begins).total_seconds() for begins, ends in pieces) / SECONDS


def _cut(one: Effort, interval: Interval) -> _Item:
    """Return hours told of days; where the days reach out of the interval, how many fell within is not known."""
    hours = one.hours or NO_HOURS
    if interval.covers(one.interval):
        return one.interval, hours
    first, last = max(one.interval.first, interval.first), min(one.interval.last, interval.last)
    inside = Interval(first=first, last=last)
    return inside, Hours(low=0.0, high=hours.high)


def _clusters(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Yield items whose days overlap, directly or by others, together."""
    cluster: list[_Item] = []
    for item in sorted(items, key=lambda one: (one[0].first, one[0].last)):
        if cluster and item[0].first > max(one[0].last for one in cluster):
            yield cluster
            cluster = []
        cluster.append(item)
    if cluster:
        yield cluster


def _of_cluster(cluster: Sequence[_Item]) -> Hours:
    """Return what items of overlapping days come to: as many as fit beside each other, at most all of them."""
    best: list[float] = []
    ordered = sorted(cluster, key=lambda one: one[0].last)
    for at, (days, hours) in enumerate(ordered):
        before = [best[n] for n in range(at) if ordered[n][0].last < days.first]
        best.append(max(best[-1] if best else 0.0, hours.low + (max(before) if before else 0.0)))
    return Hours(low=best[-1], high=_sum([hours for _, hours in cluster]).high)
