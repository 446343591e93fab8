"""Things by the weeks that their days touch."""

import datetime as dt
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

__all__ = ["Weeks"]

T = TypeVar("T", bound=Hashable)
WEEK = 7
MOST = 12
"""Weeks under which something is listed; what has more days, or open ends, is looked at whatever days are asked for."""


class Weeks(Generic[T]):
    """Things by the weeks that their days touch, those of many days apart."""

    def __init__(self) -> None:
        """List nothing yet."""
        self._by_week: dict[int, dict[T, None]] = {}
        self._long: dict[T, None] = {}

    def put(self, one: T, first: dt.date | str | None, last: dt.date | str | None) -> None:
        """List something under its days."""
        for listed in self._lists(first, last):
            listed[one] = None

    def drop(self, one: T, first: dt.date | str | None, last: dt.date | str | None) -> None:
        """Take something out that was listed under these days."""
        for listed in self._lists(first, last):
            listed.pop(one, None)

    def near(self, first: dt.date, last: dt.date) -> set[T]:
        """Return what may have a day in common with these: all that has, and some that has not."""
        found = set(self._long)
        asked = range(first.toordinal() // WEEK, last.toordinal() // WEEK + 1)
        weeks = asked if len(asked) <= len(self._by_week) else [week for week in self._by_week if week in asked]
        for week in weeks:
            found.update(self._by_week.get(week, ()))
        return found

    def _lists(self, first: dt.date | str | None, last: dt.date | str | None) -> Iterator[dict[T, None]]:
        began, ended = _day(first), _day(last)
        if began is None or ended is None or not began <= ended < began + WEEK * MOST:
            yield self._long
            return
        for week in range(began // WEEK, ended // WEEK + 1):
            yield self._by_week.setdefault(week, {})


def _day(told: dt.date | str | None) -> int | None:
    if isinstance(told, dt.date):
        return told.toordinal()
    try:
        return dt.date.fromisoformat(told[:10]).toordinal() if told else None
    except ValueError:
        return None
