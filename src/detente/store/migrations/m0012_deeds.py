"""The first revision of what people and linking had done before that was noted in the chain.

A record that was kept by a state between has accounts, decisions, incidents, sessions, reviews, grades and drills of
which the chain knows nothing. Each gets one revision, of what its rows say now, in the order of their times. What has a
revision already is left alone, also where it says something else than that: `detente verify` is to tell of it.
"""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.columns import Moment

__all__ = ["REASON", "apply"]

REASON = "kept before revisions were noted"
TIMES = {
    "account": (("account_readings", "id", "made_at"),),
    "grade": (("source_grades", "id", "graded_at"),),
    "session": (
        ("review_sessions", "id", "opened_at"),
        ("adjudications", "session_id", "settled_at"),
        ("review_session_ends", "session_id", "ended_at"),
    ),
    "review": (("reviews", "id", "made_at"), ("review_withdrawals", "review_id", "withdrawn_at")),
    "decision": (
        ("decisions", "id", "at"),
        ("decisions", "withdraws", "at"),
        ("dismissals", "decision_id", "at"),
    ),
    "incident": (("memberships", "incident", "at"),),
    "drill": (("drill_items", "id", "added_at"), ("drill_answers", "item_id", "given_at")),
}
"""Kinds of records, and the tables that tell when something was done of each: the column of whose, and that of when."""


def apply(connection: Connection) -> None:
    """Note what the chain does not know."""
    # imported here: what is noted of a record needs its tables, and they are not needed to know the migrations
    from detente.store.contents import PARTS, contents_of, subjects_of
    from detente.store.revisions import Change, note_revisions

    inspector = sa.inspect(connection)
    names = {part.table.name for kind in TIMES for part in PARTS[kind]}
    present = {name: frozenset(c["name"] for c in inspector.get_columns(name)) for name in names}
    unknown = {kind: subjects_of(connection, kind) - _noted(connection, kind) for kind in TIMES}
    for now, kind, subjects in _in_order(connection, unknown):
        contents = contents_of(connection, kind, subjects, present=present)
        changes = [Change(kind=kind, subject=s, reason=REASON, content_hash=contents[s]) for s in subjects]
        note_revisions(connection, changes, author="machine", now=now)


def _noted(connection: Connection, kind: str) -> frozenset[str]:
    table = sa.table("revisions", sa.column("kind"), sa.column("subject"))
    return frozenset(connection.scalars(sa.select(table.c.subject).where(table.c.kind == kind)))


def _in_order(
    connection: Connection, unknown: dict[str, frozenset[str]]
) -> Iterator[tuple[dt.datetime, str, list[str]]]:
    """Yield what is not noted by the last of its times, what is of one kind and one time together."""
    found: dict[tuple[dt.datetime, str], list[str]] = {}
    for kind, subjects in unknown.items():
        last: dict[str, dt.datetime] = {}
        for subject, at in _times(connection, kind):
            if subject in subjects:
                last[subject] = max(at, last.get(subject, at))
        for subject, at in last.items():
            found.setdefault((at, kind), []).append(subject)
    for (at, kind), some in sorted(found.items()):
        yield at, kind, sorted(some)


def _times(connection: Connection, kind: str) -> Iterator[tuple[str, dt.datetime]]:
    for name, whose, when in TIMES[kind]:
        table = sa.table(name, sa.column(whose), sa.column(when, Moment))
        for subject, at in connection.execute(sa.select(table.c[whose], table.c[when])):
            if subject is not None:
                yield subject, at
