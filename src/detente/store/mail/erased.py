"""What is erased of subscribers, and what stays of them: that letters were sent, and not to whom."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.file import MailFile
from detente.store.mail.subscribers import Subscriber, set_state
from detente.store.mail.tables import (
    choices,
    consents,
    deliveries,
    letter_pictures,
    letters,
    returned,
    subscribers,
    tries,
)

__all__ = ["drop_subscriber", "ended_before", "erase_subscriber", "forget_pages", "unconfirmed"]

WAITS = ("waiting",)
AT_ONCE = 50
"""So many are forgotten when somebody signs up, who waits for it: the others with the next ones."""


def erase_subscriber(connection: Connection, id_: str, *, now: dt.datetime) -> None:
    """Overwrite what is known of a person. That letters were sent stays, with their state and without the person."""
    connection.execute(sa.delete(choices).where(choices.c.subscriber == id_))
    connection.execute(sa.update(consents).where(consents.c.subscriber == id_).values(choice=sa.null()))
    _blank_deliveries(connection, id_)
    nothing = {"address": None, "folded": None, "zone": "UTC", "hour": 0}
    connection.execute(sa.update(subscribers).where(subscribers.c.id == id_).values(**nothing))
    set_state(connection, id_, "erased", why="", now=now)


def drop_subscriber(connection: Connection, id_: str) -> None:
    """Take out one who never confirmed anything, with all that is of them: nothing shows that they were asked for."""
    theirs, own = _messages(id_), _own_letters(connection, id_)
    for table in (tries, returned):
        connection.execute(sa.delete(table).where(table.c.message_id.in_(theirs)))
    for table in (deliveries, choices, consents):
        connection.execute(sa.delete(table).where(table.c.subscriber == id_))
    connection.execute(sa.delete(letter_pictures).where(letter_pictures.c.letter.in_(own)))
    connection.execute(sa.delete(letters).where(letters.c.id.in_(own)))
    connection.execute(sa.delete(subscribers).where(subscribers.c.id == id_))


def unconfirmed(connection: Connection, *, before: dt.datetime) -> tuple[Subscriber, ...]:
    """Return those who wait for a confirmation that they can give no more, as the last was asked before."""
    last = sa.select(sa.func.max(consents.c.at)).where(
        (consents.c.subscriber == subscribers.c.id) & (consents.c.deed == "asked")
    )
    which = (subscribers.c.state == "pending") & (sa.func.coalesce(last.scalar_subquery(), "") < before)
    columns = [subscribers.c[name] for name in Subscriber.__dataclass_fields__]
    query = sa.select(*columns).where(which).order_by(subscribers.c.made_at).limit(AT_ONCE)
    return tuple(Subscriber(**row) for row in connection.execute(query).mappings())


def ended_before(connection: Connection, before: dt.datetime) -> tuple[Subscriber, ...]:
    """Return who ended it before a moment, and is not erased."""
    which = (subscribers.c.state == "ended") & (subscribers.c.changed_at < before)
    columns = [subscribers.c[name] for name in Subscriber.__dataclass_fields__]
    query = sa.select(*columns).where(which).order_by(subscribers.c.changed_at).limit(AT_ONCE)
    return tuple(Subscriber(**row) for row in connection.execute(query).mappings())


def forget_pages(file: MailFile) -> None:
    """Let nothing that was overwritten stand in the database's journal any longer."""
    with file.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _blank_deliveries(connection: Connection, id_: str) -> None:
    """What servers answered may name the person, and so may the domain; what still waits is called off."""
    connection.execute(sa.update(tries).where(tries.c.message_id.in_(_messages(id_))).values(answer=""))
    connection.execute(sa.update(returned).where(returned.c.message_id.in_(_messages(id_))).values(words=""))
    own = _own_letters(connection, id_)
    connection.execute(sa.update(letters).where(letters.c.id.in_(own)).values(html="", text=""))
    mine = deliveries.c.subscriber == id_
    waits = mine & deliveries.c.state.in_(WAITS)
    connection.execute(sa.update(deliveries).where(waits).values(state="called off"))
    connection.execute(sa.update(deliveries).where(mine).values(domain="", answer=""))


def _messages(id_: str) -> sa.Select[tuple[str]]:
    return sa.select(deliveries.c.message_id).where(deliveries.c.subscriber == id_)


def _own_letters(connection: Connection, id_: str) -> tuple[str, ...]:
    """Return the letters that are to one person alone: those that hold their links."""
    query = (
        sa.select(letters.c.id)
        .join(deliveries, deliveries.c.letter == letters.c.id)
        .where((deliveries.c.subscriber == id_) & (letters.c.kind == "confirmation"))
    )
    return tuple(connection.scalars(query))
