"""Stretches of calendar days, and the arithmetic over them. Nothing here raises: what no calendar has is None."""

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from detente.reading.records import DatePrecision

__all__ = [
    "Days",
    "add_days",
    "add_months",
    "nth_weekday",
    "one_day",
    "stretch",
    "whole_month",
    "whole_week",
    "whole_year",
    "whole_years",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from `first` to `last`, both included; None at an end that is open."""

    first: date | None
    last: date | None
    precision: DatePrecision


def one_day(year: int, month: int, day: int) -> Days | None:
    """Return a day, or None where the calendar has no such day."""
    known = MINYEAR <= year <= MAXYEAR and 1 <= month <= 12  # noqa: PLR2004
    if not known or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return Days(first=found, last=found, precision="day")


def nth_weekday(year: int, month: int, weekday: int, place: int) -> date | None:
    """Return the first, second ... of an ISO weekday in a month, or the last one for a `place` of -1."""
    whole = whole_month(year, month)
    if whole is None or whole.first is None or whole.last is None:
        return None
    if place < 0:
        return add_days(whole.last, -((whole.last.isoweekday() - weekday) % 7))
    found = add_days(whole.first, (weekday - whole.first.isoweekday()) % 7 + 7 * (place - 1))
    return found if found and found <= whole.last else None


def whole_month(year: int, month: int) -> Days | None:
    """Return a month of a year."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    return Days(first=date(year, month, 1), last=date(year, month, last), precision="month")


def whole_year(year: int) -> Days | None:
    """Return a year."""
    return whole_years(year, year, "year")


def whole_years(first: int, last: int, precision: DatePrecision = "range") -> Days | None:
    """Return the years from `first` to `last`, or None where they run backwards."""
    if not MINYEAR <= first <= last <= MAXYEAR:
        return None
    return Days(first=date(first, 1, 1), last=date(last, 12, 31), precision=precision)


def whole_week(day: date) -> Days | None:
    """Return the week that holds a day, from Monday to Sunday (ISO 8601)."""
    monday = add_days(day, -day.weekday())
    return stretch(monday, add_days(monday, 6), "week") if monday else None


def stretch(first: date | None, last: date | None, precision: DatePrecision = "range") -> Days | None:
    """Return the days from `first` to `last`, or None where one of them is missing or they run backwards."""
    if first is None or last is None or first > last:
        return None
    return Days(first=first, last=last, precision=precision)


def add_days(day: date, count: int) -> date | None:
    """Return the day `count` days away, or None outside of the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return year and month `count` months away."""
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1
