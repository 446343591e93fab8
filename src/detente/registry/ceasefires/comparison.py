"""Whether there were more or fewer in one interval than in another, or whether nobody can tell: an answer as good.

Only figures of one claimant, one class, one side and one area are compared, at the same effort. What is open is told as
"cannot tell", with the reason. That two rates do not differ is never said; that no difference was seen only where the
figures are enough to have shown one of a third.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from detente.registry.ceasefires.rates import Ratio, dispersion_of, hold_rates
from detente.registry.ceasefires.series import About, Series, part_of
from detente.registry.interval import Interval

__all__ = ["Comparison", "Outcome", "compare", "compare_series"]

Outcome = Literal["more", "fewer", "no difference seen", "cannot tell"]
LEVEL = 0.95
FEWEST = 4
"""Periods that either interval needs: with fewer, how much the figures vary by themselves is not known."""
LEAST_COVERED = 0.5
"""Share of an interval's days that its figures must cover."""
SMALLEST = 4 / 3
"""Factor below which a difference may be missed: none is seen where the whole interval lies nearer to the same rate."""
EFFORT_CHANGE = 2.0
"""Factor by which hours on watch a day may differ: a watch of other places or times of day sees other things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comes of holding a later interval against an earlier one, and why.

    `ratio` is how the later rate stands to the earlier one, with its interval at `level`; None where no rates could be
    held against each other. `dispersion` is the factor by which the figures vary more than chance does.
    """

    outcome: Outcome
    reason: str
    earlier: Interval
    later: Interval
    level: float = LEVEL
    ratio: Ratio | None = None
    dispersion: float | None = None


def compare(series: Series, earlier: Interval, later: Interval, *, level: float = LEVEL) -> Comparison:
    """Compare two intervals of one series: is it more or fewer in the later one?"""
    return compare_series(series, earlier, series, later, level=level)


def compare_series(
    one: Series, earlier: Interval, other: Series, later: Interval, *, level: float = LEVEL
) -> Comparison:
    """Compare an interval of a series with a later one of another, which must be of the same things."""
    before, after = part_of(one, earlier), part_of(other, later)
    if reason := next(_not_comparable(before, earlier, after, later), None):
        return Comparison(outcome="cannot tell", reason=reason, earlier=earlier, later=later, level=level)
    parts = [(part.counts, part.exposures) for part in (before, after)]
    factor = dispersion_of(parts)
    (old, old_exposure), (new, new_exposure) = ((sum(counts), sum(exposures)) for counts, exposures in parts)
    ratio = hold_rates(old, old_exposure, new, new_exposure, level=level, dispersion=factor)
    outcome, reason = _judged(ratio, before, after, level)
    return Comparison(
        outcome=outcome, reason=reason, earlier=earlier, later=later, level=level, ratio=ratio, dispersion=factor
    )


def _not_comparable(before: Series, earlier: Interval, after: Series, later: Interval) -> Iterator[str]:
    """Yield why two parts cannot be compared, the plainest reason first."""
    if before.about != after.about:
        yield f"they are of different things: {_different(before.about, after.about)}"
    if earlier.overlaps(later) or later.first < earlier.first:
        yield "the intervals share days, or the later one is not later"
    for part, interval in ((before, earlier), (after, later)):
        named = f"{interval.first} to {interval.last}"
        if len(part.points) < FEWEST:
            are = "is 1 figure" if len(part.points) == 1 else f"are {len(part.points)} figures"
            yield f"there {are} for {named}, and fewer than {FEWEST} say too little"
        if part.days_covered < LEAST_COVERED * interval.days:
            yield f"figures cover {part.days_covered} of the {interval.days} days of {named}; what is blank is no zero"
    if sum(before.counts) + sum(after.counts) == 0:
        yield "both intervals have none: there is nothing to compare"
    yield from _effort_changed(before, after)


def _different(one: About, other: About) -> str:
    names = [name for name in About.__slots__ if getattr(one, name) != getattr(other, name)]
    return "; ".join(f"{name} {getattr(one, name)!r} and {getattr(other, name)!r}" for name in names)


def _effort_changed(before: Series, after: Series) -> Iterator[str]:
    """Yield how the effort changed so that counts say nothing."""
    if before.unit != after.unit:
        yield f"one is told for {before.unit}, the other for {after.unit}"
    old_means, new_means = ({means for point in part.points for means in point.means} for part in (before, after))
    if old_means != new_means:
        yield f"the means of watching changed: {_listed(old_means)} before, {_listed(new_means)} after"
    known = [sum(point.hours is not None for point in part.points) / len(part.points) for part in (before, after)]
    if before.unit == "days" and any(known):
        yield "the hours on watch are known for some periods only, so that counts may follow them"
    if before.unit == "hours":
        old, new = (sum(part.exposures) / part.days_covered for part in (before, after))
        if max(old, new) > EFFORT_CHANGE * min(old, new):
            yield f"effort changed from {old:.1f} to {new:.1f} hours on watch a day"


def _listed(means: Iterable[str]) -> str:
    return ", ".join(sorted(means)) or "none told"


def _judged(ratio: Ratio, before: Series, after: Series, level: float) -> tuple[Outcome, str]:
    """Return the outcome by the interval, with its reason."""
    old, new = _hindered(before), _hindered(after)
    if ratio.high is not None and 1 / SMALLEST < ratio.low <= 1 <= ratio.high < SMALLEST:
        if old != new:
            return "cannot tell", f"{_bounds(ratio)} times the earlier rate, but {_access(old, new)}"
        said = f"{_bounds(ratio)} times the earlier rate, at {level:.0%}, for {before.unit}"
        return "no difference seen", f"{said}; a smaller difference may be there"
    if ratio.low <= 1 and (ratio.high is None or ratio.high >= 1):
        return "cannot tell", f"the figures fit more as well as fewer: {_bounds(ratio)} times the earlier rate"
    outcome: Outcome = "more" if ratio.low > 1 else "fewer"
    # who can go to fewer places sees fewer: refusals that rise can make a fall, and never a rise
    if (outcome == "fewer" and new > old) or (outcome == "more" and old > new):
        return "cannot tell", f"{_bounds(ratio)} times the earlier rate, but {_access(old, new)}"
    return outcome, f"{_bounds(ratio)} times the earlier rate, at {level:.0%}, for {before.unit}"


def _hindered(part: Series) -> float:
    return sum(point.hindered or 0 for point in part.points) / part.days_covered


def _access(old: float, new: float) -> str:
    return f"access changed as well: refused or not possible {old:.2f} times a day before, {new:.2f} after"


def _bounds(ratio: Ratio) -> str:
    return f"{ratio.low:.2f} or more" if ratio.high is None else f"{ratio.low:.2f} to {ratio.high:.2f}"
