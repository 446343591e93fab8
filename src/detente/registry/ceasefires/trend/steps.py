"""Steps in a series: from when on it has another level, told only where a level line and a slope both fit much worse.

A step is looked for between blocks (`ruptures`, with the negative binomial likelihood as its cost). What it has to be
worth was chosen by simulation, so that false ones are rare also where neighbouring blocks hang together (decision 40).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.registry.ceasefires.comparison import EFFORT_CHANGE
from detente.registry.ceasefires.trend.blocks import Block
from detente.registry.ceasefires.trend.step import Cause, Step
from detente.registry.interval import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.registry.ceasefires.trend.model import Fit

__all__ = ["Cause", "Step", "find_steps"]

SHORTEST = 4
"""Blocks that a level needs on either side."""
MOST = 3
PENALTY = 18.0
"""What each step has to be worth, in twice the logarithm of the likelihood."""
MARGIN = 6.0
"""By how much steps have to fit better than a slope."""
DOUBT = 7.35
"""How much worse another day may fit and still be one on which the level may have changed, in 95 of 100."""
LEAST = 1e-9
ROUNDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Where the level changes best for so many steps, and what that is worth against a level line."""

    cuts: list[int]
    dispersion: float
    wider: float
    worth: float
    cost: float


def find_steps(blocks: Sequence[Block], fit: "Fit") -> tuple[Step, ...]:
    """Return the steps of blocks, none where a level line or the slope of `fit` tells of them well enough."""
    import numpy as np

    signal = np.array([(block.count, block.exposure) for block in blocks], dtype=float)
    most = min(MOST, len(blocks) // SHORTEST - 1)
    found = [_cut(signal, steps) for steps in range(1, most + 1)]
    best = max(found, key=lambda one: one.worth - PENALTY * len(one.cuts), default=None)
    if best is None or best.worth <= PENALTY * len(best.cuts) or not _beats_slope(best, blocks, fit):
        return ()
    return tuple(_steps(signal, best, blocks))


def _cut(signal: "npt.NDArray[Any]", steps: int) -> _Cut:
    """Return the best so many steps. The dispersion is that about the steps, with each day chosen paid for."""
    import numpy as np

    from detente.registry.ceasefires.trend.cost import cost_of, cut_at, levels_of
    from detente.registry.ceasefires.trend.model import dispersion_at, widening

    counts, exposures = signal.T
    alpha, cuts, means = 0.0, [0], exposures
    for _ in range(ROUNDS):
        cuts = cut_at(signal, steps, dispersion=alpha, shortest=SHORTEST)
        means = np.maximum(exposures * levels_of(signal, cuts, dispersion=alpha), LEAST)
        alpha = dispersion_at(counts, means, free=max(len(signal) - 2 * steps - 1, 1))
    means = np.maximum(exposures * levels_of(signal, cuts, dispersion=alpha), LEAST)
    wider = widening(counts, means, alpha)[0] ** 2
    flat = cost_of(counts, exposures * levels_of(signal, [], dispersion=alpha), alpha)
    cost = cost_of(counts, means, alpha)
    return _Cut(cuts=cuts, dispersion=alpha, wider=wider, worth=(flat - cost) / wider, cost=cost)


def _beats_slope(best: _Cut, blocks: Sequence[Block], fit: "Fit") -> bool:
    import numpy as np

    from detente.registry.ceasefires.trend.cost import cost_of

    counts = np.array([block.count for block in blocks], dtype=float)
    means = np.array([block.exposure * fit.rate_at(block.middle)[0] for block in blocks])
    gained = (cost_of(counts, means, best.dispersion) - best.cost) / best.wider
    return gained > MARGIN + PENALTY * (len(best.cuts) - 1)


def _steps(signal: "npt.NDArray[Any]", best: _Cut, blocks: Sequence[Block]) -> Iterator[Step]:
    from detente.registry.ceasefires.trend.cost import levels_of

    levels = levels_of(signal, best.cuts, dispersion=best.dispersion)
    bounds = [0, *best.cuts, len(blocks)]
    for n, at in enumerate(best.cuts, 1):
        low, high = _doubt(signal, best, n)
        cause, why = _cause(blocks[bounds[n - 1] : at], blocks[at : bounds[n + 1]])
        first = blocks[at].interval.first
        yield Step(
            day=Interval(first=first, last=first),
            between=Interval(first=blocks[low - 1].interval.first, last=blocks[high].interval.last),
            before=float(levels[at - 1]),
            after=float(levels[at]),
            cause=cause,
            why=why,
        )


def _doubt(signal: "npt.NDArray[Any]", best: _Cut, n: int) -> tuple[int, int]:
    """Return the first and the last place at which a step may stand, the others staying where they are."""
    from detente.registry.ceasefires.trend.cost import CountCost

    cost = CountCost(dispersion=best.dispersion).fit(signal)
    bounds = [0, *best.cuts, len(signal)]
    start, end = bounds[n - 1], bounds[n + 1]
    costs = {at: cost.error(start, at) + cost.error(at, end) for at in range(start + 1, end)}
    least = costs[best.cuts[n - 1]]
    near = [at for at, own in costs.items() if own - least <= DOUBT * best.wider]
    return min(near), max(near)


def _cause(before: Sequence[Block], after: Sequence[Block]) -> tuple[Cause, str]:
    """Return whether the effort changed with the level: its hours a day, its means, or where nobody could go."""
    old, new = _hours(before), _hours(after)
    if old is None or new is None:
        return "not known", "the hours on watch are not known of all of it"
    if max(old, new) > EFFORT_CHANGE * min(old, new):
        return "the effort as well", f"hours on watch a day went from {old:.1f} to {new:.1f}"
    old_means, new_means = ({means for block in some for means in block.means} for some in (before, after))
    if old_means != new_means:
        return "the effort as well", f"the means of watching were {_listed(old_means)} and became {_listed(new_means)}"
    refused = [sum(block.hindered or 0 for block in some) / len(some) for some in (before, after)]
    if abs(refused[1] - refused[0]) >= 1:
        return "the effort as well", (
            f"access was refused or not possible {refused[0]:.1f} times a week before, {refused[1]:.1f} after"
        )
    return "the figures alone", f"hours on watch a day were {old:.1f} before and {new:.1f} after"


def _hours(blocks: Sequence[Block]) -> float | None:
    hours = [block.hours for block in blocks if block.hours is not None]
    days = sum(block.interval.days for block in blocks)
    return sum(hours) / days if len(hours) == len(blocks) else None


def _listed(means: set[str]) -> str:
    return ", ".join(sorted(means)) or "none told"
