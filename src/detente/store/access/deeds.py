"""The chain of what was done at the desk: who logged in, saw what is not public, changed something, was refused.

Each link holds the hash of the one before: whoever takes one out or alters one has to write all later ones anew.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.access.tables import deeds
from detente.store.canonical import written
from detente.store.columns import moment
from detente.store.revisions import FIRST

__all__ = ["DEED_KINDS", "Deed", "DeedKind", "KeptDeed", "deed_complaints", "deeds_of", "note_deeds"]

DeedKind = Literal["logged in", "log-in failed", "logged out", "read", "took away", "changed", "refused", "accounts"]
DEED_KINDS: tuple[DeedKind, ...] = get_args(DeedKind)
LINKED = (
    "number", "at", "what", "account", "name", "address", "method", "path", "status", "said", "previous",
)  # fmt: skip
MOST_PATH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did: by which account, under which name, from which address, at which address of the desk.

    `name` is empty where nobody is known to have done it; of a log-in that failed it is only that of an account which
    there is. The fields of an address are not noted: people search for persons.
    """

    what: DeedKind
    at: dt.datetime
    name: str = ""
    account: str | None = None
    address: str = ""
    method: str | None = None
    path: str | None = None
    status: int | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDeed(Deed):
    """A link of the chain."""

    number: int
    previous: str
    hash: str


COLUMNS = tuple(deeds.c[name] for name in KeptDeed.__dataclass_fields__)


def note_deeds(connection: Connection, done: Iterable[Deed]) -> None:
    """Note deeds at the end of the chain, in the order in which they come."""
    query = sa.select(deeds.c.number, deeds.c.hash).order_by(deeds.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    number, previous = (last.number, last.hash) if last else (0, FIRST)
    rows = []
    for one in done:
        number += 1
        row: dict[str, Any] = {name: getattr(one, name) for name in Deed.__dataclass_fields__}
        row |= {"number": number, "previous": previous, "path": one.path[:MOST_PATH] if one.path else one.path}
        previous = row["hash"] = _link(row)
        rows.append(row)
    if rows:
        connection.execute(sa.insert(deeds), rows)


def deeds_of(
    connection: Connection,
    *,
    account: str | None = None,
    what: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> tuple[KeptDeed, ...]:
    """Return deeds, the last one first: of one account, of one kind, before the one of a number."""
    query = sa.select(*COLUMNS).order_by(deeds.c.number.desc()).limit(limit)
    for column, value in ((deeds.c.account, account), (deeds.c.what, what)):
        query = query if value is None else query.where(column == value)
    query = query if before is None else query.where(deeds.c.number < before)
    return tuple(KeptDeed(**row) for row in connection.execute(query).mappings())


def deed_complaints(connection: Connection) -> Iterator[str]:
    """Yield what of the chain is not what was written."""
    previous = FIRST
    rows = connection.execute(sa.select(*COLUMNS).order_by(deeds.c.number)).mappings()
    for expected, found in enumerate(rows, 1):
        row = dict(found)
        if row["number"] != expected or row["previous"] != previous or _link(row) != row["hash"]:
            yield f"deed {row['number']:,} was altered, or one before it was taken out"
            return
        previous = row["hash"]


def _link(row: Mapping[str, Any]) -> str:
    told = [moment(row[name]) if name == "at" else row[name] for name in LINKED]
    return hashlib.sha256(written(told).encode("ascii")).hexdigest()
