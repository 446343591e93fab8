"""What a date is told from: publication, the mood of its clause, a year given nearby, an account of years long past."""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.reading.dates.grammar import Expression, day_in, load_grammar, month_in
from detente.reading.dates.told import Around
from detente.reading.reading import Reading

__all__ = ["YEARLY", "Surroundings", "month_and_day", "own_year", "survey"]

YEARLY = frozenset({"day", "days", "feast", "feast-weekend", "month", "nth-part", "nth-weekday", "week-of"})
DATED = frozenset({*YEARLY, "year", "years", "season"})
MONTHS = 12
NEARBY = 60
FAR = 300
LONG_PAST = 2
FEWEST_LONG_PAST = 4
FEWEST_DATES = 8
FEWEST_YEARS = 3
MOST_EXCEPTIONS = 0.2
FROM_TODAY = frozenset({"weekday", "offset", "period", "ago", "window", "window-ahead", "ahead", "rest"})
MOST_MONTHS_BACK = 7
RANGE_MARK = re.compile(r" ?[-–—] ?| to ")
LONGEST_LEAD = ". Throughout the "
LEAD = re.compile(
    r"(?:^|[.!?\n]\s*)(?:(?:In|By|During|Throughout|From|Since|Until|After|Early in|Late in)(?: the)? )?$"
)
BESIDE = "year of the date beside it"
BEFORE = "year of the date before it, in an account of the past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What holds for a whole document."""

    text: str
    published: date | None
    past: bool
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    years: tuple[int | None, ...]
    day_first: bool | None

    def around(self, found: Sequence[Expression], i: int) -> Around:
        """Return what surrounds expression number `i` of `found`."""
        recalled = _before_event("recalled").match(self.text, found[i].end) is not None
        year, rule = self._year_for(found, i) if found[i].kind in YEARLY and not own_year(found[i]) else (None, "")
        return Around(
            published=self.published,
            future=self.published is not None and not recalled and self._is_ahead(found[i]),
            year=year,
            year_rule=rule,
            past=self.past,
            before=self._before(found[i]),
            account=self.years[i] if self.past else None,
            recalled=recalled,
            day_first=self.day_first,
            planned=_before_event("planned").match(self.text, found[i].end) is not None,
        )

    def _before(self, found: Expression) -> str:
        start, _ = self.sentence(found.start)
        return self.text[max(start, found.start - FAR) : found.start]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence at an offset."""
        at = bisect.bisect_right(self.starts, offset) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 else (0, len(self.text))

    def _year_for(self, found: Sequence[Expression], i: int) -> tuple[int | None, str]:
        beside = self._year_beside(found, i)
        if beside is not None:
            return beside, BESIDE
        return (self.years[i], BEFORE) if self.past else (None, "")

    def _year_beside(self, found: Sequence[Expression], i: int) -> int | None:
        """Return the year of a neighbour in the sentence, where that puts the two into the order they stand in."""
        start, end = self.sentence(found[i].start)
        if i and found[i - 1].start >= start and _in_order(found[i - 1], found[i]):
            return own_year(found[i - 1])
        if i + 1 < len(found) and found[i + 1].start < end and _in_order(found[i], found[i + 1]):
            return own_year(found[i + 1])
        return None

    def _is_ahead(self, found: Expression) -> bool:
        """Say whether the clause tells of what is still to come."""
        start, end = self.sentence(found.start)
        cues, ends = _cues()
        before = list(cues.finditer(self.text, max(start, found.start - FAR), found.start))
        if before:
            return ends.search(self.text, before[-1].end(), found.start) is None
        opens = found.start - start <= len("By the ")
        after = cues.search(self.text, found.end, min(end, found.end + NEARBY)) if opens else None
        return after is not None and ends.search(self.text, found.end, after.start()) is None


def survey(reading: Reading, found: Sequence[Expression], text: str) -> Surroundings:
    """Look over a document, its text with plain spaces and all that has the form of a date in it."""
    published = _day_published(reading)
    return Surroundings(
        text=text,
        published=published,
        past=_tells_of_the_past(found, published),
        starts=tuple(s.start for s in reading.sentences),
        ends=tuple(s.end for s in reading.sentences),
        years=tuple(_years_come_to(found, text)),
        day_first=_day_first(found),
    )


def _day_first(found: Sequence[Expression]) -> bool | None:
    """Say whether the dates in figures put the day first, by those that can be read one way only; None if unsaid."""
    figures = [(e.number("one"), e.number("two")) for e in found if e.kind == "figures"]
    orders = {one > two for one, two in figures if min(one, two) <= MONTHS < max(one, two)}
    return orders.pop() if len(orders) == 1 else None


def _day_published(reading: Reading) -> date | None:
    stated = reading.published
    if stated is None or stated.first is None or stated.first != stated.last:
        return None
    try:
        return date.fromisoformat(stated.first)
    except ValueError:
        return None


def _tells_of_the_past(found: Sequence[Expression], published: date | None) -> bool:
    """Say whether a text is an account of years past and no news.

    It gives many dates with their year, of several years or of years long before it came out, and tells few from today.
    """
    if published is None:
        return False
    years = [year for e in found if (year := own_year(e)) is not None]
    told_from_today = sum(e.kind in FROM_TODAY for e in found)
    if told_from_today > MOST_EXCEPTIONS * len(years):
        return False
    recent = sum(year > published.year - LONG_PAST for year in years)
    long_past = len(years) >= FEWEST_LONG_PAST and recent <= MOST_EXCEPTIONS * len(years)
    return long_past or (len(years) >= FEWEST_DATES and len(set(years)) >= FEWEST_YEARS)


def _leads(found: Expression, text: str) -> bool:
    """Say whether a year stands where an account moves on to it: at the head of a line or a sentence."""
    return LEAD.search(text, max(0, found.start - len(LONGEST_LEAD)), found.start) is not None


def _years_come_to(found: Sequence[Expression], text: str) -> Iterator[int | None]:
    """Yield the year that an account has come to at each date; a month far back in the year begins the next one."""
    year, month, end = None, 0, 0
    for e in found:
        own, own_month = own_year(e), month_in(e)
        if own is not None and not own_month and year is not None and RANGE_MARK.fullmatch(text, end, e.start):
            own = None  # the second year of "1939-1945", which has not come yet
        end = e.end
        if own is not None and (own_month or year is None or own - year in {0, 1} or _leads(e, text)):
            year, month = own, own_month
        elif year is not None and own_month:
            year, month = year + (month - own_month > MOST_MONTHS_BACK), own_month
        yield year


def _in_order(a: Expression, b: Expression) -> bool:
    """Say whether two dates of one year, of which only one names it, come in the order they stand in."""
    if a.kind not in YEARLY or b.kind not in YEARLY or (own_year(a) is None) == (own_year(b) is None):
        return False
    return month_and_day(a) <= month_and_day(b)


def own_year(found: Expression) -> int | None:
    """Return the year that an expression itself states."""
    if found.kind not in DATED or "year" not in found.pieces:
        return None
    return found.number("year")


def month_and_day(found: Expression) -> tuple[int, int]:
    """Return where in a year a date lies."""
    return month_in(found), day_in(found)


@functools.cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    future = load_grammar().words.tables["future"]
    return _any_of(future["cues"]), _any_of(future["ends"])


@functools.cache
def _before_event(kind: str) -> re.Pattern[str]:
    """Return the words after a date that make it the day of an event of a kind."""
    events = load_grammar().words.tables[kind]["events"]
    return re.compile(rf"(?: [a-z]+)?? (?:{'|'.join(events)})\b(?! (?:will|is to|are to)\b)")


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of words. What begins with a letter shares one boundary, so that others are soon passed by."""
    longest_first = sorted(words, key=len, reverse=True)
    letters, marks = ("|".join(re.escape(w) for w in longest_first if w[0].isalpha() is kind) for kind in (True, False))
    return re.compile(rf"(?:\b(?:{letters}){f'|(?:{marks})' if marks else ''})(?!\w)")
