"""How two counts with exposure stand to each other: the exact conditional test, and its interval.

Of two Poisson counts the later one, given their sum, is binomial; its share is tested and bounded exactly (Clopper and
Pearson 1934; Przyborowski and Wilenski 1940). Counts that vary more than chance does are first divided by the factor by
which they do: the bounds are then those of the beta distribution for counts that need not be whole.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.core.errors import UsageError

__all__ = ["Ratio", "dispersion_of", "hold_rates", "incomplete_beta"]

STEPS = 5000
CLOSE = 1e-13
TINY = 1e-300
HALVINGS = 80
NORMAL = 1.959964
"""The normal's bound at 95 of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How the later rate stands to the earlier one: bounds, None where open, and the chance of so much by chance."""

    ratio: float | None
    low: float
    high: float | None
    chance: float


def hold_rates(
    earlier: float, earlier_exposure: float, later: float, later_exposure: float, *, level: float, dispersion: float
) -> Ratio:
    """Hold the later rate against the earlier one, each a count over an exposure. `level` is that of the interval."""
    if min(earlier_exposure, later_exposure) <= 0 or dispersion < 1 or not 0 < level < 1:
        message = "rates need exposures above zero, a factor of at least one, and a level between 0 and 1"
        raise UsageError(message)
    one, two = earlier / dispersion, later / dispersion
    share = later_exposure / (earlier_exposure + later_exposure)
    tail = (1 - level) / 2
    low = _share_where(lambda p: _at_least(two, one, p), tail) if two > 0 else 0.0
    high = _share_where(lambda p: 1 - _at_most(two, one, p), 1 - tail) if one > 0 else 1.0
    exposures = earlier_exposure / later_exposure
    return Ratio(
        ratio=later / earlier * exposures if earlier else None,
        low=low / (1 - low) * exposures,
        high=high / (1 - high) * exposures if one > 0 and high < 1 else None,
        chance=min(1.0, 2 * min(_at_least(two, one, share), _at_most(two, one, share))),
    )


def dispersion_of(parts: Sequence[tuple[Sequence[int], Sequence[float]]]) -> float:
    """Return by which factor counts vary more than chance does, each part about its own rate; never below one.

    It is Pearson's chi-square over its degrees of freedom, and so much more as few periods leave it uncertain (as
    Student's t is wider than the normal). Each part has counts and exposures.
    """
    square, free = 0.0, 0
    for counts, exposures in parts:
        rate = sum(counts) / sum(exposures)
        if rate > 0:
            square += sum((n - rate * e) ** 2 / (rate * e) for n, e in zip(counts, exposures, strict=True))
            free += len(counts) - 1
    return max(1.0, square / free * _allowance(free)) if free else 1.0


def _allowance(free: int) -> float:
    """Return by which factor the square of Student's t, at 95 of 100, is more than that of the normal."""
    share = _share_where(lambda x: incomplete_beta(free / 2, 0.5, x), 0.05)
    return free * (1 - share) / share / NORMAL**2


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction (Lentz's way)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def _away(value: float) -> float:
    return value if abs(value) > TINY else TINY


def _at_least(two: float, one: float, share: float) -> float:
    """Return the chance of so many or more of the later count at a share of it."""
    return 1.0 if two <= 0 else incomplete_beta(two, one + 1, share)


def _at_most(two: float, one: float, share: float) -> float:
    """Return the chance of so many or fewer."""
    return 1.0 if one <= 0 else 1 - incomplete_beta(two + 1, one, share)


def _share_where(rising: Callable[[float], float], value: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < value else (low, middle)
    return (low + high) / 2
