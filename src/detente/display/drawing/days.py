"""Days along a chart: as moments that Vega counts in, and the days that are named beneath."""

import datetime as dt
from collections.abc import Iterator

from detente.display.drawing.frame import TYPE
from detente.display.language import spoken
from detente.registry.interval import Interval

__all__ = ["DAY", "begins", "ends", "named_days"]

DAY = 86_400_000
"""Milliseconds of a day."""
EPOCH = dt.date(1970, 1, 1)
ROOM = 5.6 * TYPE
"""Pixels that the name of a day takes with what is left free beside it."""
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
WEEKS = (1, 2)
WEEK = 7
SHORT = 70
"""Days up to which single days are named."""
LONG = 366 * 3
"""Days beyond which years alone are named."""


def begins(day: str | dt.date) -> int:
    """Return the moment at which a day begins, in milliseconds as Vega counts them."""
    given = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return (given - EPOCH).days * DAY


def ends(day: str | dt.date) -> int:
    """Return the moment at which a day ends."""
    return begins(day) + DAY


def named_days(period: Interval, width: float) -> list[dict[str, object]]:
    """Return the days that are named beneath a chart of so many pixels, each with its name, evenly apart."""
    most = max(2, int(width / ROOM))
    days = list(_mondays(period, most) if period.days <= SHORT else _firsts(period, most))
    return [{"at": begins(day), "text": _name(day, is_first=not n, of=period)} for n, day in enumerate(days)]


def _mondays(period: Interval, most: int) -> Iterator[dt.date]:
    step = next((n for n in WEEKS if period.days / (WEEK * n) <= most), 4)
    first = period.first + dt.timedelta(days=-period.first.weekday() % WEEK)
    while first <= period.last:
        yield first
        first += dt.timedelta(days=WEEK * step)


def _firsts(period: Interval, most: int) -> Iterator[dt.date]:
    months = period.days / 30.4
    step = next((n for n in MONTHS if months / n <= most), MONTHS[-1])
    n = period.first.year * 12 + period.first.month - 1
    n += -n % step if period.first.day == 1 or n % step else step
    last = period.last.year * 12 + period.last.month - 1
    for number in range(n, last + 1, step):
        yield dt.date(number // 12, number % 12 + 1, 1)


def _name(day: dt.date, *, is_first: bool, of: Interval) -> str:
    """Return the name of a day; the year stands with the first, and where it begins."""
    from babel.dates import format_skeleton

    if of.days > LONG:
        skeleton = "y"
    elif of.days <= SHORT:
        skeleton = "yMMMd" if is_first else "MMMd"
    else:
        skeleton = "yMMM" if is_first or day.month == 1 else "MMM"
    return str(format_skeleton(skeleton, dt.datetime.combine(day, dt.time()), locale=spoken()))
