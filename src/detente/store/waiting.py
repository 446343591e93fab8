"""Documents of the record that wait to be read, as they were kept."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select

from detente.core.ids import stages_id
from detente.documents.document import Document, Repair
from detente.store import tables
from detente.store.known import NOW, stands
from detente.store.record import Record
from detente.store.rows import reading_id

__all__ = ["document_of", "waiting_among", "waiting_documents"]

DOCUMENTS, READINGS, REFUSALS = tables.documents, tables.readings, tables.refusals
PAGE = 64
"""Documents fetched at once: memory stays flat however many wait."""


def waiting_documents(record: Record, stages: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Document]]:
    """Yield id and document of all that is to be read and that these stages, in these versions, have not read.

    What they failed of is passed over until it is tried again. The record may be written to between one and the next.
    """
    after = ("", "")
    while page := _page(record, after):
        after = (page[-1].added, page[-1].id)
        with record.reading() as connection:
            wanted = _unread(connection, [row.id for row in page], stages)
            found = [(row.id, document_of(connection, row.id)) for row in page if row.id in wanted]
        yield from found


def waiting_among(
    record: Record, documents: Sequence[str], stages: Sequence[tuple[str, str]]
) -> tuple[tuple[str, Document], ...]:
    """Return those of some documents that are to be read and that these stages have not read, in the order given."""
    there = sa.select(DOCUMENTS.c.id).where(
        DOCUMENTS.c.id.in_(documents), DOCUMENTS.c.unread.is_(None), stands(DOCUMENTS.c.id, NOW)
    )
    with record.reading() as connection:
        wanted = _unread(connection, list(connection.scalars(there)), stages)
        return tuple((one, document_of(connection, one)) for one in dict.fromkeys(documents) if one in wanted)


def document_of(connection: Connection, document: str) -> Document:
    """Return a document as it was taken in. One that carries no id of its own goes by the first figures of its hash."""
    row = connection.execute(sa.select(DOCUMENTS).where(DOCUMENTS.c.id == document)).mappings().one()
    cut = _of(connection, tables.cut_away, document)
    mended = _of(connection, tables.repairs, document)
    return Document(
        id=row["external_id"] or row["bytes_hash"][:16],
        **{name: row[name] for name in AS_KEPT},
        cut_away=tuple((c.kind, c.characters) for c in cut),
        repairs=tuple(Repair(start=r.start, end=r.end, was=r.was, rule=r.rule) for r in mended),
    )


AS_KEPT = (
    "text",
    "title",
    "published",
    "url",
    "publisher",
    "language",
    "format",
    "bytes_hash",
    "modified",
    "decoded_from",
    "incomplete",
)


def _of(connection: Connection, table: sa.Table, document: str) -> Sequence[Row[Any]]:
    query = sa.select(table).where(table.c.document_id == document).order_by(table.c.position)
    return connection.execute(query).all()


def _page(record: Record, after: tuple[str, str]) -> Sequence[Row[Any]]:
    """Return the next documents that may be read, in the order they were added."""
    added = sa.type_coerce(DOCUMENTS.c.added_at, sa.Text)
    query: Select[Any] = sa.select(DOCUMENTS.c.id, added.label("added")).where(
        DOCUMENTS.c.unread.is_(None), stands(DOCUMENTS.c.id, NOW)
    )
    query = query.where(sa.tuple_(added, DOCUMENTS.c.id) > sa.tuple_(*map(sa.literal, after)))
    with record.reading() as connection:
        return connection.execute(query.order_by(added, DOCUMENTS.c.id).limit(PAGE)).all()


def _unread(connection: Connection, documents: Sequence[str], stages: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return those of the documents that these stages have neither read nor failed of."""
    fronts = connection.execute(sa.select(DOCUMENTS.c.id, DOCUMENTS.c.front).where(DOCUMENTS.c.id.in_(documents)))
    by_reading = {reading_id(document, stages, front): document for document, front in fronts}
    read = connection.scalars(sa.select(READINGS.c.id).where(READINGS.c.id.in_(by_reading)))
    ends = tables.refusal_ends.c
    again = sa.exists().where(ends.refusal_id == REFUSALS.c.id, ends.outcome == "read")  # what is dropped is not
    failed = sa.select(REFUSALS.c.document_id).where(
        REFUSALS.c.document_id.in_(documents), REFUSALS.c.stages_id == stages_id(stages), ~again
    )
    return frozenset(documents) - {by_reading[r] for r in read} - set(connection.scalars(failed))
