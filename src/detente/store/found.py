"""What queries on the record share: rows of the current readings, and their words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, RowMapping, Select

from detente.core.spans import Selector
from detente.store import tables
from detente.store.known import NOW, Known, current
from detente.store.views import PlaceView, SectorView, SourceView

__all__ = [
    "Words",
    "current_rows",
    "equal",
    "grouped",
    "ids_in",
    "place_of",
    "placed",
    "rows_of_ids",
    "source_of",
    "who_of",
    "with_entity",
    "words_of",
]

DOCUMENTS, READINGS, ENTITIES = tables.documents, tables.readings, tables.entities
EVIDENCE, PLACES = tables.evidence, tables.places

Words = Mapping[tuple[str, str], list[Selector]]
"""Evidence by the id of the row it belongs to and the field it is of."""


def equal(column: ColumnElement[Any], value: str | float | None) -> list[ColumnElement[bool]]:
    """Ask that a column has a value, where one is given."""
    return [] if value is None else [column == value]


def current_rows(
    table: sa.Table, where: Iterable[ColumnElement[bool]], limit: int | None, *, known_on: Known = NOW
) -> Select[Any]:
    """Return the query for rows of the current readings with their document, in the order of documents and text."""
    query = sa.select(table, READINGS.c.document_id).join(READINGS, READINGS.c.id == table.c.reading_id)
    query = query.join(DOCUMENTS, DOCUMENTS.c.id == READINGS.c.document_id)
    query = query.where(*current(known_on), *where)
    return query.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id, table.c.position).limit(limit)


def rows_of_ids(connection: Connection, table: sa.Table, ids: Sequence[str]) -> list[RowMapping]:
    """Return rows with their document, in the order of the ids given."""
    query = sa.select(table, READINGS.c.document_id).join(READINGS, READINGS.c.id == table.c.reading_id)
    found = {row["id"]: row for row in connection.execute(query.where(table.c.id.in_(ids))).mappings()}
    return [found[one] for one in ids]


def ids_in(rows: Mapping[str, Iterable[RowMapping]]) -> list[str]:
    """Return the ids of rows that are grouped by whom they belong to."""
    return [row["id"] for some in rows.values() for row in some]


Chosen: TypeAlias = Select[Any] | Sequence[str]


def with_entity(table: sa.Table, owner: ColumnElement[str], chosen: Chosen) -> Select[Any]:
    """Return the query for rows of who takes part in something, with the entity; `owner` says in what."""
    told = [ENTITIES.c[name] for name in ("name", "kind", "country", "sectors", "role")]
    found = table.outerjoin(ENTITIES, ENTITIES.c.id == table.c.entity_id)
    return sa.select(table, owner.label("owner"), *told).select_from(found).where(owner.in_(chosen))


def grouped(connection: Connection, query: Select[Any]) -> dict[str, list[RowMapping]]:
    """Return rows by whom they belong to."""
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["owner"], []).append(row)
    return found


def words_of(connection: Connection, *owners: Chosen) -> Words:
    """Return the words of rows whose ids are chosen."""
    asked = [one for one in owners if isinstance(one, Select)]
    ids = [one for some in owners if not isinstance(some, Select) for one in some]
    of_asked = (EVIDENCE.c.owner_id.in_(one) for one in asked)
    query = sa.select(EVIDENCE).where(sa.or_(EVIDENCE.c.owner_id.in_(ids), *of_asked))
    found: dict[tuple[str, str], list[Selector]] = {}
    for row in connection.execute(query.order_by(EVIDENCE.c.position)).mappings():
        selector = Selector(**{name: row[name] for name in Selector.__slots__})
        found.setdefault((row["owner_id"], row["field"]), []).append(selector)
    return found


def who_of(row: RowMapping, words: Words) -> dict[str, Any]:
    """Return what is told of somebody, with the words."""
    told = {name: row[name] for name in ("entity_id", "name", "kind", "country", "role")}
    return {**told, "sectors": tuple(row["sectors"] or ()), "words": words[row["id"], "words"][0]}


def source_of(row: RowMapping, words: Words) -> SourceView:
    """Return who says it, hears it or is spoken of."""
    return SourceView(**who_of(row, words))


def placed(ids: Sequence[str]) -> Select[Any]:
    """Return the query for places by their ids."""
    query = sa.select(PLACES, READINGS.c.document_id, PLACES.c.id.label("owner"))
    return query.join(READINGS, READINGS.c.id == PLACES.c.reading_id).where(PLACES.c.id.in_(ids))


def place_of(row: RowMapping, words: Words) -> PlaceView:
    """Return a place; one read before sectors were, has none."""
    own = {name: row[name] for name in PlaceView.__slots__ if name not in {"words", "sector"}}
    told = words.get((row["id"], "sector"))
    ends = {name: row[name] for name in ("near_km", "far_km", "bearing")}
    sector = SectorView(words=told[0], **ends) if told else None
    return PlaceView(**own, words=words[row["id"], "words"][0], sector=sector)
