"""Figures that can be held against each other: of one claimant, one class, one alleged side and one area, in a row.

What nobody reported stays a gap and is never zero. Every figure that is left out is named with the reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.registry.ceasefires.cannot_tell import CannotTell
from detente.registry.ceasefires.effort.effort import Effort, Means
from detente.registry.ceasefires.effort.sums import EffortSum
from detente.registry.ceasefires.effort.watched import Watched
from detente.registry.ceasefires.periods import Period, choose_periods
from detente.registry.ceasefires.repeats import replaced_by
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import DAY, Interval

__all__ = ["About", "LeftOut", "Point", "Series", "Unit", "part_of", "series_of"]

Unit = Literal["hours", "days"]
"""What a series' exposure is told in: hours on watch where they are known for every figure, else days."""
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a series is of. `kind` is a class of the taxonomy or a kind of harm, None where no class is told.

    `alleged` is the party that is said to have done it, None where the figures name none; `area` are the words of the
    place, None where the figures are of the whole.
    """

    ceasefire: str
    claimant: str
    kind: str | None
    alleged: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of a period.

    `hours` are those on watch, None where they are not known; `hindered` is how often somebody could not go or see,
    None where nobody tells of any effort.
    """

    figure: str
    interval: Interval
    count: int
    hours: float | None = None
    means: tuple[Means, ...] = ()
    hindered: int | None = None

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Return how often each day of the week is in the period, Monday first."""
        days = [day.weekday() for day in self.interval.each_day()]
        return tuple(days.count(n) for n in range(WEEK))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A figure that is not in a series, and why, in words."""

    figure: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Comparable figures in the order of their days. `gaps` are days in a row for which nothing usable was reported.

    `unit` is that of the exposure, and `unit_reason` says why it is days where it is.
    """

    about: About
    points: tuple[Point, ...]
    gaps: tuple[Interval, ...]
    left_out: tuple[LeftOut, ...]
    unit: Unit
    unit_reason: str | None = None

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many each period has."""
        return tuple(point.count for point in self.points)

    @property
    def exposures(self) -> tuple[float, ...]:
        """Return the exposure of each period, in the series' unit; always above zero."""
        return tuple(exposure_in(point, self.unit) for point in self.points)

    @property
    def middles(self) -> tuple[float, ...]:
        """Return the middle of each period, in days from the beginning of the first."""
        if not self.points:
            return ()
        origin = self.points[0].interval.first
        return tuple((point.interval.first - origin).days + point.interval.days / 2 for point in self.points)

    @property
    def days_covered(self) -> int:
        """Return how many days its periods have."""
        return sum(point.interval.days for point in self.points)


def exposure_in(point: Point, unit: Unit) -> float:
    """Return a period's exposure in a unit."""
    return point.hours or 0.0 if unit == "hours" else float(point.interval.days)


def series_of(
    figures: Iterable[Violation],
    about: About,
    *,
    efforts: Iterable[Effort] = (),
    within: Interval | None = None,
    means: Means = "in person",
    watched: Watched | None = None,
) -> Series:
    """Return the comparable figures of what `about` says, within an interval or as far as they reach.

    `efforts` may be those of all monitors: only the claimant's own count, and only for what it says itself. Where
    several series are asked for, `watched` holds all of it, and what it comes to.
    """
    every = {one.id: one for one in figures if one.ceasefire == about.ceasefire and one.claimant == about.claimant}
    left_out: dict[str, str] = {}
    usable = _usable([every[id_] for id_ in sorted(every)], about, within, left_out)
    chosen = choose_periods(usable, left_out)
    held = Watched(efforts) if watched is None else watched
    is_any = held.has_any((about.ceasefire, about.claimant), within if watched else None)
    points = list(_points(chosen, about, held, means, left_out, is_any=is_any))
    unit, reason = _unit(points, about, means)
    return Series(
        about=about,
        points=tuple(points),
        gaps=tuple(_gaps(points, within)),
        left_out=tuple(LeftOut(figure=id_, reason=why) for id_, why in sorted(left_out.items())),
        unit=unit,
        unit_reason=reason,
    )


def part_of(series: Series, interval: Interval) -> Series:
    """Return the part of a series whose periods lie wholly within an interval; its unit stays."""
    inside = [point for point in series.points if interval.covers(point.interval)]
    cut = [
        LeftOut(figure=point.figure, reason=f"its days reach beyond {_named(interval)}")
        for point in series.points
        if point.interval.overlaps(interval) and not interval.covers(point.interval)
    ]
    return replace(series, points=tuple(inside), gaps=tuple(_gaps(inside, interval)), left_out=tuple(cut))


def _usable(
    figures: Sequence[Violation], about: About, within: Interval | None, left_out: dict[str, str]
) -> list[Period]:
    """Return periods with their numbers and ids; what cannot be used is written into `left_out`."""
    replaced = replaced_by(figures)
    found: list[Period] = []
    for one in figures:
        if (one.kind or one.harm) != about.kind or one.origin != "published":
            continue
        period, number = one.interval, _number(one)
        reason = next(_misfits(one, about, replaced, within), None)
        if reason is None and period is not None and number is not None:
            found.append((period, number, one.id))
        else:
            left_out[one.id] = reason or "it gives no exact figure"
    return found


def _number(one: Violation) -> int | None:
    if one.count is None:
        return 0 if one.said == "none" else None
    return one.count.low if one.count.is_exact else None


def _misfits(one: Violation, about: About, replaced: dict[str, str], within: Interval | None) -> Iterator[str]:
    """Yield why a figure is not comparable with the others, the plainest reason first."""
    area = "; ".join([where.words for where in one.where]) or None if one.where else None
    if one.id in replaced:
        yield f"it was corrected by {replaced[one.id]}"
    if one.alleged != about.alleged:
        yield f"it is of what {one.alleged or 'nobody named'} is said to have done"
    if area != about.area:
        yield f"it is of {area or 'no area named'}, and not of {about.area or 'the whole'}"
    if one.said not in ("some", "none"):
        yield f"it says {one.said!r}, which is no figure"
    if one.interval is None:
        yield "it says no days"
    elif within is not None and not within.covers(one.interval):
        yield f"its days reach beyond {_named(within)}"
    if _number(one) is None:
        yield f"{one.count.words!r} is no exact figure" if one.count else "it does not say how many"


def _points(
    chosen: Sequence[Period], about: About, watched: Watched, means: Means, left_out: dict[str, str], *, is_any: bool
) -> Iterator[Point]:
    for days, number, id_ in chosen:
        done = watched.sum_of((about.ceasefire, about.claimant), days)
        hours = _known(done, means)
        if hours == 0 and number == 0:
            left_out[id_] = "it says none, and nobody was on watch: nobody could have seen any"
            continue
        hindered = len(done.hindered) if is_any else None
        yield Point(figure=id_, interval=days, count=number, hours=hours, means=tuple(done.hours), hindered=hindered)


def _known(done: EffortSum, means: Means) -> float | None:
    hours = done.known_hours(means)
    return None if isinstance(hours, CannotTell) or not hours.is_exact else hours.low


def _unit(points: Sequence[Point], about: About, means: Means) -> tuple[Unit, str | None]:
    """Return hours where they are known, and some, for every period; one series has one unit."""
    known = sum(1 for point in points if point.hours)
    if points and known == len(points):
        return "hours", None
    by = means if means == "in person" else f"by {means}"
    return "days", f"the hours that {about.claimant} watched {by} are known for {known} of {len(points)} periods"


def _gaps(points: Sequence[Point], within: Interval | None) -> Iterator[Interval]:
    """Yield days in a row that no period has: between the first and the last, or in all of an interval."""
    if not points:
        if within is not None:
            yield within
        return
    free = within.first if within else points[0].interval.first
    for point in points:
        if free < point.interval.first:
            yield Interval(first=free, last=point.interval.first - DAY)
        free = point.interval.last + DAY
    if within is not None and free <= within.last:
        yield Interval(first=free, last=within.last)


def _named(interval: Interval) -> str:
    return f"{interval.first} to {interval.last}"
