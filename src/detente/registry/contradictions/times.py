"""Between what days something is claimed to have been: what is told, and else no later than it was said."""

from dataclasses import dataclass

from detente.registry.assertions.assertion import Assertion

__all__ = ["Span", "begun", "state_span", "time_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """ISO days, both included; None is an open end. Of an event: it was on some day in between."""

    first: str | None = None
    last: str | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether it is one day and no other."""
        return self.first is not None and self.first == self.last

    def is_before(self, other: "Span") -> bool:
        """Say whether all of it lies before all of the other."""
        return self.last is not None and other.first is not None and self.last < other.first

    def excludes(self, other: "Span") -> bool:
        """Say whether no day is in both."""
        return self.is_before(other) or other.is_before(self)

    @property
    def words(self) -> str:
        """The days in words."""
        if self.first == self.last:
            return self.first or "a day not told"
        if self.first is None:
            return f"{self.last} or before"
        return f"{self.first} or later" if self.last is None else f"{self.first} to {self.last}"


def time_of(one: Assertion) -> Span:
    """Return when an event was by an assertion. Told without a day, it was by the day that it was said."""
    if one.day is not None and (one.day.first or one.day.last):
        return Span(first=one.day.first, last=one.day.last)
    return Span(last=one.published) if one.is_claimed_fact else Span()


def begun(one: Assertion) -> Span:
    """Return until when nothing had been, by an assertion that denies it: a day that it tells, else when said."""
    if one.day is not None and (one.day.first or one.day.last):
        return Span(first=one.day.first, last=one.day.last)
    return Span(last=one.published)


def state_span(one: Assertion) -> Span | None:
    """Return of which days a state is claimed: those told, else the day it was said on; None where neither is known."""
    if one.day is not None and one.day.first and one.day.last:
        return Span(first=one.day.first, last=one.day.last)
    return Span(first=one.published, last=one.published) if one.published and one.day is None else None
