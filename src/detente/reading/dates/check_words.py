"""The words by which a text states a length of time, a count between two dates or an anniversary."""

import enum
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.knowledge.files import read_toml
from detente.knowledge.numbers import load_numbers
from detente.reading.dates.spelled import ordinal_value, ordinal_words

__all__ = [
    "Bounds",
    "SaidCount",
    "anniversaries",
    "counted_events",
    "is_told_with",
    "leads_to",
    "lengths_said",
    "marks_begin",
    "marks_end",
    "names_event",
]

BEFORE = 60
OPENING = 12
AROUND = 160
SENTENCE_END = re.compile(r"[.!?][”\"]?\s+(?=[A-Z“\"])|\n")


class Bounds(enum.Enum):
    """How exactly a number is said."""

    EXACT = "exact"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCount:
    """So many of a unit, where it stands, and the word for what lasted so long or what it counts from."""

    start: int
    end: int
    number: int
    unit: str
    bounds: Bounds = Bounds.EXACT
    event: str = ""
    before: bool = False


def lengths_said(text: str) -> Iterator[SaidCount]:
    """Yield lengths of what lasts: "the 44-day war", "after six weeks of fighting", "lasted 64 days"."""
    for form in _patterns().lengths:
        yield from (said for m in form.finditer(text) if (said := _said(text, m)) is not None)


def counted_events(text: str) -> Iterator[SaidCount]:
    """Yield counts from an event that a word names: "eight months after the victory"."""
    for m in _patterns().counts.finditer(text):
        clause = SENTENCE_END.split(text[m.end() : m.end() + BEFORE * 2], maxsplit=1)[0]
        event = _patterns().event.search(clause)
        said = _said(text, m) if event else None
        if said is not None and event is not None:
            yield SaidCount(
                start=said.start,
                end=said.end,
                number=said.number,
                unit=said.unit,
                bounds=said.bounds,
                event=clause,
                before=m["side"].lower() == "before",
            )


def anniversaries(text: str) -> Iterator[SaidCount]:
    """Yield anniversaries: "the 30th anniversary", "the tenth anniversary", "the one-year anniversary"."""
    for m in _patterns().anniversary.finditer(text):
        if m["words"]:
            number = ordinal_value(m["words"])
        else:
            number = int(m["ordinal"] or load_numbers().value(m["number"].lower()) or 0)
        if number:
            yield SaidCount(start=m.start(), end=m.end(), number=number, unit="year")


def marks_begin(text: str, at: int) -> bool:
    """Say whether the words before a date make it the day on which something began."""
    return _marked(text, at, _patterns().begin, _patterns().end)


def marks_end(text: str, at: int) -> bool:
    """Say whether the words before a date make it the day on which something ended."""
    return _marked(text, at, _patterns().end, _patterns().begin)


def leads_to(text: str, at: int, said: SaidCount) -> bool:
    """Say whether a date stands before what is said, in the same sentence."""
    return at < said.start and SENTENCE_END.search(text, at, said.start) is None


def is_told_with(text: str, said: SaidCount, at: int) -> bool:
    """Say whether a date stands after what is said, in the same sentence."""
    return at > said.end and SENTENCE_END.search(text, said.end, at) is None


def names_event(text: str, start: int, end: int, event: str) -> bool:
    """Say whether the sentence around a date names the event that a count starts from, in one of its own words."""
    lead = SENTENCE_END.split(text[max(0, start - AROUND) : start])[-1]
    tail = SENTENCE_END.split(text[end : end + AROUND], maxsplit=1)[0]
    return not set(_patterns().event.findall(event.lower())).isdisjoint(
        _patterns().event.findall(f"{lead} {tail}".lower())
    )


def _marked(text: str, at: int, wanted: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Say whether the last word of either kind in the clause before a date is one of the wanted kind.

    Of a date that opens its sentence ("In September 2020 clashes erupted") the first words after it say so.
    """
    clause = SENTENCE_END.split(text[max(0, at - BEFORE) : at])[-1]
    if len(clause) <= OPENING:
        clause = SENTENCE_END.split(text[at : at + BEFORE + OPENING], maxsplit=1)[0]
    last = [max((m.start() for m in form.finditer(clause)), default=-1) for form in (wanted, other)]
    return last[0] >= 0 and last[0] > last[1]


def _said(text: str, found: re.Match[str]) -> SaidCount | None:
    value = load_numbers().value(found["number"].lower())
    if value is None or value != int(value):
        return None
    return SaidCount(
        start=found.start("number"),
        end=found.end("whole"),
        number=int(value),
        unit=found["unit"].lower(),
        bounds=_bounds(text, found.start("number")),
    )


def _bounds(text: str, at: int) -> Bounds:
    before = text[max(0, at - len("approximately ")) : at].lower()
    words = _words()["bounds"]
    for bounds in (Bounds.ABOVE, Bounds.BELOW, Bounds.ABOUT):
        if any(re.search(rf"\b{re.escape(word)} $", before) for word in words[bounds.value]):
            return bounds
    return Bounds.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    lengths: Sequence[re.Pattern[str]]
    counts: re.Pattern[str]
    anniversary: re.Pattern[str]
    event: re.Pattern[str]
    begin: re.Pattern[str]
    end: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    words = _words()
    spelled = load_numbers().spelled
    number = rf"(?<![\w.,-])(?P<number>(?i:{spelled})|\d{{1,4}})"
    lasting, single = (_either(words["events"][kind]) for kind in ("lasting", "single"))
    bounds = _either([word for kind in words["bounds"].values() for word in kind])
    unit = r"(?P<unit>day|week|month|year|decade)"
    between = r"(?: [\w’'-]+){0,2}?"
    return _Patterns(
        lengths=(
            re.compile(rf"(?P<whole>{number}-{unit}(?:-long)?){between} (?:{lasting})\b"),
            re.compile(rf"\b(?i:last(?:ed|ing|s)?)(?: for)?(?: (?:{bounds}))? (?P<whole>{number} {unit}s?)\b"),
            re.compile(rf"(?P<whole>{number} {unit}s?) of (?:{lasting})\b"),
        ),
        counts=re.compile(rf"(?P<whole>{number} {unit}s? (?P<side>after|before))(?= )"),
        anniversary=re.compile(
            rf"(?<![\w-])(?:(?P<ordinal>\d{{1,3}})(?:st|nd|rd|th)|(?P<words>{ordinal_words()})|(?P<number>(?i:{spelled})|\d{{1,3}})-year)"
            r"[ -][Aa]nniversary\b"
        ),
        event=re.compile(rf"\b(?:{lasting}|{single})\b"),
        begin=_any_of(words["ends"]["begin"]),
        end=_any_of(words["ends"]["end"]),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})\b", re.IGNORECASE)


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@functools.cache
def _words() -> dict[str, dict[str, list[str]]]:
    return read_toml("dates/checks.toml")
