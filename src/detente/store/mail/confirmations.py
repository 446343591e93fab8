"""Letters to one person, put up to be sent; and which letters a person was sent."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.queue import put_up
from detente.store.mail.returned import Came, returned_of
from detente.store.mail.subscribers import Subscriber
from detente.store.mail.tables import deliveries, letters, tries

__all__ = ["SentLetter", "letters_to", "put_up_confirmation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter that was put up for somebody: when it was sent, what their server said to it, what came back of it."""

    letter: str
    kind: str
    edition: str
    subject: str
    made_at: dt.datetime
    state: str
    sent_at: dt.datetime | None
    answer: str
    message_id: str
    tries: tuple[tuple[dt.datetime, int | None, str], ...] = ()
    returned: tuple[Came, ...] = ()


def put_up_confirmation(
    connection: Connection, to: Subscriber, *, id_: str, subject: str, html: str, text: str, now: dt.datetime
) -> None:
    """Keep a letter to one person, and let it be sent at once. Its Message-ID is made of the letter and the person."""
    letter: dict[str, Any] = {
        "id": id_, "kind": "confirmation", "brief": None, "revision": 0, "edition": "", "subject": subject,
        "html": html, "text": text, "subjects": [], "corrects": [], "made_at": now, "approved_by": None,
    }  # fmt: skip
    connection.execute(sa.insert(letters), letter)
    put_up(connection, id_, [to.id], now, now)


def letters_to(connection: Connection, subscriber: str) -> tuple[SentLetter, ...]:
    """Return the letters that were put up for somebody, the first first, each with every try and what came back."""
    columns = (
        letters.c.id.label("letter"), letters.c.kind, letters.c.edition, letters.c.subject, letters.c.made_at,
        deliveries.c.state, deliveries.c.sent_at, deliveries.c.answer, deliveries.c.message_id,
    )  # fmt: skip
    query = sa.select(*columns).join(deliveries, deliveries.c.letter == letters.c.id)
    mine = query.where(deliveries.c.subscriber == subscriber).order_by(letters.c.made_at, letters.c.id)
    return tuple(
        SentLetter(
            **row, tries=_tries_of(connection, row["message_id"]), returned=returned_of(connection, row["message_id"])
        )
        for row in connection.execute(mine).mappings().all()
    )


def _tries_of(connection: Connection, message_id: str) -> tuple[tuple[dt.datetime, int | None, str], ...]:
    query = sa.select(tries.c.at, tries.c.code, tries.c.answer).where(tries.c.message_id == message_id)
    return tuple((row.at, row.code, row.answer) for row in connection.execute(query.order_by(tries.c.number)))
