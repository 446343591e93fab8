"""Dates counted forwards from publication, and dates counted from another date that stands beside the count."""

import functools
import re
from collections.abc import Callable, Sequence
from datetime import date

from detente.reading.dates.counting import CLOCK, Count, counts_of, in_words, moved_days, shifted_day
from detente.reading.dates.days import Days, add_days, add_months, stretch, whole_month
from detente.reading.dates.grammar import Expression, load_grammar
from detente.reading.dates.told import LENGTH, NO_NUMBER, OTHER_EVENT, Around, Told, told_or_refused

__all__ = ["AHEAD_RESOLVERS", "count_from"]

BEFORE = frozenset({"before", "prior to"})
PAST = re.compile(r"\b(?:was|were|had|(?<!ne)\w{2,}ed)\b")
SUPERLATIVE = r"\w{3,}est"


def _resolve_ahead(found: Expression, published: date, around: Around) -> Told:
    """Return "in ten days", which only lies ahead where the clause looks ahead: else it is a length of time."""
    if "certain" not in found.pieces and not (around.future and not _is_length(around.before)):
        return Told(days=None, rule=LENGTH)
    counts = counts_of(found)
    if counts is None:
        return Told(days=None, rule=NO_NUMBER)
    if "weekday" in found.pieces:
        return _weekday_ahead(found, published)
    if "certain" in found.pieces and counts[-1].unit in {"week", "fortnight"}:
        day = shifted_day(published, counts, 1)
        return told_or_refused(stretch(day, day, "day"), f"{in_words(counts)} after publication, to the day")
    return told_or_refused(moved_days(published, counts, 1), f"{in_words(counts)} after publication")


def _weekday_ahead(found: Expression, published: date) -> Told:
    """Return "Monday two weeks from now": the weekday of the week that lies so far ahead."""
    counts = counts_of(found) or ()
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].lower()]
    moved = shifted_day(published, counts, 1)
    day = add_days(moved, wanted - moved.isoweekday()) if moved else None
    return told_or_refused(stretch(day, day, "day"), f"weekday of the week {in_words(counts)} after publication")


def _resolve_within(found: Expression, published: date, around: Around) -> Told:
    """Return the days from publication on of "within ten days", where the clause looks ahead."""
    if not (around.future or _is_ordered(around.before)):
        return Told(days=None, rule=LENGTH)
    counts = counts_of(found)
    if counts is None:
        return Told(days=None, rule=NO_NUMBER)
    return told_or_refused(_span(published, published, found), f"within {in_words(counts)} from publication")


def _resolve_window_ahead(found: Expression, published: date, around: Around) -> Told:
    """Return the days after publication that "the next three days" cover; quarters are those of the calendar."""
    if not around.future and PAST.search(around.before):
        return Told(days=None, rule=OTHER_EVENT)
    counts = counts_of(found)
    if counts is None:
        return Told(days=None, rule=NO_NUMBER)
    rule = f"the next {in_words(counts)} from publication"
    if counts[0].unit == "quarter":
        return told_or_refused(quarters(published, 1, counts[0].number), rule)
    first = published if counts[-1].unit in CLOCK else add_days(published, 1)
    return told_or_refused(_span(first, published, found), rule)


def _span(first: date | None, published: date, found: Expression) -> Days | None:
    counts = counts_of(found) or ()
    last = shifted_day(published, counts, 1)
    if counts[-1].unit in CLOCK and len(counts) == 1:
        return moved_days(published, counts, 1)
    return stretch(first, last, "day" if first == last else "range")


def quarters(day: date, first: int, number: int) -> Days | None:
    """Return so many quarters of the calendar, from the one that lies `first` quarters after the one of a day."""
    start = add_months(day.year, (day.month - 1) // 3 * 3 + 1, 3 * first)
    a, b = whole_month(*start), whole_month(*add_months(*start, 3 * number - 1))
    return a and b and stretch(a.first, b.last, "quarter" if number == 1 else "range")


def count_from(found: Expression, anchor: Told) -> Told:
    """Return what lies so far before or after a date: "two days after 13 May", "eight months after June 2020"."""
    counts = counts_of(found)
    if counts and anchor.days and {"span", "upto"} & found.pieces.keys():
        return _stretch_from(found, counts, anchor)
    if counts is None or anchor.days is None:
        return anchor if counts else Told(days=None, rule=NO_NUMBER)
    sign = -1 if found.pieces["side"].lower() in BEFORE else 1
    start = anchor.days.last if sign > 0 and anchor.days.precision == "range" else anchor.days.first
    side = "before" if sign < 0 else "after"
    if start is None:
        return Told(days=None, rule=f"unresolved: {side} a date whose end is open")
    days = moved_days(start, counts, sign)
    if days and counts[-1].unit in {"week", "fortnight"} and anchor.days.precision == "day":
        exact = shifted_day(start, counts, sign)
        days = stretch(exact, exact, "day")
    return told_or_refused(days, f"{in_words(counts)} {side} the date that follows: {anchor.rule}")


def _stretch_from(found: Expression, counts: Sequence[Count], anchor: Told) -> Told:
    """Return the days of "for 3 days from 13 May", with that day, or of "within 3 days after 13 May"."""
    first = anchor.days.first if anchor.days else None
    last = shifted_day(first, counts, 1) if first else None
    if last and "span" in found.pieces and last != first:
        last = add_days(last, -1)
    days = stretch(first, last, "day" if first == last else "range")
    return told_or_refused(days, f"{in_words(counts)} from the date that follows: {anchor.rule}")


def _is_length(before: str) -> bool:
    return _lengths()[0].search(before) is not None


def _is_ordered(before: str) -> bool:
    return _lengths()[1].search(before) is not None


@functools.cache
def _lengths() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lengths = load_grammar().words.tables["lengths"]
    first, ordered = ("|".join(map(re.escape, lengths[name])) for name in ("before", "ordered"))
    return (
        re.compile(rf"\b(?:{first}|{SUPERLATIVE})\b[^.;,]{{0,40}}$", re.IGNORECASE),
        re.compile(rf"\b(?:{ordered})\b[^.;]{{0,60}}$", re.IGNORECASE),
    )


AHEAD_RESOLVERS: dict[str, Callable[[Expression, date, Around], Told]] = {
    "ahead": _resolve_ahead,
    "within": _resolve_within,
    "window-ahead": _resolve_window_ahead,
}
