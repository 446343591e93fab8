"""The words that tell what became of people, by the part they play: made ready from the data file."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Fate", "Way", "load_fates"]

ROLES = ("object", "passive", "subject", "noun", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A kind of harm that a word tells of; where `beside` has words, one of them has to complete it."""

    kind: str
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """For each part that those counted play, the words that tell of harm; and the kinds, the gravest first."""

    ways: Mapping[str, Mapping[str, tuple[Way, ...]]]
    order: tuple[str, ...]


@functools.cache
def load_fates() -> Fate:
    """Return the words of the package's data file; of a word's ways those that something completes come first."""
    data = read_toml("quantities/fates.toml")
    groups: dict[str, list[str]] = data["groups"]
    ways: dict[str, dict[str, tuple[Way, ...]]] = {role: {} for role in ROLES}
    for kind, lists in data["fate"].items():
        for role in ROLES:
            for entry in lists.get(role, ()):
                words, _, beside = entry.partition(" + ")
                way = Way(kind=kind, beside=_spelled_out(beside, groups))
                for word in _spelled_out(words, groups):
                    ways[role][word] = (*ways[role].get(word, ()), way)
    for by_word in ways.values():
        for word, told in by_word.items():
            by_word[word] = tuple(sorted(told, key=lambda way: not way.beside))
    return Fate(ways=ways, order=tuple(data["fate"]))


def _spelled_out(words: str, groups: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the words of "a|b|@group|<@group"; "<" stays before the words of a subject."""
    found: set[str] = set()
    for word in filter(None, words.split("|")):
        subject = "<" if word.startswith("<") else ""
        plain = word.removeprefix("<")
        found |= {f"{subject}{w}" for w in (groups[plain[1:]] if plain.startswith("@") else (plain,))}
    return frozenset(found)
