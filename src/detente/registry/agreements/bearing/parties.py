"""Who of an agreement, and who else, is named where in a text: by names, by words for a people, by "both sides"."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.knowledge.countries import countries
from detente.knowledge.files import read_toml
from detente.registry.agreements.bearing.phrases import pattern_of
from detente.registry.assertions.actors import Actor

__all__ = ["Circle", "Spoken", "circle_of"]

ARMED = frozenset({"armed group", "armed forces", "movement", "rebels"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spoken:
    """Words `[start, end)` that name somebody; `actors` are ids of the agreement's actors, none for an outsider."""

    start: int
    end: int
    actors: tuple[str, ...] = ()
    is_state: bool = False
    """Whether it is the name of a state, and no word for its people or its capital."""
    is_capital: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The actors of an agreement as a text may name them; the names of all other states stand for outsiders."""

    pattern: re.Pattern[str]
    ids: Mapping[str, str]
    everyone: tuple[str, ...]
    state: str | None
    armed: str | None

    def spoken_in(self, text: str) -> tuple[Spoken, ...]:
        """Return who is named in a text, in its order."""
        named = [
            Spoken(
                start=one.start(),
                end=one.end(),
                actors=self._actors(one[0]),
                is_state=one[0] in _states(),
                is_capital=one[0] in _capitals(),
            )
            for one in self.pattern.finditer(text)
        ]
        return tuple(sorted([*named, *self._by_noun(text, named)]))

    def _actors(self, words: str) -> tuple[str, ...]:
        id_ = self.ids.get(words)
        return (id_,) if id_ else ()

    def _by_noun(self, text: str, named: Sequence[Spoken]) -> Iterator[Spoken]:
        """Yield who is called by a plain noun: both sides; the one state or group, where no other name stands near.

        A text that nowhere names that state or group speaks of others' rebels; "both sides" are those named before.
        """
        nouns = _nouns()
        if not any(one.actors for one in named):
            return
        for found in nouns["all"].finditer(text):
            if self._are_sides(text, named, found.start()):
                yield Spoken(start=found.start(), end=found.end(), actors=self.everyone)
        told = {id_ for one in named for id_ in one.actors}
        for kind, id_ in (("state", self.state), ("armed", self.armed)):
            for found in nouns[kind].finditer(text) if id_ in told else ():
                if not any(found.start() - NEAR <= one.end and one.start <= found.end() + NEAR for one in named):
                    yield Spoken(start=found.start(), end=found.end(), actors=(str(id_),))

    def _are_sides(self, text: str, named: Sequence[Spoken], at: int) -> bool:
        """Say whether "both sides" at a place are the agreement's: none of the two last named is a state apart."""
        before = [one for one in named if one.end <= at and not PLACED.search(text[: one.start])]
        return all(one.actors for one in before[-2:])


PLACED = re.compile(r"\b(?:in|near|at|from|to)\s+(?:the\s+)?$", re.IGNORECASE)
NEAR = 12
"""Characters within which a name beside a noun says whose it is ("Thai soldiers", "the army of Colombia")."""


@functools.lru_cache(maxsize=256)
def circle_of(own: tuple[Actor, ...], bound: frozenset[str]) -> Circle:
    """Return an agreement's actors as a text may name them; `bound` are those whom any provision binds."""
    ids = dict(_outsiders())
    for actor in own:
        ids |= dict.fromkeys(_country_words(actor.countries), actor.id if _is_state(actor) else "")
    for actor in own:
        # as the watch writes it, and at the beginning of a sentence: "US" is no "us"
        ids |= {form: actor.id for name in (actor.name, *actor.names) for form in (name, name[:1].upper() + name[1:])}
    parties = [one for one in own if one.id in bound]
    words = sorted(filter(None, ids), key=lambda word: (-len(word), word))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    return Circle(
        pattern=pattern,
        ids=ids,
        everyone=tuple(one.id for one in parties),
        state=_only(one.id for one in parties if _is_state(one) or one.kind == "armed forces"),
        armed=_only(one.id for one in parties if one.kind in ARMED and one.kind != "armed forces"),
    )


@functools.cache
def _outsiders() -> Mapping[str, str]:
    return {
        word: "" for one in countries() for word in (one.name, *one.aliases, *one.adjectives, *one.nouns, *one.capitals)
    }


@functools.cache
def _states() -> frozenset[str]:
    return frozenset(name for one in countries() for name in (one.name, *one.aliases))


@functools.cache
def _capitals() -> frozenset[str]:
    return frozenset(capital for one in countries() for capital in one.capitals)


def _country_words(codes: Sequence[str]) -> Iterator[str]:
    for one in countries():
        if one.country in codes and one.kind == "state" and not one.former:
            yield from (one.name, *one.aliases, *one.adjectives, *one.nouns, *one.capitals)


@functools.cache
def _nouns() -> Mapping[str, re.Pattern[str]]:
    return {kind: pattern_of(words) for kind, words in read_toml("agreements/manners.toml")["parties"].items()}


def _is_state(actor: Actor) -> bool:
    return actor.kind in {"state", "government"}


def _only(ids: Iterable[str]) -> str | None:
    found = list(ids)
    return found[0] if len(found) == 1 else None
