"""Subscribers as the desk's staff look at them: counted by edition and state, and listed in parts."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import PlaceGone
from detente.store.mail.subscribers import Choice, Subscriber, choices_of
from detente.store.mail.tables import choices, subscribers

__all__ = ["counted", "counted_states", "listed"]


def counted(connection: Connection) -> Mapping[tuple[str, str], int]:
    """Return how many chose each edition, by the edition and by how it stands with them."""
    query = sa.select(choices.c.edition, subscribers.c.state, sa.func.count()).join(
        subscribers, subscribers.c.id == choices.c.subscriber
    )
    rows = connection.execute(query.group_by(choices.c.edition, subscribers.c.state))
    return {(edition, state): n for edition, state, n in rows}


def counted_states(connection: Connection) -> Mapping[str, int]:
    """Return how many there are of each state, whatever they chose."""
    rows = connection.execute(sa.select(subscribers.c.state, sa.func.count()).group_by(subscribers.c.state))
    return {state: n for state, n in rows}


def listed(
    connection: Connection, *, words: str = "", state: str = "", edition: str = "", after: str = "", limit: int = 0
) -> tuple[tuple[Subscriber, tuple[Choice, ...]], ...]:
    """Return subscribers with what they chose, the newest first: with these words in the address, from one on.

    Raises `PlaceGone` where there is none to go on from.
    """
    columns = [subscribers.c[name] for name in Subscriber.__dataclass_fields__]
    query = sa.select(*columns).order_by(subscribers.c.made_at.desc(), subscribers.c.id.desc())
    if words:
        query = query.where(subscribers.c.folded.contains(words.lower(), autoescape=True))
    if state:
        query = query.where(subscribers.c.state == state)
    if edition:
        query = query.where(subscribers.c.id.in_(sa.select(choices.c.subscriber).where(choices.c.edition == edition)))
    if after:
        query = query.where(_after(connection, after))
    rows = connection.execute(query.limit(limit) if limit else query).mappings().all()
    return tuple((Subscriber(**row), choices_of(connection, row["id"])) for row in rows)


def _after(connection: Connection, after: str) -> sa.ColumnElement[bool]:
    made_at = connection.scalar(sa.select(subscribers.c.made_at).where(subscribers.c.id == after))
    if made_at is None:
        message = "the list cannot go on from there: there is no such subscriber; begin at its first page"
        raise PlaceGone(message)
    same = (subscribers.c.made_at == made_at) & (subscribers.c.id < after)
    return (subscribers.c.made_at < made_at) | same
