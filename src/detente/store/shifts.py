"""What a coder did of late: when, what of it can be taken back, and what has been said since a queue was made."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from detente.review.records import Review
from detente.store import tables
from detente.store.record import Record
from detente.store.reviews import is_running, review_from

__all__ = ["Pace", "coder_review", "coder_reviews_of", "said_since", "shift_of"]

REVIEWS, WITHDRAWN, ITEMS = tables.reviews, tables.review_withdrawals, tables.review_session_items
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many verdicts a coder gave on a day, and how many of them in the last hour; withdrawn ones left out."""

    today: int
    last_hour: int


def shift_of(record: Record, coder: str, *, now: dt.datetime) -> Pace:
    """Return how much a coder has said since the day began (UTC), and in the hour before `now`."""
    day = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    query = sa.select(REVIEWS.c.made_at).where(REVIEWS.c.coder == coder, REVIEWS.c.made_at >= min(day, now - HOUR))
    with record.reading() as connection:
        made = connection.scalars(query.where(~_is_gone())).all()
    return Pace(today=sum(at >= day for at in made), last_hour=sum(at > now - HOUR for at in made))


def said_since(record: Record, since: dt.datetime) -> frozenset[str]:
    """Return the keys of what anybody has said something of since then, and of all that is in a running session."""
    said = sa.select(REVIEWS.c.subject_key).where(REVIEWS.c.made_at >= since, ~_is_gone())
    with record.reading() as connection:
        in_sessions = connection.scalars(sa.select(ITEMS.c.subject_key).where(is_running(ITEMS.c.session_id)))
        return frozenset(connection.scalars(said)) | frozenset(in_sessions)


def coder_review(record: Record, review: str, *, coder: str) -> Review | None:
    """Return a verdict of a coder's own that still stands, also of a running session; None for anything else."""
    query = sa.select(REVIEWS).where(REVIEWS.c.id == review, REVIEWS.c.coder == coder, ~_is_gone())
    with record.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else review_from(row)


def coder_reviews_of(record: Record, key: str, *, coder: str) -> tuple[Review, ...]:
    """Return what a coder said of one thing and did not take back, the first first; also in a running session."""
    query = sa.select(REVIEWS).where(REVIEWS.c.subject_key == key, REVIEWS.c.coder == coder, ~_is_gone())
    with record.reading() as connection:
        rows = connection.execute(query.order_by(REVIEWS.c.made_at, REVIEWS.c.id)).mappings().all()
    return tuple(review_from(row) for row in rows)


def _is_gone() -> ColumnElement[bool]:
    return sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
