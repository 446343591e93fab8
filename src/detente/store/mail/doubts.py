"""Deliveries in doubt: handed over perhaps, since nobody heard the server's last answer."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.tables import deliveries, tries

__all__ = ["AGAIN", "Doubt", "doubts_of", "note_asked", "resolve_as_sent", "send_again", "was_sent_again"]

AGAIN = "again"
"""The stage that is noted where a letter is sent once more because nobody could say whether it arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A delivery in doubt: since when, when it was asked for last, and whether it was sent again for that already."""

    message_id: str
    since: dt.datetime
    asked_at: dt.datetime | None
    was_sent_again: bool


def doubts_of(connection: Connection) -> list[Doubt]:
    """Return the deliveries in doubt, the oldest first."""
    d = deliveries.c
    again = sa.exists().where(tries.c.message_id == d.message_id, tries.c.stage == AGAIN)
    asked = (
        sa.select(d.message_id, d.due_at, d.tried_at, again)
        .where(d.state == "in doubt")
        .order_by(d.due_at, d.message_id)
    )
    return [
        Doubt(
            message_id=id_, since=since, asked_at=tried if tried and tried > since else None, was_sent_again=bool(sent)
        )
        for id_, since, tried, sent in connection.execute(asked)
    ]


def note_asked(connection: Connection, message_id: str, *, now: dt.datetime) -> None:
    """Note that it was asked whether a letter in doubt was taken, and that nobody could tell."""
    d = deliveries.c
    mine = sa.update(deliveries).where(d.message_id == message_id, d.state == "in doubt")
    connection.execute(mine.values(tried_at=now))


def was_sent_again(connection: Connection, message_id: str) -> bool:
    """Say whether a letter was put up once more because nobody could say whether it arrived."""
    asked = sa.select(tries.c.number).where(tries.c.message_id == message_id, tries.c.stage == AGAIN).limit(1)
    return connection.execute(asked).first() is not None


def resolve_as_sent(connection: Connection, message_id: str, *, now: dt.datetime, words: str) -> bool:
    """Note that a delivery in doubt was taken, by whose word; say whether it was in doubt."""
    return _resolve(connection, message_id, now, "known", words, state="sent", sent_at=now, answer=words)


def send_again(
    connection: Connection, message_id: str, *, now: dt.datetime, words: str, was_taken: bool | None
) -> bool:
    """Let a delivery in doubt be sent once more, and note why; say whether it was in doubt.

    `was_taken` is False where somebody who knows said that it was not: then it is no second letter.
    """
    stage = "known" if was_taken is False else AGAIN
    return _resolve(connection, message_id, now, stage, words, state="waiting", due_at=now, answer=words)


def _resolve(connection: Connection, message_id: str, now: dt.datetime, stage: str, words: str, **told: object) -> bool:
    d = deliveries.c
    mine = sa.update(deliveries).where(d.message_id == message_id, d.state == "in doubt").values(**told)
    done = connection.execute(mine).rowcount == 1
    if done:
        row = {"message_id": message_id, "at": now, "stage": stage, "code": None, "answer": words}
        connection.execute(sa.insert(tries).values(**row))
    return done
