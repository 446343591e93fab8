"""The tables of review: what people say of codings, blind sessions and how they were settled, grades, drills."""

import sqlalchemy as sa
from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from detente.store.columns import ID, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = [
    "adjudications",
    "drill_answers",
    "drill_items",
    "review_session_ends",
    "review_session_items",
    "review_sessions",
    "review_withdrawals",
    "reviews",
    "source_grades",
]

VERDICTS = ["accept", "correct", "reject", "doubt"]
ANSWERS = ["accept", "correct", "reject"]
"""In a drill the answers are known: there is nothing to doubt."""


def _subject() -> list[Column[str]]:
    """Return what says which event or claim is meant, in whatever reading of the document."""
    return [
        Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
        Column("subject_kind", Text, nullable=False),
        Column("subject_key", ID, nullable=False, index=True),
    ]


review_sessions = Table(
    "review_sessions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("coders", sa.JSON, nullable=False),
    Column("blind_to_machine", Boolean(create_constraint=False), nullable=False),
    Column("seed", Integer),  # null where its documents were named
    Column("opened_by", Verbatim, nullable=False),
    Column("opened_at", Moment, nullable=False),
)

review_session_items = Table(
    "review_session_items",
    metadata,
    Column("session_id", ID, ForeignKey("review_sessions.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *_subject(),
    UniqueConstraint("session_id", "subject_key"),
)

review_session_ends = Table(
    "review_session_ends",
    metadata,
    Column("session_id", ID, ForeignKey("review_sessions.id"), primary_key=True),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("ended_at", Moment, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", ID, primary_key=True),
    *_subject(),
    Column("session_id", ID, ForeignKey("review_sessions.id"), index=True),
    Column("coder", Verbatim, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("fields", sa.JSON, nullable=False),
    Column("comment", Verbatim),
    Column("made_at", Moment, nullable=False),
    CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
    CheckConstraint("verdict <> 'doubt' OR comment IS NOT NULL", name="why"),
)

review_withdrawals = Table(
    "review_withdrawals",
    metadata,
    Column("review_id", ID, ForeignKey("reviews.id"), primary_key=True),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("withdrawn_at", Moment, nullable=False),
)

adjudications = Table(
    "adjudications",
    metadata,
    Column("id", ID, primary_key=True),
    Column("session_id", ID, ForeignKey("review_sessions.id"), nullable=False, index=True),
    *_subject(),
    Column("author", Verbatim, nullable=False),
    Column("how", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("fields", sa.JSON, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("settled_at", Moment, nullable=False),
    CheckConstraint(sa.column("how").in_(["third", "talk"]), name="how"),
    CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
)

source_grades = Table(
    "source_grades",
    metadata,
    Column("id", ID, primary_key=True),
    Column("source", Verbatim, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("grade", String(1), nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("graded_at", Moment, nullable=False),
    UniqueConstraint("source", "revision"),
)

drill_items = Table(
    "drill_items",
    metadata,
    Column("id", ID, primary_key=True),
    Column("set_hash", String(64), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("document", Verbatim, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("answers", sa.JSON, nullable=False),
    Column("added_at", Moment, nullable=False),
)

drill_answers = Table(
    "drill_answers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("item_id", ID, ForeignKey("drill_items.id"), nullable=False, index=True),
    Column("coder", Verbatim, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("fields", sa.JSON, nullable=False),
    Column("given_at", Moment, nullable=False),
    CheckConstraint(sa.column("verdict").in_(ANSWERS), name="verdict"),
)
