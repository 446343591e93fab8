"""The order in which documents are listed: by their days and names, whatever the order in which they came."""

import sqlalchemy as sa

from detente.store import tables
from detente.store.known import NOW, Known, current_readings
from detente.store.reads import documents
from detente.store.record import Record
from detente.store.views import DocumentView

__all__ = ["listed_documents"]

READINGS = tables.readings


def listed_documents(record: Record, *, known_on: Known = NOW) -> tuple[DocumentView, ...]:
    """Return all documents by their day of publication, then by name and id; those of no known day come last."""
    query = sa.select(READINGS.c.document_id, READINGS.c.published_from)
    with record.reading() as connection:
        rows = connection.execute(query.where(READINGS.c.id.in_(current_readings(known_on=known_on))))
        days = {document: day for document, day in rows if day}

    def place(document: DocumentView) -> tuple[bool, str, str, str]:
        return document.id not in days, days.get(document.id, ""), document.external_id, document.id

    return tuple(sorted(documents(record, known_on=known_on), key=place))
