"""The chain of what was done with persons: who kept, read, was refused or forgot, and the proof of it.

A deed that keeps a person holds a hash of what was kept, with a salt that is erased with the person: without it nobody
can try names against the hash, and the chain holds on.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.registry.mines.purposes import purpose_of
from detente.store.canonical import written
from detente.store.columns import moment
from detente.store.people_tables import deeds, persons
from detente.store.revisions import FIRST

__all__ = ["Deed", "Doer", "deeds_of", "note_deed", "people_complaints", "salted", "seal"]

DeedKind = Literal["roles", "kept", "shown", "refused", "forgotten", "log"]
LINKED = (
    "number", "what", "accident", "person", "revision", "by", "account", "reason", "said", "at", "content_hash",
    "previous",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who does it: the name that was given, the account of the machine, the reason (one of a list), and when.

    Of who is refused no name is noted: it may be that of somebody of whom nothing is to be kept.
    """

    name: str | None
    account: str
    reason: str | None
    now: dt.datetime

    def __post_init__(self) -> None:
        """Refuse a reason in words of one's own: it would be kept for good."""
        purpose_of(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A link of the chain. `by` is None where nobody in the list of roles did it."""

    number: int
    what: DeedKind
    accident: str | None
    person: str | None
    revision: int | None
    by: str | None
    account: str
    reason: str | None
    said: str | None
    at: dt.datetime
    content_hash: str | None
    previous: str
    hash: str


def seal() -> str:
    """Return a new salt."""
    return secrets.token_hex(32)


def salted(salt: str, content: Mapping[str, Any]) -> str:
    """Return the hash of what is kept of a person, which says nothing without its salt."""
    return hashlib.sha256(f"{salt}\n{written(content)}".encode("ascii")).hexdigest()


def note_deed(
    connection: Connection,
    what: DeedKind,
    doer: Doer,
    *,
    accident: str | None = None,
    person: str | None = None,
    revision: int | None = None,
    said: str | None = None,
    content_hash: str | None = None,
) -> None:
    """Note a deed at the end of the chain, in the transaction that does it."""
    query = sa.select(deeds.c.number, deeds.c.hash).order_by(deeds.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    row: dict[str, Any] = {
        "number": last.number + 1 if last else 1, "what": what, "accident": accident, "person": person,
        "revision": revision, "by": doer.name, "account": doer.account, "reason": doer.reason, "said": said,
        "at": doer.now, "content_hash": content_hash, "previous": last.hash if last else FIRST,
    }  # fmt: skip
    connection.execute(sa.insert(deeds), row | {"hash": _link(row)})


def deeds_of(connection: Connection) -> tuple[Deed, ...]:
    """Return the whole chain."""
    rows = connection.execute(sa.select(deeds).order_by(deeds.c.number)).mappings()
    return tuple(Deed(**row) for row in rows)


def people_complaints(connection: Connection) -> Iterator[str]:
    """Yield, in words without any name, what of the chain or of the persons is not what was written."""
    previous, kept, gone = FIRST, dict[tuple[str, int], Deed](), dict[str, Deed]()
    for expected, one in enumerate(deeds_of(connection), 1):
        row = {name: getattr(one, name) for name in LINKED}
        if one.number != expected or one.previous != previous or _link(row) != one.hash:
            yield f"deed {one.number:,} was altered, or one before it was taken out"
        previous = one.hash
        if one.what == "kept" and one.person and one.revision:
            kept[(one.person, one.revision)] = one
        elif one.what == "forgotten" and one.person:
            gone[one.person] = one
    yield from _of_persons(connection, kept, gone)


def _of_persons(connection: Connection, kept: dict[tuple[str, int], Deed], gone: dict[str, Deed]) -> Iterator[str]:
    for row in connection.execute(sa.select(persons)).mappings():
        due = kept.pop((row["id"], row["revision"]), None)
        if due is None:
            yield f"person {row['id'][:10]}, revision {row['revision']}, was put in without a deed"
        else:
            yield from _of_person(row, due, gone.get(row["id"]))
    for person, revision in kept:
        yield f"person {person[:10]}, revision {revision}, is missing"


def _of_person(row: RowMapping, due: Deed, gone: Deed | None) -> Iterator[str]:
    """Yield what of a row, its place and its days included, is not what the deeds of that person say."""
    which = f"person {row['id'][:10]}, revision {row['revision']},"
    if row["accident"] != due.accident:
        yield f"{which} was moved to another accident"
    if row["made_at"] != due.at or row["forgotten_at"] != (gone.at if gone else None):
        yield f"{which} has another day than was noted"
    if row["content"] is None or row["salt"] is None:
        if gone is None:
            yield f"person {row['id'][:10]} is empty, and nobody noted that they were to be forgotten"
    elif salted(row["salt"], row["content"]) != due.content_hash:
        yield f"{which} is not what was kept"
    elif gone is not None:
        yield f"person {row['id'][:10]} was to be forgotten, and is there"


def _link(row: Mapping[str, Any]) -> str:
    told = [moment(row[name]) if name == "at" else row[name] for name in LINKED]
    return hashlib.sha256(written(told).encode("ascii")).hexdigest()
