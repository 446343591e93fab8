"""Where an event happened: the place that its own clause puts it at, never where somebody speaks or comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.core.spans import HasSpan
from detente.knowledge.agents import instruments, word_list
from detente.reading.parse import Parse
from detente.reading.records import Candidate, Place

__all__ = ["STRUCK", "scene_of"]

PLACING = word_list("placing")
AREAS = instruments().area | word_list("parts_of_places")
"""Nouns that say what sort of place follows behind "of": "the city of Kirkuk", "the outskirts of Tripoli"."""
STRUCK = frozenset({"ASSAULT", "PROTEST"})
"""Types that happen where their target stands: "attack a Kirkuk market", "the Kirkuk bombing"."""
TOWNS = frozenset({"point", "city", "district", "admin1"})
FINENESS = {"point": 0, "city": 1, "district": 2, "line": 3, "admin1": 4, "country": 5, "region": 5}
FARTHEST = 4
"""Steps in the tree from the trigger to what the event is put at; what hangs deeper is another's."""
BEFORE = frozenset({"compound", "nmod", "poss"})
JOINED = BEFORE | {"appos", "conj"}
DETERMINED = ("det", "poss", "nummod")
OBJECTS = frozenset({"dobj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far from the trigger what a place tells of hangs, and how far its own name."""

    depth: int
    own: int


def scene_of(
    parse: Parse, places: Iterable[tuple[int, Place]], candidate: Candidate, words: Mapping[int, int]
) -> int | None:
    """Return the index of the place that the clause puts the event at.

    Of the names of one place ("Creel, Chihuahua, Mexico") that is the finest. A name that is a party's own is no
    place of the event; nothing that hangs deeper stands in for it.
    """
    parties = (*candidate.actors, *candidate.recipients)
    found: list[tuple[int, int, int, int, bool]] = []
    for index, place in places:
        reach = None if place.in_name else _reach(parse, place, candidate, words)
        if reach is not None and reach.depth <= FARTHEST:
            taken = any(_touch(place, p) for p in parties)
            found.append((reach.depth, _fineness(place), reach.own, index, taken))
    nearest = [f for f in found if f[0] == min(found)[0]]
    free = [f for f in nearest if not f[-1]]
    return min(free)[3] if free else None


def _fineness(place: Place) -> int:
    return FINENESS.get(place.precision or "", len(FINENESS))


def _touch(a: HasSpan, b: HasSpan) -> bool:
    return a.start < b.end and b.start < a.end


def _reach(parse: Parse, place: Place, candidate: Candidate, words: Mapping[int, int]) -> _Reach | None:
    """Return how a place hangs on the trigger, None where nothing puts the event at it."""
    inside = [i for i in parse.words_in(place.start, place.end) if i in words]
    if not inside:
        return None
    head = min(inside, key=lambda i: words[i])
    at, steps = _whole(parse, head, words)
    if _is_placed(parse, at):
        return _Reach(words[_outermost(parse, at, words)] + steps, words[head])
    if candidate.type in STRUCK and place.precision in TOWNS:
        struck = _struck(parse, head, words)
        return None if struck is None else _Reach(words[struck], words[head])
    return None


def _is_placed(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    return word.dep == "pobj" and parse.words[word.head].text.lower() in PLACING


def _whole(parse: Parse, i: int, words: Mapping[int, int]) -> tuple[int, int]:
    """Return the noun that a name of a place is part of ("city" of "the city of Kirkuk"), and the steps up to it.

    A second name of the place and the noun that says what sort of place it is are no steps.
    """
    steps = 0
    while True:
        word = parse.words[i]
        if word.dep in JOINED and word.head in words:
            steps += word.dep == "conj" or (word.dep in BEFORE and not _is_area(parse, word.head))
            i = word.head
        elif (over := _area_over(parse, i)) is not None and over in words:
            i = over
        else:
            return i, steps


def _is_area(parse: Parse, i: int) -> bool:
    return parse.words[i].pos == "PROPN" or parse.words[i].lemma.lower() in AREAS


def _area_over(parse: Parse, i: int) -> int | None:
    """Return the area noun that a word stands behind with "of"."""
    word = parse.words[i]
    of = parse.words[word.head]
    if word.dep != "pobj" or of.text.lower() != "of" or parse.words[of.head].lemma.lower() not in AREAS:
        return None
    return of.head


def _outermost(parse: Parse, i: int, words: Mapping[int, int]) -> int:
    """Return the first of places that lie in one another: the "party" of "at a party in Creel", no "favour"."""
    while True:
        over = parse.words[parse.words[i].head].head
        named = over in words and (parse.children(over, *DETERMINED) or parse.words[over].pos == "PROPN")
        if not named or not _is_placed(parse, over):
            return i
        i = over


def _struck(parse: Parse, i: int, words: Mapping[int, int]) -> int | None:
    """Return what a name of a place stands before or names where force strikes it: "a *Kirkuk* market"."""
    at = i
    while parse.words[at].dep in BEFORE and parse.words[at].head in words:
        at = parse.words[at].head
        if words[at] == 0:
            return at
    if at == i:
        over = _area_over(parse, i)
        if over is None or over not in words:
            return None
        at = over
    word = parse.words[at]
    if word.dep in OBJECTS and words.get(word.head) == 0:
        return at
    of = parse.words[word.head]
    behind = word.dep == "pobj" and of.text.lower() in {"of", "on"} and words.get(of.head) == 0
    return at if behind else None
