"""The states of the record as a level below the desk's sees them: another only where something it sees may differ.

Whether a change concerns a level is asked of the record as that level sees it. Where that cannot be told for certain,
the change does: a state too many costs time, and one too few would show what is not so any more.
"""

import hashlib
import threading
from collections import deque
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.store import tables
from detente.store.asked import portions
from detente.store.canonical import line_of
from detente.store.changes import Changes, state_named
from detente.store.record import Record

__all__ = ["SeenStates"]

ACCOUNTS, MEMBERSHIPS, LINKS = tables.accounts, tables.memberships, tables.links
OF_DOCUMENTS = frozenset({"document", "reading", "account", "review"})
"""Kinds of changes that concern a level where it sees the document."""
NEVER = frozenset({"source", "visit", "refusal", "drill", "grade"})
"""Kinds of which a level below the desk's sees nothing."""
LOOKED_AT = frozenset({*OF_DOCUMENTS, *NEVER, "entry", "incident", "links"})
"""Kinds of which it is asked whether they concern a level; all others always do."""
MOST_LINKS = 5_000
"""Links that are gone through to see whether any was changed; where a level sees more, one may have been."""
KEPT = 64
Head = tuple[int, str]


@dataclass(slots=True)
class SeenStates:
    """The states that one level has seen, each by the revision at which it was looked at. Threads may share it."""

    seen: deque[tuple[Head, Head]] = field(default_factory=lambda: deque(maxlen=KEPT))
    links: str | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, record: Record, now: Head) -> Head:
        """Return the last revision that concerns a level, of those up to one; `record` is as the level sees it."""
        with self.lock:
            last = self.seen[-1] if self.seen else None
            if last is not None and now[0] < last[0][0]:
                return next((state for at, state in self.seen if at == now), now)
            if last is None or last[0] != now:
                self.seen.append((now, now if last is None or self._concerns(record, last[0], now) else last[1]))
            return self.seen[-1][1]

    def _concerns(self, record: Record, before: Head, now: Head) -> bool:
        changed = record.changes(state_named(*before), state_named(*now)) if record.changes is not None else None
        if changed is None or changed.kinds - LOOKED_AT:
            return True
        with record.reading() as connection:
            return ("links" in changed.kinds and self._is_linked_anew(connection)) or _is_seen(connection, changed)

    def _is_linked_anew(self, connection: Connection) -> bool:
        """Say whether the links that are seen may be others than when they were looked at last."""
        before, self.links = self.links, _links_seen(connection)
        return self.links is None or self.links != before


def _is_seen(connection: Connection, changed: Changes) -> bool:
    documents, entries, incidents = (sorted(some) for some in (changed.documents, changed.subjects, changed.incidents))
    return (
        _any(connection, tables.documents.c.id, documents)
        or _any(connection, tables.entries.c.subject, entries)
        or _any(connection, ACCOUNTS.c.incident, incidents)
        or _any(connection, MEMBERSHIPS.c.incident, incidents)
    )


def _any(connection: Connection, column: ColumnElement[str], ids: list[str]) -> bool:
    asked = (sa.select(column).where(column.in_(some)).limit(1) for some in portions(ids))
    return any(connection.scalar(one) is not None for one in asked)


def _links_seen(connection: Connection) -> str | None:
    """Return what names all links that are seen; None where they are too many to go through."""
    rows = connection.execute(sa.select(LINKS).order_by(LINKS.c.first, LINKS.c.second).limit(MOST_LINKS + 1)).mappings()
    lines = [line_of(LINKS, dict(row)) for row in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if len(lines) <= MOST_LINKS else None
