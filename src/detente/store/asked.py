"""Which events, claims and entities are asked for: their ids in the order of the list, by their keys.

A list that has an end is first looked for among the documents that it begins with, key by key: what is common is found
there at once. Only what is not there in such number is looked for in an index of its own, all over the record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select

from detente.core.errors import PlaceGone
from detente.store import tables
from detente.store.days import stretches
from detente.store.fold import fold, has_words
from detente.store.known import Known, made_by, stands
from detente.store.words import may_have

__all__ = ["List", "claim_ids", "entity_ids", "event_ids", "portions", "words_in"]

EVENTS, CLAIMS, ENTITIES, NAMES = tables.event_keys, tables.claim_keys, tables.entity_keys, tables.names
DOCUMENTS = tables.documents
Asked = TypeVar("Asked")
Conditions = Sequence[ColumnElement[bool]]
MOST_ASKED = 500
"""Rows fetched in one query by their ids."""
FEW = 400
"""So many names are looked up one by one; for more, the list is walked until it is long enough."""
WALKED = 4_000
"""Documents, at the beginning of a list, that are looked through before an index is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """How a list is wanted: of one document or all, from which end, how long, and as known when.

    `after` is the id of what the list goes on behind; one that has been superseded since keeps its place.
    """

    document: str | None = None
    after: str | None = None
    newest: bool
    limit: int | None
    known_on: Known


def portions(ids: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    """Yield ids, or rows to complete, in portions that one query can ask for."""
    for at in range(0, len(ids), MOST_ASKED):
        yield ids[at : at + MOST_ASKED]


def words_in(column: ColumnElement[str], words: str | None) -> list[ColumnElement[bool]]:
    """Ask that words stand in a folded column, where any are given."""
    return [] if words is None else [has_words(column, fold(words))]


def event_ids(
    connection: Connection,
    where: Conditions,
    countries: Sequence[tuple[str, str | None]],
    days: tuple[str | None, str | None],
    wanted: List,
) -> Sequence[str]:
    """Return the ids of events.

    `countries` are those of parties, each with the side it stands on; `days` are the first and the last on which it may
    have happened.
    """
    first, *others = countries or [("", None)]
    more = (_takes_part(EVENTS.alias(f"other{n}"), *other) for n, other in enumerate(others))
    # of one document there are few: what is no bare column has no index, and those of all countries would be walked
    country = EVENTS.c.country if wanted.document is None else sa.func.coalesce(EVENTS.c.country, "")
    asked = [country == first[0], *_on_side(EVENTS, first[1]), *where, *more]
    since, until = days
    bounds = [*([EVENTS.c.last >= since] if since is not None else [])]
    bounds += [EVENTS.c.first <= until] if until is not None else []
    behind = _behind(connection, EVENTS.c.event_id, wanted)
    if wanted.document is not None or not bounds:
        return _ids(connection, _query(EVENTS.c.event_id, [[*asked, *bounds, *behind]], wanted))
    asked += behind
    near = _near(connection, EVENTS, wanted)
    if near is not None:
        found = _ids(connection, _query(EVENTS.c.event_id, [[*asked, *bounds, near]], wanted))
        if len(found) == wanted.limit:
            return found
    arms = [[*asked, *stretch] for stretch in stretches(EVENTS.c, since, until)]
    return _ids(connection, _query(EVENTS.c.event_id, arms, wanted, is_walked=False))


def _takes_part(other: Any, country: str, side: str | None) -> ColumnElement[bool]:
    same = (other.c.event_id == EVENTS.c.event_id, other.c.country == country)
    return sa.exists().where(*same, *_on_side(other, side))


def _on_side(keys: Any, side: str | None) -> list[ColumnElement[bool]]:
    return [] if side is None else [keys.c.acts if side == "actor" else keys.c.receives]


def claim_ids(connection: Connection, where: Conditions, words: dict[str, str | None], wanted: List) -> Sequence[str]:
    """Return the ids of claims; `words` are those that stand in columns, None where any may."""
    told = {name: fold(some) for name, some in words.items() if some is not None}
    asked = [*where, *(has_words(CLAIMS.c[name], some) for name, some in told.items())]
    asked += _behind(connection, CLAIMS.c.claim_id, wanted)
    likely = may_have(CLAIMS, told, dialect=connection.dialect.name)
    if likely is None or wanted.document is not None:
        return _ids(connection, _query(CLAIMS.c.claim_id, [asked], wanted))
    near = _near(connection, CLAIMS, wanted)
    if near is not None:
        found = _ids(connection, _query(CLAIMS.c.claim_id, [[*asked, near]], wanted))
        if len(found) == wanted.limit:
            return found
    return _ids(connection, _query(CLAIMS.c.claim_id, [[*asked, likely]], wanted, is_walked=False))


def entity_ids(connection: Connection, where: Conditions, *, name: str | None, wanted: List) -> Sequence[str]:
    """Return the ids of entities; `name` is part of a name or an office."""
    asked = list(where)
    if name is not None:
        called = sa.select(NAMES.c.id).where(*words_in(NAMES.c.folded, name))
        few = connection.scalars(called.limit(FEW + 1)).all()
        # what is no bare column has no index: the list is walked then
        bare = ENTITIES.c.name_id.in_(few)
        asked.append(bare if len(few) <= FEW else sa.func.coalesce(ENTITIES.c.name_id, "").in_(called))
    return _ids(connection, _query(ENTITIES.c.entity_id, [asked], wanted))


def _near(connection: Connection, keys: sa.Table, wanted: List) -> ColumnElement[bool] | None:
    """Ask that keys are of the documents that a list begins with; None where it is short enough, or has no end."""
    if wanted.limit is None:
        return None
    at = DOCUMENTS.c.added_at
    query = sa.select(at)
    if wanted.known_on.at is not None:
        query = query.where(at <= wanted.known_on.at)
    query = query.order_by(at.desc() if wanted.newest else at).offset(WALKED).limit(1)
    bound = connection.scalar(query)
    if bound is None:
        return None
    near: ColumnElement[bool] = keys.c.added_at > bound if wanted.newest else keys.c.added_at < bound
    return near


def _query(owner: sa.Column[str], arms: Sequence[Conditions], wanted: List, *, is_walked: bool = True) -> Select[Any]:
    """Return the query for ids on any of several conditions, no two of which hold together, as the list goes."""
    keys: sa.Table = owner.table
    place = [keys.c[name] for name in PLACE]
    found = [
        sa.select(owner.label("id"), *place).where(*arm, *known, *_of(keys, wanted))
        for arm in arms
        for known in _known(owner, wanted.known_on, is_walked=is_walked)
    ]
    if len(found) == 1:
        return _listed(found[0], place, wanted)
    # each of them as long as the list may be, in its order, and the list of all of them
    some = [sa.select(_listed(one, place, wanted).subquery()) for one in found]
    every = sa.union_all(*some).subquery()
    return _listed(sa.select(every.c.id), [every.c[name] for name in PLACE], wanted)


PLACE = ("added_at", "document_id", "position")


def _behind(connection: Connection, owner: sa.Column[str], wanted: List) -> list[ColumnElement[bool]]:
    """Ask that keys stand behind what the list goes on after. Raises `PlaceGone` where there is no such thing."""
    if wanted.after is None:
        return []
    place = [owner.table.c[name] for name in PLACE]
    found = connection.execute(sa.select(*place).where(owner == wanted.after).limit(1)).one_or_none()
    if found is None:
        message = f"the list cannot go on after {wanted.after[:60]!r}: there is no such thing in this record"
        raise PlaceGone(message)
    told = [sa.literal(value, column.type) for value, column in zip(found, place, strict=True)]
    own, last = sa.tuple_(*place), sa.tuple_(*told)
    return [own < last if wanted.newest else own > last]


def _of(keys: sa.Table, wanted: List) -> list[ColumnElement[bool]]:
    return [] if wanted.document is None else [keys.c.document_id == wanted.document]


def _known(owner: sa.Column[str], known_on: Known, *, is_walked: bool) -> Iterator[list[ColumnElement[bool]]]:
    """Yield what to ask so that keys are of what was known: of those that are current now, and of earlier ones."""
    keys = owner.table.c
    there = stands(keys.document_id, known_on)
    if known_on.at is None:
        yield [keys.superseded_at.is_(None), there]
        return
    (key,) = owner.foreign_keys
    made = made_by(key.column, owner, known_on.at)
    for since in (keys.superseded_at.is_(None), keys.superseded_at > known_on.at):
        # what had been read had been added: said as well where that is where a walk begins
        yield [since, there, made, *([keys.added_at <= known_on.at] if is_walked else [])]


def _listed(query: Select[Any], place: Sequence[Any], wanted: List) -> Select[Any]:
    """Order as added and as told, or the last first."""
    order = [column.desc() for column in place] if wanted.newest else list(place)
    return query.order_by(*order).limit(wanted.limit)


def _ids(connection: Connection, query: Select[Any]) -> Sequence[str]:
    return connection.scalars(query).all()
