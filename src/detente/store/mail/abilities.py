"""What the mail server was seen to be able to do: the desk, which asks no server, knows it from here."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.tables import abilities

__all__ = ["BEYOND_ASCII", "ability_of", "note_ability"]

BEYOND_ASCII = "beyond ascii"
"""That it takes addresses with other characters than those of ASCII before the @ (SMTPUTF8, RFC 6531)."""


def ability_of(connection: Connection, name: str) -> bool | None:
    """Return whether the server was able to when it was connected to last; None where it never was."""
    found: bool | None = connection.scalar(sa.select(abilities.c.has).where(abilities.c.name == name))
    return found


def note_ability(connection: Connection, name: str, *, has: bool, now: dt.datetime) -> None:
    """Note whether the server is able to."""
    row = {"name": name, "has": has, "at": now}
    connection.execute(insert(abilities).values(**row).on_conflict_do_update(index_elements=["name"], set_=row))
