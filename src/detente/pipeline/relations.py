"""What a record holds of the relations of actors: timelines, pairs, accusations, positions, anniversaries.

All is worked out anew each time it is asked for, from what was linked and read by then: a newer reading, a review or a
withdrawal changes it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from detente.core.errors import UsageError
from detente.incidents.dealing import Days
from detente.incidents.from_reading import keyed_events
from detente.pipeline.registries import stored_desk
from detente.pipeline.told import Reader, assertion_reader, told_by
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.interval import Interval
from detente.registry.relations.accusations import accusations_in
from detente.registry.relations.anniversaries import anniversaries_in
from detente.registry.relations.answers import answers_in
from detente.registry.relations.happenings import RECALLED, Happening, Linked, happenings_of
from detente.registry.relations.ledger import WITHIN, Accusation, Said, accusations_of
from detente.registry.relations.pairs import Count, pairs_of
from detente.registry.relations.parties import Belonging, Party, asked_actor, asked_pair, is_unheard_of, party_called
from detente.registry.relations.periods import By
from detente.registry.relations.positions import positions_in
from detente.registry.relations.timeline import Timeline, timeline_of
from detente.registry.relations.volume import volume_of
from detente.store import (
    NOW,
    Known,
    Record,
    Spoken,
    dealings,
    dealings_told,
    derived,
    events_told,
    published_days,
    reading_of,
    spoken_of,
    supposed_dealings,
    voices,
)

__all__ = [
    "ACCUSED", "ANNIVERSARIES", "ANSWERED", "POSITIONS", "Counted", "asked_of", "gather_accusations",
    "gather_anniversaries", "gather_pairs", "gather_positions", "gather_timeline",
]  # fmt: skip

SAYING = frozenset({"ACCUSE", "REJECT"})
"""Types of saying: that two say something in one breath does not make one happening of what they speak of."""

Counted = tuple[Party, Party, Count]
"""Two actors with their names, and how many happenings are told of them."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An assertion with the keys of the events that its sentence tells of; `voice` is the text that it is told by."""

    assertion: Assertion
    voice: str | None
    events: frozenset[str]


def gather_timeline(
    record: Record, first: str, second: str, *, by: By = "month", interval: Interval | None = None,
    known_on: Known = NOW,
) -> Timeline:  # fmt: skip
    """Return the relations of two actors, in the order in which they are given.

    Raises `UsageError` where both are the same, or one is nobody whom the record, a watch or a list of states names.
    """
    own = stored_desk(record, known_on=known_on).actors
    pair, actors = asked_pair(first, second, own)
    spoken = spoken_of(record, known_on=known_on)
    for party in (pair.first, pair.second):
        _refuse_unknown(party, own, actors, spoken)
    belonging = Belonging(actors)
    found = happenings_of(_linked(record, known_on), pair, belonging)
    happenings = [_with_day(record, one, known_on) if _lacks_day(one) else one for one in found]
    volume = volume_of(
        spoken, pair, belonging,
        voices=voices(record, known_on=known_on), published=published_days(record, known_on=known_on),
    )  # fmt: skip
    return timeline_of(pair, happenings, volume, by=by, interval=interval)


def _lacks_day(one: Happening) -> bool:
    return one.status == RECALLED and one.days is None and one.lead.evidence is not None


def _with_day(record: Record, one: Happening, known_on: Known) -> Happening:
    """Return what is recalled with the month or year that its words tell, where they tell one."""
    reading = reading_of(record, one.lead.document, known_on=known_on)
    first, last = one.lead.evidence or (0, 0)
    told = [
        date for date in reading["dates"]
        if first <= date["start"] < last and date["from"] and date["to"]
    ]  # fmt: skip
    if not told:
        return one
    near = min(told, key=lambda date: abs(date["start"] - one.lead.start))
    begun, ended = (dt.date.fromisoformat(near[end][:10]).toordinal() for end in ("from", "to"))
    return replace(one, lead=replace(one.lead, when=Days(first=begun, last=ended, nearness="sentence")))


def gather_pairs(record: Record, *, known_on: Known = NOW) -> tuple[Counted, ...]:
    """Return which pairs of actors a record tells of, those with most happenings first."""
    desk, told = stored_desk(record, known_on=known_on), dealings_told(record, known_on=known_on)

    def made() -> tuple[Counted, ...]:
        actors = desk.actors
        counts = pairs_of(((one.incident, one.dealing) for _, some in told for one in some), Belonging(actors))
        return tuple((party_called(one.first, actors), party_called(one.second, actors), one) for one in counts)

    return derived(record, "pairs", made, desk, told, known_on=known_on)


def _linked(record: Record, known_on: Known) -> list[Linked]:
    told = [(one.incident, one.dealing) for one in dealings(record, known_on=known_on)]
    supposed = [(one.key, one) for one in supposed_dealings(record, known_on=known_on)]
    return [*told, *supposed]


def gather_accusations(
    record: Record, *asked: str, within: int = WITHIN, interval: Interval | None = None, known_on: Known = NOW
) -> tuple[Accusation, ...]:
    """Return who accuses whom, of all, of one actor, or of two with one another, each with its answers so far."""
    actors = stored_desk(record, known_on=known_on).actors
    parties, known = _asked(record, asked, actors, known_on)
    belongs = events_told(record, known_on=known_on.at)
    accused, answers = (
        [_with_incidents(one, belongs) for one in _told(record, known, read, known_on)] for read in (ACCUSED, ANSWERED)
    )
    kept = [one for one in accused if _is_of(one.assertion, parties)]
    return tuple(one for one in accusations_of(kept, answers, within=within) if _came(one.said.assertion, interval))


def gather_positions(
    record: Record, *asked: str, interval: Interval | None = None, known_on: Known = NOW
) -> tuple[Assertion, ...]:
    """Return how actors stand to one another, by the day it came out, copies once."""
    parties, known = _asked(record, asked, stored_desk(record, known_on=known_on).actors, known_on)
    told = _told(record, known, POSITIONS, known_on)
    return _once(one for one in told if _is_of(one, parties) and _came(one, interval))


def gather_anniversaries(
    record: Record, *asked: str, interval: Interval | None = None, known_on: Known = NOW
) -> tuple[Assertion, ...]:
    """Return the anniversaries that two actors or more keep, by the day it came out, copies once."""
    parties, known = _asked(record, asked, stored_desk(record, known_on=known_on).actors, known_on)
    told = _told(record, known, ANNIVERSARIES, known_on)
    return _once(one for one in told if _is_of(one, parties) and _came(one, interval))


def _asked(
    record: Record, asked: Iterable[str], actors: Sequence[Actor], known_on: Known
) -> tuple[frozenset[str], tuple[Actor, ...]]:
    """Return the ids of those who are asked for, with all actors by whom reports are read.

    Raises `UsageError` where one of them is nobody.
    """
    parties, known = list[Party](), tuple(actors)
    for one in asked:
        party, known = asked_actor(one, known)
        parties.append(party)
    if any(is_unheard_of(party, actors) for party in parties):
        spoken = spoken_of(record, known_on=known_on)
        for party in parties:
            _refuse_unknown(party, actors, known, spoken)
    return frozenset(party.id for party in parties), known


def _refuse_unknown(party: Party, own: Sequence[Actor], known: Sequence[Actor], spoken: Iterable[Spoken]) -> None:
    """Refuse a name that is no actor of a watch, no state, and nobody of whom a report speaks. Raises `UsageError`."""
    belonging = Belonging(known)
    if not is_unheard_of(party, own) or any(belonging.actor(one.who) == party.id for one in spoken):
        return
    there = ", ".join(one.id for one in own)
    message = (
        f"nobody is called {party.name[:60]!r}: no report of this record names anybody so, it is no state's code "
        f"(AZE) or name, and no actor of a watch" + (f"; there are {there}" if there else "")
    )
    raise UsageError(message)


def asked_of(reader: Reader[T], actors: Sequence[Actor]) -> Reader[T]:
    """Return what reads the same of these actors, of the desk and others who are asked for."""
    return replace(reader, read=lambda telling: reader.read(replace(telling, actors=actors)), inputs=actors)


def _told(record: Record, actors: Sequence[Actor], reader: Reader[T], known_on: Known) -> Iterator[T]:
    """Yield what reports tell of these actors, of the desk and others who are asked for."""
    of_these = asked_of(reader, actors)
    desk = stored_desk(record, known_on=known_on)
    return (one for told in told_by(record, desk, of_these, things=(), known_on=known_on) for one in told.found)


def _heard(find: Callable[[Telling], Iterable[Assertion]]) -> Callable[[Telling], Iterator[Heard]]:
    """Return what finds assertions with the events that their sentence tells of, other than of saying."""

    def read(telling: Telling) -> Iterator[Heard]:
        found = tuple(find(telling))
        keys = [
            (event["trigger"]["start"], key)
            for event, key in (keyed_events(telling.reading, document=telling.document) if found else ())
            if event["type"] not in SAYING
        ]
        for one in found:
            words = one.evidence[0]
            within = (key for at, key in keys if (words.start or 0) <= at < (words.end or 0))
            yield Heard(assertion=one, voice=one.voice, events=frozenset(within))

    return read


ACCUSED = Reader(name="accusation", kind=Heard, read=_heard(accusations_in))
ANSWERED = Reader(name="answer", kind=Heard, read=_heard(answers_in))
POSITIONS, ANNIVERSARIES = assertion_reader("position", positions_in), assertion_reader("anniversary", anniversaries_in)


def _with_incidents(one: Heard, belongs: Mapping[str, tuple[str, int]]) -> Said:
    """Return what is said with the incidents of the record that its sentence tells of."""
    incidents = frozenset(belongs[key][0] for key in one.events if key in belongs)
    return Said(assertion=replace(one.assertion, voice=one.voice), incidents=incidents)


def _is_of(one: Assertion, parties: frozenset[str]) -> bool:
    """Say whether all who are asked for have a part in it."""
    return parties <= {part.actor for part in one.parts}


def _came(one: Assertion, interval: Interval | None) -> bool:
    """Say whether it came out on these days; what has no day did on none of them."""
    if interval is None:
        return True
    return one.published is not None and interval.first.isoformat() <= one.published[:10] <= interval.last.isoformat()


def _once(some: Iterable[Assertion]) -> tuple[Assertion, ...]:
    ordered = sorted(some, key=lambda one: (one.published or "9999", one.document or "", one.evidence[0].start or 0))
    kept = {
        (one.voice, one.what, one.value, tuple(part.actor for part in one.parts), one.named): one
        for one in reversed(ordered)
    }
    return tuple(one for one in ordered if one in kept.values())
