"""Days that are called by name: of fixed date, counted from Easter, or on a weekday of a month."""

import functools
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date

from detente.knowledge.files import read_toml
from detente.reading.dates.days import Days, add_days, nth_weekday, one_day, stretch

__all__ = ["feast_days", "feast_place", "feast_weekend"]

SOME_YEAR = 2001
TUESDAY, SATURDAY, SUNDAY = 2, 6, 7


def feast_days(name: str, year: int) -> Days | None:
    """Return the day of a feast in a year."""
    name = name.lower().replace("’", "'")
    if not MINYEAR <= year < MAXYEAR:
        return None
    if name in _table("feasts"):
        month, day = _table("feasts")[name]
        return one_day(year, month, day)
    if name in _easter_table():
        day_of = add_days(_easter(year), _easter_table()[name])
    else:
        month, weekday, place, after = _table("weekday_feasts")[name]
        nth = nth_weekday(year, month, weekday, place)
        day_of = add_days(nth, after) if nth else None
    return stretch(day_of, day_of, "day")


def feast_weekend(name: str, year: int) -> Days | None:
    """Return the weekend nearest to a feast, together with the feast and the days between."""
    feast = feast_days(name, year)
    if feast is None or feast.first is None:
        return None
    day, weekday = feast.first, feast.first.isoweekday()
    if weekday <= TUESDAY:
        return stretch(add_days(day, -weekday - 1), day)
    return stretch(add_days(day, min(0, SATURDAY - weekday)), add_days(day, SUNDAY - weekday))


def feast_place(name: str) -> tuple[int, int]:
    """Return month and day of a feast, of one that moves as it was in a year near the middle of its range."""
    days = feast_days(name, SOME_YEAR)
    return (days.first.month, days.first.day) if days and days.first else (0, 0)


@functools.cache
def _table(kind: str) -> Mapping[str, list[int]]:
    return {name.lower(): place for name, place in read_toml("dates/words.toml")[kind].items()}


@functools.cache
def _easter_table() -> Mapping[str, int]:
    return {name.lower(): days for name, days in read_toml("dates/words.toml")["easter_feasts"].items()}


def _easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, in_leap = divmod(in_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leaps - epact - in_leap) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
