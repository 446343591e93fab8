"""The words in which reports tell of platforms and meetings, as patterns; they stand in a data file."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from detente.knowledge.files import read_toml

__all__ = ["is_organisation_name", "is_platform_name", "level_in", "round_in", "round_of", "round_words"]

FILE = "platforms/words.toml"
DIGITS = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
COUNTED = re.compile(
    r"(?:the\s+)?(?:(?:round|meeting|session|summit)\s+(?:no\.?\s+)?(?P<number>\d{1,3})"
    r"|(?P<word>[\w-]+)\s+(?:\w+\s+)?(?:round|meeting|session|summit)(?:\s+of\s+[\w ]+)?)",
    re.IGNORECASE,
)
"""Which meeting it is, as a watch or a person may write it: "round 2", "second meeting"."""


def level_in(words: str) -> str | None:
    """Return the level at which somebody comes as these words tell it, None where they tell none."""
    return next((level for level, pattern in _levels() if pattern.search(words)), None)


def round_of(word: str | None) -> str | None:
    """Return which meeting a word says that it is: "round 3", "next round"; None where it says nothing of it."""
    if word is None:
        return None
    counted = DIGITS.fullmatch(word.lower())
    return f"round {int(counted[1])}" if counted else _rounds().get(word.lower())


def round_in(words: str | None) -> str | None:
    """Return the one form of a round however it is written: "second meeting" is "round 2"; None where words are none.

    >>> round_in("second meeting"), round_in("Round 02"), round_in("talks in Kessing")
    ('round 2', 'round 2', None)
    """
    told = COUNTED.fullmatch((words or "").strip())
    if told is None:
        return None
    return f"round {int(told['number'])}" if told["number"] else round_of(told["word"])


@functools.cache
def round_words() -> str:
    """Return the pattern of words that say which round a meeting is."""
    return rf"(?:{'|'.join(map(re.escape, _rounds()))}|\d{{1,3}}(?:st|nd|rd|th))"


def is_platform_name(name: str) -> bool:
    """Say whether a name is one that formats that meet have."""
    return bool(_names("format").search(name))


def is_organisation_name(name: str) -> bool:
    """Say whether a name is one that organisations with members have."""
    return bool(_names("organisation").search(name))


@functools.cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    return read_toml(FILE)


@functools.cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (level, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for level, pattern in _data()["levels"].items()
    )


@functools.cache
def _rounds() -> Mapping[str, str]:
    """Return the round by each of its words, in lower case."""
    named = _data()["rounds"]
    counted = {name: f"round {number}" for number, name in enumerate(named, start=1)} | {"next": "next round"}
    return {word: counted[name] for name, words in named.items() for word in words}


@functools.cache
def _names(kind: str) -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, _data()["names"][kind]))
    return re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE)
