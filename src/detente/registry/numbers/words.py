"""The words by which a sentence with numbers is understood, made ready from the data file."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml

__all__ = ["WORD", "AskedWords", "asked_words", "tokens", "whole"]

FILE = "numbers/subjects.toml"
QUALIFIERS = "quantities/qualifiers.toml"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:/]\d+)*")
"""A word, or a number in figures."""
EXACT = frozenset({"exactly", "only", "just", "precisely", "a total of", "total of", "total", "even", "as many as"})
"""Qualifiers that leave a number as it is."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWords:
    """Word lists and patterns. `by_word` says which subjects a word names, `about` are qualifiers of round numbers."""

    subjects: re.Pattern[str]
    by_word: Mapping[str, tuple[str, ...]]
    before: re.Pattern[str]
    done: re.Pattern[str]
    said: re.Pattern[str]
    says: re.Pattern[str]
    does: re.Pattern[str]
    verbs: re.Pattern[str]
    times: re.Pattern[str]
    times_verbs: re.Pattern[str]
    persons: frozenset[str]
    anybody: frozenset[str]
    stands: re.Pattern[str]
    ends: frozenset[str]
    plain: frozenset[str]
    labels: frozenset[str]
    distances: frozenset[str]
    none: re.Pattern[str]
    nobody: re.Pattern[str]
    about: frozenset[str]
    exact: frozenset[str]


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of a part of a text."""
    return WORD.finditer(text, start, len(text) if end is None else end)


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words that stand by themselves, the longest first."""
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)", re.IGNORECASE)


@functools.cache
def asked_words() -> AskedWords:
    """Return the words of the data file."""
    told, qualifiers = read_toml(FILE), read_toml(QUALIFIERS)
    by_word: dict[str, tuple[str, ...]] = {}
    for id_, words in told["subjects"].items():
        for word in words:
            by_word[word] = (*by_word.get(word, ()), id_)
    about = {*qualifiers["before"]["about"], *(one.strip(" ,-") for one in qualifiers["behind"]["about"])}
    return AskedWords(
        subjects=whole(by_word), by_word=by_word, about=frozenset(about), exact=EXACT,
        persons=frozenset({*told["persons"]["any"], *told["persons"]["some"]}),
        anybody=frozenset(told["persons"]["any"]), ends=frozenset(told["ends"]["words"]),
        plain=frozenset({*told["plain"]["words"], *told["says"]["verbs"]}), labels=frozenset(told["labels"]["words"]),
        distances=frozenset(told["distances"]["behind"]), **_patterns(told),
    )  # fmt: skip


def _patterns(told: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    says = {name: _either(words) for name, words in told["says"].items()}
    stands, verbs = _either(told["stands"]["words"]), says["verbs"]
    return {
        "before": re.compile(rf"\b(?:{says['before']})\s+(?:the\s+)?$", re.IGNORECASE),
        "done": re.compile(rf"\b(?:{says['done']})\s+(?:the\s+)?$", re.IGNORECASE),
        "said": re.compile(rf"\b(?:{verbs})\s+(?:the\s+)?$", re.IGNORECASE),
        "says": re.compile(rf"(?:['’]s)?(?:\s+[\w-]+){{0,4}}?\s+(?:{verbs})\b", re.IGNORECASE),
        "does": re.compile(rf"\s+(?:{says['does']})\b", re.IGNORECASE),
        "verbs": re.compile(rf"\b(?:{verbs}|was|were|is|are|has|have|had|been)\b", re.IGNORECASE),
        "times": whole(told["times"]["words"]), "times_verbs": whole(told["times"]["verbs"]),
        "stands": re.compile(rf"(?:\b(?:{stands})|[:=])\s*$", re.IGNORECASE),
        "none": re.compile(rf"(?<!\w)(?:{_either(told['none']['before'])})(?=\s)", re.IGNORECASE),
        "nobody": whole(told["none"]["nobody"]),
    }  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
