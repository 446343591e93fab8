"""The observation: what one of the desk's own observers reports in one row of a form, each value with its words."""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.core.spans import Span

__all__ = ["NOTHING", "Observation", "Stated"]

NOTHING = "nothing"
"""The kind of an observation that found nothing to report."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Generic[T_co]):
    """A value of a form, and where in `Document.text` its words stand."""

    value: T_co
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was observed, by whom, from where, when and how; None for whatever the form leaves blank.

    `what` is a code of `knowledge.field.kinds`, `method` of its methods; degrees are from north, clockwise. A count has
    both bounds where it is exact or about a number, one where it is "at least" or "up to", none where it is uncounted;
    `count_words` says which. `further` are columns that the form does not have, by the name they came under.
    """

    observer: Stated[str]
    mission: Stated[str] | None = None
    place: Stated[str] | None = None
    lat: Stated[float] | None = None
    lon: Stated[float] | None = None
    time_from: Stated[dt.datetime]
    time_to: Stated[dt.datetime] | None = None
    method: Stated[str]
    told_by: Stated[str] | None = None
    what: Stated[str]
    what_words: Stated[str] | None = None
    count_low: Stated[int] | None = None
    count_high: Stated[int] | None = None
    count_words: Stated[str] | None = None
    bearing: Stated[float] | None = None
    bearing_words: Stated[str] | None = None
    near_km: Stated[float] | None = None
    far_km: Stated[float] | None = None
    who: Stated[str] | None = None
    recognised_by: Stated[str] | None = None
    weather: Stated[str] | None = None
    visibility: Stated[str] | None = None
    visibility_km: Stated[float] | None = None
    not_visited: Stated[str] | None = None
    why_not: Stated[str] | None = None
    remarks: Stated[str] | None = None
    further: tuple[tuple[str, Stated[str]], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether it says that nothing was observed: a finding of its own, and no gap."""
        return self.what.value == NOTHING
