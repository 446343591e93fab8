"""Words as they are searched by in any script: in Latin letters, without accents and case; and other ways to write one.

"Эрдоган" and "Erdoğan" come to the same,
and so do "Əliyev" and "Aliyev". Where the ways part ("Cxinvali", "Tskhinvali")
a search asks for each.
"""

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.knowledge.countries import countries
from detente.knowledge.files import read_jsonl, read_toml
from detente.knowledge.gazetteer import common_words, load_gazetteer, region_names
from detente.knowledge.organisations import organisation_names

__all__ = ["KeyedWord", "key_of", "keyed_words", "other_names", "ways_to_write"]

FILE = "scripts/romanised.toml"
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f]+[^\W_]*)*")
"""A run of letters and figures, with the marks that stand on them."""
MOST_CHANGED = 2
"""Sounds of a word that are written another way at once."""
MOST_WAYS = 24
"""Ways to write a word that are asked for at once."""
LEAST_NAME = 4
"""Letters of a name from which on others of the same thing are looked for: shorter ones stand for too much."""


@dataclass(frozen=True, slots=True)
class KeyedWord:
    """A word at ``[start, end)`` of a text, and what it is searched by."""

    start: int
    end: int
    key: str


def keyed_words(text: str) -> Iterator[KeyedWord]:
    """Yield the words of a text that anything can be searched by."""
    for found in WORD.finditer(text):
        key = key_of(found.group())
        if key:
            yield KeyedWord(found.start(), found.end(), key)


@functools.lru_cache(maxsize=4_096)
def key_of(word: str) -> str:
    """Return what a word is searched by: in small Latin letters without accents, as far as its script is known."""
    lowered = word.casefold().replace("i\u0307", "i")
    if lowered.isascii():
        return lowered
    composed = unicodedata.normalize("NFC", lowered)
    for some, latin in _together():
        composed = composed.replace(some, latin)
    romanised = composed.translate(_letters())
    apart = unicodedata.normalize("NFKD", romanised).translate(_letters())
    return "".join(c for c in apart if c.isalnum() and not unicodedata.combining(c))


@functools.cache
def _letters() -> dict[int, str]:
    letters: Mapping[str, str] = read_toml(FILE)["letters"]
    return {ord(letter): latin for letter, latin in letters.items()}


@functools.cache
def _together() -> tuple[tuple[str, str], ...]:
    return tuple(read_toml(FILE)["together"].items())


def ways_to_write(word: str) -> tuple[str, ...]:
    """Return what a word may be searched by where it is a name: its own key first, then other ways to write it.

    A word in small ASCII letters is no name as far as anybody can see, unless it is long.
    """
    key = key_of(word)
    if not key or (word.isascii() and not word[:1].isupper() and len(word) <= LEAST_NAME):
        return (key,) if key else ()
    units = _units().findall(key)
    there = [unit for unit in dict.fromkeys(units) if unit in _sounds()]
    ways = {key: None}
    for changed in range(1, MOST_CHANGED + 1):
        for some in itertools.combinations(there, changed):
            for others in itertools.product(*(_sounds()[unit] for unit in some)):
                swap = dict(zip(some, others, strict=True))
                ways["".join(swap.get(unit, unit) for unit in units)] = None
    return tuple(ways)[:MOST_WAYS]


@functools.cache
def _sounds() -> Mapping[str, Sequence[str]]:
    sounds: Mapping[str, Sequence[str]] = read_toml(FILE)["sounds"]
    return sounds


@functools.cache
def _units() -> re.Pattern[str]:
    """Return what takes a key apart into sounds, those that are written with more letters first."""
    return re.compile("|".join([*sorted(_sounds(), key=len, reverse=True), "."]))


def other_names(name: str) -> tuple[str, ...]:
    """Return by what other names our tables know whom or what a name stands for: a person, a body, a place."""
    key = _name_key(name)
    if len(key) < LEAST_NAME:
        return ()
    ways = ways_to_write(name) if key.isalnum() else (key,)
    known = [form for way in ways for group in _groups_of().get(way, ()) for form in _groups()[group]]
    places = () if key in common_words() else load_gazetteer().names_beside(name)
    named = {_name_key(form): form for form in (*known, *places)}
    return tuple(form for other, form in named.items() if other != key and len(other) >= LEAST_NAME)


def _name_key(name: str) -> str:
    return " ".join(word.key for word in keyed_words(name))


@functools.cache
def _groups() -> Sequence[tuple[str, ...]]:
    """Return the names of each thing that our tables know by several."""
    groups: list[tuple[str, ...]] = [(one.name, *one.aliases) for one in countries()]
    groups += [(row["name"], *row["aliases"]) for row in read_jsonl("offices/holders.jsonl")]
    named: dict[str, list[str]] = defaultdict(list)
    for form, known in (*organisation_names(), *region_names()):
        named[known.canonical].append(form)
    return [tuple(dict.fromkeys(group)) for group in (*groups, *map(tuple, named.values())) if len(group) > 1]


@functools.cache
def _groups_of() -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(_groups()):
        for key in {_name_key(form) for form in group}:
            found[key].append(number)
    return found
