"""Whom a name stands for among the actors that a desk watches: one state however it is called, one side of a conflict.

By the words that the report has first, then by the name that the reading gives, then by country: who holds office or
bears arms for a country acts for it, and its capital's name stands for its government. A
state that the watch does not name keeps its country's code, so that the same state is the same actor everywhere; who
is neither has no id, and is called as the report calls it.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.documents.copies.rarity import rarity_of
from detente.incidents.account import Side
from detente.incidents.names import GRAMMAR, name_of, stems_of_name
from detente.knowledge.countries import countries

__all__ = ["Actor", "actor_named", "actor_of", "called"]

OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
AGAINST = frozenset({"REB", "OPP"})
"""Sectors of those who fight a state or oppose its government: an officer of rebels is none of the state's."""
THING = "other"
GROUPS = frozenset({"state", "group", "organisation"})
"""Whose words may have more than an actor's name and still be of it; a person's countryman is not his country."""
COUNTRY = 3
"""Letters of a state's code; longer or shorter ones are none."""
MOST_DESKS = 16
"""Lists of actors whose names are kept ready: a desk's, and with those whom somebody asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody whom a desk watches: a state, an organisation, an armed group, a mission.

    `names` are those that reports use, by convention of nobody; `countries` are ISO 3166-1 alpha-3 of the states that
    it is (one, mostly none). `press` are outlets that are its own.
    """

    id: str
    name: str
    kind: str = "other"
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    press: tuple[str, ...] = ()


def actor_of(side: Side, actors: Sequence[Actor]) -> str | None:
    """Return the id of the actor that somebody is or acts for; a state's code where the watch has none for it."""
    named = _by_words(side, actors) or actor_named(side.name, actors)
    if named is not None:
        return named
    code = side.country if _is_official(side) else _capital(side)
    if code is None:
        return None
    found = {actor.id for actor in actors if code in actor.countries}
    if found:
        return found.pop() if len(found) == 1 else None
    return code if len(code) == COUNTRY and code in _codes() else None


def called(side: Side, actors: Sequence[Actor]) -> str:
    """Return what the desk calls somebody: an actor of its own as its watch does, others as the reading does.

    Who only acts for an actor keeps his own name. A group that the reading takes for another keeps the words said.
    """
    itself = _so_named(side.said or "", actors) or _so_named(side.name, actors)
    if itself is None and side.kind == "state" and not OFFICIAL.intersection(side.sectors):
        itself = actor_of(side, actors)
    name = next((one.name for one in actors if one.id == itself), None)
    if name is not None:
        return name
    by_words = _by_words(side, actors)
    return side.said if side.said and by_words and by_words != actor_named(side.name, actors) else side.name


def _by_words(side: Side, actors: Sequence[Actor]) -> str | None:
    """Return the actor whom the words of the report name: a group in its own right, whatever state it is counted to."""
    if not side.said:
        return None
    itself = _so_named(side.said, actors)
    return itself or (actor_named(side.said, actors) if side.kind in GROUPS else None)


def _so_named(words: str, actors: Iterable[Actor]) -> str | None:
    """Return the one actor of whom words are a name, and nothing more; None where there is none, or more than one."""
    stems = _without_grammar(stems_of_name(words))
    found = _plain_stems_of(tuple(actors)).get(stems, frozenset()) if stems else frozenset()
    return next(iter(found)) if len(found) == 1 else None


def _without_grammar(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if rarity_of(stem) > GRAMMAR)


def actor_named(name: str, actors: Iterable[Actor]) -> str | None:
    """Return the id of the actor whose name has the most words of this one; None where two have as many, or none."""
    words = stems_of_name(name)
    found = sorted({(len(stems), id_) for id_, stems in _names(actors) if stems and stems <= words}, reverse=True)
    best = {id_ for size, id_ in found if size == found[0][0]}
    return best.pop() if len(best) == 1 else None


def _is_official(side: Side) -> bool:
    """Say whether somebody is a state or acts for one: who fights it or opposes it does not."""
    if side.kind == "state":
        return True
    if AGAINST.intersection(side.sectors) or not OFFICIAL.intersection(side.sectors):
        return False
    # of a ship or an aircraft a report tells the state; where its name does not, the nearest one named need not be it
    return side.kind != THING or name_of(replace(side, country=None)).country == side.country


def _names(actors: Iterable[Actor]) -> Sequence[tuple[str, frozenset[str]]]:
    return _stems_of(tuple(actors))


@functools.lru_cache(maxsize=MOST_DESKS)
def _stems_of(actors: tuple[Actor, ...]) -> Sequence[tuple[str, frozenset[str]]]:
    """Return the ids of actors with the stems of each of their names: one desk asks for them at every mention."""
    return [(actor.id, stems_of_name(name)) for actor in actors for name in (actor.name, *actor.names)]


@functools.lru_cache(maxsize=MOST_DESKS)
def _plain_stems_of(actors: tuple[Actor, ...]) -> Mapping[frozenset[str], frozenset[str]]:
    """Return whose name some stems are, those of grammar left out."""
    found = defaultdict[frozenset[str], set[str]](set)
    for id_, stems in _stems_of(actors):
        found[_without_grammar(stems)].add(id_)
    return {stems: frozenset(ids) for stems, ids in found.items()}


def _capital(side: Side) -> str | None:
    """Return the code of the state whose capital a place is, None where it is none's or more than one's."""
    if side.kind != "place":
        return None
    states = {one.country for one in countries() if one.country and side.name in (*one.capitals, *one.seats)}
    return states.pop() if len(states) == 1 else None


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(one.country for one in countries() if one.country)
