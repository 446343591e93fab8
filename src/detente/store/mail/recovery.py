"""The queue made sense of before a course: what a killed process left, and what a clock noted that was ahead."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.tables import deliveries, halts

__all__ = ["AHEAD", "recover"]

AHEAD = dt.timedelta(minutes=5)
"""What was noted as done later than this from now was noted by a clock that was ahead, and was put right since."""


def recover(connection: Connection, *, now: dt.datetime) -> tuple[int, int]:
    """Say how what a killed process left stands now: how many wait again, and of how many nobody knows.

    No pause and no time of another try holds that a clock set which was ahead: else mail would stand still until that
    day comes. Whoever asks has the queue alone.
    """
    d = deliveries.c
    waiting = sa.update(deliveries).where(d.state == "sending").values(state="waiting")
    told = {"state": "in doubt", "due_at": now, "answer": "the process ended while the letter was handed over"}
    doubted = sa.update(deliveries).where(d.state == "handing over").values(**told)
    counts = connection.execute(waiting).rowcount, connection.execute(doubted).rowcount
    _disbelieve(connection, now)
    return counts


def _disbelieve(connection: Connection, now: dt.datetime) -> None:
    """Take back what is noted of a time that has not come; a letter still waits for the hour that its reader chose."""
    d, believed = deliveries.c, now + AHEAD
    connection.execute(sa.delete(halts).where(halts.c.at > believed))
    tried = sa.update(deliveries).where(d.state.in_(("waiting", "given up")), d.tried_at > believed)
    anew = {"state": "waiting", "tried_at": sa.null()}
    connection.execute(tried.where(d.wanted_at > now).values(due_at=d.wanted_at, **anew))
    connection.execute(tried.values(due_at=now, **anew))
    doubted = sa.update(deliveries).where(d.state == "in doubt")
    connection.execute(doubted.where(d.due_at > believed).values(due_at=now))
    connection.execute(doubted.where(d.tried_at > believed).values(tried_at=sa.null()))
