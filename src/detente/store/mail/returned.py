"""What came back: bounces and complaints, and what they do to a delivery and to a subscription."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.tables import deliveries, returned

__all__ = ["Came", "CameKind", "Weight", "keep_returned", "mark_returned", "reader_of", "returned_of", "soft_days"]

CameKind = Literal["failed", "delayed", "delivered", "complaint"]
Weight = Literal["hard", "soft", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A message about a delivery: what it says became of it, and whether it carried our token."""

    message_id: str
    kind: CameKind
    at: dt.datetime
    weight: Weight
    signed: bool
    status: str
    words: str


def keep_returned(connection: Connection, came: Came) -> bool:
    """Keep what came back; say whether it tells more than what was kept: the same told again counts once.

    What is proven takes the place of what was not, and that nobody has the address that of what may pass: whoever saw
    a letter could else note something beforehand, and the true report would count for nothing.
    """
    row = {
        "message_id": came.message_id, "kind": came.kind, "at": came.at, "weight": came.weight, "signed": came.signed,
        "status": came.status, "words": came.words,
    }  # fmt: skip
    new = insert(returned).values(**row)
    more = new.excluded.signed & (
        ~returned.c.signed | ((new.excluded.weight == "hard") & (returned.c.weight != "hard"))
    )
    kept = new.on_conflict_do_update(index_elements=["message_id", "kind"], set_=row, where=more)
    return connection.execute(kept).rowcount == 1


def returned_of(connection: Connection, message_id: str) -> tuple[Came, ...]:
    """Return what came back about a delivery, the first first."""
    columns = [returned.c[name] for name in Came.__dataclass_fields__]
    asked = sa.select(*columns).where(returned.c.message_id == message_id).order_by(returned.c.at, returned.c.kind)
    return tuple(Came(**row) for row in connection.execute(asked).mappings())


def reader_of(connection: Connection, message_id: str) -> str | None:
    """Return the subscriber of a delivery; None where there is no such delivery."""
    asked = sa.select(deliveries.c.subscriber).where(deliveries.c.message_id == message_id)
    return connection.execute(asked).scalar_one_or_none()


def mark_returned(connection: Connection, came: Came) -> None:
    """Let a delivery that was handed over stand as what came back says of it."""
    d = deliveries.c
    handed = sa.update(deliveries).where(d.message_id == came.message_id, d.state.in_(("sent", "in doubt")))
    if came.kind == "failed":
        connection.execute(handed.values(state="refused", answer=came.words))
    elif came.kind == "delivered":
        connection.execute(handed.where(d.state == "in doubt").values(state="sent", sent_at=came.at, answer=came.words))


def soft_days(connection: Connection, subscriber: str, *, since: dt.datetime) -> int:
    """Return on how many days letters to a subscriber came back, with nothing that proves the address wrong."""
    asked = sa.select(sa.func.substr(sa.cast(returned.c.at, sa.Text), 1, 10)).join(
        deliveries, deliveries.c.message_id == returned.c.message_id
    )
    asked = asked.where(
        deliveries.c.subscriber == subscriber, returned.c.kind == "failed", returned.c.signed, returned.c.at >= since
    ).distinct()
    return len(connection.execute(asked).all())
