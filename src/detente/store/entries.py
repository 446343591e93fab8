"""What people wrote into the registry, and what was taken out of tables for it: kept revision by revision."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.store import tables
from detente.store.canonical import written
from detente.store.changes import Changes
from detente.store.known import NOW, Known, by, stands
from detente.store.levels import Level
from detente.store.policies import DESK
from detente.store.record import Record
from detente.store.releases import write_releases
from detente.store.remembered import growing
from detente.store.revisions import Notes

__all__ = [
    "Entry", "EntryView", "entries", "entries_called", "entry_revisions", "keep_entries", "keep_new_entry",
    "keep_revision", "kept_entries", "latest_entries",
]  # fmt: skip

ENTRIES = tables.entries
AT_ONCE = 200
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be kept: whose id, of what kind, under what, on which days (YYYY-MM-DD), and what it says (as JSON).

    `subject` is the same for every revision; `core.ids.hash_parts` makes one.
    """

    subject: str
    kind: str
    owner: str
    content: Mapping[str, Any]
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A revision of an entry: what it says, who wrote it, why and when."""

    subject: str
    revision: int
    kind: str
    owner: str
    first: str | None
    last: str | None
    content: Mapping[str, Any]
    author: str
    reason: str
    made_at: dt.datetime


def keep_entries(
    record: Record, new: Iterable[Entry], *, author: str, reason: str, now: dt.datetime
) -> tuple[str, ...]:
    """Keep entries in one transaction, and return the subjects of those that say something new.

    One that says what its last revision says is there already. Raises `UsageError` without an author or a reason.
    """
    _refuse_unsigned(author, reason)
    asked = {entry.subject: entry for entry in new}
    with record.writing() as connection:
        before = _last(connection, list(asked))
        changed = [entry for entry in asked.values() if _says_more(entry, before.get(entry.subject))]
        _write(connection, changed, before, author=author, reason=reason, now=now)
    return tuple(entry.subject for entry in changed)


def keep_new_entry(
    record: Record,
    new: Entry,
    *,
    author: str,
    reason: str,
    now: dt.datetime,
    released_to: Level = "internal",
    beside: Collection[str] = (),
) -> None:
    """Keep an entry that none may be there of, withdrawn or not.

    In the same transaction it is `released_to` somebody, with entries `beside` it that it is not understood without;
    what more people see already stays so. Of two people who take the same number at once one is told. Raises
    `UsageError` then, and without an author or a reason.
    """
    _refuse_unsigned(author, reason)
    with record.writing() as connection:
        _refuse_kept(_last(connection, [new.subject]).values())
        _write(connection, [new], {}, author=author, reason=reason, now=now)
        if released_to != "internal":
            write_releases(
                connection, "entry", [new.subject, *beside], level=released_to, narrowing=False, author=author,
                reason=reason, now=now,
            )  # fmt: skip


def keep_revision(
    record: Record,
    new: Entry,
    *,
    after: int,
    author: str,
    reason: str,
    now: dt.datetime,
    released_to: Level = "internal",
) -> None:
    """Keep a revision of an entry that follows revision `after`, and release it to somebody in the same transaction.

    Raises `UsageError` where another revision was kept meanwhile: what somebody read is what they change. Also where
    there is none to follow, where it says nothing else, and without an author or a reason.
    """
    _refuse_unsigned(author, reason)
    with record.writing() as connection:
        before = _last(connection, [new.subject])
        _refuse_other(before.get(new.subject), new, after)
        _write(connection, [new], before, author=author, reason=reason, now=now)
        if released_to != "internal":
            write_releases(
                connection, "entry", [new.subject], level=released_to, narrowing=False, author=author, reason=reason,
                now=now,
            )  # fmt: skip


def latest_entries(
    record: Record,
    kind: str,
    *,
    owner: str | None = None,
    before: tuple[str, str] | None = None,
    limit: int = 50,
    known_on: Known = NOW,
) -> tuple[EntryView, ...]:
    """Return the current revision of so many entries of a kind, those of the latest days first; withdrawn ones not.

    `before` is the first day and the subject of the entry after which they go on.
    """
    own, later = ENTRIES, ENTRIES.alias("later")
    newer = sa.exists().where(
        later.c.subject == own.c.subject, later.c.revision > own.c.revision, *by(later.c.made_at, known_on)
    )
    query = sa.select(*(own.c[name] for name in EntryView.__slots__)).where(own.c.kind == kind, ~newer)
    query = query.where(stands(own.c.subject, known_on, kind="entry"), *by(own.c.made_at, known_on))
    if owner is not None:
        query = query.where(own.c.owner == owner)
    if before is not None:
        day, subject = before
        query = query.where(sa.or_(own.c.first < day, sa.and_(own.c.first == day, own.c.subject > subject)))
    with record.reading() as connection:
        rows = connection.execute(query.order_by(own.c.first.desc(), own.c.subject).limit(limit)).mappings().all()
    return tuple(_seen(row) for row in rows)


def entries(
    record: Record,
    *,
    kind: str,
    owner: str | None = None,
    since: str | None = None,
    until: str | None = None,
    known_on: Known = NOW,
    withdrawn: bool = False,
) -> tuple[EntryView, ...]:
    """Return the current revision of each entry of a kind, by its first day.

    `since` and `until` (YYYY-MM-DD) narrow to those with a day in between; an entry without days is left out then.
    With `withdrawn` those that stand withdrawn are returned, and not the others.
    """
    own, later = ENTRIES, ENTRIES.alias("later")
    newer = sa.exists().where(
        later.c.subject == own.c.subject, later.c.revision > own.c.revision, *by(later.c.made_at, known_on)
    )
    query = sa.select(*(own.c[name] for name in EntryView.__slots__)).where(own.c.kind == kind, ~newer)
    there = stands(own.c.subject, known_on, kind="entry")
    query = query.where(~there if withdrawn else there, *by(own.c.made_at, known_on))
    if owner is not None:
        query = query.where(own.c.owner == owner)
    if since is not None:
        query = query.where(own.c.last >= since)
    if until is not None:
        query = query.where(own.c.first <= until)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(own.c.first, own.c.made_at, own.c.subject)).mappings().all()
    return tuple(_seen(row) for row in rows)


def _more_kept(
    last: tuple[EntryView, ...], changed: Changes, record: Record, kind: str, *, known_on: Known = NOW
) -> tuple[EntryView, ...]:
    """Bring forward what is kept of a kind: all of it is read again where any of it was changed."""
    if kind not in changed.entries:
        return last
    now = entries(record, kind=kind, known_on=known_on)
    return last if now == last else now


@growing(_more_kept)
def kept_entries(record: Record, kind: str, *, known_on: Known = NOW) -> tuple[EntryView, ...]:
    """Return the current revision of each entry of a kind, as `entries` does; the same object while none changes."""
    return entries(record, kind=kind, known_on=known_on)


def entry_revisions(record: Record, subject: str, *, known_on: Known = NOW) -> tuple[EntryView, ...]:
    """Return all revisions of an entry, the first one first; withdrawn ones too."""
    query = sa.select(*(ENTRIES.c[name] for name in EntryView.__slots__))
    query = query.where(ENTRIES.c.subject == subject, *by(ENTRIES.c.made_at, known_on))
    with record.reading() as connection:
        rows = connection.execute(query.order_by(ENTRIES.c.revision)).mappings().all()
    return tuple(_seen(row) for row in rows)


def entries_called(record: Record, kind: str, given: str, *, known_on: Known = NOW) -> tuple[str, ...]:
    """Return the subjects of a kind that begin with what is given, or the one that is it; withdrawn ones not."""
    if not given:
        return ()
    own = ENTRIES.c
    query = sa.select(own.subject).where(own.kind == kind, own.subject.between(given, given + LAST)).distinct()
    query = query.where(stands(own.subject, known_on, kind="entry"), *by(own.made_at, known_on))
    with record.reading() as connection:
        found = tuple(connection.scalars(query.order_by(own.subject)))
    return (given,) if given in found else found


def _seen(row: Mapping[Any, Any]) -> EntryView:
    """Return an entry as the level sees it that reads it: below the desk's no reason stands in a row, nor a name."""
    return EntryView(**row if row["reason"] else {**row, "content": _unsigned(row["content"])})


def _unsigned(said: Any) -> Any:
    """Return what an entry says, but for who of the desk wrote down what it stands on."""
    if isinstance(said, list):
        return [_unsigned(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {name: _by_desk(one) if name == "evidence" else _unsigned(one) for name, one in said.items()}


def _by_desk(evidence: Any) -> Any:
    if isinstance(evidence, list):
        return [_by_desk(one) for one in evidence]
    return {**evidence, "by": DESK} if isinstance(evidence, dict) and evidence.get("by") else evidence


def _last(connection: Connection, subjects: list[str]) -> dict[str, EntryView]:
    return {view.subject: view for view in _all(connection, subjects)}


def _all(connection: Connection, subjects: list[str]) -> Iterator[EntryView]:
    """Yield every revision of some entries, later ones later."""
    for at in range(0, len(subjects), AT_ONCE):
        query = sa.select(*(ENTRIES.c[name] for name in EntryView.__slots__))
        query = query.where(ENTRIES.c.subject.in_(subjects[at : at + AT_ONCE])).order_by(ENTRIES.c.revision)
        yield from (EntryView(**row) for row in connection.execute(query).mappings())


def _write(
    connection: Connection,
    changed: Sequence[Entry],
    before: Mapping[str, EntryView],
    *,
    author: str,
    reason: str,
    now: dt.datetime,
) -> None:
    """Add a revision of each entry after those before it, and note them in the chain."""
    notes = Notes()
    rows = [_row(entry, before.get(entry.subject)) for entry in changed]
    if rows:
        by_whom = {"author": author, "reason": reason, "made_at": now}
        connection.execute(sa.insert(ENTRIES), [row | by_whom for row in rows])
    for entry in changed:
        notes.add("entry", entry.subject, f"{entry.kind}: {reason}")
    notes.write(connection, now=now, author=author)


def _refuse_unsigned(author: str, reason: str) -> None:
    if not author.strip() or not reason.strip():
        message = "whoever writes into the registry gives a name and a reason: they stand in its history"
        raise UsageError(message)


def _refuse_kept(there: Iterable[EntryView]) -> None:
    for one in there:
        message = (
            f"{one.author} has kept the {one.kind} {one.subject[:10]} already, on {one.made_at:%Y-%m-%d %H:%M}; "
            "nothing was kept: read the record again"
        )
        raise UsageError(message)


def _refuse_other(there: EntryView | None, new: Entry, after: int) -> None:
    if there is None or there.revision != after:
        who = f"{there.author} changed it meanwhile" if there is not None else "it is not in this record"
        message = (
            f"this would follow revision {after} of the {new.kind} {new.subject[:10]}, but {who}; nothing was kept"
        )
        raise UsageError(message)
    if not _says_more(new, there):
        message = f"this is what the {new.kind} {new.subject[:10]} says already; nothing was kept"
        raise UsageError(message)


def _says_more(entry: Entry, last: EntryView | None) -> bool:
    if last is None:
        return True
    told = (entry.kind, entry.owner, entry.first, entry.last)
    return told != (last.kind, last.owner, last.first, last.last) or written(entry.content) != written(last.content)


def _row(entry: Entry, last: EntryView | None) -> dict[str, Any]:
    revision = 1 if last is None else last.revision + 1
    return {
        "id": hash_parts("entry", entry.subject, str(revision)),
        "subject": entry.subject,
        "revision": revision,
        "kind": entry.kind,
        "owner": entry.owner,
        "first": entry.first,
        "last": entry.last,
        "content": dict(entry.content),
    }
