"""A trend fitted to counts with exposure: negative binomial, log link, with an interval that is wide enough.

The dispersion is the one at which Pearson's chi-square equals its degrees of freedom; where the counts vary no more
than chance does it is zero, and the model is Poisson's. The interval stands on Student's t. It is widened where
neighbouring counts hang together, by how much of that is seen and by what so few blocks hide of it (decision 40).
"""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.registry.ceasefires.rates import incomplete_beta

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Fit", "dispersion_at", "fit_trend", "slope_without", "widening"]

ROUNDS = 5
"""Rounds in which rate and dispersion are found by turns; three are enough nearly always."""
HALVINGS = 50
MOST_DISPERSION = 1e4
HIDDEN, SHRUNK = 4.0, 4.0
"""By how much the correlation that is seen falls short, as parts of the number of blocks: chosen by simulation."""
MOST_CORRELATION = 0.8
TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A trend: `slope` is that of the logarithm of the rate, for a week; `error` its standard error, widened.

    `base` is the logarithm of the rate at `origin` (in weeks). `quantile` is Student's t for `level`. `dispersion` is
    zero where counts vary as chance does; `correlation` that of neighbouring blocks by which `error` was widened.
    """

    slope: float
    error: float
    base: float
    base_error: float
    origin: float
    quantile: float
    level: float
    dispersion: float
    correlation: float

    @property
    def low(self) -> float:
        """The lower bound of the slope."""
        return self.slope - self.quantile * self.error

    @property
    def high(self) -> float:
        """The upper bound of the slope."""
        return self.slope + self.quantile * self.error

    @property
    def is_sound(self) -> bool:
        """Whether all of it is numbers."""
        found = (self.slope, self.error, self.base, self.base_error, self.dispersion)
        return all(map(math.isfinite, found)) and self.error > 0

    def rate_at(self, week: float) -> tuple[float, float, float]:
        """Return the rate at a moment (in weeks), with its bounds."""
        away = week - self.origin
        middle = self.base + self.slope * away
        width = self.quantile * math.hypot(self.base_error, self.error * away)
        return bounded_exp(middle), bounded_exp(middle - width), bounded_exp(middle + width)


def bounded_exp(value: float) -> float:
    """Return the exponential of a number, of the highest that can be told where it is beyond that."""
    return math.exp(min(value, 700.0))


def fit_trend(
    counts: Sequence[int], exposures: Sequence[float], weeks: Sequence[float], *, level: float = 0.95
) -> Fit | None:
    """Return the trend of counts, each with its exposure and its moment (in weeks); at least three, not all zero.

    None where no line can be fitted: figures may differ beyond what numbers can hold.
    """
    try:
        found = _fit(counts, exposures, weeks, level=level)
    except (ValueError, ArithmeticError, np.linalg.LinAlgError):
        return None
    return found if found.is_sound else None


def _fit(counts: Sequence[int], exposures: Sequence[float], weeks: Sequence[float], *, level: float) -> Fit:
    y, exposure, when = (np.asarray(some, dtype=float) for some in (counts, exposures, weeks))
    free = len(y) - 2
    origin = float(np.average(when, weights=exposure))
    exog = np.column_stack((np.ones_like(y), when - origin))
    result, alpha = None, 0.0
    for _ in range(ROUNDS):
        result = _fitted(y, exog, np.log(exposure), alpha)
        found = dispersion_at(y, _positive(result.fittedvalues), free=free)
        if math.isclose(found, alpha, rel_tol=1e-3, abs_tol=1e-6):
            break
        alpha = found
    result = _fitted(y, exog, np.log(exposure), alpha)
    wider, correlation = widening(y, _positive(result.fittedvalues), alpha)
    return Fit(
        slope=float(result.params[1]),
        error=float(result.bse[1]) * wider,
        base=float(result.params[0]),
        base_error=float(result.bse[0]) * wider,
        origin=origin,
        quantile=student(free, level),
        level=level,
        dispersion=alpha,
        correlation=correlation,
    )


def dispersion_at(y: "npt.NDArray[Any]", mean: "npt.NDArray[Any]", *, free: int) -> float:
    """Return by how much counts vary about their means beyond chance; zero where they do not."""

    def excess(alpha: float) -> float:
        return float((np.square(y - mean) / (mean + alpha * np.square(mean))).sum()) - free

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while excess(high) > 0 and high < MOST_DISPERSION:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def widening(y: "npt.NDArray[Any]", mean: "npt.NDArray[Any]", alpha: float) -> tuple[float, float]:
    """Return by which factor neighbours that hang together widen an error, and the correlation behind it."""
    n = len(y)
    left = (y - mean) / np.sqrt(mean + alpha * np.square(mean))
    # counts that vary less than chance does are smooth, and do not hang together by what moves them
    total = max(float(np.square(left).sum()), n - 2.0)
    seen = float((left[1:] * left[:-1]).sum()) / total
    correlation = min(MOST_CORRELATION, max(0.0, (seen + HIDDEN / n) / (1 - min(SHRUNK / n, 0.5))))
    return math.sqrt((1 + correlation) / (1 - correlation)), correlation


def slope_without(
    left_out: int, counts: Sequence[int], exposures: Sequence[float], weeks: Sequence[float], *, dispersion: float
) -> float:
    """Return the slope without one of the counts, at a dispersion that is known."""
    kept = [n for n in range(len(counts)) if n != left_out]
    y, exposure, when = (np.asarray([some[n] for n in kept], dtype=float) for some in (counts, exposures, weeks))
    if not y.any():
        return 0.0
    exog = np.column_stack((np.ones_like(y), when - when.mean()))
    return float(_fitted(y, exog, np.log(exposure), dispersion).params[1])


@cache
def student(free: int, level: float) -> float:
    """Return the bound of Student's t that a share `level` lies within."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if incomplete_beta(free / 2, 0.5, middle) < 1 - level else (low, middle)
    return math.sqrt(free * (1 - low) / low)


def _positive(means: "npt.NDArray[Any]") -> "npt.NDArray[Any]":
    found: npt.NDArray[Any] = np.maximum(np.nan_to_num(means, nan=TINY), TINY)
    return found


def _fitted(y: "npt.NDArray[Any]", exog: "npt.NDArray[Any]", offset: "npt.NDArray[Any]", alpha: float) -> Any:
    # takes a second to import
    from statsmodels.genmod.families import NegativeBinomial, Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    family = NegativeBinomial(alpha=alpha) if alpha else Poisson()
    with warnings.catch_warnings():
        # it warns of counts that a line fits too well; what few or empty figures tell is judged elsewhere
        warnings.simplefilter("ignore")
        return GLM(y, exog, family=family, offset=offset).fit()
