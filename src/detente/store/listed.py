"""Lists of documents: by their days and names, whatever the order in which they came; or page by page as they came."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from detente.store import tables
from detente.store.asked import portions
from detente.store.known import NOW, Known, by, current, known_documents
from detente.store.reads import behind_document, complete_documents, documents
from detente.store.record import Record
from detente.store.views import DocumentView

__all__ = ["Listing", "document_languages", "documents_of", "listed_documents", "listing", "published_of"]

READINGS, DOCUMENTS = tables.readings, tables.documents
Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which documents are asked for, each field that is given narrows; and behind which one the page begins.

    `publisher` is part of an outlet's name; `since` and `until` are days of publication (YYYY-MM-DD).
    """

    publisher: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    after: str | None = None


def listed_documents(record: Record, *, known_on: Known = NOW) -> tuple[DocumentView, ...]:
    """Return all documents by their day of publication, then by name and id; those of no known day come last."""
    query = sa.select(READINGS.c.document_id, READINGS.c.published_from)
    with record.reading() as connection:
        rows = connection.execute(query.where(*current(known_on)))
        days = {document: day for document, day in rows if day}

    def place(document: DocumentView) -> tuple[bool, str, str, str]:
        return document.id not in days, days.get(document.id, ""), document.external_id, document.id

    return tuple(sorted(documents(record, known_on=known_on), key=place))


def listing(record: Record, asked: Listing, *, limit: int, known_on: Known = NOW) -> tuple[DocumentView, ...]:
    """Return a page of the documents that are asked for, the last added first.

    Raises `PlaceGone` where the document that it begins behind is not seen.
    """
    columns = [DOCUMENTS.c[name] for name in DocumentView.__slots__ if name in DOCUMENTS.c]
    query = sa.select(*columns).where(*known_documents(known_on), *_narrowed(asked, known_on))
    with record.reading() as connection:
        if asked.after is not None:
            query = query.where(behind_document(connection, asked.after, newest=True))
        query = query.order_by(DOCUMENTS.c.added_at.desc(), DOCUMENTS.c.id.desc()).limit(limit)
        rows = connection.execute(query).mappings().all()
        return tuple(complete_documents(connection, rows, known_on))


def _narrowed(asked: Listing, known_on: Known) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if asked.publisher is not None:
        where.append(DOCUMENTS.c.publisher.icontains(asked.publisher, autoescape=True))
    if asked.language is not None:
        where.append(_language() == asked.language)
    if asked.since is not None or asked.until is not None:
        own = sa.select(READINGS.c.document_id).where(*current(known_on))
        if asked.since is not None:
            own = own.where(READINGS.c.published_to >= asked.since)
        if asked.until is not None:
            own = own.where(READINGS.c.published_from <= asked.until)
        where.append(DOCUMENTS.c.id.in_(own))
    return where


def _language() -> ColumnElement[str]:
    return sa.func.lower(sa.func.coalesce(DOCUMENTS.c.language, DOCUMENTS.c.identified))


def document_languages(record: Record, *, known_on: Known = NOW) -> tuple[str, ...]:
    """Return the languages that documents are stated to be in, or else show."""
    with record.reading() as connection:
        found = connection.scalars(sa.select(_language()).where(*known_documents(known_on)).distinct())
        return tuple(sorted(one for one in found if one))


def documents_of(
    record: Record, ids: Iterable[str], *, withdrawn: bool = False, known_on: Known = NOW
) -> dict[str, DocumentView]:
    """Return documents by their ids; those that are not there, or were not, are left out.

    So are those that stand withdrawn, unless with `withdrawn`.
    """
    columns = [DOCUMENTS.c[name] for name in DocumentView.__slots__ if name in DOCUMENTS.c]
    there = by(DOCUMENTS.c.added_at, known_on) if withdrawn else known_documents(known_on)
    query = sa.select(*columns).where(*there)
    found: dict[str, DocumentView] = {}
    with record.reading() as connection:
        for some in portions(sorted(set(ids))):
            rows = connection.execute(query.where(DOCUMENTS.c.id.in_(some))).mappings().all()
            found |= {view.id: view for view in complete_documents(connection, rows, known_on)}
    return found


def published_of(record: Record, ids: Iterable[str], *, known_on: Known = NOW) -> dict[str, Days]:
    """Return between which days documents were published, by their ids, as far as their readings tell."""
    query = sa.select(READINGS.c.document_id, READINGS.c.published_from, READINGS.c.published_to)
    query = query.where(*current(known_on))
    found: dict[str, Days] = {}
    with record.reading() as connection:
        for some in portions(sorted(set(ids))):
            rows = connection.execute(query.where(READINGS.c.document_id.in_(some)))
            found |= {row[0]: (row[1], row[2]) for row in rows}
    return found
