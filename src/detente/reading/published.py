"""Tells when a document came out: by what its carrier states, by what the text says of itself, else not before when."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from detente.core.spans import Span
from detente.knowledge.files import read_toml
from detente.reading.dates.days import Days, whole_month
from detente.reading.dates.grammar import load_grammar
from detente.reading.dates.stated import STATED_RESOLVERS
from detente.reading.dates.told import Around
from detente.reading.reading import Reading
from detente.reading.records import BY_CARRIER, Published

__all__ = ["BY_CARRIER", "ReadPublished"]

BY_TEXT = "stated in the text"
BOUNDED = "not before the last day told of as past:"
STOPS = (". ", ".\n", "\n", "! ", "? ")
FULL = frozenset({"day", "figures"})
MONTH_ONLY = re.compile(r"(\d{4})-(\d{2})")
MAIL_DATE = re.compile(r"(?:[A-Za-z]{3},? +)?\d{1,2} [A-Za-z]{3} \d{4}(?: \d{1,2}:\d{2}.*)?")


class ReadPublished:
    """Reads the day of publication; where neither the carrier nor the text states it, the day before which it was not.

    That is the last full date that the text tells of as past. The day of reading, the date of an event and the day a
    page was changed are no days of publication. None where nothing is known.
    """

    name, version = "published", "3"
    needs: tuple[str, ...] = ()
    adds = "published"

    def __call__(self, reading: Reading, /) -> Published | None:
        """Return when the document came out, or None."""
        carried = _read_carried((reading.document.published or "").strip())
        if carried:
            return _published(carried, BY_CARRIER)
        stated = _read_stated(reading.text)
        return _published(stated.days, BY_TEXT, Span(stated.start, stated.end)) if stated else _bounded(reading.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A full date in the text, and what it names."""

    start: int
    end: int
    days: Days
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What stands around a day of publication in its line."""

    name: str
    places: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    told_from: bool
    """Whether it counts only in a text that is told from that day: with "on Sunday", "last week", and no later date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that holds something, and at which ends of the text it stands."""

    start: int
    end: int
    places: frozenset[str]


def _published(days: Days, rule: str, span: Span | None = None) -> Published:
    first, last = (d.isoformat() if d else None for d in (days.first, days.last))
    return Published(first=first, last=last, rule=rule, span=span)


def _read_carried(words: str) -> Days | None:
    """Read ISO 8601, RFC 2822 or a written date; anything else says nothing."""
    month = MONTH_ONLY.fullmatch(words)
    if month:
        return whole_month(int(month[1]), int(month[2])) if 1 <= int(month[2]) <= 12 else None  # noqa: PLR2004
    day = _iso_day(words) or _mail_day(words)
    if day:
        return Days(first=day, last=day, precision="day")
    return next((s.days for s in _full_dates(words, 0, len(words)) if (s.start, s.end) == (0, len(words))), None)


def _iso_day(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _mail_day(words: str) -> date | None:
    if not MAIL_DATE.fullmatch(words):
        return None
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_stated(text: str) -> _Stated | None:
    """Return the date that the text gives itself: by the surest form, and none where lines give several."""
    found = [stated for line in _edge_lines(text) for stated in _stated_in(text, line)]
    for form in _forms():
        of_form = [s for s in found if s.form == form.name]
        if of_form:
            return of_form[0] if len({s.days for s in of_form}) == 1 else None
    return None


def _bounded(text: str) -> Published | None:
    """Return that a text came out on the last day it tells of as past, or later."""
    past = [s for s in _full_dates(text, 0, len(text)) if not _is_ahead(text, s)]
    latest = max(past, key=lambda s: s.days.last or date.min, default=None)
    if latest is None or latest.days.last is None:
        return None
    span = Span(latest.start, latest.end)
    return Published(first=latest.days.last.isoformat(), last=None, rule=f"{BOUNDED} {span.text_in(text)}", span=span)


def _is_ahead(text: str, stated: _Stated) -> bool:
    """Say whether a date may still be to come: words of the future stand in its sentence."""
    since = max(text.rfind(mark, 0, stated.start) for mark in STOPS) + 1
    ends = [at for mark in STOPS if (at := text.find(mark, stated.end)) >= 0]
    sentence = text[since : min(ends, default=len(text))]
    return _future().search(sentence) is not None


@functools.cache
def _future() -> re.Pattern[str]:
    cues = read_toml("dates/words.toml")["future"]["cues"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))}|until|till|by)(?!\w)", re.IGNORECASE)


def _stated_in(text: str, line: _Line) -> Iterator[_Stated]:
    """Yield the full dates of a line that stand as a day of publication stands."""
    for date_found in _full_dates(text, line.start, line.end):
        for form in _forms():
            fits = form.places & line.places and _fits(form, text, line, date_found)
            if fits and (not form.told_from or _is_told_from(text, date_found)):
                yield _Stated(start=date_found.start, end=date_found.end, days=date_found.days, form=form.name)
                break


def _fits(form: _Form, text: str, line: _Line, found: _Stated) -> bool:
    before = form.before.fullmatch(text, line.start, found.start)
    return before is not None and form.after.match(text, found.end, line.end) is not None


def _is_told_from(text: str, found: _Stated) -> bool:
    """Say whether a text is told from a day: it has no later full date, and calls days by what they are to that day.

    A chapter of history that opens with place and date names its days in full.
    """
    later = any(
        s.days.last and found.days.last and s.days.last > found.days.last for s in _full_dates(text, 0, len(text))
    )
    return not later and _called_days().search(text, found.end) is not None


@functools.cache
def _called_days() -> re.Pattern[str]:
    return re.compile(_tables()["reach"]["called_days"])


def _full_dates(text: str, start: int, end: int) -> Iterator[_Stated]:
    for e in load_grammar().expressions(text[start:end]):
        if e.kind in FULL and "year" in e.pieces:
            days = STATED_RESOLVERS[e.kind](e, Around()).days
            if days:
                yield _Stated(start=start + e.start, end=start + e.end, days=days)


def _edge_lines(text: str) -> list[_Line]:
    """Return the first and the last lines that hold something."""
    reach = _tables()["reach"]
    lines = [
        (m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text) if m.end() - m.start() <= reach["longest_line"]
    ]
    edge = []
    for i, (start, end) in enumerate(lines):
        places = {"top"} if i < reach["top"] else set()
        places |= {"head"} if i == 0 else set()
        places |= {"bottom"} if i >= len(lines) - reach["bottom"] else set()
        if places:
            edge.append(_Line(start=start, end=end, places=frozenset(places)))
    return edge


@functools.cache
def _forms() -> tuple[_Form, ...]:
    clock = _tables()["reach"]["clock"]
    return tuple(
        _Form(
            name=form["name"],
            places=frozenset(form["places"]),
            before=re.compile(form["before"].replace("{clock}", clock)),
            after=re.compile(form["after"].replace("{clock}", clock)),
            told_from=form.get("told_from", False),
        )
        for form in _tables()["form"]
    )


@functools.cache
def _tables() -> dict:  # type: ignore[type-arg]
    return read_toml("dates/published.toml")
