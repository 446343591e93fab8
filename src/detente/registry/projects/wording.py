"""The words by which reports tell of projects: read from a data file, once, as patterns over a sentence.

In a sentence that is looked at, the words that name the project are one sign repeated, the sum that is asked about
another, any other sum a third; the signs stand for as many characters, so that offsets stay what they are.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml
from detente.registry.assertions.naming import APOSTROPHE
from detente.registry.assertions.telling import Span

__all__ = ["NAMED", "SUM", "Stage", "families", "masked", "pattern", "stages", "told_words", "wording"]

FILE = "projects/words.toml"
NAMED, SUM, OTHER_SUM = "\ue000", "\ue001", "\ue002"
"""Signs of the private use area, which no report has."""
GAP = rf"(?:[^\s,;.:{SUM}{OTHER_SUM}]+ ){{0,6}}"
SIGNS = {"P": rf"(?:the |The |a |A |its |this |that )?{NAMED}+", "M": f"{SUM}+", "N": f"[{SUM}{OTHER_SUM}]+"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The words of one stage: as a passive of the project, with it as object or as subject, as a noun before it."""

    name: str
    done: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    stilled: tuple[str, ...] = ()


@functools.cache
def wording() -> Mapping[str, Any]:
    """Return the data file."""
    return read_toml(FILE)


@functools.cache
def stages() -> tuple[Stage, ...]:
    """Return the stages in the order in which a project goes through them, as far as it does."""
    told = wording()["stages"].items()
    return tuple(Stage(name=name, **{key: tuple(words) for key, words in of.items()}) for name, of in told)


@functools.cache
def families() -> Mapping[str, frozenset[str]]:
    """Return the nouns by which a project is known, each with the families that it may mean."""
    found: dict[str, set[str]] = {}
    for family, nouns in wording()["kinds"].items():
        for noun in nouns:
            found.setdefault(noun, set()).add(family)
    return {noun: frozenset(some) for noun, some in found.items()}


@functools.cache
def pattern(told: str) -> re.Pattern[str]:
    """Return a pattern of the data file compiled: its signs, its gaps, and the rest as it stands."""
    words = re.sub(r"(?<![A-Za-z])_ ", lambda _: GAP, told)
    for sign, stands_for in SIGNS.items():
        words = re.sub(rf"(?<![A-Za-z\\]){sign}(?![A-Za-z])", lambda _, own=stands_for: own, words)  # type: ignore[misc]
    return re.compile(rf"(?<!\w)(?:{words})")


@functools.cache
def told_words(*some: str) -> str:
    """Return words as one group of alternatives, the longest first."""
    return "|".join(re.escape(one) for one in sorted(some, key=lambda word: (-len(word), word)))


def masked(text: str, home: Span, *signs: tuple[str, Iterable[Span]]) -> str:
    """Return a sentence in which each span is its sign repeated, and line ends are blanks; offsets stay."""
    letters: list[str] = list(re.sub(r"\s", " ", text[home[0] : home[1]].translate(APOSTROPHE)))
    for sign, spans in signs:
        for start, end in _within(tuple(spans), home):
            letters[start - home[0] : end - home[0]] = sign * (end - start)
    return "".join(letters)


def _within(spans: Sequence[Span], home: Span) -> list[Span]:
    return [(start, end) for start, end in spans if home[0] <= start and end <= home[1]]
