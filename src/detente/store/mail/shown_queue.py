"""The queue as it is shown: how many stand how, what did not reach whom and why, without anybody's address."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.queue import State
from detente.store.mail.tables import deliveries, letters

__all__ = ["Shown", "count_states", "deliveries_called", "shown_deliveries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A delivery as it is shown to who keeps the queue."""

    message_id: str
    state: State
    letter: str
    subject: str
    subscriber: str
    domain: str
    tries: int
    due_at: dt.datetime
    answer: str


def count_states(connection: Connection) -> dict[str, int]:
    """Return how many deliveries stand how."""
    asked = sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
    return {state: number for state, number in connection.execute(asked)}  # noqa: C416 - rows are no pairs


def shown_deliveries(connection: Connection, states: Collection[str], *, most: int) -> list[Shown]:
    """Return deliveries that stand so, those first that are due first."""
    return _shown(connection, deliveries.c.state.in_(states), most)


def deliveries_called(connection: Connection, given: str) -> list[Shown]:
    """Return the deliveries whose Message-ID begins so."""
    return _shown(connection, deliveries.c.message_id.startswith(given, autoescape=True), 2)


def _shown(connection: Connection, which: "sa.ColumnElement[bool]", most: int) -> list[Shown]:
    d = deliveries.c
    asked = sa.select(
        d.message_id, d.state, d.letter, letters.c.subject, d.subscriber, d.domain, d.tries, d.due_at, d.answer
    )
    asked = asked.join(letters, letters.c.id == d.letter).where(which).order_by(d.due_at, d.message_id).limit(most)
    return [Shown(**row) for row in connection.execute(asked).mappings()]
