"""A text as it is compared: its words, and of every sentence what it tells."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from detente.documents.copies.rarity import MONTHS, NUMERALS, is_name, rarity_of
from detente.documents.copies.sentences import sentences_of
from detente.documents.copies.words import stem_of, words_of

__all__ = ["LONGEST_HEADING", "Profile", "Sentence", "read_profile"]

SCALES = {"hundred": 100, "thousand": 1000}
FIRST_UNPARTED = "\u0dff"
LONGEST = 60
"""Words after which a sentence is cut: what has no stops is no one sentence, and would be like any other."""
MOST_SENTENCES = 5000
LEAST_OF_MANY = 12
"""A text of more sentences is no prose: a list or damage. Sentences of fewer words are joined then, to stay fast."""
LONGEST_HEADING = 25
"""Words of a line that may be a heading."""
STOP = re.compile(r"[.…。．۔।][\"'”’»)\]」』）]*$")
"""What ends a sentence and no heading: many of these ask or exclaim."""
LONGEST_STOP = 12
"""Characters that are looked at for a stop and what closes after it."""
TENS, UNITS = range(20, 100, 10), range(1, 10)
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: where it stands, which of the text's words it has, and what they tell.

    `figures` are numbers, in digits however they were written; `names` are the stems of names, months and days of the
    week among them. `bits` weighs every stem once, `where` says at which word of the sentence it stands first.
    """

    start: int
    end: int
    first: int
    """The sentence's first word among the text's."""
    last: int
    """One past its last."""
    words: tuple[str, ...]
    bits: dict[str, int]
    where: dict[str, int]
    figures: frozenset[str]
    names: frozenset[str]
    stopped: bool
    """Whether a full stop ends it, as none does a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A text's words (start, end, folded), its sentences, and how many words its heading has, a line without a stop."""

    words: tuple[tuple[int, int, str], ...]
    sentences: tuple[Sentence, ...]
    heading: int = 0


def read_profile(text: str) -> Profile:
    """Return the words and sentences of a text; those without a word are none."""
    words = words_of(text)
    sentences, first = [], 0
    starts = [start for start, _, _ in words]
    spans = sentences_of(text)
    least = 1 if len(spans) <= MOST_SENTENCES else LEAST_OF_MANY
    for number, (start, end) in enumerate(spans, start=1):
        last = bisect_left(starts, end, first)
        if last - first < least and number < len(spans):
            continue
        for at in range(first, last, LONGEST):
            until = min(at + LONGEST, last)
            begin = min(start, words[at][0]) if at == first else words[at][0]
            stop = end if until == last else words[until][0]
            stopped = until < last or _is_stopped(text, begin, stop)
            sentences.append(_sentence(text, begin, stop, words[at:until], at, stopped=stopped))
        first = last
    line = text.find("\n")
    heading = bisect_left(starts, line) if line >= 0 and not _is_stopped(text, 0, line) else 0
    return Profile(words=tuple(words), sentences=tuple(sentences), heading=heading)


def _is_stopped(text: str, start: int, end: int) -> bool:
    return STOP.search(text[max(start, end - LONGEST_STOP) : end].rstrip()) is not None


def _sentence(
    text: str, start: int, end: int, words: list[tuple[int, int, str]], first: int, *, stopped: bool
) -> Sentence:
    figures, counted = _figures(words)
    bits: dict[str, int] = {}
    where: dict[str, int] = {}
    names = set()
    for at, (begin, _, word) in enumerate(words):
        stem = counted[at] if at in counted else _stem(words, at)
        if not stem:
            continue
        if stem not in bits:
            bits[stem] = rarity_of(stem)
            where[stem] = at
        if text[begin].isupper() and (word in MONTHS or word in WEEKDAYS or is_name(text[begin], stem)):
            names.add(stem)
    return Sentence(
        start=start,
        end=end,
        first=first,
        last=first + len(words),
        words=tuple(word for _, _, word in words),
        bits=bits,
        where=where,
        figures=frozenset(figures),
        names=frozenset(names),
        stopped=stopped,
    )


def _stem(words: list[tuple[int, int, str]], at: int) -> str:
    """Return the stem of a word; where a script parts none, a character with the one after it."""
    word = words[at][2]
    if len(word) == 1 and word > FIRST_UNPARTED:
        return word + words[at + 1][2][:1] if at + 1 < len(words) else word
    return word if word in MONTHS else stem_of(word)


def _figures(words: list[tuple[int, int, str]]) -> tuple[set[str], dict[int, str]]:
    """Return the numbers of a sentence in digits, and by place what a number word stands for, "" after the first."""
    figures: set[str] = set()
    counted: dict[int, str] = {}
    at = 0
    while at < len(words):
        word = words[at][2]
        if word in NUMERALS:
            value, after = _spelled(words, at)
            figures.add(str(value))
            counted |= {at: str(value)} | dict.fromkeys(range(at + 1, after), "")
            at = after
            continue
        if word[0].isdecimal():
            figures.add(word)
        at += 1
    return figures, counted


def _spelled(words: list[tuple[int, int, str]], at: int) -> tuple[int, int]:
    """Return what the number words from `at` on amount to, and the first word after them."""
    total = value = 0
    joined = False
    while at < len(words):
        word = words[at][2]
        if word in NUMERALS and (not value or joined or (value % 100 in TENS and NUMERALS[word] in UNITS)):
            value += NUMERALS[word]
            joined = False
        elif word in SCALES and value:
            total, value = (total + value * 1000, 0) if word == "thousand" else (total, value * 100)
        elif word == "and" and value >= SCALES["hundred"] and at + 1 < len(words) and words[at + 1][2] in NUMERALS:
            joined = True
        else:
            break
        at += 1
    return total + value, at
