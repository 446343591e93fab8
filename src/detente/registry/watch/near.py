"""Which watched name another one is nearly: spelled a little otherwise, or short for it."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.registry.watch.definition import Watch
from detente.registry.watch.stated import things_of

__all__ = ["Near", "near_name"]

SMALL = frozenset({"and", "for", "of", "on", "the"})
ALIKE = 0.75
"""Likeness of two words from which one may be the other spelled otherwise."""
FEWEST = 3
"""Letters of an abbreviation, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A watched thing that a name may be another name of, and why."""

    id: str
    name: str
    why: str


def near_name(name: str, watches: Iterable[Watch]) -> Near | None:
    """Return the watched thing whose name this nearly is; None where none is, or where two are."""
    found = {near.id: near for near in _nears(name, watches)}
    return next(iter(found.values())) if len(found) == 1 else None


def _nears(name: str, watches: Iterable[Watch]) -> Iterator[Near]:
    for watch in watches:
        for one in (*things_of(watch), *watch.actors):
            for known in (one.name, *one.names):
                why = _why(name, known)
                if why:
                    yield Near(id=one.id, name=one.name, why=why)


def _why(name: str, known: str) -> str | None:
    """Return why one name may be another of the same, None where it may not."""
    if _letters(known) == name and len(name) >= FEWEST:
        return f"it is the first letters of {known!r}"
    words, others = _words(name), _words(known)
    if len(words) != len(others) or len(words) < 2 or words == others:  # noqa: PLR2004 - a name of one word has no rest
        return None
    differ = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if len(differ) > 1 or not all(_is_alike(a, b) for a, b in differ):
        return None
    return f"it differs from {known!r} in one word: {differ[0][0]!r} and {differ[0][1]!r}"


def _words(name: str) -> list[str]:
    return [word for word in name.replace("-", " ").casefold().split() if word not in SMALL]


def _letters(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word.casefold() not in SMALL).upper()


def _is_alike(word: str, other: str) -> bool:
    """Return whether a word may be another one spelled otherwise; two numbers never are."""
    if any(c.isdigit() for c in word + other) or word[:1] != other[:1]:
        return False
    return difflib.SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE
