"""What the registries are views of: the desk's watches, what people wrote down, and what each report tells.

What reports tell is worked out anew each time it is asked for, so that a newer reading, a review or a withdrawal
changes it, and asking as of a day shows what was known then.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.knowledge.countries import countries
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion, Room
from detente.registry.assertions.naming import Kept, plain_name
from detente.registry.assertions.telling import Telling
from detente.registry.forms import from_plain, to_plain
from detente.registry.watch.checks import shared_names
from detente.registry.watch.definition import Watch
from detente.registry.watch.parse import watch_from_json, watch_to_json
from detente.registry.watch.stated import Thing, stated_in, things_of
from detente.store import (
    NOW,
    Entry,
    EntryView,
    Known,
    Record,
    added_days,
    derived,
    keep_entries,
    kept_entries,
    observed_documents,
    readings_published,
    voices,
)

__all__ = [
    "Desk", "actor_names", "find_thing", "keep_assertions", "keep_watch", "stored_desk", "tellings", "watch_subject",
]  # fmt: skip

SHOWN, LONGEST = 10, 60
"""How many things a message names where there are many, and how much of a name they are compared by."""
WATCH, ASSERTION = "watch", "assertion"
"""Kinds under which the record keeps watches, and what people of the desk wrote down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that a desk follows, of all of its watches, and what is known of it from elsewhere than reports.

    `assertions` are what the watches state and what people wrote down, in that order.
    """

    watches: tuple[Watch, ...]
    assertions: tuple[Assertion, ...]

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of all watches, each once."""
        return tuple({one.id: one for watch in self.watches for one in watch.actors}.values())

    @property
    def things(self) -> tuple[Thing, ...]:
        """What reports tell of: agreements, institutions, platforms, projects."""
        return tuple(one for watch in self.watches for one in things_of(watch))

    def of_room(self, room: Room) -> tuple[Assertion, ...]:
        """Return the assertions for one registry."""
        return tuple(one for one in self.assertions if one.room == room)


def watch_subject(id_: str) -> str:
    """Return under what a record keeps the watch of an id."""
    return hash_parts(WATCH, id_)


def keep_watch(record: Record, watch: Watch, *, author: str, reason: str, now: dt.datetime) -> bool:
    """Keep a watch as its file has it, and say whether that is something new; earlier revisions stay.

    Raises `UsageError` where another watch of the record has the same id for something.
    """
    _refuse_shared(watch, stored_desk(record).watches)
    entry = Entry(subject=watch_subject(watch.id), kind=WATCH, owner=watch.id, content=watch_to_json(watch))
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def stored_desk(record: Record, *, known_on: Known = NOW) -> Desk:
    """Return what the record's watches follow, as of a moment. A record without a watch follows nothing."""
    kept, written = (kept_entries(record, kind, known_on=known_on) for kind in (WATCH, ASSERTION))
    return derived(record, "desk", lambda: _desk(kept, written), kept, written)


def _desk(kept: Iterable[EntryView], written: Iterable[EntryView]) -> Desk:
    watches = [(watch_from_json(one.content), one.made_at.isoformat(timespec="seconds")) for one in kept]
    return Desk(
        watches=tuple(watch for watch, _ in watches),
        assertions=(
            *(said for watch, at in watches for said in stated_in(watch, known_at=at)),
            *(
                replace(
                    from_plain(one.content, Assertion, what="an assertion of this record"),
                    known_at=one.made_at.isoformat(timespec="seconds"),
                )
                for one in written
            ),
        ),
    )


def actor_names(desk: Desk) -> dict[str, str]:
    """Return the names of actors by their ids: of those that the desk follows, and of all states."""
    names = {one.country: one.name for one in countries() if one.country}
    return names | {actor.id: actor.name for actor in desk.actors}


def find_thing(desk: Desk, given: str, *, among: Iterable[Thing], what: str) -> Thing:
    """Return the thing that an id or a name means. Raises `UsageError` where it is none, or more than one."""
    things = tuple(among)
    found = [one for one in things if one.id == given]
    called = plain_name(given)
    found = found or [one for one in things if called in {plain_name(name) for name in (one.name, *one.names)}]
    found = found or [one for one in things if one.id.casefold() == given.casefold().strip()]
    if len(found) == 1:
        return found[0]
    told = _nearest(called, things) or (
        f"no watch here has one: detente watch load DIR FILE ({len(desk.watches)} kept)"
    )
    message = f"no {what}, or more than one, answers to {given[:60]!r}: {told}"
    raise UsageError(message)


def _nearest(called: str, things: Sequence[Thing]) -> str:
    """Return which things there are: those whose names are nearest to what was asked for where they are many."""
    if len(things) <= SHOWN:
        return f"there are {', '.join(one.id for one in things)}" if things else ""
    near = heapq.nlargest(SHOWN, things, key=lambda one: _likeness(called, one))
    return f"the nearest of {len(things)} are {', '.join(one.id for one in near)}"


def _likeness(called: str, thing: Thing) -> float:
    compared = SequenceMatcher(b=called[:LONGEST], autojunk=False)
    return max(_ratio(compared, name.casefold()[:LONGEST]) for name in (thing.id, thing.name, *thing.names))


def _ratio(compared: SequenceMatcher[str], name: str) -> float:
    compared.set_seq1(name)
    return compared.ratio()


def keep_assertions(
    record: Record, said: Iterable[Assertion], *, author: str, reason: str, now: dt.datetime
) -> tuple[str, ...]:
    """Keep what people of the desk wrote down, and return the ids of what is new."""
    new = [
        Entry(
            subject=one.id, kind=ASSERTION, owner=one.subject or one.room, content=to_plain(one),
            first=one.day.first if one.day else None, last=one.day.last if one.day else None,
        )
        for one in said
    ]  # fmt: skip
    return keep_entries(record, new, author=author, reason=reason, now=now)


def tellings(  # noqa: PLR0913 - each narrows what is told, or says as what
    record: Record,
    desk: Desk,
    *,
    things: Iterable[Kept] | None = None,
    since: dt.date = dt.date.min,
    until: dt.date = dt.date.max,
    readings: Iterable[tuple[str, dict[str, Any]]] | None = None,
    known_on: Known = NOW,
    copies: bool = True,
    forms: bool = False,
) -> Iterator[Telling]:
    """Yield each report that came out on these days as a telling; copies of one text have the same voice.

    Where `readings` are given, they are told and no others, whenever they came out.

    What observers wrote on forms is not among them, but where `forms` are asked for. Without `copies` each is a text of
    its own. `things` are what is looked for in it: all that the desk follows, where nothing is said.
    """
    added = added_days(record, known_on=known_on)
    voice = voices(record, known_on=known_on) if copies else {}
    left_out = frozenset[str]() if forms else observed_documents(record, known_on=known_on)
    looked_for, actors = tuple(desk.things if things is None else things), desk.actors
    given = readings_published(record, since, until, known_on=known_on) if readings is None else readings
    for document, reading in given:
        if document not in left_out:
            yield Telling(
                reading=reading, document=document, actors=actors, things=looked_for,
                voice=voice.get(document, document), known_at=_moment(added, document),
            )  # fmt: skip


def _moment(added: Mapping[str, dt.datetime], document: str) -> str | None:
    return added[document].isoformat(timespec="seconds") if document in added else None


def _refuse_shared(watch: Watch, others: Iterable[Watch]) -> None:
    own = {one.id for one in things_of(watch)}
    for other in others:
        if other.id == watch.id:
            continue
        shared = sorted(own & {one.id for one in things_of(other)})
        if shared:
            message = (
                f"the watch {other.id} has {', '.join(shared)} already, and {watch.id} has it too: call it otherwise "
                "in one of them"
            )
            raise UsageError(message)
        called = [*shared_names((*things_of(other), *things_of(watch))), *_actors_called_alike(other, watch)]
        if called:
            message = (
                f"of the watches {other.id} and {watch.id}, {'; '.join(called)}: reports that say so would be of "
                "neither; strike that name in one of them"
            )
            raise UsageError(message)


def _actors_called_alike(one: Watch, other: Watch) -> Iterator[str]:
    """Yield names that two actors have whose ids differ; an actor of both watches is one."""
    return shared_names((*one.actors, *(actor for actor in other.actors if actor not in one.actors)))
