"""What is released to whom, and from when on; taken back again by a later word, and never deleted.

Of a document or an entry the last word counts whose time has come: what is released with a delay stands as it stood
before until then. What nobody released is the desk's own.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.store import tables
from detente.store.asked import portions
from detente.store.known import NOW, Known, by
from detente.store.levels import Level, seen_at
from detente.store.record import Record
from detente.store.revisions import Notes

__all__ = ["Releasable", "ReleaseView", "in_force", "keep_releases", "last_passed", "releases", "write_releases"]

RELEASES = tables.releases
Releasable = Literal["document", "entry"]
"""What can be released. What hangs on a document follows it: readings, events, reviews, accounts, incidents."""
OWNERS = {"document": tables.documents.c.id, "entry": tables.entries.c.subject}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """That something was released to a level, or taken back to the desk: from when on, by whom, why and when."""

    kind: Releasable
    subject: str
    revision: int
    level: Level
    at: dt.datetime
    visible_from: dt.datetime
    author: str
    reason: str


def keep_releases(  # noqa: PLR0913 - each is kept
    record: Record,
    kind: Releasable,
    subjects: Collection[str],
    *,
    level: Level,
    delay: dt.timedelta = dt.timedelta(0),
    narrowing: bool = True,
    author: str,
    reason: str,
    now: dt.datetime,
) -> tuple[str, ...]:
    """Release things to a level after a delay, or take them back to the desk at once, and return those it is news of.

    All of them or none. What is released to more than that stays so unless `narrowing`. Raises `UsageError` without an
    author or a reason, for what is not in the record, and for a delay in taking back or before the present.
    """
    _refuse(level, delay, author, reason)
    with record.writing() as connection:
        return write_releases(
            connection, kind, subjects, level=level, delay=delay, narrowing=narrowing, author=author, reason=reason,
            now=now,
        )  # fmt: skip


def write_releases(  # noqa: PLR0913 - each is kept
    connection: Connection,
    kind: Releasable,
    subjects: Collection[str],
    *,
    level: Level,
    delay: dt.timedelta = dt.timedelta(0),
    narrowing: bool = True,
    author: str,
    reason: str,
    now: dt.datetime,
) -> tuple[str, ...]:
    """Release things in a transaction that is open, as `keep_releases` does in one of its own."""
    _refuse_unknown(connection, kind, subjects)
    last, visible_from = _last(connection, kind, subjects), now + delay
    news = [one for one in dict.fromkeys(subjects) if _is_news(last.get(one), level, visible_from)]
    if not narrowing and level != "internal":
        news = [one for one in news if one not in last or last[one].level not in seen_at(level)[:-1]]
    told = {"kind": kind, "level": level, "author": author, "reason": reason, "at": now}
    rows = [_row(one, last.get(one)) | told | {"visible_from": visible_from} for one in news]
    for row in rows:
        row["id"] = hash_parts("release", kind, row["subject"], str(row["revision"]))
    if rows:
        connection.execute(sa.insert(RELEASES), rows)
    notes = Notes()
    for one in news:
        notes.add("release", one, f"{level}: {reason}")
    notes.write(connection, now=now, author=author)
    return tuple(news)


def releases(
    record: Record, *, kind: Releasable | None = None, subject: str | None = None, known_on: Known = NOW
) -> tuple[ReleaseView, ...]:
    """Return what was released and taken back, in the order in which it was said."""
    query = sa.select(*(RELEASES.c[name] for name in ReleaseView.__slots__)).where(*by(RELEASES.c.at, known_on))
    if kind is not None:
        query = query.where(RELEASES.c.kind == kind)
    if subject is not None:
        query = query.where(RELEASES.c.subject == subject)
    order = (RELEASES.c.at, RELEASES.c.kind, RELEASES.c.subject, RELEASES.c.revision)
    with record.reading() as connection:
        return tuple(ReleaseView(**row) for row in connection.execute(query.order_by(*order)).mappings())


def last_passed(record: Record, at: dt.datetime) -> dt.datetime | None:
    """Return when something released was last shown for the first time: another moment where more is shown since."""
    query = sa.select(sa.func.max(RELEASES.c.visible_from)).where(RELEASES.c.visible_from <= at)
    with record.reading() as connection:
        found: dt.datetime | None = connection.scalar(query)
    return found


def in_force(own: Any, at: dt.datetime) -> list[ColumnElement[bool]]:
    """Ask of rows of releases that they are the last word on their subject whose time has come."""
    later = RELEASES.alias("later")
    newer = sa.exists().where(
        later.c.kind == own.c.kind, later.c.subject == own.c.subject, later.c.revision > own.c.revision,
        later.c.visible_from <= at,
    )  # fmt: skip
    return [own.c.visible_from <= at, ~newer]


def _refuse(level: Level, delay: dt.timedelta, author: str, reason: str) -> None:
    if not author.strip() or not reason.strip():
        message = "whoever releases something, or takes it back, gives a name and a reason: they stand in its history"
        raise UsageError(message)
    if delay < dt.timedelta(0) or (delay and level == "internal"):
        message = "a release waits for hours to come, and what is taken back is taken back at once; leave out the delay"
        raise UsageError(message)


def _refuse_unknown(connection: Connection, kind: Releasable, subjects: Collection[str]) -> None:
    owner = OWNERS[kind]
    for some in portions(sorted(set(subjects))):
        there = set(connection.scalars(sa.select(owner).where(owner.in_(some)).distinct()))
        if lost := [one for one in some if one not in there]:
            message = f"{kind} {lost[0][:16]} is not in this record; nothing was released"
            raise UsageError(message)


def _last(connection: Connection, kind: Releasable, subjects: Collection[str]) -> Mapping[str, Any]:
    """Return what was said last of each of some subjects, whether its time has come or not."""
    return {row.subject: row for some in portions(sorted(set(subjects))) for row in _rows(connection, kind, some)}


def _rows(connection: Connection, kind: Releasable, subjects: Sequence[str]) -> Iterator[Any]:
    columns = (RELEASES.c.subject, RELEASES.c.revision, RELEASES.c.level, RELEASES.c.visible_from)
    query = sa.select(*columns).where(RELEASES.c.kind == kind, RELEASES.c.subject.in_(subjects))
    yield from connection.execute(query.order_by(RELEASES.c.revision))


def _is_news(last: Any | None, level: Level, visible_from: dt.datetime) -> bool:
    """Say whether a release says more than the last word: another level, or the same one sooner."""
    if last is None:
        return level != "internal"
    return bool(last.level != level or last.visible_from > visible_from)


def _row(subject: str, last: Any | None) -> dict[str, Any]:
    return {"subject": subject, "revision": 1 if last is None else last.revision + 1}
