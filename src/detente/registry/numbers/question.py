"""A sentence with figures that somebody pastes: each number, what it may be of, of which days, by whose count.

It is read lightly, by rule and offline: numbers and days as the reading finds them, subjects and names by their words.
What is not made out stays open, and the answer says so.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.documents.document import Document
from detente.knowledge.files import read_toml
from detente.reading.dates import FindDates
from detente.reading.quantities.figures import Figure, find_figures
from detente.reading.quantities.lexicon import load_lexicon
from detente.reading.reading import Reading
from detente.reading.records import DateMention, Published
from detente.reading.sentences import SplitSentences
from detente.registry.ceasefires.classing import class_spans
from detente.registry.ceasefires.taxonomy import Taxonomy
from detente.registry.count import Count
from detente.registry.interval import Interval
from detente.registry.mines.area import SQUARE_METRES

__all__ = ["LONGEST", "MOST", "AskedFigure", "Named", "Question", "read_question"]

LONGEST = 1000
"""Characters of a sentence that is looked at."""
MOST = 6
"""Figures of a sentence that are answered."""
FILE = "numbers/subjects.toml"
BEFORE = 3
"""How much farther a word before a number counts than one behind it: "7 violations" names what the 7 are."""
GENERAL, LOOSE = "violations", 30
"""What any class is of, and how much farther its words count: of "7 incidents of fire" the fire tells more."""
PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)
ENDS = re.compile(r"\s*(?:[.,;:!?]|$)")
"""Behind a name that a sentence ends with: "..., said the mission." """
LABEL = re.compile(r"(?:\d(?:st|nd|rd|th)\b|\s?\+\s?\d)", re.IGNORECASE)
NEAR = 60
"""Characters between a name and the word that says what it did."""
Names = Mapping[str, Sequence[str]]
"""By which names those are called who may have counted, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """A number of the sentence. `subjects` are what it may be of, none where that was not made out.

    A percentage is of something that is counted, and no count itself. "Dozens" has no number.
    """

    start: int
    end: int
    count: Count
    unit: str | None = None
    is_percent: bool = False
    subjects: frozenset[str] = frozenset()
    subject_words: str = ""

    @property
    def is_vague(self) -> bool:
        """Whether it is no number that can be held against another."""
        return self.count.low is None and self.count.high is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom the sentence names: those by whose count it is, those said to have done it, and all."""

    said: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The sentence as it was understood; `interval` are the days it names, None where it names none."""

    text: str
    figures: tuple[AskedFigure, ...]
    interval: Interval | None
    named: Named


def read_question(text: str, *, today: dt.date, taxonomies: Iterable[Taxonomy] = (), names: Names) -> Question:
    """Return a sentence as far as it is understood; "last week" is counted from today."""
    told = " ".join(text.split())[:LONGEST]
    dates = _dates(told, today)
    figures = [one for one in find_figures(told) if not _is_dated(one, dates) and not _is_label(one, told)][:MOST]
    subjects = sorted({*_subjects(told), *_classes(told, taxonomies)})
    return Question(
        text=told, interval=_interval(dates), named=_named(told, names),
        figures=tuple(_asked(told, one, figures, subjects) for one in figures),
    )  # fmt: skip


def _dates(text: str, today: dt.date) -> tuple[DateMention, ...]:
    published = Published(first=today.isoformat(), last=today.isoformat(), rule="asked today")
    bare = Reading(document=Document(id="asked", text=text), published=published)
    sentences = tuple(one for one in SplitSentences()(bare))
    reading = Reading(document=bare.document, published=published, sentences=sentences)
    return tuple(one for one in FindDates()(reading) if isinstance(one, DateMention))


def _interval(dates: Iterable[DateMention]) -> Interval | None:
    """Return the days that a sentence names: those of its longest date, None where it names none."""
    found = [
        Interval(first=dt.date.fromisoformat(days.first), last=dt.date.fromisoformat(days.last))
        for one in dates
        if (days := one.interval) is not None and days.first and days.last and days.first <= days.last
    ]
    return max(found, key=lambda one: (one.days, one.first), default=None)


def _is_dated(figure: Figure, dates: Iterable[DateMention]) -> bool:
    return any(figure.bare < one.end and one.start < figure.end for one in dates)


def _is_label(figure: Figure, text: str) -> bool:
    """Say whether a number is a name: "the 2nd round", "the 3+3 platform"."""
    joined = figure.bare and text[figure.bare - 1] in "+/-"
    return bool(joined or LABEL.match(text, max(figure.bare, figure.end - 1)) or LABEL.match(text, figure.end))


def _asked(text: str, figure: Figure, every: Sequence[Figure], subjects: Sequence["_Word"]) -> AskedFigure:
    start = max((one.end for one in every if one.end <= figure.start), default=0)
    end = min((one.start for one in every if one.start >= figure.end), default=len(text))
    near = min(((_distance(figure, one), one) for one in subjects if start <= one[0] < end), default=None)
    unit, size = _unit(text, figure)
    ids = frozenset(one[2] for one in subjects if near is not None and one[:2] == near[1][:2])
    if figure.sign is not None or unit in set(load_lexicon().currency_words.values()):
        ids = frozenset({"money"})
    elif size is not None:
        ids = frozenset({"ground"})
    return AskedFigure(
        start=figure.start, end=figure.end, count=_count(text, figure, size or 1), unit=unit,
        is_percent=unit == "%" or PERCENT.match(text, figure.end) is not None,
        subjects=ids, subject_words=text[near[1][0] : near[1][1]] if near else "",
    )  # fmt: skip


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


_Word = tuple[int, int, str]
"""A word that names a subject: where it stands, and which."""


def _distance(figure: Figure, word: _Word) -> int:
    wide = LOOSE if word[2] == GENERAL else 0
    if word[0] >= figure.end:
        return wide + word[0] - figure.end
    return wide + BEFORE * max(figure.start - word[1], 0)


def _subjects(text: str) -> Iterator[_Word]:
    for found in _subject_words()[0].finditer(text):
        yield from ((found.start(), found.end(), id_) for id_ in _subject_words()[1].get(found[0].casefold(), ()))


def _classes(text: str, taxonomies: Iterable[Taxonomy]) -> Iterator[_Word]:
    for one in taxonomies:
        for id_, (start, end) in class_spans(one, text, within=(0, len(text))):
            yield start, end, f"class:{id_}"


@functools.cache
def _subject_words() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    told: dict[str, list[str]] = {}
    for id_, words in read_toml(FILE)["subjects"].items():
        for word in words:
            told.setdefault(word, []).append(id_)
    return _whole(told), told


def _named(text: str, names: Names) -> Named:
    by_name: dict[str, set[str]] = {}
    for id_, called in names.items():
        for name in filter(str.strip, called):
            by_name.setdefault(" ".join(name.casefold().split()), set()).add(id_)
    if not by_name:
        return Named()
    said, done, every = set[str](), set[str](), set[str]()
    for found in _whole(by_name).finditer(text):
        ids = by_name.get(found[0].casefold(), set())  # a letter that only folds to one of the name's is none
        every |= ids
        if _says(text, found):
            said |= ids
        elif _forms()["done"].search(text, max(0, found.start() - NEAR), found.start()):
            done |= ids
    return Named(said=frozenset(said), done=frozenset(done), every=frozenset(every))


def _says(text: str, name: re.Match[str]) -> bool:
    if _forms()["before"].search(text, max(0, name.start() - NEAR), name.start()):
        return True
    if _forms()["verbs"].match(text, name.end(), name.end() + NEAR):
        return True
    told_last = _forms()["said"].search(text, max(0, name.start() - NEAR), name.start())
    return told_last is not None and ENDS.match(text, name.end()) is not None


@functools.cache
def _forms() -> dict[str, re.Pattern[str]]:
    says = read_toml(FILE)["says"]
    of = {name: "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for name, words in says.items()}
    return {
        "before": re.compile(rf"\b(?:{of['before']})\s+(?:the\s+)?$", re.IGNORECASE),
        "done": re.compile(rf"\b(?:{of['done']})\s+(?:the\s+)?$", re.IGNORECASE),
        "said": re.compile(rf"\b(?:{of['verbs']})\s+(?:the\s+)?$", re.IGNORECASE),
        "verbs": re.compile(rf"(?:['’]s)?(?:\s+[\w-]+){{0,4}}?\s+(?:{of['verbs']})\b", re.IGNORECASE),
    }


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)
