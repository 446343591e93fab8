"""What could not be taken in or read: set aside with its bytes and the reason, tried again or dropped."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table

from detente.core.errors import RecordError
from detente.core.ids import hash_bytes, hash_parts, stages_id
from detente.documents.packet import Packet
from detente.store import tables
from detente.store.known import NOW, Known, by, stands
from detente.store.packets import carried_of, carried_row
from detente.store.record import Record
from detente.store.revisions import Notes
from detente.store.rows import Row, unpack
from detente.store.views import RefusalView
from detente.store.writes import add_row, base_name, blob_row

__all__ = [
    "end_refusal",
    "end_table_refusal",
    "packet_of",
    "refusals",
    "refuse",
    "refuse_reading",
    "still_refused",
    "was_dropped",
]

REFUSALS, ENDS, DOCUMENTS = tables.refusals, tables.refusal_ends, tables.documents
SET_ASIDE, COULD_NOT_READ = "set aside", "could not be read"
OUTCOMES = {"read": "tried again and taken in, or to be read", "dropped": "dropped as not wanted"}
"""Why a refusal has a revision; of its end, by what came of it."""


def refuse(record: Record, packet: Packet, *, code: str, message: str, now: dt.datetime) -> bool:
    """Set a packet aside that did not become a document, with its bytes where it has any; say whether that was news.

    The same bytes under the same name with the same code are the same refusal; a table that was refused as a whole is
    known by its hash, without its bytes.
    """
    bytes_hash = _bytes_hash(packet)
    row = {
        "id": _refusal_id(packet, code),
        "name": base_name(packet.name),
        "bytes_hash": bytes_hash,
        "code": code,
        "message": message,
        "refused_at": now,
        "suffix": packet.suffix,
        "carried": carried_row(packet.carried),
    }
    with record.writing() as connection:
        if bytes_hash is not None:
            add_row(connection, tables.blobs, blob_row(packet.data, bytes_hash))
        return _add(connection, REFUSALS, row, str(row["id"]), SET_ASIDE, now)


def was_dropped(record: Record, packet: Packet, *, code: str) -> bool:
    """Return whether somebody dropped this very refusal from the list: the same bytes, name and code."""
    query = sa.select(ENDS.c.id).where(ENDS.c.refusal_id == _refusal_id(packet, code), ENDS.c.outcome == "dropped")
    with record.reading() as connection:
        return connection.execute(query).first() is not None


def _bytes_hash(packet: Packet) -> str | None:
    return None if packet.error is not None else hash_bytes(packet.data)


def _refusal_id(packet: Packet, code: str) -> str:
    return hash_parts("refusal", base_name(packet.name), _bytes_hash(packet) or packet.table, code)


def refuse_reading(
    record: Record, document: str, stages: Sequence[tuple[str, str]], *, code: str, message: str, now: dt.datetime
) -> bool:
    """Note that these stages, in these versions, could not read a document of the record; say whether that was news."""
    with record.writing() as connection:
        query = sa.select(DOCUMENTS.c.external_id, DOCUMENTS.c.bytes_hash).where(DOCUMENTS.c.id == document)
        name, bytes_hash = connection.execute(query).one()
        ended = sa.select(sa.func.count()).select_from(REFUSALS.join(ENDS)).where(REFUSALS.c.document_id == document)
        tried = str(connection.scalar(ended))  # tried again and failed again is told again
        row = {
            "id": hash_parts("unread", document, stages_id(stages), code, tried),
            "name": name or document[:16],
            "bytes_hash": bytes_hash,
            "code": code,
            "message": message,
            "refused_at": now,
            "document_id": document,
            "stages_id": stages_id(stages),
        }
        return _add(connection, REFUSALS, row, str(row["id"]), COULD_NOT_READ, now)


def refusals(record: Record, *, known_on: Known = NOW) -> tuple[RefusalView, ...]:
    """Return what is set aside and neither read since nor dropped, in the order it came."""
    columns = [REFUSALS.c[name] for name in RefusalView.__slots__]
    query = sa.select(*columns).where(still_refused(known_on=known_on)).order_by(REFUSALS.c.refused_at, REFUSALS.c.id)
    with record.reading() as connection:
        return tuple(RefusalView(**row) for row in connection.execute(query).mappings())


def packet_of(record: Record, refusal: str) -> Packet | None:
    """Return the packet that was set aside, to be tried again; None where it never came to bytes.

    Raises `RecordError` where there is no such refusal.
    """
    query = sa.select(REFUSALS, tables.blobs.c.data).join_from(
        REFUSALS, tables.blobs, REFUSALS.c.bytes_hash == tables.blobs.c.hash, isouter=True
    )
    with record.reading() as connection:
        row = connection.execute(query.where(REFUSALS.c.id == refusal)).mappings().one_or_none()
    if row is None:
        message = f"nothing is set aside under {refusal!r}: `detente quarantine DIR list` shows what is"
        raise RecordError(message)
    if row["data"] is None or row["suffix"] is None:
        return None
    # which site told an entry is not kept, so that none of them is taken for a version of what it links to
    return Packet(
        name=row["name"],
        suffix=row["suffix"],
        data=unpack(row["data"]),
        carried=carried_of(row["carried"]),
        foreign=row["suffix"] == ".entry",
    )


def end_refusal(record: Record, refusal: str, *, outcome: str, now: dt.datetime) -> bool:
    """Note that what was set aside was read after all ("read"), or is not wanted ("dropped"); say if it was news."""
    row = {"id": hash_parts("refusal end", refusal), "refusal_id": refusal, "outcome": outcome, "ended_at": now}
    with record.writing() as connection:
        return _add(connection, ENDS, row, refusal, OUTCOMES[outcome], now)


def _add(connection: Connection, table: Table, row: Row, refusal: str, reason: str, now: dt.datetime) -> bool:
    """Add a row of a refusal unless it is there, with the revision that this makes; say whether that was news."""
    new = add_row(connection, table, row)
    if new:
        notes = Notes()
        notes.add("refusal", refusal, reason)
        notes.write(connection, now=now)
    return new


def end_table_refusal(record: Record, table: str, *, now: dt.datetime) -> int:
    """Note that a table of this hash was cut into its rows, where it was refused before; return how often it was."""
    query = sa.select(REFUSALS.c.id, REFUSALS.c.name, REFUSALS.c.code).where(
        REFUSALS.c.bytes_hash.is_(None), REFUSALS.c.document_id.is_(None), still_refused()
    )
    with record.reading() as connection:
        found = [r.id for r in connection.execute(query) if r.id == hash_parts("refusal", r.name, table, r.code)]
    return sum(end_refusal(record, one, outcome="read", now=now) for one in found)


def still_refused(*, known_on: Known = NOW) -> ColumnElement[bool]:
    """Return the condition that a refusal stands.

    It is not ended, its bytes are no document (or the document has no reading made since), and no later one of the same
    document tells why other stages failed of it.
    """
    ended = sa.exists().where(ENDS.c.refusal_id == REFUSALS.c.id, *by(ENDS.c.ended_at, known_on))
    became = sa.exists().where(DOCUMENTS.c.bytes_hash == REFUSALS.c.bytes_hash, *by(DOCUMENTS.c.added_at, known_on))
    made_at = tables.readings.c.made_at
    read = sa.exists().where(
        tables.readings.c.document_id == REFUSALS.c.document_id,
        made_at >= REFUSALS.c.refused_at,
        *by(made_at, known_on),
    )
    later = REFUSALS.alias("later")
    after = sa.tuple_(later.c.refused_at, later.c.id) > sa.tuple_(REFUSALS.c.refused_at, REFUSALS.c.id)
    superseded = sa.exists().where(
        later.c.document_id == REFUSALS.c.document_id,
        later.c.stages_id != REFUSALS.c.stages_id,
        after,
        *by(later.c.refused_at, known_on),
    )
    failed = ~read & ~superseded & stands(REFUSALS.c.document_id, known_on)
    standing = ~ended & sa.case((REFUSALS.c.document_id.is_(None), ~became), else_=failed)
    return sa.and_(standing, *by(REFUSALS.c.refused_at, known_on))
