"""What more is told of places, entities and quantities, and lengths of time held against dates.

Rows from before have nulls in the new columns: their readings did not say.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Connection, Double, ForeignKey, Integer, String, Table, Text
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
    ("places", "score", Double()),
    ("places", "in_name", Boolean()),
    ("places", "near_km", Double()),
    ("places", "far_km", Double()),
    ("places", "bearing", Double()),
    ("entities", "inferred", Text()),
    ("entities", "perhaps_id", String(32)),
    ("entities", "perhaps_rule", Text()),
    ("quantities", "counted", Text()),
    ("quantities", "event_id", String(32)),
    ("quantities", "claim_id", String(32)),
)
"""Columns in their order: table, name, type."""

POINTING = {
    ("entities", "perhaps_id"): "REFERENCES entities (id) DEFERRABLE INITIALLY DEFERRED",
    ("quantities", "event_id"): "REFERENCES events (id)",
    ("quantities", "claim_id"): "REFERENCES claims (id)",
}
"""Those that hold the id of another row; an entity may speak of one that comes after it."""


def apply(connection: Connection) -> None:
    """Add the columns, and make the table beside those that are there."""
    for table, name, kind in ADDED:
        points = POINTING.get((table, name))
        reference = f" CONSTRAINT fk_{table}_{name} {points}" if points else ""
        column = f"{name} {kind.compile(connection.dialect)}{reference}"
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table, name in POINTING:
        connection.exec_driver_sql(f"CREATE INDEX ix_{table}_{name} ON {table} ({name})")
    _make_checks(connection)


def _make_checks(connection: Connection) -> None:
    metadata = sa.MetaData(naming_convention=NAMING)
    Table("readings", metadata, Column("id", String(32), primary_key=True))
    made = Table(
        "date_checks",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("reading_id", String(32), ForeignKey("readings.id"), nullable=False, index=True),
        Column("position", Integer, nullable=False),
        Column("agrees", Boolean),
        Column("rule", Text, nullable=False),
    )
    metadata.create_all(connection, tables=[made], checkfirst=False)
