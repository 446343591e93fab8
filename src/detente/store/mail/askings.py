"""How often somebody asked to be written to: by address and by network, of which only keyed hashes are kept."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.keys import address_hash
from detente.store.mail.tables import askings

__all__ = ["LATELY", "count_asking"]

LATELY = dt.timedelta(days=30)
"""So long it is kept that something was asked."""


def count_asking(connection: Connection, whose: str, *, now: dt.datetime) -> tuple[int, int]:
    """Count one more, and return how many there were before it: today, and lately. What is older is forgotten."""
    today = now.astimezone(dt.UTC).date()
    connection.execute(sa.delete(askings).where(askings.c.day < (today - LATELY).isoformat()))
    key, day = address_hash(connection, whose), today.isoformat()
    rows = connection.execute(sa.select(askings.c.day, askings.c.times).where(askings.c.key == key))
    before = {row.day: int(row.times) for row in rows}
    if day in before:
        which = (askings.c.key == key) & (askings.c.day == day)
        connection.execute(sa.update(askings).where(which).values(times=askings.c.times + 1))
    else:
        connection.execute(sa.insert(askings), {"key": key, "day": day, "times": 1})
    return before.get(day, 0), sum(before.values())
