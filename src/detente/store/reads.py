"""What the record holds: counts, documents, readings whole."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table

from detente.core.errors import RecordError
from detente.store import tables
from detente.store.carriers import settled_by
from detente.store.known import NOW, Known, by, known_documents, stands
from detente.store.likeness import voices
from detente.store.record import Record
from detente.store.refusals import REFUSALS, still_refused
from detente.store.rows import document_id, reading_id, unpack, unpack_json
from detente.store.views import DocumentView, DropView, ReadingView, Summary

__all__ = [
    "bytes_of",
    "current_readings",
    "documents",
    "drops",
    "has_document",
    "has_reading",
    "reading_of",
    "readings",
    "summary",
    "text_of",
]

READINGS, DOCUMENTS, ORIGINS = tables.readings, tables.documents, tables.origins


def current_readings(*, known_on: Known = NOW) -> Select[tuple[str]]:
    """Return the query for the ids of the current readings: of each document that stands the one made last."""
    current, later = READINGS.alias("current"), READINGS.alias("later")
    superseded = sa.exists().where(
        later.c.document_id == current.c.document_id,
        later.c.revision > current.c.revision,
        *by(later.c.made_at, known_on),
    )
    there = (stands(current.c.document_id, known_on), *by(current.c.made_at, known_on))
    return sa.select(current.c.id).where(~superseded, *there)


def has_document(record: Record, bytes_hash: str) -> bool:
    """Say whether a document with these bytes is in the record."""
    return _holds(record, DOCUMENTS, document_id(bytes_hash))


def has_reading(record: Record, bytes_hash: str, stages: Sequence[tuple[str, str]]) -> bool:
    """Say whether these stages, in these versions, have read the document with these bytes."""
    document = document_id(bytes_hash)
    with record.reading() as connection:
        front = connection.scalar(sa.select(DOCUMENTS.c.front).where(DOCUMENTS.c.id == document))
    return _holds(record, READINGS, reading_id(document, stages, front))


def summary(record: Record, *, known_on: Known = NOW) -> Summary:
    """Count what is in the record; what people rejected is left out, what they corrected counts as corrected."""
    from detente.store.reviewed import reviewed_counts  # which reads readings from here

    events, dropped = tables.events, tables.drops
    heard = len(set(voices(record, known_on=known_on).values()))
    changed, rejected = reviewed_counts(record, known_on=known_on)
    there = known_documents(known_on)
    read = sa.exists().where(READINGS.c.document_id == DOCUMENTS.c.id, *by(READINGS.c.made_at, known_on))
    made = (stands(READINGS.c.document_id, known_on), *by(READINGS.c.made_at, known_on))
    refused = still_refused(known_on=known_on)

    def current(table: Table) -> ColumnElement[bool]:
        return _is_current(table, known_on)

    with record.reading() as connection:
        return Summary(
            documents=_count(connection, DOCUMENTS, *there),
            texts=connection.scalar(sa.select(sa.func.count(DOCUMENTS.c.text_hash.distinct())).where(*there)) or 0,
            voices=heard,
            unread=_count(connection, DOCUMENTS, ~read, *there),
            readings=_count(connection, READINGS, *made),
            claims=_count(connection, tables.claims, current(tables.claims)) - rejected["claim"],
            events=_count(connection, events, current(events)) - rejected["event"],
            rejected=rejected["event"] + rejected["claim"],
            entities=_count(connection, tables.entities, current(tables.entities)),
            events_by=_changed(_tally(connection, events.c.type, events.c.status, where=current(events)), changed),
            refusals={code: n for (code,), n in _tally(connection, REFUSALS.c.code, where=refused).items()},
            drops=_tally(connection, dropped.c.stage, dropped.c.reason, where=current(dropped)),
        )


def documents(record: Record, *, external_id: str | None = None, known_on: Known = NOW) -> tuple[DocumentView, ...]:
    """Return the documents in the order they were added, or those that their carrier calls `external_id`."""
    columns = [DOCUMENTS.c[name] for name in DocumentView.__slots__ if name in DOCUMENTS.c]
    query = sa.select(*columns).where(*known_documents(known_on)).order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id)
    with record.reading() as connection:
        names = _names(connection, known_on)
        made, claimed, told = (_by_document(connection, t, known_on) for t in (READINGS, tables.claims, tables.events))
        rows = connection.execute(query).mappings().all()
        said = settled_by(connection, known_on)
    found = (
        DocumentView(
            **dict(row)
            | {"external_id": row["external_id"] or min(names.get(row["id"], [row["id"]]))}
            | said.get(row["id"], {}),
            origins=tuple(names.get(row["id"], ())),
            readings=made.get(row["id"], 0),
            claims=claimed.get(row["id"], 0),
            events=told.get(row["id"], 0),
        )
        for row in rows
    )
    return tuple(view for view in found if external_id in {None, view.external_id})


def readings(record: Record, document: str, *, known_on: Known = NOW) -> tuple[ReadingView, ...]:
    """Return all readings of a document, the current one last."""
    columns = [READINGS.c[name] for name in ReadingView.__slots__]
    query = sa.select(*columns).where(READINGS.c.document_id == document, *by(READINGS.c.made_at, known_on))
    query = query.order_by(READINGS.c.revision)
    with record.reading() as connection:
        return tuple(ReadingView(**row) for row in connection.execute(query).mappings())


def reading_of(record: Record, document: str, *, revision: int | None = None, known_on: Known = NOW) -> dict[str, Any]:
    """Return the current reading of a document, or an earlier revision, in the form of the reading contract.

    Raises `RecordError` where the record has none.
    """
    query = sa.select(READINGS.c.body).where(READINGS.c.document_id == document, *by(READINGS.c.made_at, known_on))
    query = query.where(READINGS.c.revision == revision) if revision else query.order_by(READINGS.c.revision.desc())
    return unpack_json(_one(record, query.limit(1), document))


def text_of(record: Record, document: str) -> str:
    """Return a document's text. Raises `RecordError` where the record has none of that id."""
    with record.reading() as connection:
        found: str | None = connection.scalar(sa.select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == document))
    if found is None:
        raise RecordError(_nothing_of(record, document))
    return found


def bytes_of(record: Record, document: str) -> bytes:
    """Return a document as it came in. Raises `RecordError` where the record has none of that id."""
    query = sa.select(tables.blobs.c.data).join(DOCUMENTS).where(DOCUMENTS.c.id == document)
    return unpack(_one(record, query, document))


def drops(record: Record, *, document: str | None = None, known_on: Known = NOW) -> tuple[DropView, ...]:
    """Return what the stages left out of the current readings."""
    columns = [READINGS.c.document_id, *(tables.drops.c[name] for name in ("stage", "reason", "start", "end"))]
    query = sa.select(*columns).join(READINGS).where(_is_current(tables.drops, known_on))
    if document is not None:
        query = query.where(READINGS.c.document_id == document)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(READINGS.c.document_id, tables.drops.c.position)).mappings()
        return tuple(DropView(**row) for row in rows)


def _holds(record: Record, table: Table, row_id: str) -> bool:
    with record.reading() as connection:
        return connection.scalar(sa.select(table.c.id).where(table.c.id == row_id)) is not None


def _one(record: Record, query: Select[Any], document: str) -> bytes:
    with record.reading() as connection:
        found = connection.scalar(query)
    if found is None:
        raise RecordError(_nothing_of(record, document))
    return bytes(found)


def _nothing_of(record: Record, document: str) -> str:
    return f"the record {record.path} holds nothing of a document {document!r}: list what it holds first"


def _is_current(table: Table, known_on: Known) -> ColumnElement[bool]:
    return table.c.reading_id.in_(current_readings(known_on=known_on))


def _count(connection: Connection, table: FromClause, *where: ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def _tally(connection: Connection, *columns: ColumnElement[str], where: ColumnElement[bool]) -> dict[Any, int]:
    query = sa.select(*columns, sa.func.count()).where(where).group_by(*columns).order_by(*columns)
    return {tuple(key): n for *key, n in connection.execute(query)}


def _changed(counted: dict[Any, int], changed: Mapping[Any, int]) -> dict[Any, int]:
    """Return counts as people left them, without what comes to nothing."""
    sums = {key: counted.get(key, 0) + changed.get(key, 0) for key in sorted({*counted, *changed})}
    return {key: n for key, n in sums.items() if n}


def _by_document(connection: Connection, table: Table, known_on: Known) -> dict[str, int]:
    """Count by document what a table holds of the current readings, or the readings themselves, old ones too."""
    query = sa.select(READINGS.c.document_id, sa.func.count()).where(*by(READINGS.c.made_at, known_on))
    query = query.group_by(READINGS.c.document_id)
    if table is not READINGS:
        query = query.join(table, table.c.reading_id == READINGS.c.id).where(_is_current(table, known_on))
    return {row[0]: row[1] for row in connection.execute(query)}


def _names(connection: Connection, known_on: Known) -> dict[str, list[str]]:
    query = sa.select(ORIGINS.c.document_id, ORIGINS.c.name).where(*by(ORIGINS.c.first_seen_at, known_on))
    query = query.order_by(ORIGINS.c.first_seen_at, ORIGINS.c.name)
    found: dict[str, list[str]] = {}
    for document, name in connection.execute(query):
        names = found.setdefault(document, [])
        if name not in names:
            names.append(name)
    return found
