"""Which events of the record may be what was expected: proposed with reasons and with what speaks against it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.incidents.from_reading import keyed_events
from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Proposal
from detente.registry.expectations.grouping import WORDED, actors_of, days_exclude, deed_of, likeness
from detente.registry.expectations.told import assertions_of
from detente.registry.expectations.words import patterns_of

__all__ = ["Happening", "Happenings", "by_actor_and_thing", "happenings_of", "proposed"]

TOLD = frozenset({"happened", "ongoing", "background"})
SLACK = dt.timedelta(days=7)
"""How far outside of the days told for it something may be, and be proposed still."""
LATEST = dt.timedelta(days=1000)
"""How long after a report an event may be what it expected without a day."""
BEFORE, AFTER = 3, 1
"""Sentences around an event that may name the kept thing it is about."""
ALIKE = 0.5
ENOUGH = 2
CHANGES = frozenset({"postponed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event that a report tells to have been, as far as it may meet an expectation. `voice` as of assertions.

    `foretells` is whether its words say that something is to come, or is off: they are not proposed as what came.
    """

    event: str
    document: str
    voice: str
    words: str
    evidence: tuple[Evidence, ...]
    actors: frozenset[str]
    names: tuple[tuple[str, str], ...]
    place: str | None
    day: Day | None
    subjects: frozenset[str]
    claimed_by: str
    published: str | None
    foretells: bool = False


def happenings_of(telling: Telling, ahead: Iterable[Assertion] | None = None) -> Iterator[Happening]:
    """Yield what a report tells to have been, with the keys by which the record knows these events.

    `ahead` is what it tells to come, where that is known already.
    """
    foretold = tuple(assertions_of(telling) if ahead is None else ahead)
    for event, key in keyed_events(telling.reading, document=telling.document):
        if event["status"] in TOLD:
            yield replace(_happening(telling, event, key), foretells=_foretells(telling, event, foretold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """What happened, in its turn, and the numbers of those in which somebody has a part, or that are about a thing."""

    every: tuple[Happening, ...]
    of_actor: Mapping[str, Sequence[int]]
    of_thing: Mapping[str, Sequence[int]]

    def near(self, expected: Assertion) -> Iterator[Happening]:
        """Yield what has an actor or a thing in common with an expectation, in its turn: nothing else is proposed."""
        numbers = {n for actor in actors_of(expected) for n in self.of_actor.get(actor, ())}
        numbers.update(self.of_thing.get(expected.subject or "", ()))
        return (self.every[n] for n in sorted(numbers))


def by_actor_and_thing(happenings: Iterable[Happening]) -> Happenings:
    """Return what happened so that it is found by who has a part in it and by what it is about."""
    every = tuple(happenings)
    actors, things = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for n, one in enumerate(every):
        for actor in one.actors:
            actors[actor].append(n)
        for thing in one.subjects:
            things[thing].append(n)
    return Happenings(every=every, of_actor=actors, of_thing=things)


def proposed(
    expected: Assertion, happenings: Happenings, *, apart: Collection[str | None] = ()
) -> tuple[Proposal, ...]:
    """Return what may meet an expectation, the earliest first, of copies of one text once; nothing of texts `apart`."""
    seen: dict[tuple[str, str], Proposal] = {}
    for one in happenings.near(expected):
        found = None if one.foretells or one.voice in apart else _proposal(expected, one)
        if found is not None:
            seen.setdefault((one.voice, one.words), found)
    return tuple(sorted(seen.values(), key=lambda one: ((one.day and one.day.first) or one.published or "", one.event)))


def _happening(telling: Telling, event: Json, key: str) -> Happening:
    at = (event["trigger"]["start"], event["trigger"]["end"])
    sentence = telling.sentence_at(at[0])
    told_of = [part for one in (*event["actors"], *event["recipients"]) for part in telling.members("who", one)]
    parts = [part for part in told_of if part.actor or part.name[:1].isupper()]  # "the government" may be any
    place = event.get("place")
    told = telling.reading["places"][place] if isinstance(place, int) else None
    return Happening(
        event=key, document=telling.document, voice=telling.voice or telling.document,
        words=telling.words(*sentence), evidence=telling.evidence(sentence),
        actors=frozenset(part.actor or part.name.casefold() for part in parts),
        names=tuple((part.actor or part.name.casefold(), part.name) for part in parts),
        place=told["text"] if told else None, day=_day(telling, event), subjects=_subjects(telling, sentence),
        claimed_by=telling.claimant(*at).name, published=telling.published,
    )  # fmt: skip


def _foretells(telling: Telling, event: Json, ahead: Iterable[Assertion]) -> bool:
    """Say whether the words of an event stand where something is told to come, or to be postponed or cancelled."""
    trigger = (event["trigger"]["start"], event["trigger"]["end"])
    sentence = telling.sentence_at(trigger[0])
    if any(words.search(telling.text, *sentence) for name, words in patterns_of("changed") if name in CHANGES):
        return True
    word = re.compile(rf"\b{re.escape(telling.words(*trigger))}\b")
    return any(word.search(one.named) for one in ahead if one.evidence[0].start == sentence[0])


def _day(telling: Telling, event: Json) -> Day | None:
    """Return the day of an event; of what is news without one, that of the report."""
    if event["date"] is not None:
        return telling.day_of(event["date"])
    if event["status"] == "background" or telling.published is None:
        return None
    return Day(first=telling.published, last=telling.published, rule="the day of the report")


def _subjects(telling: Telling, sentence: Span) -> frozenset[str]:
    """Return what of the desk's is named around a sentence; where nothing is, what alone the whole report names."""
    spans = list(telling.sentences())
    here = next((n for n, one in enumerate(spans) if one == sentence), 0)
    around = spans[max(0, here - BEFORE) : here + AFTER + 1] or [sentence]
    near = frozenset(one.id for one in telling.things_in((around[0][0], around[-1][1])))
    every = frozenset(one.id for one in telling.named)
    return near or (every if len(every) == 1 else frozenset())


def _proposal(expected: Assertion, one: Happening) -> Proposal | None:
    kind = _same_kind(expected, one) if _is_in_time(expected, one) else None
    if kind is None:
        return None
    reasons, against = dict(_reasons(expected, one)), tuple(_against(expected, one))
    needed = {"who", "thing"} & reasons.keys()
    if not needed or (len(reasons) < ENOUGH and _shared(expected, one) < ENOUGH and "thing" not in reasons):
        return None
    return Proposal(
        event=one.event, document=one.document, day=one.day, reasons=(kind, *reasons.values()), against=against,
        evidence=one.evidence, claimed_by=one.claimed_by, published=one.published,
    )  # fmt: skip


def _same_kind(expected: Assertion, one: Happening) -> str | None:
    if expected.what in WORDED:
        alike = likeness(deed_of(expected), one.words)
        return f"told in like words ({alike:.0%} of them)" if alike >= ALIKE else None
    words = dict(patterns_of("fulfilled"))
    found = words[expected.what].search(one.words) if expected.what in words else None
    return f"tells of a {expected.what} (“{found[0]}”)" if found else None


def _is_in_time(expected: Assertion, one: Happening) -> bool:
    """Say whether it was after the expectation was told, and near the days told for it where there are any."""
    if one.day is None or one.day.last is None:
        return False
    last = dt.date.fromisoformat(one.day.last)
    told = dt.date.fromisoformat(expected.published) if expected.published else None
    if told is not None and last < told:
        return False
    due = expected.day
    if due is not None and due.last is not None:
        first = dt.date.fromisoformat(one.day.first or one.day.last)
        begins = dt.date.fromisoformat(due.first) if due.first else told or dt.date.min
        return _shifted(begins, -SLACK) <= last and first <= _shifted(dt.date.fromisoformat(due.last), SLACK)
    return told is not None and last - told <= LATEST


def _shifted(day: dt.date, by: dt.timedelta) -> dt.date:
    try:
        return day + by
    except OverflowError:
        return day


def _reasons(expected: Assertion, one: Happening) -> Iterator[tuple[str, str]]:
    shared = sorted({name for actor, name in one.names if actor in actors_of(expected)})
    if shared:
        yield "who", f"both have {', '.join(shared)}"
    if expected.subject and expected.subject in one.subjects:
        yield "thing", f"both are about {expected.subject}"
    if expected.where and one.place and expected.where.words.casefold() == one.place.casefold():
        yield "place", f"both at {one.place}"
    if expected.day and expected.day.last and not days_exclude(expected.day, one.day):
        yield "day", "within the days told for it"


def _shared(expected: Assertion, one: Happening) -> int:
    return len(actors_of(expected) & one.actors)


def _against(expected: Assertion, one: Happening) -> Iterator[str]:
    if expected.where and one.place and expected.where.words.casefold() != one.place.casefold():
        yield f"the places told differ ({expected.where.words}; {one.place})"
    if days_exclude(expected.day, one.day):
        yield "the days told differ"
    if actors_of(expected) and not actors_of(expected) & one.actors:
        yield "nobody named in both"
