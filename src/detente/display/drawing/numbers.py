"""Numbers along a chart: how far up it goes, and which are named."""

import math
from collections.abc import Iterable

__all__ = ["levels", "told_number", "top_of"]

STEPS = (1, 2, 5, 10)
PARTS = 3


def top_of(numbers: Iterable[float | None]) -> float:
    """Return a round number that none goes beyond; one at least."""
    most = max((one for one in numbers if one is not None), default=0)
    step = _step(most)
    return max(step, math.ceil(most / step) * step)


def levels(top: float) -> list[dict[str, object]]:
    """Return the numbers that are named up the side of a chart."""
    step = _step(top)
    return [{"at": n * step, "text": told_number(n * step)} for n in range(round(top / step) + 1)]


def told_number(number: float) -> str:
    """Return a number as people read it."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def _step(most: float) -> float:
    """Return a round step, of which a few make up a number; whole ones, as what is counted is whole."""
    rough = max(1.0, most / PARTS)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(n * power for n in STEPS if n * power >= rough)
