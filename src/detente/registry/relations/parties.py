"""Who of those that reports speak of is which of two actors: itself, or whoever acts for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.core.errors import UsageError
from detente.incidents.account import Side
from detente.knowledge.countries import Country, countries
from detente.registry.assertions.actors import Actor, actor_named, actor_of
from detente.registry.assertions.leaders import group_of

__all__ = ["Belonging", "Pair", "Party", "Who", "asked_actor", "asked_pair", "is_unheard_of", "party_called"]


PERSON = "person"


class Who(Protocol):
    """Somebody of whom a report speaks."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def kind(self) -> str:
        """The kind of an entity."""

    @property
    def country(self) -> str | None:
        """The code of a country or an international body."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes of sectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of two: its id (of the watch, the code of a state, or the name that was asked for) and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two, in the order in which somebody asks for them."""

    first: Party
    second: Party

    @property
    def turned(self) -> "Pair":
        """The same two, asked for the other way round."""
        return Pair(first=self.second, second=self.first)


class Belonging:
    """Tells to which actor those that reports speak of count; what it told once it tells again at once."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        """Take the actors by whose names and countries it tells."""
        self._actors = tuple(actors)
        self._known: dict[tuple[str, str, str | None, tuple[str, ...]], str | None] = {}

    def actor(self, who: Who) -> str | None:
        """Return the id of the actor that somebody is or acts for, None where it is nobody's."""
        key = (who.name, who.kind, who.country, who.sectors)
        if key not in self._known:
            side = Side(name=who.name, kind=who.kind, country=who.country, sectors=who.sectors)
            self._known[key] = actor_of(side, self._actors)
        return self._known[key]

    def actors(self, some: Iterable[Who], said: str) -> frozenset[str]:
        """Return the actors to which some of them count; by the words `said`, who leads an armed group counts to it."""
        return frozenset(found for found in (self.actor_in(one, said) for one in some) if found)

    def actor_in(self, who: Who, said: str) -> str | None:
        """Return the id of the actor that somebody is or acts for, by the words that tell of it as well."""
        group = group_of(who.name, said) if who.kind == PERSON else None
        return actor_named(group, self._actors) if group else self.actor(who)


def asked_pair(first: str, second: str, actors: Sequence[Actor]) -> tuple[Pair, tuple[Actor, ...]]:
    """Return the two that are asked for, with all actors by which reports are held against them.

    Raises `UsageError` where both are the same, or one is blank.
    """
    one, known = asked_actor(first, actors)
    other, known = asked_actor(second, known)
    if one.id == other.id:
        message = f"{first[:40]!r} and {second[:40]!r} are one actor, {one.id}; give two, such as AZE ARM"
        raise UsageError(message)
    return Pair(first=one, second=other), known


def asked_actor(given: str, actors: Sequence[Actor]) -> tuple[Party, tuple[Actor, ...]]:
    """Return whom an id, a state's code or a name means: an actor of the watch, a state, else whoever is called so.

    With it come the actors, with one added where nobody knew the name. Raises `UsageError` where nothing is given.
    """
    asked = " ".join(given.split())
    if not asked:
        message = "a name is given and blank; give an actor's id, a state's code (AZE) or a name"
        raise UsageError(message)
    found = _of_watch(asked, actors)
    if found is not None:
        return Party(id=found.id, name=found.name), tuple(actors)
    state = _state(asked)
    if state is None or state.country is None:
        return Party(id=asked, name=asked), (*actors, Actor(id=asked, name=asked))
    own = [one for one in actors if state.country in one.countries]
    if len(own) == 1:
        return Party(id=own[0].id, name=own[0].name), tuple(actors)
    return Party(id=state.country, name=state.name), tuple(actors)


def party_called(id_: str, actors: Sequence[Actor]) -> Party:
    """Return an actor with its name: the watch's, else that of the state whose code it is."""
    return asked_actor(id_, actors)[0]


def is_unheard_of(party: Party, actors: Iterable[Actor]) -> bool:
    """Say whether somebody who is asked for is no actor of the watch and no state."""
    return party.id not in {one.id for one in actors} and _state(party.id) is None


def _of_watch(asked: str, actors: Sequence[Actor]) -> Actor | None:
    for one in actors:
        if one.id == asked:
            return one
    called = asked.casefold()
    named = [one for one in actors if called in {name.casefold() for name in (one.id, one.name, *one.names)}]
    return named[0] if len(named) == 1 else None


def _state(asked: str) -> Country | None:
    called = asked.casefold()
    for one in countries():
        if one.country and called in {one.country.casefold(), *(name.casefold() for name in (one.name, *one.aliases))}:
            return one
    return None
