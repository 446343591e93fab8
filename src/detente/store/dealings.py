"""Who dealt how with whom, over all of a record: accounts without their words for comparing, and who is named where.

What is read of an event that nobody says to have happened or to be about to (demanded, hypothetical) has no account;
it is read from the events themselves.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.account import NO_HAPPENING
from detente.incidents.dealing import Dealing, Named, unpack_dealings
from detente.store import tables
from detente.store.accounts import State, bodies_of
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.incidents import members_on
from detente.store.known import NOW, Known, current, known_documents
from detente.store.record import Record
from detente.store.remembered import growing, remembered
from detente.store.streamed import merged

__all__ = ["Spoken", "StoredDealing", "dealings", "dealings_told", "published_days", "spoken_of", "supposed_dealings"]

ACCOUNTS, MADE, DOCUMENTS = tables.accounts, tables.account_readings, tables.documents
READINGS, ENTITIES, EVENTS, PARTIES = tables.readings, tables.entities, tables.events, tables.parties
WORDS = tables.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDealing:
    """A dealing, and the incident that it belongs to; what was not linked yet goes under its words."""

    incident: str
    dealing: Dealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Somebody of whom reports speak, with the documents that do."""

    who: Named
    documents: tuple[str, ...]


def dealings(record: Record, *, known_on: Known = NOW) -> Iterator[StoredDealing]:
    """Yield what each report tells of each happening, of the documents that stand, as known then."""
    return (one for _, some in dealings_told(record, known_on=known_on) for one in some)


Dealt = tuple[tuple[str, tuple[StoredDealing, ...]], ...]
"""What each document tells of happenings, in the order of their ids."""


def _more_dealings(last: Dealt, changed: Changes, record: Record, *, known_on: Known = NOW) -> Dealt | None:
    """Bring forward what is told: by the documents that changed, and by those that tell of incidents that did."""
    if known_on.at is not None:
        return None
    around = set(changed.documents)
    with record.reading() as connection:
        for some in portions(sorted(changed.incidents)):
            around.update(connection.scalars(sa.select(ACCOUNTS.c.document_id).where(ACCOUNTS.c.incident.in_(some))))
        now = [one for some in portions(sorted(around)) for one in _dealt(connection, known_on, some)]
    return merged(last, now, around)


@growing(_more_dealings)
def dealings_told(record: Record, *, known_on: Known = NOW) -> Dealt:
    """Return what each report tells of happenings, of the documents that stand, by their ids."""
    with record.reading() as connection:
        return tuple(_dealt(connection, known_on))


def _dealt(connection: Connection, known_on: Known, among: Sequence[str] | None = None) -> Dealt:
    query = sa.select(DOCUMENTS.c.id).where(*known_documents(known_on))
    there = set(connection.scalars(query if among is None else query.where(DOCUMENTS.c.id.in_(among))))
    found: defaultdict[str, list[StoredDealing]] = defaultdict(list)
    for document, body, some in bodies_of(connection, _placed(connection, known_on, among)):
        if document in there:
            whole = unpack_dealings(body)
            found[document] += (StoredDealing(incident=of, dealing=whole[at]) for at, of in sorted(some))
    return tuple((document, tuple(found[document])) for document in sorted(found))


def _placed(
    connection: Connection, known_on: Known, among: Sequence[str] | None = None
) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Return by the id of what was made of a reading where its accounts stand in it, and their incidents."""
    columns = (ACCOUNTS.c.number, ACCOUNTS.c.made_id, ACCOUNTS.c.position, ACCOUNTS.c.incident, ACCOUNTS.c.words)
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    if known_on.at is None:
        query = sa.select(*columns).where(ACCOUNTS.c.state <= State.SETTLED)
        query = query if among is None else query.where(ACCOUNTS.c.document_id.in_(among))
        for _, made, at, incident, words in connection.execute(query):
            found[made].append((at, incident or words))
        return found
    incident_of = {n: incident for incident, some in members_on(connection, known_on.at).items() for n in some}
    for number, made, at, _, _ in connection.execute(sa.select(*columns)):
        if number in incident_of:
            found[made].append((at, incident_of[number]))
    return found


@remembered
def spoken_of(record: Record, *, known_on: Known = NOW) -> tuple[Spoken, ...]:
    """Return all of whom current readings speak by a name or a country, each once, with the documents."""
    columns = (ENTITIES.c.name, ENTITIES.c.kind, ENTITIES.c.country, ENTITIES.c.sectors)
    query = sa.select(READINGS.c.document_id, *columns).join(READINGS, READINGS.c.id == ENTITIES.c.reading_id)
    found: defaultdict[tuple[str, str, str | None, tuple[str, ...]], list[str]] = defaultdict(list)
    with record.reading() as connection:
        for row in connection.execute(query.where(*current(known_on))):
            found[row[1], row[2], row[3], tuple(row[4])].append(row[0])
    return tuple(
        Spoken(who=Named(name=name, kind=kind, country=country, sectors=sectors), documents=tuple(dict.fromkeys(some)))
        for (name, kind, country, sectors), some in found.items()
    )


@remembered
def published_days(record: Record, *, known_on: Known = NOW) -> dict[str, tuple[int, int] | None]:
    """Return between which days each document came out, as ordinals, None where an end is not known."""
    query = sa.select(READINGS.c.document_id, READINGS.c.published_from, READINGS.c.published_to)
    with record.reading() as connection:
        rows = connection.execute(query.where(*current(known_on))).all()
    return {row[0]: (_ordinal(row[1]), _ordinal(row[2])) if row[1] and row[2] else None for row in rows}


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day[:10]).toordinal()


def supposed_dealings(record: Record, *, known_on: Known = NOW) -> tuple[Dealing, ...]:
    """Return what is demanded, or told of as what might be; nobody says that it was."""
    return _supposed(record, known_on=known_on)


@remembered
def _supposed(record: Record, *, known_on: Known) -> tuple[Dealing, ...]:
    return tuple(_read_supposed(record, known_on))


def _read_supposed(record: Record, known_on: Known) -> Iterator[Dealing]:
    query = sa.select(EVENTS.c.id, EVENTS.c.type, EVENTS.c.mode, EVENTS.c.status, READINGS.c.document_id)
    query = query.join(READINGS, READINGS.c.id == EVENTS.c.reading_id).where(EVENTS.c.status.in_(sorted(NO_HAPPENING)))
    chosen = query.where(*current(known_on)).subquery()
    words = sa.select(WORDS.c.owner_id, WORDS.c.exact, WORDS.c.start, WORDS.c.end)
    words = words.where(WORDS.c.field == "evidence", WORDS.c.owner_id.in_(sa.select(chosen.c.id)))
    parties = sa.select(PARTIES.c.event_id, PARTIES.c.side, ENTITIES.c.name, ENTITIES.c.kind, ENTITIES.c.country,
                        ENTITIES.c.sectors)  # fmt: skip
    parties = parties.join(ENTITIES, ENTITIES.c.id == PARTIES.c.entity_id).order_by(PARTIES.c.position)
    sides: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    with record.reading() as connection:
        said = {row[0]: (row[1], (row[2], row[3])) for row in connection.execute(words)}
        for event, side, name, kind, country, sectors in connection.execute(
            parties.where(PARTIES.c.event_id.in_(sa.select(chosen.c.id)))
        ):
            sides[event, side].append(Named(name=name, kind=kind, country=country, sectors=tuple(sectors)))
        rows = connection.execute(sa.select(chosen)).all()
    for id_, type_, mode, status, document in rows:
        exact, span = said.get(id_, ("", (0, 0)))
        yield Dealing(
            key=id_, document=document, start=span[0], type=type_, mode=mode, status=status, said=exact, evidence=span,
            actors=tuple(sides[id_, "actor"]), recipients=tuple(sides[id_, "recipient"]),
        )  # fmt: skip
