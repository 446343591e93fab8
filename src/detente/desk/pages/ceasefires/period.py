"""Which days a page of a ceasefire is asked for, and the days beside them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from detente.desk.fields import DAYS, refuse_turned
from detente.desk.refusals import unfit
from detente.display.language import say
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import DAY, Interval

__all__ = [
    "WEEK", "Stretch", "asked_earlier", "asked_week", "asked_whole", "beside", "just_before", "today", "week_of",
]  # fmt: skip

WEEK = 7
COMPARED = ("compare-from", "compare-to")
"""What the first and the last of the days are called in addresses that others are held against."""
LONGEST = 3660
"""Days that a page shows at most: ten years."""
DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days to go to: what they are called here, and which they are."""

    name: str
    interval: Interval

    @property
    def fields(self) -> dict[str, str]:
        """The fields of an address that ask for them."""
        return {"from": self.interval.first.isoformat(), "to": self.interval.last.isoformat()}


def today(now: dt.datetime, known_at: dt.datetime | None) -> dt.date:
    """Return the last day that anything can be known of."""
    return min(known_at or now, now).date()


def week_of(day: dt.date) -> Interval:
    """Return the week that a day is in, from Monday to Sunday."""
    monday = day - DAY * min(day.weekday(), (day - dt.date.min).days)
    return Interval(first=monday, last=monday + DAY * min(WEEK - 1, (dt.date.max - monday).days))


def asked_week(ceasefire: Ceasefire, first: dt.date | None, last: dt.date | None, latest: dt.date) -> Interval:
    """Return the days that are asked for, of which one end may be left open: by default the last seven there are.

    They end with the ceasefire, or on the `latest` day that anything can be known of.
    """
    if first is None and last is None:
        last = min(latest, _ended(ceasefire) or latest)
    begun = first or (last - DAY * (WEEK - 1) if last and last.toordinal() > WEEK else last)
    ended = last or (first + DAY * (WEEK - 1) if first and (dt.date.max - first).days > WEEK else first)
    return _checked(begun or latest, ended or latest)


def asked_whole(ceasefire: Ceasefire, first: dt.date | None, last: dt.date | None, latest: dt.date) -> Interval:
    """Return the days that are asked for: by default all days of the ceasefire so far."""
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else None
    ended = last or _ended(ceasefire) or latest
    return _checked(first or begun or max(ended - DAY * 364, dt.date(1, 1, 2)), ended)


def asked_earlier(first: dt.date | None, last: dt.date | None, later: Interval) -> Interval | None:
    """Return the earlier days that some days are to be held against; None where none are asked for.

    Raises `UsageError` where they are not given whole, or are too far apart for one page.
    """
    if first is None and last is None:
        return None
    if first is None or last is None:
        message = say("Two stretches of days are held against each other: give the earlier one whole, from and to.")
        raise unfit(message, fields=COMPARED)
    refuse_turned(first, last)
    if (max(later.last, last) - min(later.first, first)).days >= LONGEST:
        message = say("From the first to the last of both are more than ten years, and a page shows at most these.")
        raise unfit(message, fields=COMPARED)
    return Interval(first=first, last=last)


def just_before(interval: Interval) -> Interval | None:
    """Return as many days as these, that end the day before them; None where the calendar does not go so far."""
    if (interval.first - dt.date.min).days < interval.days:
        return None
    return Interval(first=interval.first - DAY * interval.days, last=interval.first - DAY)


def beside(interval: Interval, ceasefire: Ceasefire, latest: dt.date) -> dict[str, Stretch]:
    """Return the days to go to from some days: the weeks and months around them, and all days of the ceasefire."""
    return dict(_beside(interval, ceasefire, latest))


def _beside(interval: Interval, ceasefire: Ceasefire, latest: dt.date) -> Iterator[tuple[str, Stretch]]:
    week, month = week_of(interval.first), _month_of(interval.first)
    if week.first.year > 1 and month.first.year > 1:
        yield "week_before", Stretch(name=say("week before"), interval=week_of(week.first - DAY))
        yield "month_before", Stretch(name=say("month before"), interval=_month_of(month.first - DAY))
    if week.last.year < dt.MAXYEAR and month.last.year < dt.MAXYEAR:
        yield "week_after", Stretch(name=say("week after"), interval=week_of(week.last + DAY))
        yield "month_after", Stretch(name=say("month after"), interval=_month_of(month.last + DAY))
    yield "week", Stretch(name=say("week"), interval=week)
    yield "month", Stretch(name=say("month"), interval=month)
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else None
    ended = _ended(ceasefire) or latest
    if begun and begun <= ended and (ended - begun).days < LONGEST:
        yield "all", Stretch(name=say("all its days"), interval=Interval(first=begun, last=ended))


def _month_of(day: dt.date) -> Interval:
    first = day.replace(day=1)
    if (first.year, first.month) == (dt.MAXYEAR, DECEMBER):
        return Interval(first=first, last=dt.date.max)
    after = first.replace(year=first.year + first.month // DECEMBER, month=first.month % DECEMBER + 1)
    return Interval(first=first, last=after - DAY)


def _ended(ceasefire: Ceasefire) -> dt.date | None:
    return dt.date.fromisoformat(ceasefire.last) if ceasefire.last else None


def _checked(first: dt.date, last: dt.date) -> Interval:
    """Return days that can be shown. Raises `UsageError` for none, and for more than a page takes."""
    refuse_turned(first, last)
    if (last - first).days >= LONGEST:
        message = say("These are %(n)d days; a page shows at most ten years.", n=(last - first).days + 1)
        raise unfit(message, fields=DAYS)
    return Interval(first=first, last=last)
