"""The days that something is said of: from the first to the last, both included."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.core.errors import UsageError

__all__ = ["Interval", "joined"]

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Interval:
    """Days in a row, both ends included. `words` says them as they were said, None where nobody said them so.

    A night that is told as one ("the night of 3 to 4 May") has both its days.
    """

    first: dt.date
    last: dt.date
    words: str | None = None

    def __post_init__(self) -> None:
        """Refuse days that end before they begin."""
        if self.last < self.first:
            message = f"an interval ends on {self.last}, before it begins on {self.first}: turn them round"
            raise UsageError(message)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: "Interval") -> bool:
        """Say whether they share a day."""
        return self.first <= other.last and other.first <= self.last

    def covers(self, other: "Interval") -> bool:
        """Say whether the other lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last

    def shared_days(self, other: "Interval") -> int:
        """Return how many days they share."""
        return max(0, (min(self.last, other.last) - max(self.first, other.first)).days + 1)

    def shared(self, other: "Interval") -> "Interval | None":
        """Return the days that they share, None where there are none."""
        if not self.overlaps(other):
            return None
        return Interval(first=max(self.first, other.first), last=min(self.last, other.last))

    def each_day(self) -> Iterator[dt.date]:
        """Yield its days in their order."""
        return (self.first + DAY * n for n in range(self.days))


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Return intervals in the order of their days, those that share a day put together: each day is in one of them."""
    found: list[Interval] = []
    for one in sorted(intervals, key=lambda each: (each.first, each.last)):
        if found and found[-1].overlaps(one):
            found[-1] = Interval(first=found[-1].first, last=max(found[-1].last, one.last))
        else:
            found.append(Interval(first=one.first, last=one.last))
    return found
