"""A step in a series, as it is told: from when on it has another level."""

from dataclasses import dataclass
from typing import Literal

from detente.registry.interval import Interval

__all__ = ["Cause", "Step"]

Cause = Literal["the figures alone", "the effort as well", "not known"]
"""What changed at a step: figures only, effort too, or whether effort did is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of level. `day` is the likeliest first day of the new level, `between` the days it may have been.

    `before` and `after` are rates for one unit of exposure. `why` says in words what `cause` stands on.
    """

    day: Interval
    between: Interval
    before: float
    after: float
    cause: Cause
    why: str
