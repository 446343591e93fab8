"""Days that a sentence names, where they stand: a day, days in a row, the week to a day, all since a day."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.reading.records import DateMention
from detente.registry.interval import Interval
from detente.registry.numbers.words import Span

__all__ = ["NamedDays", "named_days"]

BEFORE = 60
"""Characters before a day that are looked at."""
SINCE = re.compile(r"\b(?:ever\s+)?since\b(?:\s+[\w'’-]+){0,6}?\s*$", re.IGNORECASE)
UP_TO = re.compile(
    r"\b(?:the|a)\s+(?:(?:last|past)\s+)?(?P<length>week|seven days|7 days|fortnight|fourteen days|14 days|month|year"
    r"|\w+\s+(?:days|weeks|months|years))\s+(?:to|until|till|up\s+to|ending|ended|that\s+ended)(?:\s+on)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LENGTHS = {"week": 7, "seven days": 7, "7 days": 7, "fortnight": 14, "fourteen days": 14, "14 days": 14}
"""How many days a stretch up to a day has; of others, what the first day is was not made out."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """Days that a sentence names, where they stand. `is_open` is whether one end of them was not made out."""

    span: Span
    interval: Interval
    is_open: bool = False


def named_days(text: str, dates: Iterable[DateMention], *, today: dt.date) -> Iterator[NamedDays]:
    """Yield the days of a sentence; those since a day go on until today, and are open."""
    for one in dates:
        days = one.interval
        if days is None or not days.first or (days.last and days.last < days.first):
            continue
        first = dt.date.fromisoformat(days.first)
        last = dt.date.fromisoformat(days.last) if days.last else None
        yield _stretched(text, (one.start, one.end), first, last, today)


def _stretched(text: str, span: Span, first: dt.date, last: dt.date | None, today: dt.date) -> NamedDays:
    before = max(0, span[0] - BEFORE)
    since, up_to = (pattern.search(text[before : span[0]]) for pattern in (SINCE, UP_TO))
    if last is None or since is not None:
        start = before + since.start() if since else span[0]
        until = max(first, today)
        return NamedDays(span=(start, span[1]), interval=Interval(first=first, last=until), is_open=True)
    if up_to is None:
        return NamedDays(span=span, interval=Interval(first=first, last=last))
    length = LENGTHS.get(" ".join(up_to["length"].lower().split()))
    reach = min((length or 1) - 1, (last - dt.date.min).days)
    whole = Interval(first=last - reach * DAY, last=last)
    return NamedDays(span=(before + up_to.start(), span[1]), interval=whole, is_open=length is None)
