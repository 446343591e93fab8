"""Figures of a series in blocks of a week or longer, so that days of the week and bunched figures even out.

A trend is measured over blocks. Within a week the days differ by habit (fewer patrols on a Sunday) and hang together;
over whole weeks most of that is gone. What days a block lacks stays lacking: its exposure is that of its figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.registry.ceasefires.rates import dispersion_of, hold_rates
from detente.registry.ceasefires.series import WEEK, Point, Series, exposure_in
from detente.registry.interval import DAY, Interval

__all__ = ["Block", "Blocks", "blocks_of"]

FEWEST_WEEKS = 4
"""Weeks of single days from which the days of the week are told apart."""
FEWEST_BUNCHED = 4
"""Figures after silent days, and others, from which it is asked whether those hold what the silent days had."""
PRIOR = 10.0
"""As if so many more had been counted on each day of the week, in equal shares: few figures tell days hardly apart."""
LEVEL = 0.95
EVEN = [1.0] * WEEK
"""Weights of the days of a week where none brings more than another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Figures taken together. `middle` is in weeks from the first day of the series, `hours` are those on watch."""

    interval: Interval
    count: int
    exposure: float
    middle: float
    figures: tuple[str, ...]
    hours: float | None = None
    hindered: int | None = None
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The blocks of a series in their order, and in words what was done to its figures to make them."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def blocks_of(series: Series) -> Blocks:
    """Return the figures of a series as blocks: those of the same seven days together, longer ones by themselves."""
    if not series.points:
        return Blocks(blocks=(), notes=())
    silent = _silent_days(series.points)
    bunched = _are_bunched(series, silent)
    weights = _weekdays(series) if not bunched else EVEN
    origin = series.points[0].interval.first
    held: dict[int, list[tuple[Point, float, float]]] = {}
    for point, before in zip(series.points, silent, strict=True):
        reach = before if bunched else 0
        exposure = _weighed(point, series, weights) * (1 + reach / point.interval.days)
        middle = ((point.interval.first - origin).days - reach + (point.interval.days + reach) / 2) / WEEK
        held.setdefault(int(middle), []).append((point, exposure, middle))
    blocks = tuple(_block(held[week]) for week in sorted(held))
    return Blocks(blocks=blocks, notes=tuple(_notes(series, blocks, weights, is_bunched=bunched)))


def _block(held: Sequence[tuple[Point, float, float]]) -> Block:
    points = [point for point, _, _ in held]
    exposure = sum(own for _, own, _ in held)
    hours = [point.hours for point in points if point.hours is not None]
    hindered = [point.hindered for point in points if point.hindered is not None]
    return Block(
        interval=Interval(first=points[0].interval.first, last=points[-1].interval.last),
        count=sum(point.count for point in points),
        exposure=exposure,
        middle=sum(own * middle for _, own, middle in held) / exposure,
        figures=tuple(point.figure for point in points),
        hours=sum(hours) if len(hours) == len(points) else None,
        hindered=sum(hindered) if len(hindered) == len(points) else None,
        means=tuple(sorted({means for point in points for means in point.means})),
    )


def _weighed(point: Point, series: Series, weights: Sequence[float]) -> float:
    """Return a figure's exposure, each of its days counting as much as its day of the week usually brings."""
    if weights == EVEN:
        return exposure_in(point, series.unit)
    share = sum(weights[day.weekday()] for day in point.interval.each_day()) / point.interval.days
    return exposure_in(point, series.unit) * share


def _silent_days(points: Sequence[Point]) -> list[int]:
    """Return how many days without a figure, fewer than a week, stand before each."""
    gaps = [(later.interval.first - earlier.interval.last - DAY).days for earlier, later in pairwise(points)]
    return [0, *(gap if gap < WEEK else 0 for gap in gaps)]


def _are_bunched(series: Series, silent: Sequence[int]) -> bool:
    """Say whether figures after silent days hold more than others, by more than chance."""
    exposures = series.exposures
    parts = [
        [(n, e) for n, e, gap, point in zip(series.counts, exposures, silent, series.points, strict=True)
         if (gap > 0) is after and point.interval.days < WEEK]
        for after in (False, True)
    ]  # fmt: skip
    if min(len(part) for part in parts) < FEWEST_BUNCHED:
        return False
    (usual, usual_exposure), (after, after_exposure) = (
        (sum(n for n, _ in part), sum(e for _, e in part)) for part in parts
    )
    factor = dispersion_of([([n for n, _ in part], [e for _, e in part]) for part in parts])
    ratio = hold_rates(usual, usual_exposure, after, after_exposure, level=LEVEL, dispersion=factor)
    return ratio.low > 1


def _weekdays(series: Series) -> list[float]:
    """Return how much each day of the week brings beside the mean day, Monday first; ones where too few are told."""
    days = [
        (point, own) for point, own in zip(series.points, series.exposures, strict=True) if point.interval.days == 1
    ]
    if len(days) < FEWEST_WEEKS * WEEK or not sum(point.count for point, _ in days):
        return EVEN
    by_day: list[list[tuple[int, float]]] = [[] for _ in range(WEEK)]
    for point, own in days:
        by_day[point.interval.first.weekday()].append((point.count, own))
    rate = sum(point.count for point, _ in days) / sum(own for _, own in days)
    return [
        (sum(n for n, _ in some) + PRIOR) / (rate * sum(own for _, own in some) + PRIOR) for some in by_day
    ]  # fmt: skip


def _notes(series: Series, blocks: Sequence[Block], weights: Sequence[float], *, is_bunched: bool) -> Iterator[str]:
    if len(blocks) < len(series.points):
        yield f"{len(series.points)} figures are taken together by weeks"
    if is_bunched:
        yield "figures after silent days are higher than others: they are taken to be of those days as well"
    if len({round(weight, 9) for weight in weights}) > 1:
        yield "days of the week are weighed by what they usually bring"
