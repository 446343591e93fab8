"""Dates told from the day of publication: weekdays, yesterday, last year, three days ago."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from detente.reading.dates.ahead import AHEAD_RESOLVERS, quarters
from detente.reading.dates.counting import counts_of, in_words, moved_days, shifted_day
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
from detente.reading.dates.grammar import Expression, load_grammar, month_in
from detente.reading.dates.parts import resolve_weekday_number
from detente.reading.dates.stated import resolve_day
from detente.reading.dates.told import LENGTH, NO_NUMBER, OTHER_EVENT, UNDATED, Around, Told, told_or_refused

__all__ = ["RELATIVE_RESOLVERS", "weekday_after", "weekday_of"]

Resolver = Callable[[Expression, date, Around], Told]
WEEK, WORKDAYS = 7, 5
SATURDAY = 6
NOW = (0, 0)
NEAREST = frozenset({"coming", "upcoming"})
AFTER = "weekday after publication"
LONG_AGO = "unresolved: in an account of the past, and of which date is not said"


def _from_publication(resolver: Resolver) -> Callable[[Expression, Around], Told]:
    """Make a resolver that only works where the day of publication is known and counts."""

    def resolve(found: Expression, around: Around) -> Told:
        if around.published is None:
            return Told(days=None, rule=UNDATED)
        if around.past:
            return Told(days=None, rule=LONG_AGO)
        return resolver(found, around.published, around)

    return resolve


def _ahead(resolver: Resolver) -> Callable[[Expression, Around], Told]:
    """Make a resolver of what lies ahead of publication: in an account of the past it is a length of time."""
    told = _from_publication(resolver)
    return lambda found, around: Told(days=None, rule=LENGTH) if around.past else told(found, around)


def _resolve_weekday(found: Expression, published: date, around: Around) -> Told:
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].rstrip(".").lower()]
    if "weekstep" in found.pieces:
        step = _step(found, "weekstep")
        return _told_day(add_days(published, WEEK * step + wanted - published.isoweekday()), f"{_step_name(step)} week")
    today = published.isoweekday() == wanted
    coming = around.future and not today if "step" not in found.pieces else found.pieces["step"].lower() in NEAREST
    if coming:
        return _told_day(add_days(published, (wanted - published.isoweekday()) % WEEK or WEEK), AFTER)
    stepped = _step(found, "step") if "step" in found.pieces else None
    if stepped is None and today:
        return _told_day(published, "day of publication, by its weekday")
    if stepped == 0:
        return _told_day(add_days(published, wanted - published.isoweekday()), "weekday of the week of publication")
    if stepped == 1:
        return _told_day(add_days(published, WEEK + wanted - published.isoweekday()), "weekday of the week after this")
    back = (published.isoweekday() - wanted) % WEEK or WEEK
    return _told_day(add_days(published, -back), "weekday before publication")


def weekday_of(found: Expression, monday: date) -> Told:
    """Return the weekday of a week, for the ends of "next week from Monday to Friday"."""
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].rstrip(".").lower()]
    return _told_day(add_days(monday, wanted - 1), "weekday of the week beside it")


def weekday_after(found: Expression, day: date) -> Told:
    """Return the weekday that comes after a day, for the end of "from Monday to Friday"."""
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].rstrip(".").lower()]
    return _told_day(add_days(day, (wanted - day.isoweekday()) % WEEK), "weekday after the first one")


def _resolve_offset(found: Expression, published: date, _: Around) -> Told:
    words = found.pieces["offset"].lower()
    first, last = (add_days(published, n) for n in load_grammar().words.days.get(words, NOW))
    return told_or_refused(stretch(first, last, "day" if first == last else "range"), f"{words}, from publication")


def _resolve_period(found: Expression, published: date, around: Around) -> Told:
    step, period = _step(found, "step") if "step" in found.pieces else None, found.pieces["period"]
    if "after" in found.pieces and period == "weekend":
        later = add_days(published, WEEK)
        return _weekend(later, 1, future=True) if later else Told(days=None, rule=OTHER_EVENT)
    if "after" in found.pieces:
        return told_or_refused(_period(published, period, 2), f"the {period} after the next one, from publication")
    if period == "weekend":
        return _weekend(published, step, future=around.future)
    if period == "decade" and step == 1 and not around.future:
        return Told(days=None, rule=OTHER_EVENT)
    days = _period(published, period, step or 0)
    rule = f"{_step_name(step or 0)} {period}, from publication"
    within = found.pieces.get("within", "").lower()
    return _within(days, published, period, within) if within else told_or_refused(days, rule)


def _within(whole: Days | None, published: date, period: str, side: str) -> Told:
    """Return the part of the period of publication up to that day ("earlier this month"), or from it ("later")."""
    days = whole and (stretch(whole.first, published) if side == "earlier" else stretch(published, whole.last))
    return told_or_refused(days, f"the {period} of publication, {'up to' if side == 'earlier' else 'from'} that day")


def _period(published: date, period: str, step: int) -> Days | None:
    if period.startswith("work"):
        week = _period(published, "week", step)
        return stretch(week.first, add_days(week.first, WORKDAYS - 1)) if week and week.first else None
    if period == "week":
        day = add_days(published, WEEK * step)
        return whole_week(day) if day else None
    if period == "month":
        return whole_month(*add_months(published.year, published.month, step))
    if period == "quarter":
        year, month = add_months(published.year, (published.month - 1) // 3 * 3 + 1, 3 * step)
        first, last = whole_month(year, month), whole_month(*add_months(year, month, 2))
        return first and last and stretch(first.first, last.last, "quarter")
    if period == "decade":
        decade = (published.year // 10 + step) * 10
        return whole_years(decade, decade + 9)
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
    if "sideof" in found.pieces:
        return _within(_period(published, period, 0), published, period, found.pieces["sideof"].lower())
    return told_or_refused(_period(published, period, 0), f"the {period} of publication")


def _resolve_stepped_month(found: Expression, published: date, _: Around) -> Told:
    """Return "last March" (the last one that is over), "this March", "next March"."""
    step, month = _step(found, "step"), month_in(found)
    same_year = {-1: month < published.month, 0: True, 1: month > published.month}[step]
    year = published.year if same_year else published.year + step
    return told_or_refused(whole_month(year, month), f"{_step_name(step)} {found.pieces['month']}, from publication")


def _resolve_month_of_year(found: Expression, published: date, _: Around) -> Told:
    """Return "March last year"."""
    step, month = _step(found, "step"), month_in(found)
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
    counts = counts_of(found)
    if counts is None:
        return Told(days=None, rule=NO_NUMBER)
    return told_or_refused(moved_days(published, counts, -1), f"{in_words(counts)} before publication")


def _resolve_window(found: Expression, published: date, _: Around) -> Told:
    """Return the days up to publication that "the past 24 hours" covers; quarters are those of the calendar."""
    counts = counts_of(found)
    if counts is None:
        return Told(days=None, rule=NO_NUMBER)
    rule = f"{in_words(counts)} up to publication"
    if counts[0].unit == "quarter":
        return told_or_refused(quarters(published, -counts[0].number, counts[0].number), rule)
    first = shifted_day(published, counts, -1)
    if counts[0].unit == "hour":
        first = add_days(published, -counts[0].number // 24)
    return told_or_refused(stretch(first, published, "day" if first == published else "range"), rule)


def _resolve_rest(found: Expression, published: date, _: Around) -> Told:
    """Return what is left of a period from the day of publication on, or the year up to that day."""
    period = found.pieces.get("period", "year")
    if period == "day":
        return _told_day(published, "day of publication")
    whole = _period(published, period, 0)
    if found.pieces["rest"] == "year":
        return told_or_refused(whole and stretch(whole.first, published), "the year of publication, up to that day")
    return told_or_refused(whole and stretch(published, whole.last), f"the {period} of publication, from that day")


def _resolve_stepped_days(found: Expression, published: date, _: Around) -> Told:
    """Return "from 4 to 22 this month"."""
    step = _step(found, "step")
    year, month = add_months(published.year, published.month, step)
    first, last = one_day(year, month, found.number("day")), one_day(year, month, found.number("lastday"))
    days = first and last and stretch(first.first, last.last)
    return told_or_refused(days, f"{_step_name(step)} month, from publication")


def _resolve_loose(_: Expression, __: Around) -> Told:
    return Told(days=None, rule=OTHER_EVENT)


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
    "rest": _from_publication(_resolve_rest),
    "stepped-days": _from_publication(_resolve_stepped_days),
    "weekday-number": _from_publication(resolve_weekday_number),
    **{kind: _ahead(resolver) for kind, resolver in AHEAD_RESOLVERS.items()},
    "loose": _resolve_loose,
}
