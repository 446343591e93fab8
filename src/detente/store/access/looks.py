"""Up to when somebody has seen what is new: one row an account, so that it is the same on every machine of theirs."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.access.tables import looks

__all__ = ["forget_look", "keep_look", "look_of"]


def look_of(connection: Connection, account: str) -> dt.datetime | None:
    """Return up to when an account has seen what is new; None where it never said so."""
    found: dt.datetime | None = connection.scalar(sa.select(looks.c.upto).where(looks.c.account == account))
    return found


def keep_look(connection: Connection, account: str, upto: dt.datetime) -> None:
    """Keep up to when an account has seen what is new. It only goes forward: an old page takes nothing back."""
    before = look_of(connection, account)
    if before is None:
        connection.execute(sa.insert(looks), {"account": account, "upto": upto})
    elif upto > before:
        connection.execute(sa.update(looks).where(looks.c.account == account).values(upto=upto))


def forget_look(connection: Connection, account: str) -> None:
    """Forget up to when an account has seen what is new: somebody else uses it from now on."""
    connection.execute(sa.delete(looks).where(looks.c.account == account))
