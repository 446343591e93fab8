"""Holds what a text says of lengths of time against the dates it gives: the two may agree, or contradict each other.

Three kinds are held: a length against its two ends ("the 44-day war", begun and ended on days that the text gives), a
count between two dates ("eight months after the war"), and an anniversary against the year of what it remembers.
Nothing is mended: a check says what stands against what, and whether the arithmetic works out.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.core.spans import Span
from detente.reading.dates.check_words import (
    Bounds,
    SaidCount,
    anniversaries,
    counted_events,
    is_told_with,
    leads_to,
    lengths_said,
    marks_begin,
    marks_end,
    names_event,
)
from detente.reading.records import DateCheck, DateMention

__all__ = ["check_dates"]

NEAR = 240
FAR = 1_500
DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
STRETCHES = ("from a day to a day", "stated")
DERIVED = ("before it", "that follows", "before publication", "after publication", "up to publication")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A date mention with the first and last day that it may be."""

    start: int
    end: int
    first: date
    last: date
    precision: str
    stretch: bool


def check_dates(text: str, dates: Sequence[DateMention], *, published: date | None = None) -> Iterator[DateCheck]:
    """Yield the checks that a text allows, in the order of the words that state the lengths.

    Dates that were themselves counted from other dates are held against nothing: they would agree with what they were
    made from. `published` stands for the day of an anniversary where the text gives none.
    """
    days = [day for mention in dates if (day := _day_of(mention)) is not None]
    found = [
        *(check for said in lengths_said(text) if (check := _check_length(text, said, days)) is not None),
        *(check for said in counted_events(text) if (check := _check_count(text, said, days)) is not None),
        *(
            check
            for said in anniversaries(text)
            if (check := _check_anniversary(text, said, days, published)) is not None
        ),
    ]
    yield from sorted(found, key=lambda check: check.said.start)


def _day_of(mention: DateMention) -> _Day | None:
    interval = mention.interval
    if interval is None or interval.first is None or interval.last is None or _is_derived(mention.rule):
        return None
    return _Day(
        start=mention.start,
        end=mention.end,
        first=date.fromisoformat(interval.first),
        last=date.fromisoformat(interval.last),
        precision=interval.precision,
        stretch=mention.rule.startswith(STRETCHES) and interval.precision == "range",
    )


def _is_derived(rule: str) -> bool:
    return any(words in rule for words in DERIVED)


def _check_length(text: str, said: SaidCount, days: Sequence[_Day]) -> DateCheck | None:
    """Hold a length against a stretch in its line, or against a first and a last day told by the words before them."""
    line = [day for day in _near(days, said.start, NEAR) if _same_line(text, said.start, day.start)]
    whole = next((day for day in line if day.stretch and not day.start <= said.start < day.end), None)
    if whole is not None:
        length = (whole.last - whole.first).days
        return _held(said, (whole,), (length, length + 1), "length of the stretch that the text gives")
    ends = [day for day in line if marks_end(text, day.start)]
    if not ends:
        return None
    last = min(ends, key=lambda day: abs(day.start - said.start))
    begins = [
        day
        for day in _near(days, said.start, FAR)
        if day.first <= last.last and day is not last
        if marks_begin(text, day.start)
    ]
    first = min(begins, key=lambda day: abs(day.start - said.start), default=None)
    if first is None:
        return _one_end(said, last)
    return _held(said, (first, last), _apart(first, last), "length between its first and its last day")


def _check_count(text: str, said: SaidCount, days: Sequence[_Day]) -> DateCheck | None:
    """Hold "eight months after the war" against the date of the war and the date of what came after it."""
    exact = [day for day in _near(days, said.start, FAR) if day.precision in {"day", "month"}]
    events = [
        day for day in exact if not leads_to(text, day.end, said) and names_event(text, day.start, day.end, said.event)
    ]
    anchor = min(events, key=lambda day: abs(day.start - said.start), default=None)
    others = [
        day for day in exact if anchor and day is not anchor and not said.start <= day.start < said.end + NEAR // 4
    ]
    other = max((day for day in others if day.end <= said.start), key=lambda day: day.end, default=None)
    if anchor is None or other is None or (other.first < anchor.first) != said.before:
        return None
    pair = (other, anchor) if said.before else (anchor, other)
    return _held(said, pair, _apart(*pair), "time between the two dates")


def _check_anniversary(text: str, said: SaidCount, days: Sequence[_Day], published: date | None) -> DateCheck | None:
    """Hold an anniversary against the year of what it remembers, as seen from a later year of the line or from now."""
    line = [day for day in _near(days, said.start, NEAR) if _same_sentence(text, said.start, day.start)]
    past = next((day for day in line if is_told_with(text, said, day.start) and day.first.year == day.last.year), None)
    if past is None:
        return None
    years = {day.first.year for day in line if day.first.year > past.last.year}
    years |= {published.year} if published and published.year > past.last.year else set()
    apart = sorted(year - past.last.year for year in years)
    if not apart:
        return None
    nearest = min(apart, key=lambda years: abs(years - said.number))
    rule = f"anniversary: {nearest} years lie between {past.last.year} and {past.last.year + nearest}"
    return _check(said, (past,), rule, agrees=nearest == said.number)


def _apart(first: _Day, last: _Day) -> tuple[int, int]:
    """Return the fewest and the most days that may lie between two dates, with the last day counted in the most."""
    return max(0, (last.first - first.last).days), (last.last - first.first).days + 1


def _held(said: SaidCount, against: tuple[_Day, ...], apart: tuple[int, int], what: str) -> DateCheck:
    low, high = (days / DAYS_IN[said.unit] for days in apart)
    agrees = _fits(said, low, high)
    between = f"{apart[0]} days" if apart[0] == apart[1] else f"{apart[0]} to {apart[1]} days"
    return _check(said, against, f"{what}: {between}, said to be {said.number} {said.unit}s", agrees=agrees)


def _fits(said: SaidCount, low: float, high: float) -> bool:
    """Say whether a number of units may be what lies between `low` and `high`: to the day, or to half a unit."""
    slack = 1.0 if said.unit == "day" else 0.5
    if said.bounds is Bounds.ABOVE:
        return high + slack / 2 >= said.number
    if said.bounds is Bounds.BELOW:
        return low - slack / 2 <= said.number
    if said.bounds is Bounds.ABOUT:
        slack = max(slack, said.number / 5)
    return low - slack <= said.number <= high + slack


def _one_end(said: SaidCount, last: _Day) -> DateCheck:
    return _check(said, (last,), "only the last day is given", agrees=None)


def _check(said: SaidCount, against: tuple[_Day, ...], rule: str, *, agrees: bool | None) -> DateCheck:
    return DateCheck(
        start=min(said.start, *(day.start for day in against)),
        end=max(said.end, *(day.end for day in against)),
        said=Span(start=said.start, end=said.end),
        against=tuple(Span(start=day.start, end=day.end) for day in against),
        agrees=agrees,
        rule=rule,
    )


def _near(days: Sequence[_Day], at: int, reach: int) -> Sequence[_Day]:
    """Return the dates within so many characters: the work stays linear in the length of the text."""
    first = bisect.bisect_left(days, at - reach, key=lambda day: day.start)
    return days[first : bisect.bisect_right(days, at + reach, key=lambda day: day.start)]


def _same_sentence(text: str, a: int, b: int) -> bool:
    return not any(stop in text[min(a, b) : max(a, b)] for stop in (". ", "\n", "! ", "? "))


def _same_line(text: str, a: int, b: int) -> bool:
    return "\n" not in text[min(a, b) : max(a, b)]
