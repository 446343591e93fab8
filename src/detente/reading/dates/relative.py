"""Dates told from the day of publication: weekdays, yesterday, last year, three days ago."""

from collections.abc import Callable
from dataclasses import replace
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
from detente.reading.dates.grammar import Expression, load_grammar
from detente.reading.dates.stated import resolve_day
from detente.reading.dates.told import UNDATED, Around, Told, told_or_refused

__all__ = ["RELATIVE_RESOLVERS", "count_of", "unit_of"]

Resolver = Callable[[Expression, date, Around], Told]
WEEK = 7
SATURDAY = 6
LONG_AGO = "unresolved: in an account of the past, and of which date is not said"
OTHER_EVENT = "unresolved: counted from another event"
NO_NUMBER = "unresolved: how many is not said"
DAYS_IN = {"day": 1, "week": WEEK}
MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def _from_publication(resolver: Resolver) -> Callable[[Expression, Around], Told]:
    """Make a resolver that only works where the day of publication is known and counts."""

    def resolve(found: Expression, around: Around) -> Told:
        if around.published is None:
            return Told(days=None, rule=UNDATED)
        if around.past:
            return Told(days=None, rule=LONG_AGO)
        return resolver(found, around.published, around)

    return resolve


def _resolve_weekday(found: Expression, published: date, around: Around) -> Told:
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].lower()]
    if "weekstep" in found.pieces:
        step = _step(found, "weekstep")
        return _told_day(add_days(published, WEEK * step + wanted - published.isoweekday()), f"{_step_name(step)} week")
    stepped = _step(found, "step") if "step" in found.pieces else None
    if stepped is None and published.isoweekday() == wanted:
        return _told_day(published, "day of publication, by its weekday")
    if stepped == 0:
        return _told_day(add_days(published, wanted - published.isoweekday()), "weekday of the week of publication")
    if stepped == 1 or (stepped is None and around.future):
        ahead = (wanted - published.isoweekday()) % WEEK or WEEK
        return _told_day(add_days(published, ahead), "weekday after publication")
    back = (published.isoweekday() - wanted) % WEEK or WEEK
    return _told_day(add_days(published, -back), "weekday before publication")


def _resolve_offset(found: Expression, published: date, _: Around) -> Told:
    words = found.pieces["offset"].lower()
    first, last = (add_days(published, n) for n in load_grammar().words.days[words])
    return told_or_refused(stretch(first, last, "day" if first == last else "range"), f"{words}, from publication")


def _resolve_period(found: Expression, published: date, around: Around) -> Told:
    step, period = _step(found, "step") if "step" in found.pieces else None, found.pieces["period"]
    if period == "weekend":
        return _weekend(published, step, future=around.future)
    days = _period(published, period, step or 0)
    rule = f"{_step_name(step or 0)} {period}, from publication"
    within = found.pieces.get("within", "").lower()
    if within and days:
        days = stretch(days.first, published) if within == "earlier" else stretch(published, days.last)
        rule = f"the {period} of publication, {'up to' if within == 'earlier' else 'from'} that day"
    return told_or_refused(days, rule)


def _period(published: date, period: str, step: int) -> Days | None:
    if period == "week":
        day = add_days(published, WEEK * step)
        return whole_week(day) if day else None
    if period == "month":
        return whole_month(*add_months(published.year, published.month, step))
    if period == "quarter":
        year, month = add_months(published.year, (published.month - 1) // 3 * 3 + 1, 3 * step)
        first, last = whole_month(year, month), whole_month(*add_months(year, month, 2))
        return first and last and stretch(first.first, last.last, "quarter")
    return whole_year(published.year + step)


def _weekend(published: date, step: int | None, *, future: bool) -> Told:
    """Return the weekend before publication (or that it falls in), or the one after it."""
    ahead = step == 1 or (future and step != -1) or (step == 0 and published.isoweekday() < SATURDAY)
    back = (published.isoweekday() - SATURDAY) % WEEK
    saturday = add_days(published, WEEK - back if ahead and back > 1 else -back)
    days = stretch(saturday, saturday and add_days(saturday, 1))
    return told_or_refused(days, f"weekend {'after' if ahead else 'before'} publication")


def _resolve_edge(found: Expression, published: date, _: Around) -> Told:
    """Return the period of publication, of which "the end of the year" is a part."""
    period = found.pieces["period"]
    return told_or_refused(_period(published, period, 0), f"the {period} of publication")


def _resolve_stepped_month(found: Expression, published: date, _: Around) -> Told:
    """Return "last March" (the last one that is over), "this March", "next March"."""
    step, month = _step(found, "step"), load_grammar().words.months[found.pieces["month"].lower()]
    same_year = {-1: month < published.month, 0: True, 1: month > published.month}[step]
    year = published.year if same_year else published.year + step
    return told_or_refused(whole_month(year, month), f"{_step_name(step)} {found.pieces['month']}, from publication")


def _resolve_month_of_year(found: Expression, published: date, _: Around) -> Told:
    """Return "March last year"."""
    step, month = _step(found, "step"), load_grammar().words.months[found.pieces["month"].lower()]
    return told_or_refused(whole_month(published.year + step, month), f"{_step_name(step)} year, from publication")


def _resolve_stepped_day(found: Expression, published: date, around: Around) -> Told:
    """Return "15 June last year" and "the 15th of this month"."""
    step = _step(found, "step")
    if "month" in found.pieces:
        rule = f"{_step_name(step)} year, from publication"
        return resolve_day(found, replace(around, year=published.year + step, year_rule=rule))
    year, month = add_months(published.year, published.month, step)
    return told_or_refused(one_day(year, month, found.number("day")), f"{_step_name(step)} month, from publication")


def _resolve_ago(found: Expression, published: date, _: Around) -> Told:
    """Return the day, week, month or year that lies some of them back: as fine as the unit it is counted in."""
    count, unit = count_of(found), unit_of(found)
    if count is None:
        return Told(days=None, rule=NO_NUMBER)
    return told_or_refused(_back(published, count, unit), f"{_in_words(count, unit)} before publication")


def _back(published: date, count: int, unit: str) -> Days | None:
    if unit in {"minute", "hour"}:
        hours = count if unit == "hour" else 0
        first = add_days(published, -(-hours // 24))
        return stretch(first, published) if hours else stretch(published, published, "day")
    if unit in DAYS_IN:
        day = add_days(published, -count * DAYS_IN[unit])
        if unit == "week" and day:
            return whole_week(day)
        return stretch(day, day, "day")
    year, month = add_months(published.year, published.month, -count * MONTHS_IN[unit])
    if unit == "month":
        return whole_month(year, month)
    return whole_year(year) if unit == "year" else whole_years(year, year + MONTHS_IN[unit] // 12 - 1)


def _resolve_window(found: Expression, published: date, _: Around) -> Told:
    """Return the days up to publication that "the past 24 hours" covers."""
    count, unit = count_of(found), unit_of(found)
    if count is None:
        return Told(days=None, rule=NO_NUMBER)
    return told_or_refused(
        stretch(_window_start(published, count, unit), published), f"{_in_words(count, unit)} up to publication"
    )


def _window_start(published: date, count: int, unit: str) -> date | None:
    if unit in {"minute", "hour"}:
        return add_days(published, -(-(-count // 24) if unit == "hour" else 1))
    if unit in DAYS_IN:
        return add_days(published, -count * DAYS_IN[unit])
    year, month = add_months(published.year, published.month, -count * MONTHS_IN[unit])
    same_day = one_day(year, month, published.day)
    if same_day:
        return same_day.first
    whole = whole_month(year, month)
    return whole.last if whole else None


def _resolve_loose(_: Expression, __: Around) -> Told:
    return Told(days=None, rule=OTHER_EVENT)


def count_of(found: Expression) -> int | None:
    """Return the number that an expression counts with, or None where it does not say how many."""
    words = found.pieces.get("number", "one").lower()
    if words in {"a", "an"}:
        return 1
    value = load_numbers().value(words)
    return int(value) if value is not None and value == int(value) and value < 100_000 else None  # noqa: PLR2004


def unit_of(found: Expression) -> str:
    """Return the unit that an expression counts in, in the singular."""
    unit = found.pieces["unit"].lower()
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def _in_words(count: int, unit: str) -> str:
    plural = "centuries" if unit == "century" else f"{unit}s"
    return f"{count} {unit if count == 1 else plural}"


def _step(found: Expression, piece: str) -> int:
    return load_grammar().words.steps[found.pieces[piece].lower()]


def _step_name(step: int) -> str:
    return {-1: "last", 0: "this", 1: "next"}[step]


def _told_day(day: date | None, rule: str) -> Told:
    return told_or_refused(stretch(day, day, "day"), rule)


RELATIVE_RESOLVERS: dict[str, Callable[[Expression, Around], Told]] = {
    "weekday": _from_publication(_resolve_weekday),
    "offset": _from_publication(_resolve_offset),
    "period": _from_publication(_resolve_period),
    "edge": _from_publication(_resolve_edge),
    "stepped-month": _from_publication(_resolve_stepped_month),
    "month-of-year": _from_publication(_resolve_month_of_year),
    "stepped-day": _from_publication(_resolve_stepped_day),
    "ago": _from_publication(_resolve_ago),
    "window": _from_publication(_resolve_window),
    "loose": _resolve_loose,
}
