"""Projects that reports name and no watch has, each with all that is said of it under whichever name.

Names that differ only in the nouns for what it is ("Kessing gas pipeline", "the Kessing pipeline") are of one project,
and so is one that has somebody's name before it ("Velmark Oil's Kessing Link pipeline"). A number or a word more behind
makes another ("Kessing 2"), and so does one before it that says which of two ("Upper Kessing Link").
"""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.wording import families, told_words, wording

__all__ = ["Unwatched", "unwatched_in"]

LEAST = 2
"""Words of its own that a name needs to be looked for behind another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwatched:
    """A project by the name that most reports use, its other `names`, and what is said of it."""

    name: str
    names: tuple[str, ...]
    said: tuple[Assertion, ...]

    @property
    def is_told_of(self) -> bool:
        """Whether anything is told of it besides what it is called."""
        return any(one.what != "kind" for one in self.said)


def unwatched_in(assertions: Iterable[Assertion]) -> tuple[Unwatched, ...]:
    """Return the projects that reports name and nobody keeps, in the order of their names."""
    by_own: dict[tuple[str, ...], list[Assertion]] = {}
    for one in assertions:
        if one.subject is None and one.origin == "report" and not one.note and (own := own_words(one.named)):
            by_own.setdefault(own, []).append(one)
    joined: dict[tuple[str, ...], list[Assertion]] = {}
    for own, said in by_own.items():
        joined.setdefault(_ending(own, by_own), []).extend(said)
    return tuple(sorted((_made(said) for said in joined.values()), key=lambda one: one.name.casefold()))


def own_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that are its own: without the nouns for what it is, and those for of what."""
    plain = re.sub(r"(?:'s|’s)(?!\w)", "", re.sub(r"[-–\u2010\u2011]", " ", name)).casefold()
    return tuple(_general().sub(" ", plain).split())


@functools.cache
def _general() -> re.Pattern[str]:
    more = wording()["unkept"]
    words = told_words(*families(), *more["nouns"], *more["natures"], *more["general"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _ending(own: tuple[str, ...], every: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    """Return the words of the one project whose name these end with, themselves where there is none."""
    found = [
        one
        for one in every
        if LEAST <= len(one) < len(own)
        and own[-len(one) :] == one
        and not set(wording()["unkept"]["apart"]).intersection(own[: -len(one)])
    ]
    return min(found, key=len, default=own)


def _made(said: list[Assertion]) -> Unwatched:
    counts: dict[str, int] = {}
    for one in said:
        counts[one.named] = counts.get(one.named, 0) + 1
    first, *others = sorted(counts, key=lambda name: (-counts[name], name))
    return Unwatched(name=first, names=tuple(others), said=tuple(said))
