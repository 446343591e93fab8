"""Counts of days, weeks, months and years, away from a day: "ten days", "1 month and 21 days", "half an hour"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.knowledge.numbers import load_numbers
from detente.reading.dates.days import (
    Days,
    add_days,
    add_months,
    one_day,
    stretch,
    whole_month,
    whole_week,
    whole_year,
    whole_years,
)
from detente.reading.dates.grammar import Expression

__all__ = ["Count", "count_of", "counts_of", "in_words", "moved_days", "shifted_day", "unit_of"]

DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
WORKDAYS = frozenset({"business day", "working day"})
WORKDAYS_IN_WEEK, FRIDAY = 5, 5
CLOCK = frozenset({"minute", "hour", "second"})
MOST = 100_000
HALF_A_DAY = 12
MORE = re.compile(
    r"(?:,| and|, and)? ?(?P<number>[\w ,.-]+?) ?(?P<unit>day|week|month|year|hour|minute|second)s?(?!\w)"
)
SHORT_UNITS = {"min": "minute", "h": "hour", "hr": "hour"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many of a unit."""

    number: int
    unit: str


def count_of(found: Expression) -> int | None:
    """Return the number that an expression counts with, or None where it does not say how many."""
    return 2 if "couple" in found.pieces else _value(found.pieces.get("number", "one"))


def unit_of(found: Expression) -> str:
    """Return the unit that an expression counts in, in the singular."""
    return _unit(found.pieces["unit"])


def counts_of(found: Expression) -> Sequence[Count] | None:
    """Return all that an expression counts with ("2 years, 1 month and 21 days"), or None where one is not told."""
    told = [(count_of(found), unit_of(found))]
    told += [(_value(m["number"].strip()), _unit(m["unit"])) for m in MORE.finditer(found.pieces.get("more", ""))]
    known = [Count(number=number, unit=unit) for number, unit in told if number is not None]
    return known if len(known) == len(told) else None


def shifted_day(day: date, counts: Sequence[Count], sign: int) -> date | None:
    """Return the very day that lies so far after a day, or before it where `sign` is negative.

    Months are added to the date, and where the month has no such day its last one is taken. Hours and minutes stay
    within their day unless they are a whole one.
    """
    found: date | None = day
    for count in sorted(counts, key=lambda c: c.unit not in MONTHS_IN):
        found = _shifted(found, count, sign) if found else None
    return found


def _shifted(day: date, count: Count, sign: int) -> date | None:
    if count.unit in WORKDAYS:
        return _working_day(day, count.number, sign)
    if count.unit in CLOCK:
        return add_days(day, sign * (count.number // 24 if count.unit == "hour" else 0))
    if count.unit in DAYS_IN:
        return add_days(day, sign * count.number * DAYS_IN[count.unit])
    year, month = add_months(day.year, day.month, sign * count.number * MONTHS_IN[count.unit])
    whole = whole_month(year, month)
    exact = one_day(year, month, day.day) or whole
    return exact.last if exact else None


def _working_day(day: date, number: int, sign: int) -> date | None:
    """Return the day so many days away of those from Monday to Friday; what is a holiday where is not known."""
    weeks, rest = divmod(number, WORKDAYS_IN_WEEK)
    found = add_days(day, sign * 7 * weeks)
    while found and (rest or found.isoweekday() > FRIDAY):
        found = add_days(found, sign)
        rest -= bool(rest and found and found.isoweekday() <= FRIDAY)
    return found


def moved_days(day: date, counts: Sequence[Count], sign: int) -> Days | None:
    """Return the days that lie so far away, as fine as the unit that is counted in; a sum is told to the day."""
    only, moved = counts[-1], shifted_day(day, counts, sign)
    if moved is None:
        return None
    if len(counts) > 1 or only.unit == "day" or only.unit in WORKDAYS:
        return stretch(moved, moved, "day")
    if only.unit in CLOCK:
        return _hours(day, only, sign)
    return _as_fine(moved, only.unit)


def _hours(day: date, count: Count, sign: int) -> Days | None:
    """Return the day, with the one beside it where the hours may reach there: the hour of publication is not known."""
    near = count.unit != "hour" or (sign > 0 and count.number <= HALF_A_DAY)
    reach = add_days(day, 0 if near else sign * -(-count.number // 24))
    first, last = (day, reach) if sign > 0 else (reach, day)
    return stretch(first, last, "day" if first == last else "range")


def _as_fine(day: date, unit: str) -> Days | None:
    """Return the week, month or year that holds a day, or the years of a decade or century from it on."""
    if unit in DAYS_IN:
        return whole_week(day)
    if unit in {"month", "quarter"}:
        return whole_month(day.year, day.month)
    if unit == "year":
        return whole_year(day.year)
    return whole_years(day.year, day.year + MONTHS_IN[unit] // 12 - 1)


def in_words(counts: Sequence[Count]) -> str:
    """Return counts in words, for a rule."""
    return ", ".join(f"{c.number} {c.unit if c.number == 1 else _plural(c.unit)}" for c in counts)


def _plural(unit: str) -> str:
    return "centuries" if unit == "century" else f"{unit}s"


def _value(words: str) -> int | None:
    words = words.lower()
    if words in {"a", "an", "half an"}:
        return 1
    value = load_numbers().value(words)
    return int(value) if value is not None and value == int(value) and value < MOST else None


def _unit(words: str) -> str:
    unit = "century" if words.lower().startswith("centur") else words.lower().removesuffix("s")
    return SHORT_UNITS.get(unit, unit)
