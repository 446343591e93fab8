"""What is added to the record. Each function is one transaction, and doing it twice is doing it once."""

import dataclasses
import datetime as dt
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert

from detente.core.errors import RecordError
from detente.core.ids import hash_bytes, hash_parts
from detente.documents.address import canonical_address
from detente.documents.carriers import FILLED
from detente.documents.document import Document
from detente.documents.packet import Carried
from detente.reading.reading import Reading
from detente.store import tables
from detente.store.canonical import digest, line_of
from detente.store.carriers import front_of, origin_row, own_address, resettle, stated_by
from detente.store.columns import moment
from detente.store.joined import forget_if_earlier
from detente.store.keys import key_readings, supersede
from detente.store.observations import observation_row
from detente.store.record import Record
from detente.store.revisions import MACHINE, Change, Notes, note_revisions
from detente.store.rows import Row, document_id, hash_text, reading_id, rows_of
from detente.store.tallies import tally
from detente.store.text_words import index_document

__all__ = [
    "Kept",
    "KeptDocument",
    "add_row",
    "base_name",
    "blob_row",
    "keep",
    "keep_documents",
    "keep_reading",
    "keep_readings",
    "note_origin",
    "put_row",
]


NOTHING_SAID = Carried()
TAKEN_IN, READ = "taken in", "read"
CARRIED_AGAIN, SEEN_AGAIN = "came again", "seen again at an address"
SETTLED_ANEW = "what it is said to be was settled anew"
"""Why a document or a reading has a revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document to be kept: the bytes it came in, the name they came under, when a machine got them.

    `carried` is what brought it says of it.
    `identified` is the language that the text shows, with how likely that is; `unread` says why it is not to be read.
    `foreign` says that another site tells it of its address: it is no version of what stands there.
    """

    document: Document
    data: bytes
    name: str
    fetched_at: dt.datetime | None = None
    carried: Carried = NOTHING_SAID
    identified: str | None = None
    likelihood: float | None = None
    unread: str | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeping a document added to the record."""

    document_id: str
    new_document: bool
    new_origin: bool
    new_reading: bool = False


def keep(record: Record, kept: KeptDocument, reading: Reading, *, now: dt.datetime) -> Kept:
    """Keep a document with its bytes and its reading, all or nothing.

    Raises `RecordError`; what was kept before stays.
    """
    with record.writing() as connection:
        notes = Notes()
        done = _keep_document(connection, kept, now, notes)
        notes.write(connection, now=now)
        return dataclasses.replace(done, new_reading=_keep_reading(connection, done.document_id, reading, now))


def keep_documents(record: Record, kept: Iterable[KeptDocument], *, now: dt.datetime) -> tuple[Kept, ...]:
    """Keep documents with their bytes, to be read later: all of them or none.

    Bytes that are known make no second document. Raises `RecordError`; what was kept before stays.
    """
    with record.writing() as connection:
        notes = Notes()
        done = tuple(_keep_document(connection, one, now, notes) for one in kept)
        notes.write(connection, now=now)
        return done


def keep_reading(record: Record, document: str, reading: Reading, *, now: dt.datetime) -> bool:
    """Keep the reading of a document in the record; say whether these stages had not read it in these versions."""
    with record.writing() as connection:
        return _keep_reading(connection, document, reading, now)


def keep_readings(
    record: Record, read: Iterable[tuple[str, Reading]], *, now: dt.datetime
) -> tuple[tuple[str, bool], ...]:
    """Keep readings of documents, each of another one, all of them or none; say of which it was news.

    Together they take half as long as by `keep_reading`.
    """
    with record.writing() as connection:
        return _keep_readings(connection, read, now)


def note_origin(
    record: Record,
    bytes_hash: str,
    name: str,
    *,
    now: dt.datetime,
    carried: Carried = NOTHING_SAID,
    seen: dt.datetime | None = None,
    foreign: bool = False,
) -> bool:
    """Note that the bytes of a document in the record came under this name too; say if it was news.

    For a run that skips what `has_document` knows. Where the carrier says other things of the document than those
    before it, what the document is said to be is settled anew, and it waits to be read again if that changes it.
    """
    document = document_id(bytes_hash)
    with record.writing() as connection:
        notes = Notes()
        new = _note_carrier(connection, document, name, carried, now, seen, notes)
        url = None if foreign else own_address(connection, document) or carried.url
        sighted = _note_sighting(connection, document, url, seen, now, notes)
        notes.write(connection, now=now)
        return sighted or new


def _keep_document(connection: Connection, kept: KeptDocument, now: dt.datetime, notes: Notes) -> Kept:
    bytes_hash = _checked_hash(kept)
    document = document_id(bytes_hash)
    address = None if kept.foreign else kept.document.url
    if (standing := _still_there(connection, kept, address)) not in {None, document}:
        _note_sighting(connection, str(standing), address, kept.fetched_at, now, notes)
        return Kept(document_id=str(standing), new_document=False, new_origin=False)
    add_row(connection, tables.blobs, blob_row(kept.data, bytes_hash))
    new = add_row(connection, tables.documents, _document_row(kept, bytes_hash, now))
    if new:
        forget_if_earlier(connection, hash_text(kept.document.text), now)
        notes.add("document", document, TAKEN_IN)
        index_document(connection, document)
        for table, rows in _extraction_rows(kept.document, document):
            if rows:
                connection.execute(sa.insert(table), rows)
    later = Notes() if new else notes  # what it came with is part of its first revision
    new_origin = _note_carrier(connection, document, kept.name, kept.carried, now, kept.fetched_at, later)
    _note_sighting(connection, document, address, kept.fetched_at, now, later)
    return Kept(document_id=document, new_document=new, new_origin=new_origin)


def _note_carrier(
    connection: Connection,
    document: str,
    name: str,
    carried: Carried,
    now: dt.datetime,
    seen: dt.datetime | None,
    notes: Notes,
) -> bool:
    new = add_row(connection, tables.origins, origin_row(document, base_name(name), carried, now))
    if new:
        notes.add("document", document, CARRIED_AGAIN)
    if (new or seen) and resettle(connection, document, seen):
        notes.add("document", document, SETTLED_ANEW)
        index_document(connection, document)
    return new


def _keep_reading(connection: Connection, document: str, reading: Reading, now: dt.datetime) -> bool:
    ((_, is_new),) = _keep_readings(connection, [(document, reading)], now)
    return is_new


def _keep_readings(
    connection: Connection, read: Iterable[tuple[str, Reading]], now: dt.datetime
) -> tuple[tuple[str, bool], ...]:
    made: list[Change] = []
    told: list[tuple[str, bool]] = []
    for document, reading in read:
        front = _front_read(connection, document, reading)
        own = reading_id(document, reading.stages, front)
        is_new = not _is_read(connection, own)
        if is_new:
            content_hash = _add_reading(connection, reading, document, front, now)
            made.append(Change(kind="reading", subject=own, reason=READ, content_hash=content_hash))
        told.append((document, is_new))
    if made:
        key_readings(connection, [change.subject for change in made])
        tally(connection, [change.subject for change in made])
        note_revisions(connection, made, author=MACHINE, now=now)
    return tuple(told)


def _still_there(connection: Connection, kept: KeptDocument, address: str | None) -> str | None:
    """Return the document with the text and title of one that was fetched, where it was fetched from there before.

    A page's mark-up changes with every visit (a counter, an advertisement); what it tells may not have.
    """
    document = kept.document
    if kept.fetched_at is None or not address:
        return None
    seen, held = tables.sightings, tables.documents
    query = sa.select(held.c.id).join(seen, seen.c.document_id == held.c.id)
    query = query.where(seen.c.address == canonical_address(address), held.c.text_hash == hash_text(document.text))
    same_title = held.c.title.is_(None) if document.title is None else held.c.title == document.title
    query = query.where(held.c.fetched_at.is_not(None), same_title)
    return connection.scalar(query.order_by(held.c.added_at, held.c.id).limit(1))


def _note_sighting(
    connection: Connection, document: str, url: str | None, seen: dt.datetime | None, now: dt.datetime, notes: Notes
) -> bool:
    """Note that a document stood at an address, at a time where somebody says when.

    A text that is still there is noted again: which looks were the first is only known when all were, in any order.
    """
    if not url:
        return False
    row = {
        "id": hash_parts("sighting", document, url, moment(seen) if seen else ""),
        "document_id": document,
        "address": canonical_address(url),
        "url": url,
        "seen_at": seen,
        "noted_at": now,
    }
    new = add_row(connection, tables.sightings, row)
    if new:
        notes.add("document", document, SEEN_AGAIN)
    return new


def _extraction_rows(document: Document, owner: str) -> Iterator[tuple[Table, list[Row]]]:
    """Yield what extraction left out of a document and mended in it, as rows."""
    yield (
        tables.cut_away,
        [
            {"id": hash_parts("cut", owner, str(i)), "document_id": owner, "position": i, "kind": k, "characters": n}
            for i, (k, n) in enumerate(document.cut_away)
        ],
    )
    yield (
        tables.repairs,
        [
            {
                "id": hash_parts("repair", owner, str(i)),
                "document_id": owner,
                "position": i,
                **dataclasses.asdict(repair),
            }
            for i, repair in enumerate(document.repairs)
        ],
    )
    yield tables.observations, [observation_row(document.observation, owner)] if document.observation else []


def base_name(name: str) -> str:
    """Return the last part of a path: where a file lay on somebody's machine is no business of the record.

    An address of the web stays whole.
    """
    if re.match(r"https?://", name):
        return name
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name


def add_row(connection: Connection, table: Table, row: Row) -> bool:
    """Add a row unless it is there, and say whether it was: one statement for SQLite and PostgreSQL."""
    added = insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(added, row).rowcount == 1


def put_row(connection: Connection, table: Table, row: Row) -> None:
    """Put a row in the place of the one with its key: for what is so for now, and is no history."""
    key = [column.name for column in table.primary_key]
    others = {name: value for name, value in row.items() if name not in key}
    connection.execute(insert(table).values(row).on_conflict_do_update(index_elements=key, set_=others))


def _checked_hash(kept: KeptDocument) -> str:
    found = hash_bytes(kept.data)
    stated = kept.document.bytes_hash
    if stated and stated != found:
        message = (
            f"document {kept.document.id!r} names other bytes ({stated[:12]}) than those it is kept with ({found[:12]})"
        )
        raise RecordError(message)
    return found


def blob_row(data: bytes, bytes_hash: str) -> Row:
    """Return the row that holds bytes, packed."""
    return {"hash": bytes_hash, "size": len(data), "data": zlib.compress(data)}


def _document_row(kept: KeptDocument, bytes_hash: str, now: dt.datetime) -> Row:
    document = kept.document
    return {
        "id": document_id(bytes_hash),
        "bytes_hash": bytes_hash,
        # one that is called by its file's name alone is called by the names it came under, whichever was first
        "external_id": "" if document.id == kept.name else document.id,
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
        "modified": document.modified,
        "decoded_from": document.decoded_from,
        "incomplete": document.incomplete,
        "identified": kept.identified,
        "likelihood": kept.likelihood,
        "unread": kept.unread,
        "stated": stated_by(document),
        "front": front_of({field: getattr(document, field) for field in FILLED}),
    }


def _front_read(connection: Connection, document: str, reading: Reading) -> str | None:
    """Return the front that a document had when it was read, which a carrier may have changed since."""
    noted = connection.scalar(sa.select(tables.documents.c.front).where(tables.documents.c.id == document))
    return noted and front_of({field: getattr(reading.document, field) for field in FILLED})


def _is_read(connection: Connection, reading: str) -> bool:
    readings = tables.readings
    return connection.scalar(sa.select(readings.c.id).where(readings.c.id == reading)) is not None


def _add_reading(connection: Connection, reading: Reading, document: str, front: str | None, now: dt.datetime) -> str:
    """Add the rows of a reading and return the hash of what they say."""
    earlier = sa.select(sa.func.count()).where(tables.readings.c.document_id == document)
    revision = connection.scalar(earlier.select_from(tables.readings)) or 0
    lines: list[str] = []
    if revision:
        supersede(connection, document, now)
    for table, rows in rows_of(reading, document, front):
        if table is tables.readings:
            rows[0] |= {"revision": revision + 1, "made_at": now}
        if rows:
            connection.execute(sa.insert(table), rows)
            lines += [line_of(table, row) for row in rows]
    return digest(lines)
