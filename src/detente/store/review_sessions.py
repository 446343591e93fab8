"""Blind double coding: who codes what without sight of the other, how far they are, and what was settled."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.review.records import Field, How, Kind, Review, Subject, Verdict, pack_fields
from detente.store import tables
from detente.store.columns import moment
from detente.store.record import Record
from detente.store.reviews import LEAST_FIGURES, SubjectRow, is_running, review_from, subject_rows
from detente.store.revisions import Notes
from detente.store.writes import add_row

__all__ = [
    "SessionView",
    "end_session",
    "open_session",
    "review_sessions",
    "session_codings",
    "session_draw",
    "session_of",
    "settle_item",
]

REVIEWS, WITHDRAWN, SETTLED = tables.reviews, tables.review_withdrawals, tables.adjudications
SESSIONS, ITEMS, ENDS = tables.review_sessions, tables.review_session_items, tables.review_session_ends
CODERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session: its coders, its items in their order, and how many of them each coder has done."""

    id: str
    coders: tuple[str, ...]
    blind_to_machine: bool
    seed: int | None
    opened_at: dt.datetime
    ended_at: dt.datetime | None
    items: tuple[Subject, ...]
    done: Mapping[str, frozenset[str]]
    """By coder the keys that the coder has coded; never how."""
    settled: frozenset[str]


def open_session(  # noqa: PLR0913 - each says how it is set up
    record: Record,
    *,
    coders: Sequence[str],
    sample: int | None = None,
    documents: Collection[str] = (),
    kind: Kind = "event",
    seed: int = 1,
    blind_to_machine: bool = False,
    author: str,
    now: dt.datetime,
) -> SessionView:
    """Begin a session over `sample` items drawn by chance, or over all of these documents.

    What somebody has reviewed before is left out: it could be seen. So is what is in a running session. Raises
    `UsageError` where nothing is left, or the coders are not two.
    """
    if len(set(coders)) != CODERS or not all(coders):
        message = f"a session has {CODERS} coders with names of their own; give --coders twice"
        raise UsageError(message)
    rows = session_draw(record, sample=sample, documents=documents, kind=kind, seed=seed)
    if not rows:
        message = (
            "there is nothing to code: all of it was reviewed before or is in a session; add reports, or name others"
        )
        raise UsageError(message)
    session = hash_parts("session", *sorted(coders), moment(now))
    own = {
        "id": session,
        "coders": sorted(coders),
        "blind_to_machine": blind_to_machine,
        "seed": seed if sample is not None else None,
        "opened_by": author,
        "opened_at": now,
    }
    with record.writing() as connection:
        connection.execute(sa.insert(SESSIONS), own)
        connection.execute(sa.insert(ITEMS), [_item_row(session, k, row.subject) for k, row in enumerate(rows)])
        notes = Notes()
        notes.add("session", session, f"opened for {', '.join(sorted(coders))}")
        notes.write(connection, now=now, author=author)
    return session_of(record, session)


def session_draw(
    record: Record, *, sample: int | None = None, documents: Collection[str] = (), kind: Kind = "event", seed: int = 1
) -> list[SubjectRow]:  # fmt: skip
    """Return what a session that is set up so would hold if it were begun now; see `open_session`."""
    rows = [row for row in subject_rows(record) if row.subject.kind == kind]
    if documents:
        rows = [row for row in rows if row.subject.document in documents]
    rows = _free(record, rows)
    return rows if sample is None else _drawn(rows, sample, seed)


def review_sessions(record: Record, *, only_running: bool = False) -> tuple[SessionView, ...]:
    """Return all sessions, or those that are running, the first opened first."""
    with record.reading() as connection:
        query = sa.select(SESSIONS, ENDS.c.ended_at).outerjoin(ENDS, ENDS.c.session_id == SESSIONS.c.id)
        query = query.where(ENDS.c.ended_at.is_(None)) if only_running else query
        rows = connection.execute(query.order_by(SESSIONS.c.opened_at, SESSIONS.c.id)).mappings().all()
        return tuple(_view(connection, row) for row in rows)


def session_of(record: Record, given: str) -> SessionView:
    """Return the session whose id begins so. Raises `UsageError` where none or several do."""
    found = [view for view in review_sessions(record) if view.id.startswith(given)]
    if len(given) < LEAST_FIGURES or len(found) != 1:
        message = f"{len(found)} sessions answer to {given!r}; `detente review session list DIR` shows them"
        raise UsageError(message)
    return found[0]


def end_session(record: Record, session: SessionView, *, author: str, reason: str, now: dt.datetime) -> None:
    """End a session before everything in it is coded. Raises `UsageError` where it has ended."""
    with record.writing() as connection:
        row = {"session_id": session.id, "author": author, "reason": reason, "ended_at": now}
        if not add_row(connection, ENDS, row):
            message = f"session {session.id[:10]} has ended already; compare it: detente review session compare DIR ID"
            raise UsageError(message)
        notes = Notes()
        notes.add("session", session.id, reason)
        notes.write(connection, now=now, author=author)


def session_codings(record: Record, session: SessionView) -> Mapping[str, Mapping[str, Review]]:
    """Return what each coder last said of each item. Raises `UsageError` while the session is running."""
    if session.ended_at is None:
        left = ", ".join(f"{c} {len(session.items) - len(session.done.get(c, ()))}" for c in session.coders)
        message = f"session {session.id[:10]} is running, so nobody sees its codings; left to code: {left}"
        raise UsageError(message)
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    query = (
        sa.select(REVIEWS).where(REVIEWS.c.session_id == session.id, ~gone).order_by(REVIEWS.c.made_at, REVIEWS.c.id)
    )
    found: defaultdict[str, dict[str, Review]] = defaultdict(dict)
    with record.reading() as connection:
        for row in connection.execute(query).mappings():
            review = review_from(row)
            found[review.subject.key][review.coder] = review
    return found


def settle_item(  # noqa: PLR0913 - each is kept
    record: Record,
    session: SessionView,
    subject: Subject,
    *,
    author: str,
    how: How,
    verdict: Verdict,
    fields: Mapping[str, Field],
    reason: str,
    again: bool = False,
    now: dt.datetime,
) -> None:
    """Keep what a disagreement was settled as.

    Raises `UsageError` while the session runs, for what is not in it, for a third who is a coder, and for what was
    settled before where it is not to be settled `again`.
    """
    if session.ended_at is None:
        message = f"session {session.id[:10]} is running; settle it when it has ended"
        raise UsageError(message)
    if subject.key not in {item.key for item in session.items}:
        message = (
            f"{subject.key[:10]} is not in session {session.id[:10]}; `detente review session compare` lists what is"
        )
        raise UsageError(message)
    if how == "third" and author in session.coders:
        message = f"{author} coded it and is no third; settle it by talk (--how talk), or let somebody else"
        raise UsageError(message)
    row = {
        "id": hash_parts("settled", session.id, subject.key, author, moment(now)),
        "session_id": session.id,
        "document_id": subject.document,
        "subject_kind": subject.kind,
        "subject_key": subject.key,
        "author": author,
        "how": how,
        "verdict": verdict,
        "fields": pack_fields(fields),
        "reason": reason,
        "settled_at": now,
    }
    with record.writing() as connection:
        if not again:
            _refuse_settled(connection, session, subject)
        add_row(connection, SETTLED, row)
        notes = Notes()
        notes.add("session", session.id, f"settled {subject.key[:10]}: {reason}")
        notes.write(connection, now=now, author=author)


def _refuse_settled(connection: Connection, session: SessionView, subject: Subject) -> None:
    query = sa.select(SETTLED.c.author, SETTLED.c.verdict, SETTLED.c.reason, SETTLED.c.settled_at)
    query = query.where(SETTLED.c.session_id == session.id, SETTLED.c.subject_key == subject.key)
    last = connection.execute(query.order_by(SETTLED.c.settled_at.desc()).limit(1)).one_or_none()
    if last is not None:
        message = (
            f"{last.author} settled {subject.key[:10]} as {last.verdict} on {last.settled_at:%Y-%m-%d} "
            f"({last.reason}); to settle it otherwise, say so with --again"
        )
        raise UsageError(message)


def _free(record: Record, rows: list[SubjectRow]) -> list[SubjectRow]:
    with record.reading() as connection:
        taken = set(connection.scalars(sa.select(REVIEWS.c.subject_key).distinct()))
        taken |= set(connection.scalars(sa.select(ITEMS.c.subject_key).where(is_running(ITEMS.c.session_id))))
    return [row for row in rows if row.subject.key not in taken]


def _drawn(rows: list[SubjectRow], sample: int, seed: int) -> list[SubjectRow]:
    """Return so many rows, drawn by chance from an order that adding does not change."""
    ordered = sorted(rows, key=lambda row: row.subject.key)
    chance = random.Random(seed)  # noqa: S311 - a draw that can be made again, no secret
    return chance.sample(ordered, min(sample, len(ordered)))


def _item_row(session: str, position: int, subject: Subject) -> dict[str, object]:
    own = {"document_id": subject.document, "subject_kind": subject.kind, "subject_key": subject.key}
    return {"session_id": session, "position": position, **own}


def _view(connection: Connection, row: RowMapping) -> SessionView:
    items = sa.select(ITEMS).where(ITEMS.c.session_id == row["id"]).order_by(ITEMS.c.position)
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    done = sa.select(REVIEWS.c.coder, REVIEWS.c.subject_key).where(REVIEWS.c.session_id == row["id"], ~gone)
    settled = sa.select(SETTLED.c.subject_key).where(SETTLED.c.session_id == row["id"])
    by_coder: defaultdict[str, set[str]] = defaultdict(set)
    for coder, key in connection.execute(done):
        by_coder[coder].add(key)
    return SessionView(
        **{name: row[name] for name in ("id", "blind_to_machine", "seed", "opened_at", "ended_at")},
        coders=tuple(row["coders"]),
        items=tuple(
            Subject(kind=i["subject_kind"], key=i["subject_key"], document=i["document_id"])
            for i in connection.execute(items).mappings()
        ),
        done={coder: frozenset(keys) for coder, keys in by_coder.items()},
        settled=frozenset(connection.scalars(settled)),
    )
