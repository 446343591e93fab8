"""What the server took and refused of late: by that it is told whose fault a refusal is."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.tables import deliveries, tries

__all__ = ["Taking", "last_refused", "last_taken"]

DONE, TEMPORARY, PERMANENT, BEYOND = 200, 300, 500, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """An attempt: its number, which says what came before what whatever the clock said, and when it was."""

    number: int
    at: dt.datetime


def last_taken(connection: Connection) -> Taking | None:
    """Return the last attempt at which the server took a letter."""
    which = (tries.c.stage == "dot") & tries.c.code.between(DONE, TEMPORARY - 1)
    return _last(connection, sa.select(tries.c.number, tries.c.at).where(which))


def last_refused(
    connection: Connection, stages: Collection[str], *, before: int, message_id: str = "", subscriber: str = ""
) -> Taking | None:
    """Return the last attempt before another at which a delivery, or any to a subscriber, was refused for good."""
    asked = sa.select(tries.c.number, tries.c.at).where(tries.c.code.between(PERMANENT, BEYOND - 1))
    asked = asked.where(tries.c.stage.in_(stages), tries.c.number < before)
    if message_id:
        return _last(connection, asked.where(tries.c.message_id == message_id))
    theirs = sa.select(deliveries.c.message_id).where(deliveries.c.subscriber == subscriber)
    return _last(connection, asked.where(tries.c.message_id.in_(theirs)))


def _last(connection: Connection, asked: sa.Select[tuple[int, dt.datetime]]) -> Taking | None:
    row = connection.execute(asked.order_by(tries.c.number.desc()).limit(1)).one_or_none()
    return Taking(number=row.number, at=row.at) if row is not None else None
