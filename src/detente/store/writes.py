"""What is added to the record. Each function is one transaction, and doing it twice is doing it once."""

import datetime as dt
import re
import zlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert

from detente.core.errors import RecordError
from detente.core.ids import hash_bytes, hash_parts
from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.store import tables
from detente.store.record import Record
from detente.store.rows import Row, document_id, hash_text, reading_id, rows_of

__all__ = ["Kept", "KeptDocument", "base_name", "keep", "note_origin", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document to be kept: the bytes it came in, and the name they came under."""

    document: Document
    data: bytes
    name: str
    fetched_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeping a document added to the record."""

    document_id: str
    new_document: bool
    new_reading: bool
    new_origin: bool


def keep(record: Record, kept: KeptDocument, reading: Reading, *, now: dt.datetime) -> Kept:
    """Keep a document with its bytes and its reading, all or nothing.

    Bytes that are known make no second document, and stages that have read them in these versions no second reading.
    Raises `RecordError`; what was kept before stays.
    """
    bytes_hash = _checked_hash(kept)
    document = document_id(bytes_hash)
    with record.writing() as connection:
        _add(connection, tables.blobs, _blob_row(kept.data, bytes_hash))
        new_document = _add(connection, tables.documents, _document_row(kept, bytes_hash, now))
        new_origin = _add(connection, tables.origins, _origin_row(document, kept.name, now))
        new_reading = not _is_read(connection, document, reading)
        if new_reading:
            _add_reading(connection, reading, document, now)
    return Kept(document_id=document, new_document=new_document, new_reading=new_reading, new_origin=new_origin)


def note_origin(record: Record, bytes_hash: str, name: str, *, now: dt.datetime) -> bool:
    """Note that the bytes of a document in the record came under this name too; say whether that was news.

    For a run that skips what `has_reading` knows.
    """
    with record.writing() as connection:
        return _add(connection, tables.origins, _origin_row(document_id(bytes_hash), name, now))


def refuse(record: Record, *, name: str, code: str, message: str, now: dt.datetime, data: bytes | None = None) -> bool:
    """Note that an input could not be read, and why; say whether that was news.

    The same bytes (where it came to bytes) under the same name with the same code are the same refusal.
    """
    bytes_hash = None if data is None else hash_bytes(data)
    name = base_name(name)
    row = {
        "id": hash_parts("refusal", name, bytes_hash or "", code),
        "name": name,
        "bytes_hash": bytes_hash,
        "code": code,
        "message": message,
        "refused_at": now,
    }
    with record.writing() as connection:
        return _add(connection, tables.refusals, row)


def base_name(name: str) -> str:
    """Return the last part of a path: where a file lay on somebody's machine is no business of the record."""
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name


def _add(connection: Connection, table: Table, row: Row) -> bool:
    """Add a row unless it is there, and say whether it was: one statement for SQLite and PostgreSQL."""
    return connection.execute(insert(table).on_conflict_do_nothing(), row).rowcount == 1


def _checked_hash(kept: KeptDocument) -> str:
    found = hash_bytes(kept.data)
    stated = kept.document.bytes_hash
    if stated and stated != found:
        message = (
            f"document {kept.document.id!r} names other bytes ({stated[:12]}) than those it is kept with ({found[:12]})"
        )
        raise RecordError(message)
    return found


def _blob_row(data: bytes, bytes_hash: str) -> Row:
    return {"hash": bytes_hash, "size": len(data), "data": zlib.compress(data)}


def _document_row(kept: KeptDocument, bytes_hash: str, now: dt.datetime) -> Row:
    document = kept.document
    return {
        "id": document_id(bytes_hash),
        "bytes_hash": bytes_hash,
        "external_id": document.id,
        "title": document.title,
        "text": document.text,
        "text_hash": hash_text(document.text),
        "url": document.url,
        "publisher": document.publisher,
        "language": document.language,
        "format": document.format,
        "published": document.published,
        "added_at": now,
        "fetched_at": kept.fetched_at,
    }


def _origin_row(document: str, name: str, now: dt.datetime) -> Row:
    name = base_name(name)
    return {"id": hash_parts("origin", document, name), "document_id": document, "name": name, "first_seen_at": now}


def _is_read(connection: Connection, document: str, reading: Reading) -> bool:
    wanted = tables.readings.c.id == reading_id(document, reading.stages)
    return connection.scalar(sa.select(tables.readings.c.id).where(wanted)) is not None


def _add_reading(connection: Connection, reading: Reading, document: str, now: dt.datetime) -> None:
    earlier = sa.select(sa.func.count()).where(tables.readings.c.document_id == document)
    revision = connection.scalar(earlier.select_from(tables.readings)) or 0
    for table, rows in rows_of(reading, document):
        if table is tables.readings:
            rows[0] |= {"revision": revision + 1, "made_at": now}
        if rows:
            connection.execute(sa.insert(table), rows)
