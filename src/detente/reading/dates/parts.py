"""Parts of a month or a year that are counted out: "the first Friday of July", "the last week of July", "week 3"."""

import functools
from collections.abc import Callable
from datetime import date, timedelta

from detente.reading.dates.counting import count_of, unit_of
from detente.reading.dates.days import (
    Days,
    add_days,
    add_months,
    nth_weekday,
    one_day,
    stretch,
    whole_month,
    whole_week,
    whole_year,
)
from detente.reading.dates.following import numbered_day_near
from detente.reading.dates.grammar import Expression, day_in, load_grammar, month_in
from detente.reading.dates.stated import in_year, month_name
from detente.reading.dates.told import UNDATED, Around, Told, told_or_refused

__all__ = ["PARTS_RESOLVERS", "resolve_weekday_number"]

THURSDAY, FRIDAY = 4, 5
WEEK, SOON = 7, 45
MOST_MONTHS = 15
NO_SUCH_PART = "unresolved: so many of them there are not"


def _resolve_nth_weekday(found: Expression, around: Around) -> Told:
    weekday = load_grammar().words.weekdays[found.pieces["weekday"].lower()]

    def day_of(month: Days) -> Days | None:
        day = nth_weekday(*_month_of(month), weekday, _place(found))
        return stretch(day, day, "day")

    return _in_whole(found, around, day_of)


def _resolve_nth_part(found: Expression, around: Around) -> Told:
    """Return weeks by their Thursdays, as ISO 8601 does for the year; days and months by their count."""
    if "half" in found.pieces:
        return _in_whole(found, around, lambda month: _half(month, second=found.pieces["half"] == "second"))
    number = count_of(found) if "number" in found.pieces else 1
    if number is None:
        return Told(days=None, rule=NO_SUCH_PART)
    return _in_whole(found, around, functools.partial(_part, unit=unit_of(found), place=_place(found), number=number))


def _in_whole(found: Expression, around: Around, part: Callable[[Days], Days | None]) -> Told:
    """Take a part of the month or year that an expression names."""
    if "month" in found.pieces:
        month = month_in(found)
        name = f"{found.pieces['ordinal'] if 'ordinal' in found.pieces else found.pieces['half']} part of its kind of "
        return in_year(
            found, around, lambda year: _applied(part, whole_month(year, month)), f"{name}{month_name(month)}"
        )
    if "year" in found.pieces:
        return told_or_refused(_applied(part, whole_year(found.number("year"))))
    if around.published is None:
        return Told(days=None, rule=UNDATED)
    step, published = load_grammar().words.steps[found.pieces["step"].lower()], around.published
    whole = (
        whole_year(published.year + step)
        if found.pieces["period"] == "year"
        else whole_month(*add_months(published.year, published.month, step))
    )
    return told_or_refused(_applied(part, whole), f"of the {found.pieces['period']}, counted from publication")


def _applied(part: Callable[[Days], Days | None], whole: Days | None) -> Days | None:
    return part(whole) if whole else None


def _part(whole: Days, *, unit: str, place: int, number: int) -> Days | None:
    first, last = whole.first, whole.last
    if first is None or last is None:
        return None
    if unit == "month":
        month = last.month - number + 1 if place < 0 else (place - 1) * number + 1
        a = whole_month(first.year, month) if 1 <= month <= last.month else None
        b = whole_month(first.year, month + number - 1) if month + number - 1 <= last.month else None
        return a and b and stretch(a.first, b.last, "month" if number == 1 else "range")
    if unit == "week":
        thursdays = _thursday(first, 1), _thursday(last, -1)
        length = WEEK
        first, last = thursdays[0] - timedelta(days=THURSDAY - 1), thursdays[1] + timedelta(days=WEEK - THURSDAY)
    else:
        length = 1
    start = add_days(last, 1 - length * number) if place < 0 else add_days(first, (place - 1) * length * number)
    end = add_days(start, length * number - 1) if start else None
    if start is None or end is None or start < first or end > last:
        return None
    if number > 1:
        return stretch(start, end)
    return stretch(start, end, "week" if unit == "week" else "day")


def _thursday(day: date, sign: int) -> date:
    """Return the first Thursday from a day on, or the last one up to it."""
    away = (THURSDAY - day.isoweekday()) % WEEK if sign > 0 else -((day.isoweekday() - THURSDAY) % WEEK)
    return day + timedelta(days=away)


def _half(month: Days, *, second: bool) -> Days | None:
    if month.first is None or month.last is None:
        return None
    middle = month.first + timedelta(days=(month.last - month.first).days // 2)
    return stretch(middle + timedelta(days=1), month.last) if second else stretch(month.first, middle)


def _place(found: Expression) -> int:
    words = found.pieces["ordinal"].lower()
    return int(words[:-2]) if words[0].isdigit() else load_grammar().words.ordinals[words]


def _month_of(days: Days) -> tuple[int, int]:
    return (days.first.year, days.first.month) if days.first else (0, 0)


def _resolve_week_of(found: Expression, around: Around) -> Told:
    """Return the week that holds a day; what begins on a weekend are the seven days from there on."""
    if "dayno" in found.pieces:
        return _week_of_number(found, around)
    month, number, begins = month_in(found), day_in(found), "begins" in found.pieces

    def week(year: int) -> Days | None:
        day = one_day(year, month, number)
        if day is None or day.first is None:
            return None
        own_week = begins and day.first.isoweekday() > FRIDAY
        return stretch(day.first, add_days(day.first, WEEK - 1), "week") if own_week else whole_week(day.first)

    return in_year(found, around, week, f"week {'from' if begins else 'of'} {number} {month_name(month)}")


def _week_of_number(found: Expression, around: Around) -> Told:
    """Return "the week of the 18th"."""
    if around.published is None:
        return Told(days=None, rule=UNDATED)
    told = numbered_day_near(found.number("dayno"), around)
    if told is None or told.days is None or told.days.first is None:
        return Told(days=None, rule=NO_SUCH_PART)
    return told_or_refused(whole_week(told.days.first), f"week of the {told.rule}")


def _resolve_numbered_week(found: Expression, around: Around) -> Told:
    """Return a week of a year by its number (ISO 8601), in the year named or near publication."""
    year, rule = found.number("year") if "year" in found.pieces else None, "stated"
    if year is None:
        if around.published is None:
            return Told(days=None, rule=UNDATED)
        if "step" not in found.pieces:
            return _week_near(found.number("weekno"), around.published, around)
        step = load_grammar().words.steps[found.pieces["step"].lower()]
        year, rule = around.published.year + step, f"{found.pieces['step'].lower()} year, from publication"
    whole = whole_year(year)
    week = whole and _part(whole, unit="week", place=found.number("weekno"), number=1)
    return told_or_refused(week, rule)


def _week_near(number: int, published: date, around: Around) -> Told:
    """Return the last week with a number that has begun, or the next one where it is told of or but weeks away."""
    latest = add_days(published, SOON)
    years = [whole_year(published.year + step) for step in (-1, 0, 1)]
    weeks = [week for year in years if year and (week := _part(year, unit="week", place=number, number=1))]
    if around.future:
        week = next((week for week in weeks if week.last and week.last >= published), None)
    else:
        week = next((week for week in reversed(weeks) if week.first and latest and week.first <= latest), None)
    return told_or_refused(week, f"{'next' if around.future else 'last past or near'} week with that number")


def resolve_weekday_number(found: Expression, published: date, around: Around) -> Told:
    """Return "Friday the 11th": of the days that are both, the nearest to publication, on the side that is told of."""
    weekday = load_grammar().words.weekdays[found.pieces["weekday"].rstrip(".").lower()]
    days = [
        day.first
        for away in range(-MOST_MONTHS, MOST_MONTHS + 1)
        if (day := one_day(*add_months(published.year, published.month, away), day_in(found))) and day.first
        if day.first.isoweekday() == weekday
    ]
    ahead = [day for day in days if day >= published] if around.future else days
    nearest = min(ahead or days, key=lambda day: (abs(day - published), day), default=None)
    return told_or_refused(stretch(nearest, nearest, "day"), "weekday and day of the month, nearest to publication")


PARTS_RESOLVERS: dict[str, Callable[[Expression, Around], Told]] = {
    "nth-weekday": _resolve_nth_weekday,
    "nth-part": _resolve_nth_part,
    "week-of": _resolve_week_of,
    "numbered-week": _resolve_numbered_week,
}
