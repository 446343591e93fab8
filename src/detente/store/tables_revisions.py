"""The tables of what changed: one chain of revisions, and what was withdrawn."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from detente.store.columns import ID, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = ["revisions", "withdrawals"]

revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("at", Moment, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("kind", "subject", "revision"),
    sa.Index("ix_revisions_subject", "subject"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", ID, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("withdrawn", Boolean(create_constraint=False), nullable=False),  # false where an earlier one is undone
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", Text),  # the reason as readers are told it, beside the desk's own; null: they are told none
    UniqueConstraint("kind", "subject", "revision"),
)
