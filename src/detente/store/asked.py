"""Which events, claims and entities are asked for: their ids in the order of the list, by their keys."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select

from detente.store import tables
from detente.store.fold import fold, has_words
from detente.store.known import Known, current_readings, stands

__all__ = ["asked_claims", "asked_entities", "asked_events", "portions", "words_in"]

EVENTS, CLAIMS, ENTITIES, NAMES = tables.event_keys, tables.claim_keys, tables.entity_keys, tables.names
Asked = TypeVar("Asked")
MOST_ASKED = 500
"""Rows fetched in one query by their ids."""
FEW = 400
"""So many names are looked up one by one; for more, the list is walked until it is long enough."""


def portions(ids: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    """Yield ids, or rows to complete, in portions that one query can ask for."""
    for at in range(0, len(ids), MOST_ASKED):
        yield ids[at : at + MOST_ASKED]


def words_in(column: ColumnElement[str], words: str | None) -> list[ColumnElement[bool]]:
    """Ask that words stand in a folded column, where any are given."""
    return [] if words is None else [has_words(column, fold(words))]


def asked_events(
    where: Sequence[ColumnElement[bool]],
    countries: Sequence[tuple[str, str | None]],
    *,
    newest: bool,
    limit: int | None,
    known_on: Known,
) -> Select[str]:
    """Return the query for the ids of events; `countries` are those of parties, each with the side it stands on."""
    first, *others = countries or [("", None)]
    more = (_takes_part(EVENTS.alias(f"other{n}"), *other) for n, other in enumerate(others))
    query = sa.select(EVENTS.c.event_id).where(EVENTS.c.country == first[0], *_on_side(EVENTS, first[1]), *where, *more)
    return _listed(_known(query, EVENTS.c.event_id, known_on), EVENTS, newest, limit)


def _takes_part(other: Any, country: str, side: str | None) -> ColumnElement[bool]:
    same = (other.c.event_id == EVENTS.c.event_id, other.c.country == country)
    return sa.exists().where(*same, *_on_side(other, side))


def _on_side(keys: Any, side: str | None) -> list[ColumnElement[bool]]:
    return [] if side is None else [keys.c.acts if side == "actor" else keys.c.receives]


def asked_claims(
    where: Sequence[ColumnElement[bool]], *, newest: bool, limit: int | None, known_on: Known
) -> Select[str]:
    """Return the query for the ids of claims."""
    query = sa.select(CLAIMS.c.claim_id).where(*where)
    return _listed(_known(query, CLAIMS.c.claim_id, known_on), CLAIMS, newest, limit)


def asked_entities(
    connection: Connection,
    where: Sequence[ColumnElement[bool]],
    *,
    name: str | None,
    newest: bool,
    limit: int | None,
    known_on: Known,
) -> Select[str]:
    """Return the query for the ids of entities; `name` is part of a name or an office."""
    query = sa.select(ENTITIES.c.entity_id).where(*where)
    if name is not None:
        called = sa.select(NAMES.c.id).where(*words_in(NAMES.c.folded, name))
        few = connection.scalars(called.limit(FEW + 1)).all()
        # what is no bare column has no index: the list is walked then
        bare = ENTITIES.c.name_id.in_(few)
        query = query.where(bare if len(few) <= FEW else sa.func.coalesce(ENTITIES.c.name_id, "").in_(called))
    return _listed(_known(query, ENTITIES.c.entity_id, known_on), ENTITIES, newest, limit)


def _known(query: Select[str], owner: sa.Column[str], known_on: Known) -> Select[str]:
    """Leave out what is not current: what is so now the keys know, what was so at a moment the readings."""
    keys = owner.table.c
    if known_on.at is None:
        return query.where(keys.superseded_at.is_(None), stands(keys.document_id, known_on))
    (key,) = owner.foreign_keys
    told = key.column.table.c
    return query.where(owner.in_(sa.select(told.id).where(told.reading_id.in_(current_readings(known_on=known_on)))))


def _listed(query: Select[str], keys: sa.Table, newest: bool, limit: int | None) -> Select[str]:  # noqa: FBT001
    """Order as added and as told, or the last first."""
    place = (keys.c.added_at, keys.c.document_id, keys.c.position)
    order = [column.desc() for column in place] if newest else list(place)
    return query.order_by(*order).limit(limit)
