"""What each revision of an incident, a decision or a review changed: from the rows that were added with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from detente.store import tables
from detente.store.contents import PARTS
from detente.store.known import NOW, Known
from detente.store.record import Record
from detente.store.reviews import is_running

__all__ = ["Coming", "DecisionChange", "ReviewSaid", "comings", "decision_changes", "review_said"]

MEMBERSHIPS, DECISIONS, DISMISSALS = tables.memberships, tables.decisions, tables.dismissals
REVIEWS, WITHDRAWN = tables.reviews, tables.review_withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """That an account came to an incident from another or from none (`came`), or left it for another or for none."""

    account: str
    came: bool
    other: str | None
    at: dt.datetime
    author: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """That a decision was taken (`together`, `apart`), taken back (`undo`) or left standing (`dismiss`)."""

    kind: str
    at: dt.datetime
    accounts: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSaid:
    """Of what a review is, its verdict, the fields it tells, and when it was withdrawn, if it was."""

    of: str
    verdict: str
    fields: Sequence[str]
    withdrawn_at: dt.datetime | None


def comings(record: Record, incident: str) -> tuple[Coming, ...]:
    """Return which accounts came to an incident and left it, in the order in which that was noted."""
    before = MEMBERSHIPS.alias("before")
    last = sa.select(before.c.incident).where(
        before.c.account == MEMBERSHIPS.c.account, before.c.number < MEMBERSHIPS.c.number
    )
    last = last.order_by(before.c.number.desc()).limit(1)
    came, left = PARTS["incident"]
    query = sa.select(MEMBERSHIPS, last.scalar_subquery().label("from_where"))
    found = {}
    with record.reading() as connection:
        numbers = set(connection.scalars(sa.select(MEMBERSHIPS.c.number).where(came.owner == incident)))
        gone = left.rows.where(left.owner == incident)
        numbers |= {row["number"] for row in connection.execute(gone).mappings()}
        for number in sorted(numbers):
            found[number] = connection.execute(query.where(MEMBERSHIPS.c.number == number)).mappings().one()
    return tuple(
        Coming(
            account=row["account"],
            came=row["incident"] == incident,
            other=row["from_where"] if row["incident"] == incident else row["incident"],
            at=row["at"],
            author=row["author"],
            reason=row["reason"],
        )
        for row in found.values()
    )


def decision_changes(record: Record, decision: str) -> tuple[DecisionChange, ...]:
    """Return what was done about a decision, in the order in which it was."""
    own = sa.or_(DECISIONS.c.id == decision, DECISIONS.c.withdraws == decision)
    with record.reading() as connection:
        found = [
            DecisionChange(kind=row.kind, at=row.at, accounts=len(row.accounts), others=len(row.others))
            for row in connection.execute(sa.select(DECISIONS).where(own))
        ]
        stood = connection.scalars(sa.select(DISMISSALS.c.at).where(DISMISSALS.c.decision_id == decision))
        found += [DecisionChange(kind="dismiss", at=at) for at in stood]
    return tuple(sorted(found, key=lambda one: one.at))


def review_said(record: Record, review: str, *, known_on: Known = NOW) -> ReviewSaid | None:
    """Return what a review says; None while its session is running."""
    query = sa.select(REVIEWS, WITHDRAWN.c.withdrawn_at).where(REVIEWS.c.id == review)
    query = query.outerjoin(WITHDRAWN, WITHDRAWN.c.review_id == REVIEWS.c.id)
    blind = sa.and_(REVIEWS.c.session_id.is_not(None), is_running(REVIEWS.c.session_id, known_on=known_on))
    with record.reading() as connection:
        row = connection.execute(query.where(~blind)).one_or_none()
    if row is None:
        return None
    of = f"{row.subject_kind} {row.subject_key[:10]}"
    return ReviewSaid(of=of, verdict=row.verdict, fields=sorted(row.fields), withdrawn_at=row.withdrawn_at)
