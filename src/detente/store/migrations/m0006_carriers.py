"""What each carrier of a document says of it; outlines of texts, by which most of what shares marks is passed over.

Documents from before keep what they have; of their names nobody knows what came with them.
Texts compared before are compared anew by the next `detente add`.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Connection, ForeignKey, LargeBinary, String, Table, Text
from sqlalchemy.types import TypeEngine

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ADDED: tuple[tuple[str, str, TypeEngine[Any]], ...] = (
    ("documents", "stated", sa.JSON()),
    ("documents", "front", String(32)),
    ("origins", "url", Text()),
    ("origins", "title", Text()),
    ("origins", "published", Text()),
    ("origins", "publisher", Text()),
    ("origins", "language", Text()),
)
"""Columns in their order: table, name, type."""


def apply(connection: Connection) -> None:
    """Add the columns, and make the table beside those that are there."""
    for table, name, kind in ADDED:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind.compile(connection.dialect)}")
    metadata = sa.MetaData(naming_convention=NAMING)
    Table("texts", metadata, Column("number", BigInteger, primary_key=True))
    outlines = Table(
        "outlines",
        metadata,
        Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False),
        Column("stems", LargeBinary, nullable=False),
    )
    metadata.create_all(connection, tables=[outlines], checkfirst=False)
