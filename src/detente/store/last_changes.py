"""What the chain of revisions says of what changed: which documents since some state, and whether any entry did.

The chain is whole at the desk's own level only. Of a lower level it cannot be told what changed for it, and whoever
asks has to compare.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from detente.store import tables
from detente.store.asked import portions
from detente.store.record import Record

__all__ = ["documents_changed_since", "last_number", "remembered_entries"]

T = TypeVar("T")
REVISIONS = tables.revisions
OF_ENTRIES = ("entry", "withdrawal", "release")
"""Kinds of revisions after which other entries may be current, or be seen."""
OF_NONE = frozenset(
    {"account", "decision", "drill", "entry", "grade", "incident", "links", "refusal", "release", "source"}
)
"""Kinds of revisions after which each report says at the desk's own level what it said before."""
THROUGH = {"reading": tables.readings, "review": tables.reviews}
"""Kinds whose subject has its document in a table."""
MOST = 5_000
"""Revisions that are looked through; after more, whoever asks looks at everything."""
MOST_KEPT = 48


@dataclass(slots=True)
class _Seen:
    """As of which state it was asked last, up to which revision, and the last one that was of entries."""

    state: str = ""
    number: int = 0
    last: int = 0


_SEEN: "WeakKeyDictionary[Engine, _Seen]" = WeakKeyDictionary()
_KEPT: "WeakKeyDictionary[Engine, dict[tuple[Any, ...], tuple[str, Any]]]" = WeakKeyDictionary()
_LOCK = threading.Lock()


def last_number(record: Record) -> int:
    """Return the number of the last revision."""
    with record.reading() as connection:
        return connection.scalar(sa.select(sa.func.max(REVISIONS.c.number))) or 0


def documents_changed_since(record: Record, number: int) -> frozenset[str] | None:
    """Return the documents of which anything was changed after a revision: what they say, how they are read.

    None where that cannot be told: of a lower level, after very much, or after what may concern any.
    """
    if record.level != "internal":
        return None
    query = sa.select(REVISIONS.c.kind, REVISIONS.c.subject).where(REVISIONS.c.number > number).limit(MOST + 1)
    with record.reading() as connection:
        changes = [(kind, subject) for kind, subject in connection.execute(query)]
        if len(changes) > MOST:
            return None
        return _documents(connection, {(kind, subject) for kind, subject in changes if kind not in OF_NONE})


def _documents(connection: Connection, changes: set[tuple[str, str]]) -> frozenset[str] | None:
    found: set[str] = set()
    for kind in {kind for kind, _ in changes}:
        subjects = sorted(subject for own, subject in changes if own == kind)
        if kind in THROUGH:
            table = THROUGH[kind]
            for some in portions(subjects):
                found.update(connection.scalars(sa.select(table.c.document_id).where(table.c.id.in_(some))))
        elif kind in {"document", "withdrawal"}:  # of what is withdrawn, an entry is no document, and no harm
            found.update(subjects)
        else:
            return None
    return frozenset(found)


def remembered_entries(read: Callable[..., T]) -> Callable[..., T]:
    """Return a reading of entries alone that is made once until one of them changes; it must not be changed itself."""

    @wraps(read)
    def again(record: Record, *more: Any, **asked: Any) -> T:
        if record.state is None:
            return read(record, *more, **asked)
        state = _state_of_entries(record, record.state())
        key = (read.__module__, read.__qualname__, more, tuple(sorted(asked.items())))
        with _LOCK:
            kept = _KEPT.setdefault(record.engine, {})
            if key in kept and kept[key][0] == state:
                found: T = kept[key][1]
                return found
        made = read(record, *more, **asked)
        with _LOCK:
            kept.pop(key, None)
            kept[key] = (state, made)
            while len(kept) > MOST_KEPT:
                del kept[next(iter(kept))]
        return made

    return again


def _state_of_entries(record: Record, state: str) -> str:
    """Return what names the state of the entries: the last revision of one, below the desk's level any state."""
    if record.level != "internal":
        return state
    with _LOCK:
        seen = _SEEN.setdefault(record.engine, _Seen())
        if seen.state != state:
            head = last_number(record)
            seen.last = _last_of_entries(record, seen.number) or seen.last
            seen.state, seen.number = state, head
        return str(seen.last)


def _last_of_entries(record: Record, after: int) -> int | None:
    query = sa.select(sa.func.max(REVISIONS.c.number))
    query = query.where(REVISIONS.c.number > after, REVISIONS.c.kind.in_(OF_ENTRIES))
    with record.reading() as connection:
        found: int | None = connection.scalar(query)
        return found
