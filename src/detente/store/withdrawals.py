"""What was withdrawn: a tombstone with its reason, which leaves a record out from then on and deletes nothing."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.store import tables
from detente.store.known import NOW, Known, by
from detente.store.record import Record
from detente.store.revisions import Notes

__all__ = ["WithdrawalView", "restate", "withdraw", "withdrawal_of", "withdrawals"]

WITHDRAWALS = tables.withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalView:
    """That a record was withdrawn, or (`withdrawn` false) that this was undone: by whom, why and when.

    `reason` is the desk's own, and empty to others; `told` is the one for readers, None where they are told none.
    """

    kind: str
    subject: str
    revision: int
    withdrawn: bool
    author: str
    reason: str
    at: dt.datetime
    told: str | None = None


def withdraw(
    record: Record, kind: str, subject: str, *, author: str, reason: str, now: dt.datetime, told: str | None = None
) -> bool:
    """Leave a record of a kind out from now on; say whether that was news. Raises `UsageError` without a reason.

    `told` is a reason for readers: whoever sees the record sees it, which the other is not shown to.
    """
    return _say(record, kind, subject, withdrawn=True, author=author, reason=reason, told=told, now=now)


def restate(
    record: Record, kind: str, subject: str, *, author: str, reason: str, now: dt.datetime, told: str | None = None
) -> bool:
    """Undo the withdrawal of a record; say whether it stood withdrawn. Raises `UsageError` without a reason."""
    return _say(record, kind, subject, withdrawn=False, author=author, reason=reason, told=told, now=now)


def withdrawal_of(record: Record, kind: str, subject: str, *, known_on: Known = NOW) -> WithdrawalView | None:
    """Return how a record came to stand withdrawn: what was said last of it; None where it does not."""
    said = withdrawals(record, kind=kind, subject=subject, known_on=known_on)
    return said[-1] if said and said[-1].withdrawn else None


def withdrawals(
    record: Record, *, kind: str | None = None, subject: str | None = None, known_on: Known = NOW
) -> tuple[WithdrawalView, ...]:
    """Return what was withdrawn, and what of that was undone, in the order it was said."""
    query = sa.select(*(WITHDRAWALS.c[name] for name in WithdrawalView.__slots__)).where(
        *by(WITHDRAWALS.c.at, known_on)
    )
    if kind is not None:
        query = query.where(WITHDRAWALS.c.kind == kind)
    if subject is not None:
        query = query.where(WITHDRAWALS.c.subject == subject)
    order = (WITHDRAWALS.c.at, WITHDRAWALS.c.kind, WITHDRAWALS.c.subject, WITHDRAWALS.c.revision)
    with record.reading() as connection:
        return tuple(WithdrawalView(**row) for row in connection.execute(query.order_by(*order)).mappings())


def _say(
    record: Record, kind: str, subject: str, *, withdrawn: bool, author: str, reason: str, told: str | None,
    now: dt.datetime,
) -> bool:  # fmt: skip
    if not author.strip() or not reason.strip():
        message = "whoever withdraws a record, or undoes that, gives a name and a reason: they stand in its history"
        raise UsageError(message)
    with record.writing() as connection:
        count, stands_withdrawn = _last(connection, kind, subject)
        if stands_withdrawn == withdrawn:
            return False
        row = {
            "id": hash_parts("withdrawal", kind, subject, str(count + 1)),
            "kind": kind,
            "subject": subject,
            "revision": count + 1,
            "withdrawn": withdrawn,
            "author": author,
            "reason": reason,
            "at": now,
            "told": (told or "").strip() or None,
        }
        connection.execute(sa.insert(WITHDRAWALS), row)
        notes = Notes()
        notes.add("withdrawal", subject, reason)
        notes.write(connection, now=now, author=author)
        return True


def _last(connection: Connection, kind: str, subject: str) -> tuple[int, bool]:
    """Return how often something was said of a record, and whether it stands withdrawn."""
    query = sa.select(WITHDRAWALS.c.revision, WITHDRAWALS.c.withdrawn)
    query = query.where(WITHDRAWALS.c.kind == kind, WITHDRAWALS.c.subject == subject)
    found = connection.execute(query.order_by(WITHDRAWALS.c.revision.desc()).limit(1)).one_or_none()
    return (found.revision, found.withdrawn) if found is not None else (0, False)
