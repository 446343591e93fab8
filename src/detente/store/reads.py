"""What the record holds: documents, readings whole."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table

from detente.core.errors import PlaceGone, RecordError
from detente.store import tables
from detente.store.asked import portions
from detente.store.carriers import settled_by
from detente.store.changes import Changes
from detente.store.columns import Verbatim
from detente.store.known import NOW, Known, by, current, current_readings, known_documents
from detente.store.record import Record
from detente.store.remembered import brought_forward, growing
from detente.store.rows import document_id, reading_id, unpack, unpack_json
from detente.store.views import DocumentView, DropView, OutletView, ReadingView

__all__ = [
    "added_days",
    "added_since",
    "behind_document",
    "bytes_of",
    "complete_documents",
    "documents",
    "documents_called",
    "drops",
    "has_document",
    "has_reading",
    "outlets_of",
    "reading_of",
    "readings",
    "text_of",
]

READINGS, DOCUMENTS, ORIGINS = tables.readings, tables.documents, tables.origins
LAST = "\U0010ffff"
"""Comes after all that an id may go on with."""


def has_document(record: Record, bytes_hash: str) -> bool:
    """Say whether a document with these bytes is in the record."""
    return _holds(record, DOCUMENTS, document_id(bytes_hash))


def has_reading(record: Record, bytes_hash: str, stages: Sequence[tuple[str, str]]) -> bool:
    """Say whether these stages, in these versions, have read the document with these bytes."""
    document = document_id(bytes_hash)
    with record.reading() as connection:
        front = connection.scalar(sa.select(DOCUMENTS.c.front).where(DOCUMENTS.c.id == document))
    return _holds(record, READINGS, reading_id(document, stages, front))


def documents(
    record: Record,
    *,
    external_id: str | None = None,
    newest: bool = False,
    limit: int | None = None,
    among: Sequence[str] | None = None,
    after: str | None = None,
    known_on: Known = NOW,
) -> tuple[DocumentView, ...]:
    """Return the documents in the order they were added, the last first if `newest`, or those of an `external_id`.

    That is what their carrier calls them, or else the first of their names. `among` are the ids of the only ones that
    are wanted. The list goes on behind the document whose id is `after`. Raises `PlaceGone` where the record has none
    of that id.
    """
    columns = [DOCUMENTS.c[name] for name in DocumentView.__slots__ if name in DOCUMENTS.c]
    query = sa.select(*columns).where(*known_documents(known_on))
    if among is not None:
        query = query.where(DOCUMENTS.c.id.in_(among))
    order = (DOCUMENTS.c.added_at, DOCUMENTS.c.id)
    query = query.order_by(*(column.desc() for column in order)) if newest else query.order_by(*order)
    if external_id is None:
        query = query.limit(limit)
    else:
        named = sa.select(ORIGINS.c.document_id).where(ORIGINS.c.name == external_id)
        either = DOCUMENTS.c.id.in_(sa.union_all(named, sa.select(sa.literal(external_id, Verbatim()))))
        # what is no bare column has no index: a third of all documents may have no id from their carrier
        unnamed = (sa.func.coalesce(DOCUMENTS.c.external_id, "") == "") & either
        query = query.where((DOCUMENTS.c.external_id == external_id) | unnamed)
    with record.reading() as connection:
        if after is not None:
            query = query.where(behind_document(connection, after, newest=newest))
        rows = connection.execute(query).mappings().all()
        found = (view for some in portions(rows) for view in complete_documents(connection, some, known_on))
        return tuple(view for view in found if external_id in {None, view.external_id})[:limit]


def behind_document(connection: Connection, after: str, *, newest: bool) -> ColumnElement[bool]:
    """Ask that documents stand behind one in their list; one that was withdrawn since keeps its place.

    Raises `PlaceGone` where it is not seen.
    """
    added = connection.scalar(sa.select(DOCUMENTS.c.added_at).where(DOCUMENTS.c.id == after))
    if added is None:
        message = f"the list cannot go on after {after[:60]!r}: there is no such document in this record"
        raise PlaceGone(message)
    own, last = (
        sa.tuple_(DOCUMENTS.c.added_at, DOCUMENTS.c.id),
        sa.tuple_(sa.literal(added, DOCUMENTS.c.added_at.type), after),
    )
    return own < last if newest else own > last


def _more_added(
    last: dict[str, dt.datetime], changed: Changes, record: Record, *, known_on: Known = NOW
) -> dict[str, dt.datetime]:
    """Bring forward when documents were added."""
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.added_at).where(*known_documents(known_on))
    with record.reading() as connection:
        some = portions(sorted(changed.documents))
        now = {row[0]: row[1] for ids in some for row in connection.execute(query.where(DOCUMENTS.c.id.in_(ids)))}
    return brought_forward(last, now, changed.documents)


@growing(_more_added)
def added_days(record: Record, *, known_on: Known = NOW) -> dict[str, dt.datetime]:
    """Return when each document was added, by its id."""
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.added_at).where(*known_documents(known_on))
    with record.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def added_since(
    record: Record, since: dt.datetime | None, *, limit: int, known_on: Known = NOW
) -> dict[str, dt.datetime]:
    """Return when documents were added after a moment, or ever, by their ids: the latest first, and so many."""
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.added_at).where(*known_documents(known_on))
    if since is not None:
        query = query.where(DOCUMENTS.c.added_at > since)
    query = query.order_by(DOCUMENTS.c.added_at.desc(), DOCUMENTS.c.id.desc()).limit(limit)
    with record.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def outlets_of(record: Record, ids: Iterable[str], *, known_on: Known = NOW) -> dict[str, OutletView]:
    """Return what documents of these ids are called, and who put them out; what is none is passed over."""
    columns = [DOCUMENTS.c[name] for name in OutletView.__slots__]
    found: dict[str, OutletView] = {}
    with record.reading() as connection:
        for some in portions(sorted(set(ids))):
            query = sa.select(*columns).where(DOCUMENTS.c.id.in_(some), *known_documents(known_on))
            rows = connection.execute(query).mappings().all()
            there = [row["id"] for row in rows]
            said, names = settled_by(connection, there, known_on), _names(connection, there, known_on)
            found |= {row["id"]: _outlet(row, said.get(row["id"], {}), names) for row in rows}
    return found


def _outlet(row: RowMapping, said: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> OutletView:
    called = row["external_id"] or min(names.get(row["id"], [row["id"]]))
    settled = {name: value for name, value in said.items() if name in OutletView.__slots__}
    return OutletView(**dict(row) | {"external_id": called} | settled)


def documents_called(record: Record, given: str, *, known_on: Known = NOW) -> tuple[str, ...]:
    """Return the ids of the documents whose id begins so, or that are called so, as `documents` calls them."""
    begins = DOCUMENTS.c.id.between(given, given + LAST)
    query = sa.select(DOCUMENTS.c.id).where(begins, *known_documents(known_on))
    with record.reading() as connection:
        begun = set(connection.scalars(query)) if given.isascii() and given.isalnum() else set()
    named = {one.id for one in documents(record, external_id=given, known_on=known_on)}
    return tuple(sorted(begun | named))


def complete_documents(connection: Connection, rows: Sequence[RowMapping], known_on: Known) -> Iterator[DocumentView]:
    """Yield the documents of rows with their names, and with counts of what was read in them."""
    ids = [row["id"] for row in rows]
    said = settled_by(connection, ids, known_on)
    names = _names(connection, ids, known_on)
    made, claimed, told = (_by_document(connection, t, ids, known_on) for t in (READINGS, tables.claims, tables.events))
    for row in rows:
        yield DocumentView(
            **dict(row)
            | {"external_id": row["external_id"] or min(names.get(row["id"], [row["id"]]))}
            | said.get(row["id"], {}),
            origins=tuple(names.get(row["id"], ())),
            readings=made.get(row["id"], 0),
            claims=claimed.get(row["id"], 0),
            events=told.get(row["id"], 0),
        )


def readings(record: Record, document: str, *, known_on: Known = NOW) -> tuple[ReadingView, ...]:
    """Return all readings of a document, the current one last."""
    columns = [READINGS.c[name] for name in ReadingView.__slots__]
    query = sa.select(*columns).where(READINGS.c.document_id == document, *by(READINGS.c.made_at, known_on))
    query = query.order_by(READINGS.c.revision)
    with record.reading() as connection:
        return tuple(ReadingView(**row) for row in connection.execute(query).mappings())


def reading_of(record: Record, document: str, *, revision: int | None = None, known_on: Known = NOW) -> dict[str, Any]:
    """Return the current reading of a document, or an earlier revision, in the form of the reading contract.

    What coders code blind now stands in it: `shown_reading` is for what people see.
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


def _by_document(connection: Connection, table: Table, ids: Sequence[str], known_on: Known) -> dict[str, int]:
    """Count by document what a table holds of the current readings, or the readings themselves, old ones too."""
    query = sa.select(READINGS.c.document_id, sa.func.count()).where(READINGS.c.document_id.in_(ids))
    if table is READINGS:
        query = query.where(*by(READINGS.c.made_at, known_on))
    else:
        query = query.join(table, table.c.reading_id == READINGS.c.id).where(*current(known_on))
    return {row[0]: row[1] for row in connection.execute(query.group_by(READINGS.c.document_id))}


def _names(connection: Connection, ids: Sequence[str], known_on: Known) -> dict[str, list[str]]:
    query = sa.select(ORIGINS.c.document_id, ORIGINS.c.name).where(ORIGINS.c.document_id.in_(ids))
    query = query.where(*by(ORIGINS.c.first_seen_at, known_on))
    found: dict[str, list[str]] = {}
    for document, name in connection.execute(query.order_by(ORIGINS.c.first_seen_at, ORIGINS.c.name)):
        names = found.setdefault(document, [])
        if name not in names:
            names.append(name)
    return found
