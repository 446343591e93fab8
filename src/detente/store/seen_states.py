"""The states of the record as a level below the desk's sees them: another only where something it sees may differ.

Whether a change concerns a level is asked of the record as that level sees it. Where that cannot be told for certain,
the change does: a state too many costs time, and one too few would show what is not so any more.
"""

import threading
from collections import deque
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.store import tables
from detente.store.asked import portions
from detente.store.changes import Changes, state_named
from detente.store.links_moved import Pair
from detente.store.record import Record

__all__ = ["SeenStates"]

ACCOUNTS, MEMBERSHIPS = tables.accounts, tables.memberships
OF_DOCUMENTS = frozenset({"document", "reading", "account", "review"})
"""Kinds of changes that concern a level where it sees the document."""
NEVER = frozenset({"source", "visit", "refusal", "drill", "grade"})
"""Kinds of which a level below the desk's sees nothing."""
LOOKED_AT = frozenset({*OF_DOCUMENTS, *NEVER, "entry", "incident", "links"})
"""Kinds of which it is asked whether they concern a level; all others always do."""
KEPT = 64
Head = tuple[int, str]


@dataclass(slots=True)
class SeenStates:
    """The states that one level has seen, each by the revision at which it was looked at. Threads may share it."""

    seen: deque[tuple[Head, Head]] = field(default_factory=lambda: deque(maxlen=KEPT))
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
        if changed is None or changed.links is None or changed.kinds - LOOKED_AT:
            return True
        with record.reading() as connection:
            return _is_seen(connection, changed) or _any_link(connection, changed.links)


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


def _any_link(connection: Connection, pairs: frozenset[Pair]) -> bool:
    """Say whether both accounts of any of some links are seen, whether the link is there now or was before."""
    numbers = sorted({number for pair in pairs for number in pair})
    asked = (sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.number.in_(some)) for some in portions(numbers))
    seen = {number for one in asked for number in connection.scalars(one)}
    return any(one in seen and other in seen for one, other in pairs)
