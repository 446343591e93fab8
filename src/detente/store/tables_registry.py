"""The table of the registry: what the desk keeps of ceasefires, mines and agreements, revision by revision."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from detente.store.columns import ID, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = ["entries"]

entries = Table(
    "entries",
    metadata,
    Column("id", ID, primary_key=True),
    Column("subject", ID, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("owner", Verbatim, nullable=False),  # what it is kept under: a ceasefire's id
    Column("first", String(10)),  # its days, YYYY-MM-DD, both included; null where it has none
    Column("last", String(10)),
    Column("content", sa.JSON, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("subject", "revision"),
    Index("ix_entries_kind_owner_first", "kind", "owner", "first"),
)
