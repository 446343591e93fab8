"""What a stretch of counts at one level costs, for the search for steps: the negative binomial likelihood.

A room of its own because `ruptures` is imported with it.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import ruptures
from ruptures.base import BaseCost

__all__ = ["CountCost", "cost_of", "cut_at", "levels_of"]

ROUNDS = 4
TINY = 1e-12


class CountCost(BaseCost):  # type: ignore[misc]  # ruptures has no types
    """Minus twice the logarithm of the likelihood of counts (first column) with exposure (second) at one rate."""

    model, min_size = "counts", 1

    def __init__(self, *, dispersion: float) -> None:
        """Keep the dispersion of the counts, zero for Poisson's."""
        self.dispersion = dispersion

    def fit(self, signal: npt.NDArray[Any]) -> "CountCost":
        """Keep the counts with their exposures."""
        self.signal = signal
        self.sums = np.vstack((np.zeros(2), signal.cumsum(axis=0))).tolist()
        return self

    def error(self, start: int, end: int) -> float:
        """Return what the counts from `start` to before `end` cost."""
        if not self.dispersion:
            return self._plain(start, end)
        counts, exposures = self.signal[start:end].T
        return cost_of(counts, exposures * _rate(counts, exposures, self.dispersion), self.dispersion)

    def _plain(self, start: int, end: int) -> float:
        """Return Poisson's cost from running sums; what does not depend on the rate is the same for all cuts."""
        count, exposure = (self.sums[end][n] - self.sums[start][n] for n in (0, 1))
        return float(-2 * (count * math.log(max(count, TINY) / exposure) - count))


def cost_of(counts: npt.NDArray[Any], means: npt.NDArray[Any], dispersion: float) -> float:
    """Return minus twice the logarithm of the likelihood of counts, without what depends on the counts alone."""
    safe = np.maximum(means, TINY)
    if not dispersion:
        return float(-2 * (counts * np.log(safe) - safe).sum())
    told = counts * np.log(safe / (1 + dispersion * safe)) - np.log1p(dispersion * safe) / dispersion
    return float(-2 * told.sum())


def cut_at(signal: npt.NDArray[Any], steps: int, *, dispersion: float, shortest: int) -> list[int]:
    """Return before which counts the level changes, for the best so many steps."""
    search = ruptures.Dynp(custom_cost=CountCost(dispersion=dispersion), min_size=shortest, jump=1).fit(signal)
    return [int(at) for at in search.predict(n_bkps=steps)[:-1]]


def levels_of(signal: npt.NDArray[Any], cuts: list[int], *, dispersion: float) -> npt.NDArray[Any]:
    """Return the rate of each count's stretch."""
    stretches = np.split(signal, cuts)
    return np.concatenate([np.full(len(part), _rate(part[:, 0], part[:, 1], dispersion)) for part in stretches])


def _rate(counts: npt.NDArray[Any], exposures: npt.NDArray[Any], dispersion: float) -> float:
    """Return the likeliest rate: counts of long exposures weigh less than in full where counts vary beyond chance."""
    rate = float(counts.sum() / exposures.sum())
    if not dispersion:
        return rate
    for _ in range(ROUNDS):
        weight = 1 / (1 + dispersion * rate * exposures)
        rate = float(weight @ counts / (weight @ exposures))
    return rate
