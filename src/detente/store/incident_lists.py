"""Which incidents are asked for, in the order of their list: those of the latest days first.

A list that has an end, and is narrowed to what has an index, is gone through account by account in its own order, and
no further than it is long. All others are counted together first.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.core.errors import PlaceGone
from detente.store import tables
from detente.store.accounts import State
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.record import Record
from detente.store.remembered import growing

__all__ = ["Wanted", "chosen_ids", "last_day_in", "of_list", "places_told"]

ACCOUNTS = tables.accounts
PORTION = 128
"""Accounts that are fetched at once of a list."""
FEW = 12
"""So many places are gone through each in its order; of more the accounts are counted together."""
MOST_PLACES = 500
"""So many places are asked for by their names; for more, names are looked for in each account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which incidents are asked for: each field that is given narrows. Days are proleptic ordinals."""

    country: str | None = None
    type: str | None = None
    first: int | None = None
    last: int | None = None
    place: str | None = None
    document: str | None = None
    documents: frozenset[str] | None = None
    """Those that one of these reports tells of."""
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    """Those told to have been in one of these countries, or at one of these places; without any, wherever."""
    recalled: bool = False
    """Those that no report tells as news, instead of those that one does."""
    placed: bool = False
    """Those of which a place is told, and no others."""
    after: tuple[int, str] | None = None
    """Those that come after one in the order of a list (`place_in_order`), for its next page."""


def chosen_ids(record: Record, connection: Connection, wanted: Wanted, limit: int | None) -> list[str]:
    """Return the ids of incidents, an account of which is what is asked for, the latest first."""
    arms, more = _narrowed(record, wanted)
    if limit is None or arms is None:
        return _counted(connection, wanted, more, limit)
    return _walked(connection, wanted, arms, limit)


Conditions = Sequence[ColumnElement[bool]]


def _narrowed(record: Record, wanted: Wanted) -> tuple[list[Conditions] | None, Conditions]:
    """Return by what a list is gone through, each of which has an index; None for one that has none. And what helps."""
    if wanted.place is None:
        return ([()] if wanted.country or wanted.type else None), ()
    asked = wanted.place.casefold()
    called = [one for one in places_told(record) if asked in one.casefold()]
    if len(called) <= FEW:
        return [(ACCOUNTS.c.place == one,) for one in called], (ACCOUNTS.c.place.in_(called),)
    return None, (ACCOUNTS.c.place.in_(called),) if len(called) <= MOST_PLACES else ()


def _counted(connection: Connection, wanted: Wanted, more: Conditions, limit: int | None) -> list[str]:
    query = sa.select(ACCOUNTS.c.incident).where(*of_list(wanted), *more)
    last = sa.func.coalesce(sa.func.max(ACCOUNTS.c.last_day), 0)
    query = query.group_by(ACCOUNTS.c.incident).order_by(last.desc(), ACCOUNTS.c.incident)
    if wanted.after is not None:
        day, id_ = wanted.after
        query = query.having(sa.or_(last < day, sa.and_(last == day, ACCOUNTS.c.incident > id_)))
    return [str(found) for found in connection.scalars(query.limit(limit))]


def _walked(connection: Connection, wanted: Wanted, arms: Sequence[Conditions], limit: int) -> list[str]:
    """Return the same, account by account: by the first one of an incident that comes, it has its place."""
    found: list[str] = []
    passed: set[str] = set()
    for day, incident in heapq.merge(*(_in_order(connection, wanted, one) for one in arms)):
        if incident in passed:
            continue
        passed.add(incident)
        # where a list goes on, what stands before may have accounts of earlier days as well
        if wanted.after is None or last_day_in(connection, wanted, incident) == -day:
            found.append(incident)
        if len(found) == limit:
            break
    return found


def _in_order(connection: Connection, wanted: Wanted, more: Conditions) -> Iterator[tuple[int, str]]:
    """Yield of accounts that are wanted the last day, counted downwards, and the incident; those of no day come last.

    It goes on behind `wanted.after`. Of each incident some accounts may be passed over, and never the first.
    """
    where, place = [*of_list(wanted), *more], wanted.after
    while True:
        rows = connection.execute(_portion(where, place)).all()
        yield from ((-day, incident) for incident, day in rows)
        if len(rows) == PORTION:
            place = rows[-1][1], rows[-1][0]
        elif place is not None and not place[0]:
            return
        else:
            place = 0, ""


def _portion(where: Conditions, place: tuple[int, str] | None) -> sa.Select[Any]:
    """Return the query for the next accounts behind a place, those of no day where its day is 0."""
    own = ACCOUNTS.c
    if place is not None and not place[0]:
        query = sa.select(own.incident, sa.literal(0)).where(*where, own.last_day.is_(None), own.incident > place[1])
        return query.order_by(own.incident).limit(PORTION)
    query = sa.select(own.incident, own.last_day).where(*where, own.last_day.is_not(None))
    if place is not None:
        query = query.where(own.last_day <= place[0], sa.or_(own.last_day < place[0], own.incident > place[1]))
    return query.order_by(own.last_day.desc(), own.incident).limit(PORTION)


def _more_places(last: frozenset[str], changed: Changes, record: Record) -> frozenset[str] | None:
    """Bring forward the places: with those of documents that changed. What nothing is told of any more does no harm."""
    if "release" in changed.kinds:
        return None
    with record.reading() as connection:
        asked = (ACCOUNTS.c.document_id.in_(some) for some in portions(sorted(changed.documents)))
        now = {str(one) for some in asked for one in connection.scalars(_places().where(some))}
    return last if now <= last else last | now


@growing(_more_places)
def places_told(record: Record) -> frozenset[str]:
    """Return all names of places of accounts; more than those of today's may be among them."""
    with record.reading() as connection:
        return frozenset(str(one) for one in connection.scalars(_places()))


def _places() -> sa.Select[Any]:
    return sa.select(ACCOUNTS.c.place).where(ACCOUNTS.c.place.is_not(None)).distinct()


def of_list(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Ask of an account that it is wanted, and of an incident that somebody tells as news, or that nobody does."""
    news = ACCOUNTS.alias("news")
    is_news = sa.exists().where(
        news.c.incident == ACCOUNTS.c.incident,
        news.c.state <= State.SETTLED,
        news.c.status.not_in(["background", "denied", "negated"]),
    )
    return [*_asked_for(wanted), ~is_news if wanted.recalled else is_news]


def _asked_for(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Ask of an account that it is one of those that are wanted."""
    where: list[ColumnElement[bool]] = [ACCOUNTS.c.state <= State.SETTLED, ACCOUNTS.c.incident.is_not(None)]
    for column, value in (("country", wanted.country), ("type", wanted.type), ("document_id", wanted.document)):
        where += [] if value is None else [ACCOUNTS.c[column] == value]
    where += [] if wanted.documents is None else [ACCOUNTS.c.document_id.in_(wanted.documents)]
    where += [] if wanted.first is None else [ACCOUNTS.c.last_day >= wanted.first]
    where += [] if wanted.last is None else [ACCOUNTS.c.first_day <= wanted.last]
    where += [ACCOUNTS.c.place.is_not(None)] if wanted.placed else []
    if wanted.countries or wanted.places:
        where += [sa.or_(ACCOUNTS.c.country.in_(wanted.countries), ACCOUNTS.c.place.in_(wanted.places))]
    where += [] if wanted.place is None else [ACCOUNTS.c.place.icontains(wanted.place, autoescape=True)]
    return where


def last_day_in(connection: Connection, wanted: Wanted, incident: str) -> int:
    """Return the last day of what is wanted of an incident, 0 for none: by it, it stands in a list."""
    query = sa.select(sa.func.max(ACCOUNTS.c.last_day), sa.func.count())
    last, told = connection.execute(query.where(*_asked_for(wanted), ACCOUNTS.c.incident == incident)).one()
    if not told:
        message = f"the list cannot go on after {incident[:60]!r}: no such incident is in it"
        raise PlaceGone(message)
    return last or 0
