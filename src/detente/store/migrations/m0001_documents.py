"""What comes in: documents with their bytes and the names they came under, and what could not be read."""

import sqlalchemy as sa
from sqlalchemy import Column, Connection, ForeignKey, Integer, LargeBinary, String, Table, Text

__all__ = ["apply"]


def apply(connection: Connection) -> None:
    """Make the tables."""
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    _define(metadata)
    metadata.create_all(connection, checkfirst=False)


def _define(metadata: sa.MetaData) -> None:
    Table(
        "blobs",
        metadata,
        Column("hash", String(64), primary_key=True),
        Column("size", Integer, nullable=False),
        Column("data", LargeBinary, nullable=False),
    )
    Table(
        "documents",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("bytes_hash", String(64), ForeignKey("blobs.hash"), nullable=False, unique=True),
        Column("external_id", Text, nullable=False, index=True),
        Column("title", Text),
        Column("text", Text, nullable=False),
        Column("text_hash", String(64), nullable=False, index=True),
        Column("url", Text),
        Column("publisher", Text),
        Column("language", Text),
        Column("format", Text, nullable=False),
        Column("published", Text),
        Column("added_at", String(27), nullable=False),
        Column("fetched_at", String(27)),
    )
    Table(
        "origins",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True),
        Column("name", Text, nullable=False),
        Column("first_seen_at", String(27), nullable=False),
    )
    Table(
        "refusals",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("name", Text, nullable=False),
        Column("bytes_hash", String(64), index=True),
        Column("code", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("refused_at", String(27), nullable=False),
    )
