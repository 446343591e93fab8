"""Dates put together: "from X to Y", "between X and Y", "since X", "until X"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.reading.dates.ahead import count_from
from detente.reading.dates.days import Days, stretch, whole_week
from detente.reading.dates.following import day_near, follow_date, is_near, is_rough, year_of_account
from detente.reading.dates.grammar import Expression
from detente.reading.dates.relative import weekday_after, weekday_of
from detente.reading.dates.resolve import resolve_expression
from detente.reading.dates.surroundings import YEARLY, Surroundings, month_and_day, own_year
from detente.reading.dates.told import Around, Told

__all__ = ["TIE", "Dating", "date_expressions"]

CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight)(?: (?:GMT|UTC|local time))?"
OPENER = re.compile(
    rf"\b(since|from|between|until|till|up to)(?: (?:at least|around|about))?(?: {CLOCK}(?:,| on)?)? $", re.IGNORECASE
)
LINK = re.compile(
    r" ?(?P<mark>[-–—~]) ?"
    rf"|(?:,? (?:at )?{CLOCK})? (?P<word>to|until|till|through|up to|and)(?: the)? (?:{CLOCK}(?:,| on)? )?"
)
TIE = re.compile(r" ?[-–—/] ?|,? (?:to|until|till|through|up to|and|or)(?: the)? |, ")
REACH = 40
BESIDE_WEEK = re.compile(r",? (?:from|between) ")
BESIDE = frozenset({" ", " the "})
RANGED = frozenset({"numbered-week", "day", "figures", "month", "year", "season", "years"})
MIXED = ({"day", "figures"}, {"day", "offset"}, {"day", "month"})
MIXED_IN_WORDS = ({"year", "month"}, {"year", "day"})
BACKWARDS = "unresolved: it would end before it begins"
ROUGH = "unresolved: how long is only said roughly"
PARTNER = "year of the date that it is joined with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """Where a date or a range of dates stands, and what was told of it."""

    start: int
    end: int
    told: Told


def date_expressions(found: Sequence[Expression], of: Surroundings) -> Iterator[Dating]:
    """Yield a dating for each expression, or one for two that are joined into a range."""
    i, before = 0, None
    while i < len(found):
        opener = OPENER.search(of.text, max(0, found[i].start - REACH), found[i].start)
        if i + 1 < len(found) and _counts_from(found[i], found[i + 1], of.text):
            before = _counted(found, i, of, opener)
            i += 2
        elif i + 1 < len(found) and _is_range(found[i], found[i + 1], of.text, _word(opener)):
            before = _range(found, i, of, opener)
            i += 2
        else:
            before = _single(found, i, of, opener, before)
            i += 1
        yield before


def _word(opener: re.Match[str] | None) -> str:
    return opener[1].lower() if opener else ""


def _counts_from(a: Expression, b: Expression, text: str) -> bool:
    """Say whether one expression counts from the one beside it ("two days after 13 May")."""
    return (
        bool({"side", "span", "upto"} & a.pieces.keys())
        and b.start - a.end <= len(" the ")
        and text[a.end : b.start] in BESIDE
    )


def _counted(found: Sequence[Expression], i: int, of: Surroundings, opener: re.Match[str] | None) -> Dating:
    rough = is_rough(found[i], of.text)
    ahead = of.around(found, i).future
    anchor = resolve_expression(found[i + 1], replace(of.around(found, i + 1), future=ahead))
    told = Told(days=None, rule=ROUGH) if rough else count_from(found[i], anchor)
    if opener and _word(opener) not in {"from", "between"}:
        return Dating(start=opener.start(1), end=found[i + 1].end, told=_opened(told, _word(opener)))
    return Dating(start=found[i].start, end=found[i + 1].end, told=told)


def _range(found: Sequence[Expression], i: int, of: Surroundings, opener: re.Match[str] | None) -> Dating:
    start = opener.start(1) if opener and _word(opener) in {"from", "between", "since"} else found[i].start
    return Dating(start=start, end=found[i + 1].end, told=_range_of(found, i, of))


def _single(
    found: Sequence[Expression], i: int, of: Surroundings, opener: re.Match[str] | None, before: Dating | None
) -> Dating:
    rough = is_rough(found[i], of.text)
    around = of.around(found, i)
    told = Told(days=None, rule=ROUGH) if rough else resolve_expression(found[i], around)
    if not rough and told.days is None and before is not None and is_near(before.end, found[i].start, of.text):
        told = follow_date(found[i], before.told.days) or told
    if told.days is None and not rough:
        told = day_near(found[i], around) or year_of_account(found[i], around) or told
    if opener and _word(opener) not in {"from", "between"}:
        return Dating(start=opener.start(1), end=found[i].end, told=_opened(told, _word(opener)))
    return Dating(start=found[i].start, end=found[i].end, told=told)


def _is_range(a: Expression, b: Expression, text: str, opener: str) -> bool:
    link = LINK.fullmatch(text, a.end, b.start)
    if link is None:
        return False
    if link["word"] == "and":
        return opener == "between"
    kinds = {a.kind, b.kind}
    if opener in {"from", "since"} or (link["word"] and kinds in MIXED_IN_WORDS):
        return True
    return a.kind in RANGED and (a.kind == b.kind or kinds in MIXED)


def _range_of(found: Sequence[Expression], i: int, of: Surroundings) -> Told:
    a, b = found[i], found[i + 1]
    around_a, around_b = of.around(found, i), of.around(found, i + 1)
    if a.kind in YEARLY and own_year(a) is None and (year := own_year(b)) is not None and b.kind in YEARLY:
        around_a = _in_year(around_a, year - (month_and_day(a) > month_and_day(b)))
    elif around_a.future and around_a.year is None and _yearless(a) and _yearless(b):
        around_a = _that_ends_next(a, b, around_a, around_b)
    told_a = resolve_expression(a, around_a)
    if b.kind == "weekday" == a.kind and "step" not in b.pieces:
        week = _week_beside(found, i, of)
        told_a = weekday_of(a, week) if week else told_a
        if told_a.days and told_a.days.first:
            return _joined(told_a, weekday_after(b, told_a.days.first))
    if b.kind in YEARLY and own_year(b) is None and a.kind in YEARLY and told_a.days and told_a.days.first:
        around_b = _in_year(around_b, told_a.days.first.year + (month_and_day(b) < month_and_day(a)))
    return _joined(told_a, resolve_expression(b, around_b))


def _week_beside(found: Sequence[Expression], i: int, of: Surroundings) -> date | None:
    """Return the Monday of the week that stands before two weekdays ("next week from Tuesday to Friday") or in them."""
    if "weekstep" in found[i + 1].pieces:
        told = resolve_expression(found[i + 1], of.around(found, i + 1))
    elif (
        i
        and found[i - 1].pieces.get("period") == "week"
        and BESIDE_WEEK.fullmatch(of.text, found[i - 1].end, found[i].start)
    ):
        told = resolve_expression(found[i - 1], of.around(found, i - 1))
    else:
        return None
    week = whole_week(told.days.first) if told.days and told.days.first else None
    return week.first if week else None


def _yearless(found: Expression) -> bool:
    return found.kind in YEARLY and own_year(found) is None


def _that_ends_next(a: Expression, b: Expression, around_a: Around, around_b: Around) -> Around:
    """Put the first day of "will run from August to October" before the next last one: it may have begun already."""
    end = resolve_expression(b, replace(around_b, future=True)).days
    if end is None or end.first is None:
        return around_a
    return _in_year(around_a, end.first.year - (month_and_day(a) > month_and_day(b)))


def _in_year(around: Around, year: int) -> Around:
    return replace(around, year=year, year_rule=PARTNER)


def _joined(a: Told, b: Told) -> Told:
    if a.days is None or b.days is None:
        return a if a.days is None else b
    days = stretch(a.days.first, b.days.last)
    rule = f"from a day to a day: {a.rule}" if a.rule == b.rule else f"from a day to a day: {a.rule}; {b.rule}"
    return Told(days=days, rule=rule if days else BACKWARDS)


def _opened(told: Told, word: str) -> Told:
    """Open the end that "since" or "until" leaves open."""
    if told.days is None:
        return told
    if word == "since":
        return Told(days=Days(first=told.days.first, last=None, precision="range"), rule=f"since then: {told.rule}")
    return Told(days=Days(first=None, last=told.days.last, precision="range"), rule=f"until then: {told.rule}")
