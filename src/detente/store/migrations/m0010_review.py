"""Review: verdicts of people, blind sessions and how they were settled, grades of sources, drills."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
VERDICTS = ["accept", "correct", "reject"]
ID, MOMENT = String(32), String(27)


def apply(connection: Connection) -> None:
    """Make the tables beside those that are there."""
    metadata = MetaData(naming_convention=NAMING)
    Table("documents", metadata, Column("id", ID, primary_key=True))
    made = [*_sessions(metadata), *_verdicts(metadata), *_beside(metadata)]
    metadata.create_all(connection, tables=made, checkfirst=False)


def _subject() -> list[Column[Any]]:
    return [
        Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
        Column("subject_kind", Text, nullable=False),
        Column("subject_key", ID, nullable=False, index=True),
    ]


def _sessions(metadata: MetaData) -> list[Table]:
    return [
        Table(
            "review_sessions",
            metadata,
            Column("id", ID, primary_key=True),
            Column("coders", sa.JSON, nullable=False),
            Column("blind_to_machine", Boolean(create_constraint=False), nullable=False),
            Column("seed", Integer),  # null where its documents were named
            Column("opened_by", Text, nullable=False),
            Column("opened_at", MOMENT, nullable=False),
        ),
        Table(
            "review_session_items",
            metadata,
            Column("session_id", ID, ForeignKey("review_sessions.id"), primary_key=True),
            Column("position", Integer, primary_key=True, autoincrement=False),
            *_subject(),
            UniqueConstraint("session_id", "subject_key"),
        ),
        Table(
            "review_session_ends",
            metadata,
            Column("session_id", ID, ForeignKey("review_sessions.id"), primary_key=True),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
            Column("ended_at", MOMENT, nullable=False),
        ),
    ]


def _verdicts(metadata: MetaData) -> list[Table]:
    return [
        Table(
            "reviews",
            metadata,
            Column("id", ID, primary_key=True),
            *_subject(),
            Column("session_id", ID, ForeignKey("review_sessions.id"), index=True),
            Column("coder", Text, nullable=False),
            Column("verdict", Text, nullable=False),
            Column("fields", sa.JSON, nullable=False),
            Column("comment", Text),
            Column("made_at", MOMENT, nullable=False),
            CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
        ),
        Table(
            "review_withdrawals",
            metadata,
            Column("review_id", ID, ForeignKey("reviews.id"), primary_key=True),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
            Column("withdrawn_at", MOMENT, nullable=False),
        ),
        Table(
            "adjudications",
            metadata,
            Column("id", ID, primary_key=True),
            Column("session_id", ID, ForeignKey("review_sessions.id"), nullable=False, index=True),
            *_subject(),
            Column("author", Text, nullable=False),
            Column("how", Text, nullable=False),
            Column("verdict", Text, nullable=False),
            Column("fields", sa.JSON, nullable=False),
            Column("reason", Text, nullable=False),
            Column("settled_at", MOMENT, nullable=False),
            CheckConstraint(sa.column("how").in_(["third", "talk"]), name="how"),
            CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
        ),
    ]


def _beside(metadata: MetaData) -> list[Table]:
    return [
        Table(
            "source_grades",
            metadata,
            Column("id", ID, primary_key=True),
            Column("source", Text, nullable=False),
            Column("revision", Integer, nullable=False),
            Column("grade", String(1), nullable=False),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
            Column("graded_at", MOMENT, nullable=False),
            UniqueConstraint("source", "revision"),
        ),
        Table(
            "drill_items",
            metadata,
            Column("id", ID, primary_key=True),
            Column("set_hash", String(64), nullable=False, index=True),
            Column("position", Integer, nullable=False),
            Column("document", Text, nullable=False),
            Column("text", Text, nullable=False),
            Column("start", Integer, nullable=False),
            Column("end", Integer, nullable=False),
            Column("answers", sa.JSON, nullable=False),
            Column("added_at", MOMENT, nullable=False),
        ),
        Table(
            "drill_answers",
            metadata,
            Column("id", ID, primary_key=True),
            Column("item_id", ID, ForeignKey("drill_items.id"), nullable=False, index=True),
            Column("coder", Text, nullable=False),
            Column("verdict", Text, nullable=False),
            Column("fields", sa.JSON, nullable=False),
            Column("given_at", MOMENT, nullable=False),
            CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
        ),
    ]
