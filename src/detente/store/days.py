"""Events by their days: which stretch of an index those lie in that may have happened between two days.

What ends after the first day and begins before the last is looked for among events that lasted about as long, for then
the end bounds the beginning: of those that lasted a day, a month asked for is a month of the index.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement

__all__ = ["span_of", "stretches"]

LONGEST = (0, 7, 62, 400)
"""Days that what is in each span lasts at most beyond the first; the last span, after these, has all the rest."""


def span_of(first: str | None, last: str | None) -> int | None:
    """Return the span of an event by its days; None where it has none."""
    if first is None and last is None:
        return None
    began, ended = _day(first), _day(last)
    if began is None or ended is None:
        return len(LONGEST)
    return sum((ended - began).days > longest for longest in LONGEST)


def stretches(keys: Any, since: str | None, until: str | None) -> Iterator[list[ColumnElement[bool]]]:
    """Yield for each span the conditions on its events that may have happened between two days, both included."""
    for span in range(len(LONGEST) + 1):
        found = [keys.span == span]
        if since is not None:
            found.append(keys.last >= since)
        if until is not None:
            found.append(keys.first <= until)
            if (latest := _latest(until, span)) is not None:
                found.append(keys.last <= latest)
        yield found


def _latest(until: str, span: int) -> str | None:
    """Return the day on which what began until a day ended at the latest; None where nothing bounds that."""
    day = _day(until)
    if day is None or span == len(LONGEST):
        return None
    try:
        return (day + dt.timedelta(days=LONGEST[span])).isoformat()
    except OverflowError:
        return None


def _day(text: str | None) -> dt.date | None:
    """Return a day that is written as days are compared here."""
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.isoformat() == text else None
