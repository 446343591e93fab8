"""A sentence with figures that somebody pastes: each number, what it may be of, of which days, by whose count.

It is read lightly, by rule and offline: numbers and days as the reading finds them, subjects and names by their words.
Each number is read by itself: from another one of the sentence it has only what grammar carries on. What is not made
out stays open, and the answer says so.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.documents.document import Document
from detente.reading.dates import FindDates
from detente.reading.quantities.figures import Figure, find_figures
from detente.reading.quantities.lexicon import load_lexicon
from detente.reading.reading import Reading
from detente.reading.records import DateMention, Published
from detente.reading.sentences import SplitSentences
from detente.registry.ceasefires.taxonomy import Taxonomy
from detente.registry.count import Count
from detente.registry.mines.area import SQUARE_METRES
from detente.registry.numbers.asked import AskedFigure, Counted, Named, Passed, Question
from detente.registry.numbers.clauses import Clause, cut_clauses
from detente.registry.numbers.counting import counted_of
from detente.registry.numbers.naming import Mention, Names, find_names, find_places, named_by, within
from detente.registry.numbers.passed import why_passed
from detente.registry.numbers.rest import rest_of
from detente.registry.numbers.stretches import NamedDays, named_days
from detente.registry.numbers.words import asked_words

__all__ = ["LONGEST", "MOST", "read_question"]

LONGEST = 1000
"""Characters of a sentence that is looked at."""
MOST = 6
"""Figures of a sentence that are answered."""
PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)
RATE = re.compile(
    r"\b(?:a|per)\s(?:day|night|week|month|year)(?=\s(?:from|between|in|on|during)\b|[.,;]|$)", re.IGNORECASE
)
"""How often: no day, though "a day from 12 May" would be one."""
NO_PLACES: Names = {}
MEASURES = frozenset({"money", "share", "ground", "length", "capacity"})
"""What is measured, and not counted: its unit is that of its own number alone."""
LED = frozenset({"", "and", "but", "while", "the", "and the", "but the", "while the"})
"""What may stand before a name that has the verb of the part of the sentence before it."""
JOINED = re.compile(r"\s*,?\s*(?:and|or|against)\s+(?:the\s+)?", re.IGNORECASE)
"""What stands between two numbers that one noun tells of, besides a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence with what is found in it before its numbers are looked at."""

    text: str
    days: tuple[NamedDays, ...]
    names: tuple[Mention, ...]
    places: tuple[Mention, ...]
    taxonomies: tuple[Taxonomy, ...]


def read_question(
    text: str, *, today: dt.date, taxonomies: Iterable[Taxonomy] = (), names: Names, places: Names = NO_PLACES
) -> Question:
    """Return a sentence as far as it is understood; "last week" is counted from today."""
    short = " ".join(text.split())[:LONGEST]
    reading = _reading(RATE.sub(lambda found: " " * len(found[0]), short), today)
    dates = [one for one in FindDates()(reading) if isinstance(one, DateMention)]
    told = _Told(
        text=short, days=tuple(named_days(short, dates, today=today)),
        names=find_names(short, names), places=find_places(short, places),
        taxonomies=tuple(taxonomies),
    )  # fmt: skip
    found = [one for one in _figures(short) if not _is_dated(one, dates)]
    passed = {one: why for one in found if (why := why_passed(short, one)) is not None}
    figures = [one for one in found if one not in passed][:MOST]
    clauses = cut_clauses(short, figures, [(one.start, one.end) for one in reading.sentences])
    return Question(
        text=short, figures=tuple(_asked_each(told, figures, clauses)),
        passed=tuple(Passed(words=short[one.bare : one.end], why=why) for one, why in passed.items())[:MOST],
    )  # fmt: skip


def _reading(text: str, today: dt.date) -> Reading:
    published = Published(first=today.isoformat(), last=today.isoformat(), rule="asked today")
    bare = Reading(document=Document(id="asked", text=text), published=published)
    sentences = tuple(one for one in SplitSentences()(bare))
    return Reading(document=bare.document, published=published, sentences=sentences)


def _figures(text: str) -> list[Figure]:
    """Return the numbers of a sentence in order, "no violations" among them."""
    found = list(find_figures(text))
    none = [one for one in _none(text) if all(one.end <= each.start or each.end <= one.start for each in found)]
    return sorted((*found, *none), key=lambda one: one.start)


def _none(text: str) -> Iterator[Figure]:
    words = asked_words()
    for found in (*words.none.finditer(text), *words.nobody.finditer(text)):
        yield Figure(start=found.start(), bare=found.start(), end=found.end(), value=0)


def _is_dated(figure: Figure, dates: Iterable[DateMention]) -> bool:
    return any(figure.bare < one.end and one.start < figure.end for one in dates)


def _asked_each(told: _Told, figures: Sequence[Figure], clauses: Sequence[Clause]) -> Iterator[AskedFigure]:
    before: AskedFigure | None = None
    for n, (figure, clause) in enumerate(zip(figures, clauses, strict=True)):
        carried = None if clause.is_first or before is None else before.counted
        counted = counted_of(told.text, figure, clause, taxonomies=told.taxonomies, before=carried)
        if counted.kind == "not made out" and not counted.words and n + 1 < len(figures):
            counted = _noun_behind(told, figure, figures[n + 1], clauses[n + 1]) or counted
        asked = _asked(told, figure, clause, counted, before=before)
        before = asked
        if not _says_nothing(figure, counted, told.text):
            yield asked


def _noun_behind(told: _Told, figure: Figure, other: Figure, clause: Clause) -> Counted | None:
    """Return what the next number counts where its noun tells of both: "forty and Southmark sixty violations"."""
    joined = None if clause.is_first or clause.has_verb else JOINED.match(told.text, figure.end)
    if joined is None:
        return None
    names = (one.span for one in within(told.names, (joined.end(), other.start)))
    start = next((end for begin, end in names if begin == joined.end()), joined.end())
    if told.text[start : other.start].strip():
        return None
    counted = counted_of(told.text, other, clause, taxonomies=told.taxonomies, before=None)
    is_of_both = counted.kind != "not made out" and not counted.subjects & MEASURES and counted.spans
    return replace(counted, is_carried=True, spans=()) if is_of_both else None


def _says_nothing(figure: Figure, counted: Counted, text: str) -> bool:
    """Say whether "no" and "none" say of nothing that the record counts that there was none of it."""
    word = text[figure.bare : figure.end]
    return figure.value == 0 and not word.isdigit() and counted.kind != "kept"


def _asked(told: _Told, figure: Figure, clause: Clause, counted: Counted, *, before: AskedFigure | None) -> AskedFigure:
    unit, size = _unit(told.text, figure)
    days = _days_of(told.days, clause)
    names, places = _names_of(told.names, clause), within(told.places, clause.own, clause.head)
    named, where = named_by(names), frozenset(id_ for one in places for id_ in one.ids)
    if before is not None and before.counted.is_carried and not (clause.is_first or clause.has_verb):
        named = _other_subject(told, figure, clause, named) or named
    if before is not None and counted.is_carried and not clause.has_verb:
        named = _other_subject(told, figure, clause, named) or replace(named, done=named.done or before.named.done)
        where = where or before.places
    return AskedFigure(
        start=figure.start, end=figure.end, count=_count(told.text, figure, size or 1), unit=unit,
        is_percent=unit == "%" or PERCENT.match(told.text, figure.end) is not None,
        is_about=any(one.lower() in asked_words().about for one in figure.qualifiers),
        counted=counted, interval=days.interval if days else None, named=named, places=where,
        is_open_ended=days is not None and days.is_open,
        rest=rest_of(told.text, clause, _made_out(told, figure, clause, counted, days)),
    )  # fmt: skip


def _other_subject(told: _Told, figure: Figure, clause: Clause, named: Named) -> Named | None:
    """Return whom a part of a sentence names where its verb is left out, and the name right before its number has it.

    "Northmark counted forty violations, and Southmark sixty": whose deeds they are, the second part does not say. Of
    what somebody is said to have done so many times, another name before a number is another doer.
    """
    own = within(told.names, clause.own)
    first = next((one for one in own if not told.text[one.span[1] : figure.start].strip()), None)
    led = told.text[clause.own[0] : first.span[0]].strip().lower() if first else ""
    if first is None or first.role != "named" or led not in LED:
        return None
    does = any(one.role == "done" for one in within(told.names, clause.head))
    return replace(named, done=first.ids) if does else replace(named, said=first.ids, done=frozenset())


def _days_of(days: Sequence[NamedDays], clause: Clause) -> NamedDays | None:
    """Return the longest days that a clause names; else those that stand before all numbers, or behind all."""
    for start, end in (clause.own, clause.head, *((clause.tail,) if clause.shares_tail else ())):
        found = [one for one in days if start <= one.span[0] < end]
        if found:
            return max(found, key=lambda one: (one.interval.days, one.interval.first))
    return None


def _names_of(names: Sequence[Mention], clause: Clause) -> tuple[Mention, ...]:
    """Return those whom a clause names; whose count it is may stand before all numbers of the sentence, or behind."""
    own = within(names, clause.own)
    if any(one.role == "said" for one in own):
        return own
    behind = tuple(one for one in within(names, clause.tail) if one.role == "said")
    before = () if clause.has_verb else tuple(one for one in within(names, clause.head) if one.role == "said")
    return (*own, *(behind or before))


def _made_out(
    told: _Told, figure: Figure, clause: Clause, counted: Counted, days: NamedDays | None
) -> Sequence[tuple[int, int]]:
    """Return where the words stand that were made out. A day that stands before all numbers is of one of them."""
    names = (one.span for one in (*told.names, *told.places) if one.role != "named")
    before = (one.span for one in told.days if not clause.is_first and one.span[1] <= clause.head[1])
    number = [(figure.start, figure.end)] if _is_plain(figure) else []
    return [*number, *counted.spans, *names, *before, *([days.span] if days else [])]


def _is_plain(figure: Figure) -> bool:
    """Say whether the words before a number leave it what it is: "another 7" are not all."""
    known = asked_words().about | asked_words().exact
    open_ = figure.value is None
    return open_ or all(one.lower() in known for one in figure.qualifiers)


def _count(text: str, figure: Figure, size: float) -> Count:
    low, high = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
    return Count(
        low=None if low is None else round(low * size), high=None if high is None else round(high * size),
        words=text[figure.start : figure.end], qualifier="; ".join(figure.qualifiers) or None,
    )  # fmt: skip


def _unit(text: str, figure: Figure) -> tuple[str | None, float | None]:
    """Return the unit or currency of a number, and how many square metres it has where it is of ground."""
    lexicon = load_lexicon()
    if figure.sign is not None:
        return lexicon.currency_signs.get(figure.sign) or None, None
    money = lexicon.currency.match(text, figure.end)
    if money:
        return lexicon.currency_words[money[1]] or None, None
    measure = lexicon.unit.match(text, figure.end)
    unit = lexicon.units[measure[1]][1] if measure else None
    size = SQUARE_METRES.get(unit or "")
    return ("m2" if size else unit), size
