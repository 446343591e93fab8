"""The measured trend of one series: falling, rising, in steps, none seen, or too little to say.

It stands on the figures alone. What somebody claims of a trend is never a point of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.registry.ceasefires.series import WEEK, About, Series, Unit
from detente.registry.ceasefires.trend.blocks import Block, Blocks, blocks_of
from detente.registry.ceasefires.trend.enough import find_lack, find_refusals
from detente.registry.ceasefires.trend.step import Step
from detente.registry.interval import Interval

if TYPE_CHECKING:
    from detente.registry.ceasefires.trend.model import Fit

__all__ = ["Change", "Direction", "Drawn", "Trend", "TrendOutcome", "trend_of"]

TrendOutcome = Literal["falling", "rising", "in steps", "no trend seen", "too little to say"]
Direction = Literal["falling", "rising"]
LEVEL = 0.95
SEEN_MOSTLY = 0.8416
"""The normal's bound at 80 of 100: a trend so large would have been seen in eight of ten."""
DULLEST = 4.0
"""A fall to one part in so many over all the days that must not go unseen, or that no trend is seen says too little."""
DULL = 10.0
"""The same for a change that is seen: where only larger ones would be, what is seen is mostly too large by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change in per cent a week, with the bounds of its interval."""

    percent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a chart shows of a block: its figure, its rate for a unit of exposure, the model's line and its band."""

    interval: Interval
    figures: tuple[str, ...]
    count: int
    exposure: float
    rate: float
    line: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What the figures of a series say of a trend, and why. `direction` is where it went, None where that is open.

    `change` is for a week, with its interval wherever a model could be fitted, also where that says too little.
    `fall_seen` and `rise_seen` are the smallest changes a week, in per cent, that would have been
    seen in eight of ten such series. `dispersion` is zero where the counts vary as chance does. `points` are for a
    chart; `notes` say what was done to the figures; `gaps` and `left_out` are the series' own.
    """

    about: About
    outcome: TrendOutcome
    reason: str
    unit: Unit
    level: float = LEVEL
    interval: Interval | None = None
    direction: Direction | None = None
    change: Change | None = None
    fall_seen: float | None = None
    rise_seen: float | None = None
    dispersion: float | None = None
    correlation: float | None = None
    steps: tuple[Step, ...] = ()
    points: tuple[Drawn, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[Interval, ...] = ()
    left_out: int = 0

    @property
    def periods(self) -> int:
        """Over how many weeks or periods it is measured."""
        return len(self.points)

    @property
    def is_weekly(self) -> bool:
        """Whether no period has more days than a week."""
        return all(point.interval.days <= WEEK for point in self.points)


def trend_of(series: Series, *, lack: str | None = None, level: float = LEVEL) -> Trend:
    """Return the measured trend of a series, or that it says too little and why.

    `lack` is a reason against it that is known beforehand: figures that are not counted in one way, say.
    """
    made = blocks_of(series)
    lack = lack or next(find_lack(series, made.blocks), None)
    if lack is not None:
        return _told(series, made, None, outcome="too little to say", reason=lack, level=level)

    from detente.registry.ceasefires.trend.model import fit_trend
    from detente.registry.ceasefires.trend.steps import find_steps

    blocks = made.blocks
    fit = fit_trend(*_columns(blocks), level=level)
    if fit is None:
        reason = "the figures differ so much that no line can be fitted to them"
        return _told(series, made, None, outcome="too little to say", reason=reason, level=level)
    if steps := find_steps(blocks, fit):
        direction = _way(steps)
        reason = "a step fits much better than a slope" if len(steps) == 1 else "steps fit much better than a slope"
        return _told(
            series, made, fit, outcome="in steps", reason=reason, level=level, direction=direction, steps=steps
        )
    outcome, reason = _judged(blocks, fit)
    direction = _way_of(fit) if outcome in ("falling", "rising") else None
    return _told(series, made, fit, outcome=outcome, reason=reason, level=level, direction=direction)


def _columns(blocks: Sequence[Block]) -> tuple[list[int], list[float], list[float]]:
    return [one.count for one in blocks], [one.exposure for one in blocks], [one.middle for one in blocks]


def _way_of(fit: "Fit") -> Direction:
    """Return where a slope goes."""
    return "falling" if fit.slope < 0 else "rising"


def _way(steps: "Sequence[Step]") -> Direction | None:
    """Return where all steps went, None where they went both ways."""
    ways = {step.after < step.before for step in steps}
    return None if len(ways) > 1 else "falling" if ways.pop() else "rising"


def _judged(blocks: Sequence[Block], fit: "Fit") -> tuple[TrendOutcome, str]:
    if fit.low <= 0 <= fit.high:
        return _unseen(blocks, fit)
    is_fall = fit.high < 0
    if _reach(blocks, fit) > math.log(DULL):
        return "too little to say", "the figures vary so much, or are so few, that what is seen may be chance mostly"
    if not _stands_without_any(blocks, fit):
        return "too little to say", "without one of its weeks or periods nothing is left of the change"
    if refused := find_refusals(blocks, is_fall=is_fall):
        return "too little to say", refused
    return _way_of(fit), f"the interval, at {100 * fit.level:.0f} of 100, does not include “no change”"


def _unseen(blocks: Sequence[Block], fit: "Fit") -> tuple[TrendOutcome, str]:
    """Return that no trend is seen, or that a large one would not have been either."""
    if _reach(blocks, fit) > math.log(DULLEST):
        weeks = blocks[-1].middle - blocks[0].middle
        return "too little to say", (
            f"the figures vary so much, or are so few, that even a fall to a quarter within {weeks:.0f} weeks "
            "could have gone unseen"
        )
    return "no trend seen", f"the interval, at {100 * fit.level:.0f} of 100, includes “no change”"


def _noticed(fit: "Fit") -> float:
    """Return the smallest slope that would have been seen in eight of ten."""
    return (fit.quantile + SEEN_MOSTLY) * fit.error


def _reach(blocks: Sequence[Block], fit: "Fit") -> float:
    """Return the smallest change over all the days, as a logarithm, that would have been seen in eight of ten."""
    return _noticed(fit) * (blocks[-1].middle - blocks[0].middle)


def _stands_without_any(blocks: Sequence[Block], fit: "Fit") -> bool:
    """Say whether the change goes the same way, by more than its error, without any one block."""
    from detente.registry.ceasefires.trend.model import slope_without

    counts, exposures, weeks = _columns(blocks)
    slopes = (slope_without(n, counts, exposures, weeks, dispersion=fit.dispersion) for n in range(len(blocks)))
    return all(slope * math.copysign(1, fit.slope) > fit.error for slope in slopes)


def _told(
    series: Series,
    made: Blocks,
    fit: "Fit | None",
    *,
    outcome: TrendOutcome,
    reason: str,
    level: float,
    direction: Direction | None = None,
    steps: tuple[Step, ...] = (),
) -> Trend:
    noticed = _noticed(fit) if fit else 0.0
    shown = None if steps or outcome == "too little to say" else fit
    points = series.points
    return Trend(
        about=series.about,
        outcome=outcome,
        reason=reason,
        unit=series.unit,
        level=level,
        interval=Interval(first=points[0].interval.first, last=points[-1].interval.last) if points else None,
        direction=direction,
        change=_change(fit) if fit and not steps else None,
        fall_seen=_percent(-noticed) if fit and not steps else None,
        rise_seen=_percent(noticed) if fit and not steps else None,
        dispersion=fit.dispersion if fit else None,
        correlation=fit.correlation if fit else None,
        steps=steps,
        points=tuple(_drawn(block, shown) for block in made.blocks),
        notes=(*made.notes, *([series.unit_reason] if series.unit_reason else [])),
        gaps=series.gaps,
        left_out=len(series.left_out),
    )


def _drawn(block: Block, fit: "Fit | None") -> Drawn:
    line, low, high = fit.rate_at(block.middle) if fit else (None, None, None)
    rate = block.count / block.exposure
    return Drawn(
        interval=block.interval, figures=block.figures, count=block.count, exposure=block.exposure, rate=rate,
        line=line, low=low, high=high,
    )  # fmt: skip


def _change(fit: "Fit") -> Change:
    return Change(percent=_percent(fit.slope), low=_percent(fit.low), high=_percent(fit.high))


def _percent(slope: float) -> float:
    return 100 * math.expm1(min(slope, 100.0))
