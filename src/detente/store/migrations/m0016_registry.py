"""The registry: what the desk keeps of ceasefires, mines and agreements, revision by revision."""

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, UniqueConstraint

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def apply(connection: Connection) -> None:
    """Make the table beside those that are there."""
    metadata = sa.MetaData(naming_convention=NAMING)
    Table(
        "entries",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("subject", String(32), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("first", String(10)),
        Column("last", String(10)),
        Column("content", sa.JSON, nullable=False),
        Column("author", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("made_at", String(27), nullable=False),
        UniqueConstraint("subject", "revision"),
        Index("ix_entries_kind_owner_first", "kind", "owner", "first"),
    )
    metadata.create_all(connection, checkfirst=False)
