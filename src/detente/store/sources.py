"""What is watched, and how the visits to it went; when each is due next lies in the record too."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping, Select

from detente.core.ids import hash_parts
from detente.gather.schedule import Due
from detente.gather.sources import Source
from detente.gather.state import SourceState
from detente.gather.visit import Visit
from detente.store import tables
from detente.store.columns import moment
from detente.store.record import Record
from detente.store.revisions import Notes
from detente.store.writes import add_row, put_row

__all__ = [
    "VisitView",
    "due_sources",
    "is_settled",
    "keep_visit",
    "last_visits",
    "put_source",
    "remove_source",
    "sources",
]

SOURCES, REVISIONS, VISITS, SETTLED = tables.sources, tables.source_revisions, tables.visits, tables.settled
STATES = tables.source_states
IN_SOURCE = ("id", "url")
REMOVED = "removed"
WATCHED, UNWATCHED, VISITED = "watched from now on, or with these settings", "no longer watched", "visited"
"""Why a source or a visit has a revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A visit to a source: when, what came of it in words, what is known of the source since, when it is due again."""

    source_id: str
    visited_at: dt.datetime
    outcome: str
    words: str
    items: int
    fresh: int
    state: SourceState
    next_due: dt.datetime | None


def put_source(record: Record, source: Source, *, now: dt.datetime) -> bool:
    """Watch a source from now on, or with these settings from now on; say whether that was news."""
    return put_sources(record, [source], now=now) == 1


def put_sources(record: Record, found: Iterable[Source], *, now: dt.datetime) -> int:
    """Watch sources from now on, or with these settings, all of them or none; return how many were news."""
    news = 0
    notes = Notes()
    with record.writing() as connection:
        for place, source in enumerate(found):
            # a list keeps its order: each of its sources was added a moment after the one before
            added_at = now + dt.timedelta(microseconds=place)
            row = {"id": source.id, "kind": source.kind, "url": source.url, "added_at": added_at}
            add_row(connection, SOURCES, row)
            settings = {name: value for name, value in dataclasses.asdict(source).items() if name not in IN_SOURCE}
            if _revise(connection, source.id, settings | {"tags": list(source.tags)}, now):
                notes.add("source", source.id, WATCHED)
                news += 1
        notes.write(connection, now=now)
    return news


def remove_source(record: Record, source: str, *, now: dt.datetime) -> bool:
    """Watch a source no longer; what it brought and how its visits went stays. Say whether it was watched."""
    with record.writing() as connection:
        if not _revise(connection, source, {REMOVED: True}, now):
            return False
        _note(connection, "source", source, UNWATCHED, now)
        return True


def sources(record: Record) -> tuple[Source, ...]:
    """Return what is watched, in the order it was added."""
    with record.reading() as connection:
        rows = connection.execute(_current().order_by(SOURCES.c.added_at, SOURCES.c.url, SOURCES.c.id)).mappings()
        return tuple(_source(row) for row in rows if not row["settings"].get(REMOVED))


def last_visits(record: Record) -> Mapping[str, VisitView]:
    """Return for every source the visit made last."""
    with record.reading() as connection:
        rows = connection.execute(_last_visits(VISITS, STATES.c.state.label("kept"))).mappings().all()
    return {row["source_id"]: _view(row) for row in rows}


def _last_visits(*wanted: Any) -> Select[Any]:
    """Return the query for the last visit of each source, with what is kept of the source."""
    last = sa.select(VISITS.c.source_id, sa.func.max(VISITS.c.visited_at).label("at")).group_by(VISITS.c.source_id)
    of = last.subquery()
    here = (of.c.source_id == VISITS.c.source_id) & (of.c.at == VISITS.c.visited_at)
    query = sa.select(*wanted).select_from(VISITS).join(of, here)
    return query.outerjoin(STATES, STATES.c.source_id == VISITS.c.source_id)


def due_sources(record: Record, now: dt.datetime) -> Iterator[Due]:
    """Yield the sources that are due: never visited since they were set as they are, or due again by now.

    One that is gone for good is never due, until it is set anew. A visit that lies ahead of the clock tells nothing of
    when the next is due: the clock was wrong then, or is now.
    """
    last, set_at = _last_due(record), _set_at(record)
    for source in sources(record):
        if not source.enabled:
            continue
        visited, due = last.get(source.id, (None, now))
        if visited is not None and (visited < set_at[source.id] or visited > now):
            due = now
        if due is not None and due <= now:
            yield Due(source=source, state=_state_of(record, source.id), due=due)


def _last_due(record: Record) -> Mapping[str, tuple[dt.datetime, dt.datetime | None]]:
    """Return for every source when it was visited last and when it is due again."""
    columns = (VISITS.c.source_id, VISITS.c.visited_at, VISITS.c.next_due)
    with record.reading() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(_last_visits(*columns))}


def _state_of(record: Record, source: str) -> SourceState:
    """Return what is kept of a source; one that was last visited by an earlier version has it in its last visit."""
    query = sa.select(sa.func.coalesce(STATES.c.state, VISITS.c.state)).select_from(VISITS)
    query = query.outerjoin(STATES, STATES.c.source_id == VISITS.c.source_id).where(VISITS.c.source_id == source)
    with record.reading() as connection:
        found = connection.scalar(query.order_by(VISITS.c.visited_at.desc()).limit(1))
    return SourceState() if found is None else msgspec.convert(found, SourceState)


def _set_at(record: Record) -> Mapping[str, dt.datetime]:
    """Return for every source when its settings were made what they are."""
    query = sa.select(REVISIONS.c.source_id, sa.func.max(REVISIONS.c.revised_at)).group_by(REVISIONS.c.source_id)
    with record.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def keep_visit(record: Record, visit: Visit, *, now: dt.datetime) -> None:
    """Note how a visit went, and what of it need not be fetched again: all of it or nothing."""
    row = {
        "id": hash_parts("visit", visit.source, moment(now)),
        "source_id": visit.source,
        "visited_at": now,
        "outcome": visit.outcome,
        "words": visit.words,
        "items": len(visit.packets),
        "fresh": visit.new,
        "state": {},  # what is kept of a source is kept once, and not with each of its visits
        "next_due": visit.next_due,
    }
    with record.writing() as connection:
        new = add_row(connection, VISITS, row)
        later = sa.select(VISITS.c.id).where(VISITS.c.source_id == visit.source, VISITS.c.visited_at > now).limit(1)
        if connection.scalar(later) is None:
            put_row(connection, STATES, {"source_id": visit.source, "state": msgspec.to_builtins(visit.state)})
        if new:
            _note(connection, "visit", str(row["id"]), VISITED, now)
        for url in visit.settled:
            add_row(connection, SETTLED, {"url": url, "settled_at": now})


def is_settled(record: Record, url: str) -> bool:
    """Say whether what stands at an address was fetched, so that a feed that names it again brings no news."""
    with record.reading() as connection:
        return connection.scalar(sa.select(SETTLED.c.url).where(SETTLED.c.url == url)) is not None


def _note(connection: Connection, kind: str, subject: str, reason: str, now: dt.datetime) -> None:
    notes = Notes()
    notes.add(kind, subject, reason)
    notes.write(connection, now=now)


def _revise(connection: Connection, source: str, settings: dict[str, Any], now: dt.datetime) -> bool:
    query = sa.select(REVISIONS.c.revision, REVISIONS.c.settings).where(REVISIONS.c.source_id == source)
    last = connection.execute(query.order_by(REVISIONS.c.revision.desc()).limit(1)).one_or_none()
    if last is not None and last.settings == settings:
        return False
    revision = last.revision + 1 if last is not None else 1
    row = {"id": hash_parts("source revision", source, str(revision)), "source_id": source, "revision": revision}
    return add_row(connection, REVISIONS, row | {"settings": settings, "revised_at": now})


def _current() -> Select[Any]:
    later = REVISIONS.alias("later")
    superseded = sa.exists().where(later.c.source_id == REVISIONS.c.source_id, later.c.revision > REVISIONS.c.revision)
    columns = (SOURCES.c.id, SOURCES.c.kind, SOURCES.c.url, REVISIONS.c.settings)
    return sa.select(*columns).join(REVISIONS, REVISIONS.c.source_id == SOURCES.c.id).where(~superseded)


def _source(row: RowMapping) -> Source:
    settings = {**row["settings"], "tags": tuple(row["settings"]["tags"])}
    return Source(**{name: row[name] for name in IN_SOURCE}, **settings)


def _view(row: RowMapping) -> VisitView:
    told = {name: row[name] for name in ("source_id", "visited_at", "outcome", "words", "items", "fresh", "next_due")}
    return VisitView(**told, state=msgspec.convert(row["kept"] or row["state"], SourceState))
