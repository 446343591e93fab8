"""Where a record lies: in a file of its own, or in a PostgreSQL database that an address names."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from detente.core.errors import UsageError

__all__ = ["Address", "RecordPlace", "read_address"]

SCHEMES = frozenset({"postgresql", "postgres"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Address:
    """The address of a database. Shown without its password, and without settings, which may hold one too."""

    url: URL

    def __str__(self) -> str:
        """Return the address as it may be shown to anybody."""
        host = {name: value for name, value in self.url.query.items() if name in {"host", "port"}}
        return self.url.set(drivername="postgresql", query=host).render_as_string(hide_password=True)

    __repr__ = __str__


RecordPlace: TypeAlias = Path | Address


def read_address(text: str) -> Address:
    """Read the address of a database, ``postgresql://user@host/name``.

    Raises `UsageError` for anything else, without repeating it: it may hold a password.
    """
    message = "this is no address of a database: write it as postgresql://USER@HOST/NAME"
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise UsageError(message) from None
    if url.drivername not in SCHEMES or not url.database:
        raise UsageError(message)
    return Address(url=url.set(drivername="postgresql+psycopg"))
