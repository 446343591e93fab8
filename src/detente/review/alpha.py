"""Krippendorff's alpha: how far coders agree beyond chance, with an interval by drawing items anew.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): one less the disagreement seen over the one
expected, from the coincidences of values within items. Any number of coders, values may be missing, and any difference
between two values may be given.
"""

import itertools
import random
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "FEW",
    "Agreement",
    "Difference",
    "agree",
    "alpha",
    "interval_between",
    "jaccard",
    "masi",
    "nominal",
    "squared",
]

Difference = Callable[[Any, Any], float]
"""How far two values lie apart: 0 for the same, symmetric."""
Unit = Sequence[Hashable]
"""What the coders said of one item; those who said nothing are left out."""
FEW = 20
"""Items below which a figure says little, whatever it is."""
DRAWS = 1000
SEED = 7
TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha over so many items, with the bounds between which 95 of 100 draws of items lie.

    Each is None where it is not defined: with no item that two coded, and where all say the same of everything.
    """

    alpha: float | None
    low: float | None
    high: float | None
    items: int
    agreed: int
    """Items of which all said the same."""

    @property
    def is_few(self) -> bool:
        """Whether these are too few items for the figure to say much."""
        return self.items < FEW


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for the same value and 1 for another."""
    return 0.0 if one == other else 1.0


def squared(one: float, other: float) -> float:
    """Return the square of how far two numbers lie apart, for values of an interval scale."""
    return (one - other) ** 2


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return which share of what is in two sets is in one only; two empty sets are the same."""
    both = one | other
    return 1 - len(one & other) / len(both) if both else 0.0


def masi(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return Passonneau's distance of sets: Jaccard's, harder where neither set holds the other."""
    if one == other:
        return 0.0
    shared = one & other
    monotone = 2 / 3 if one <= other or other <= one else 1 / 3 if shared else 0.0
    return 1 - (1 - jaccard(one, other)) * monotone if one and other else 1.0


def interval_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the square of how far the middles of two ranges lie apart."""
    return squared(sum(one) / 2, sum(other) / 2)


def alpha(units: Sequence[Unit], difference: Difference = nominal) -> float | None:
    """Return alpha over items; None where no two values meet, or where all values are one."""
    return _alpha(_tables(units, difference))


def agree(
    units: Sequence[Unit], difference: Difference = nominal, *, draws: int = DRAWS, seed: int = SEED
) -> Agreement:
    """Return alpha over items with its interval, from draws of as many items with putting back."""
    paired = [unit for unit in units if len(unit) > 1]
    tables = _tables(paired, difference)
    chance = random.Random(seed)  # noqa: S311 - draws that are the same each time, no secret
    drawn = (_alpha(_drawn(tables, chance)) for _ in range(draws if paired else 0))
    found = sorted(value for value in drawn if value is not None)
    at = int(TAIL * len(found))
    return Agreement(
        alpha=_alpha(tables),
        low=found[at] if found else None,
        high=found[-1 - at] if found else None,
        items=len(paired),
        agreed=sum(all(difference(unit[0], value) == 0 for value in unit[1:]) for unit in paired),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """What of a set of items does not change when items are drawn anew."""

    apart: dict[tuple[int, int], float]
    """How far two different values lie apart, by their numbers."""
    counts: list[dict[int, int]]
    """For each item how often each value was given."""
    observed: list[float]
    """For each item its share of the disagreement seen."""


def _tables(units: Sequence[Unit], difference: Difference) -> _Tables:
    paired = [unit for unit in units if len(unit) > 1]
    values = list(dict.fromkeys(value for unit in paired for value in unit))
    numbers = {value: k for k, value in enumerate(values)}
    counts = []
    for unit in paired:
        count: dict[int, int] = {}
        for value in unit:
            count[numbers[value]] = count.get(numbers[value], 0) + 1
        counts.append(count)
    apart = {(i, j): difference(values[i], values[j]) for i, j in itertools.combinations(range(len(values)), 2)}
    return _Tables(apart=apart, counts=counts, observed=[_within(count, apart) for count in counts])


def _within(count: dict[int, int], apart: dict[tuple[int, int], float]) -> float:
    said = sum(count.values())
    pairs = itertools.combinations(sorted(count), 2)
    return 2 * sum(count[i] * count[j] * apart[i, j] for i, j in pairs) / (said - 1)


def _drawn(tables: _Tables, chance: random.Random) -> _Tables:
    chosen = [chance.randrange(len(tables.counts)) for _ in tables.counts]
    return _Tables(
        apart=tables.apart,
        counts=[tables.counts[k] for k in chosen],
        observed=[tables.observed[k] for k in chosen],
    )


def _alpha(tables: _Tables) -> float | None:
    totals: dict[int, int] = {}
    for count in tables.counts:
        for value, times in count.items():
            totals[value] = totals.get(value, 0) + times
    n = sum(totals.values())
    pairs = itertools.combinations(sorted(totals), 2)
    expected = 2 * sum(totals[i] * totals[j] * tables.apart[i, j] for i, j in pairs)
    if n < 2 or not expected:  # noqa: PLR2004 - a pair
        return None
    return 1 - (n - 1) * sum(tables.observed) / expected
