"""The chain of revisions: each change of a record is noted in the transaction that makes it, and never changed again.

A revision holds the hash of what the record's rows said after it, and the hash of the revision before it; so none can
be altered, taken out or put in between without all that come after telling.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.version import VERSION
from detente.store import tables
from detente.store.canonical import written
from detente.store.columns import moment
from detente.store.contents import contents_of

__all__ = ["BEFORE", "FIRST", "MACHINE", "Change", "Notes", "head_of", "link_hash", "note_revision", "note_revisions"]

REVISIONS = tables.revisions
FIRST = "0" * 64
"""What the first revision follows on."""
MACHINE = f"machine détente {VERSION}"
BEFORE = "kept before revisions were"
AT_ONCE = 200
LINKED = ("number", "kind", "subject", "revision", "author", "reason", "at", "content_hash", "previous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one record: of what kind it is, its id, why it changed, and the hash of what it says now."""

    kind: str
    subject: str
    reason: str
    content_hash: str


def note_revision(
    connection: Connection, *, kind: str, subject: str, content_hash: str, author: str, reason: str, now: dt.datetime
) -> None:
    """Note one change of one record, inside the transaction that makes it."""
    change = Change(kind=kind, subject=subject, reason=reason, content_hash=content_hash)
    note_revisions(connection, [change], author=author, now=now)


def note_revisions(connection: Connection, changes: Sequence[Change], *, author: str, now: dt.datetime) -> None:
    """Note changes in their order, at most one of each record, inside the transaction that makes them."""
    if not changes:
        return
    number, previous = head_of(connection)
    counts = _counts(connection, changes)
    rows = []
    for number, change in enumerate(changes, start=number + 1):  # noqa: B020 - counts on from the last
        row: dict[str, Any] = {
            "number": number,
            "kind": change.kind,
            "subject": change.subject,
            "revision": counts.get((change.kind, change.subject), 0) + 1,
            "author": author,
            "reason": change.reason,
            "at": now,
            "content_hash": change.content_hash,
            "previous": previous,
        }
        previous = link_hash(row)
        rows.append(row | {"hash": previous})
    connection.execute(sa.insert(REVISIONS), rows)


class Notes:
    """Gathers which records a transaction changes, to note each of them once, at its end."""

    def __init__(self) -> None:
        """Begin with nothing changed."""
        self._reasons: dict[tuple[str, str], list[str]] = {}

    def __len__(self) -> int:
        """Return how many records were changed."""
        return len(self._reasons)

    def add(self, kind: str, subject: str, reason: str) -> None:
        """Say that a record was changed, and why."""
        reasons = self._reasons.setdefault((kind, subject), [])
        if reason not in reasons:
            reasons.append(reason)

    def write(self, connection: Connection, *, now: dt.datetime, author: str = MACHINE) -> None:
        """Note the revisions of what was changed, as its rows say it now."""
        kinds = dict.fromkeys(kind for kind, _ in self._reasons)
        contents = {kind: contents_of(connection, kind, [s for k, s in self._reasons if k == kind]) for kind in kinds}
        changes = [
            Change(kind=kind, subject=subject, reason="; ".join(reasons), content_hash=contents[kind][subject])
            for (kind, subject), reasons in self._reasons.items()
        ]
        note_revisions(connection, changes, author=author, now=now)


def head_of(connection: Connection) -> tuple[int, str]:
    """Return the number and the hash of the last revision."""
    query = sa.select(REVISIONS.c.number, REVISIONS.c.hash).order_by(REVISIONS.c.number.desc()).limit(1)
    found = connection.execute(query).one_or_none()
    return (found.number, found.hash) if found is not None else (0, FIRST)


def link_hash(row: Mapping[str, Any]) -> str:
    """Return the hash that a revision has by what it says and what it follows on."""
    told = [moment(row[name]) if name == "at" else row[name] for name in LINKED]
    return hashlib.sha256(written(told).encode("ascii")).hexdigest()


def _counts(connection: Connection, changes: Iterable[Change]) -> dict[tuple[str, str], int]:
    subjects = list({change.subject for change in changes})
    found: dict[tuple[str, str], int] = {}
    for at in range(0, len(subjects), AT_ONCE):
        query = sa.select(REVISIONS.c.kind, REVISIONS.c.subject, sa.func.max(REVISIONS.c.revision))
        query = query.where(REVISIONS.c.subject.in_(subjects[at : at + AT_ONCE]))
        rows = connection.execute(query.group_by(REVISIONS.c.kind, REVISIONS.c.subject))
        found |= {(kind, subject): count for kind, subject, count in rows}
    return found
