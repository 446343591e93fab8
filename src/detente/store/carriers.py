"""What brought a document and said what of it: a row for each, and what the document is said to be settled from all.

A reading depends on that: where a later carrier changes it, the document waits to be read again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.core.ids import hash_parts
from detente.documents.carriers import FILLED, settle
from detente.documents.document import Document
from detente.documents.packet import Carried
from detente.store import tables
from detente.store.known import NOW, Known, by, stands
from detente.store.record import Record

__all__ = ["CarrierView", "carriers", "front_of", "origin_row", "own_address", "resettle", "settled_by", "stated_by"]

DOCUMENTS, ORIGINS, SIGHTINGS = tables.documents, tables.origins, tables.sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierView:
    """A name that a document came under, what that carrier said of it, and when it was first seen so."""

    document_id: str
    name: str
    first_seen_at: dt.datetime
    url: str | None
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None


def carriers(record: Record, *, document: str | None = None, known_on: Known = NOW) -> tuple[CarrierView, ...]:
    """Return what brought the documents of the record, or one of them, in the order of names."""
    query = sa.select(*(ORIGINS.c[name] for name in CarrierView.__slots__)).order_by(
        ORIGINS.c.document_id, ORIGINS.c.name, ORIGINS.c.id
    )
    query = query.where(stands(ORIGINS.c.document_id, known_on), *by(ORIGINS.c.first_seen_at, known_on))
    if document is not None:
        query = query.where(ORIGINS.c.document_id == document)
    with record.reading() as connection:
        return tuple(CarrierView(**row) for row in connection.execute(query).mappings())


def stated_by(document: Document) -> list[str]:
    """Return the fields that a document's own bytes state."""
    return [field for field in FILLED if getattr(document, field) and field not in document.filled]


def front_of(said: Mapping[str, str | None]) -> str:
    """Return the id of what a document is said to be, by the fields of `FILLED`."""
    return hash_parts("front", *(part for field in FILLED for part in ((said[field] or ""), str(said[field] is None))))


def origin_row(document: str, name: str, carried: Carried, now: dt.datetime) -> dict[str, Any]:
    """Return the row of a carrier; the same name with other statements is another one."""
    said = {field: getattr(carried, field) or None for field in FILLED}
    parts = [front_of(said)] if any(said.values()) else []
    return {"id": hash_parts("origin", document, name, *parts), "document_id": document, "name": name} | {
        "first_seen_at": now,
        **said,
    }


def own_address(connection: Connection, document: str) -> str | None:
    """Return the address that a document's own bytes state."""
    row = connection.execute(sa.select(DOCUMENTS.c.stated, DOCUMENTS.c.url).where(DOCUMENTS.c.id == document)).one()
    return row.url if "url" in (row.stated or ()) else None


def settled_by(connection: Connection, ids: Sequence[str], known_on: Known) -> dict[str, dict[str, str | None]]:
    """Return what some documents were said to be at a time, where a carrier since then may say otherwise."""
    if known_on.at is None:
        return {}
    after = sa.exists().where(ORIGINS.c.document_id == DOCUMENTS.c.id, ORIGINS.c.first_seen_at > known_on.at)
    columns = [DOCUMENTS.c[name] for name in ("id", *FILLED, "stated")]
    query = sa.select(*columns).where(after, DOCUMENTS.c.stated.is_not(None), DOCUMENTS.c.id.in_(ids))
    rows = connection.execute(query).mappings().all()
    return {row["id"]: settle(_own(row), _said(connection, row["id"], known_on)) for row in rows}


def _own(row: RowMapping) -> dict[str, str | None]:
    """Return what a document's own bytes state, as far as that is known."""
    return {field: row[field] for field in (FILLED if row["stated"] is None else row["stated"])}


def _said(connection: Connection, document: str, known_on: Known = NOW) -> list[Carried]:
    query = sa.select(*(ORIGINS.c[field] for field in FILLED)).where(ORIGINS.c.document_id == document)
    query = query.where(*by(ORIGINS.c.first_seen_at, known_on))
    return [Carried(**one) for one in connection.execute(query).mappings()]


def resettle(connection: Connection, document: str, fetched_at: dt.datetime | None) -> bool:
    """Settle anew what a document is said to be, now that there is another carrier; say whether that changed it.

    Of one that was kept before this was noted nobody knows what its bytes state: what it has stays, the open is filled.
    """
    columns = [DOCUMENTS.c[name] for name in (*FILLED, "stated", "fetched_at")]
    row = connection.execute(sa.select(*columns).where(DOCUMENTS.c.id == document)).mappings().one()
    settled = settle(_own(row), _said(connection, document))
    changed: dict[str, Any] = {}
    if any(settled[field] != row[field] for field in FILLED):
        changed |= {**settled, "front": front_of(settled)}
    if fetched_at and (row["fetched_at"] is None or fetched_at < row["fetched_at"]):
        changed["fetched_at"] = fetched_at
    if changed:
        connection.execute(sa.update(DOCUMENTS).where(DOCUMENTS.c.id == document).values(changed))
    return bool(changed)
