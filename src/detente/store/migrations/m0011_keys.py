"""What the desk finds events, claims and entities by, counts that are kept, and when a reading was superseded.

The keys of readings from before are made when all migrations have run: they are derived from the other tables.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, String, Table, Text

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SUPERSEDED = """
    UPDATE readings SET superseded_at = (
        SELECT later.made_at FROM readings AS later
        WHERE later.document_id = readings.document_id AND later.revision = readings.revision + 1
    )
"""


def apply(connection: Connection) -> None:
    """Add the column and the indexes, and make the tables beside those that are there."""
    kind = String(27).compile(connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE readings ADD COLUMN superseded_at {kind}")
    connection.exec_driver_sql(SUPERSEDED)
    connection.exec_driver_sql("CREATE INDEX ix_documents_added_at_id ON documents (added_at, id)")
    connection.exec_driver_sql("CREATE INDEX ix_origins_name ON origins (name)")
    metadata = sa.MetaData(naming_convention=NAMING)
    for name in ("events", "claims", "entities"):
        Table(name, metadata, Column("id", String(32), primary_key=True))
    made = [*_keys(metadata), _tallies(metadata)]
    metadata.create_all(connection, tables=made, checkfirst=False)


def _place() -> list[Column[Any]]:
    return [
        Column("document_id", String(32), nullable=False, index=True),
        Column("added_at", String(27), nullable=False),
        Column("position", Integer, nullable=False),
        Column("superseded_at", String(27)),
    ]


def _current(name: str, *columns: str) -> Index:
    now = sa.text("superseded_at IS NULL")
    return Index(name, *columns, sqlite_where=now, postgresql_where=now)


PLACE = ("added_at", "document_id", "position")


def _keys(metadata: sa.MetaData) -> list[Table]:
    event_keys = Table(
        "event_keys",
        metadata,
        Column("event_id", String(32), ForeignKey("events.id"), primary_key=True),
        Column("country", Text, primary_key=True),
        *_place(),
        Column("type", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("first", Text),
        Column("last", Text),
        Column("acts", Boolean(create_constraint=False), nullable=False),
        Column("receives", Boolean(create_constraint=False), nullable=False),
        _current(
            "ix_event_keys_all", "country", *PLACE, "type", "status", "first", "last", "acts", "receives", "event_id"
        ),
        _current(
            "ix_event_keys_type", "country", "type", "status", *PLACE, "first", "last", "acts", "receives", "event_id"
        ),
        _current(
            "ix_event_keys_status", "country", "status", *PLACE, "type", "first", "last", "acts", "receives", "event_id"
        ),
        _current(
            "ix_event_keys_last", "country", "last", "first", *PLACE, "type", "status", "acts", "receives", "event_id"
        ),
    )
    claim_keys = Table(
        "claim_keys",
        metadata,
        Column("claim_id", String(32), ForeignKey("claims.id"), primary_key=True),
        *_place(),
        Column("mode", Text, nullable=False),
        Column("mood", Text),
        Column("country", Text),
        Column("circumstances", Boolean(create_constraint=False), nullable=False),
        Column("speaker", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("toward", Text, nullable=False),
        Column("said", Text, nullable=False),
        _current("ix_claim_keys_speaker", *PLACE, "circumstances", "mode", "mood", "country", "speaker", "claim_id"),
        _current("ix_claim_keys_said", *PLACE, "circumstances", "said", "claim_id"),
        _current("ix_claim_keys_about", *PLACE, "circumstances", "about", "toward", "claim_id"),
    )
    names = Table("names", metadata, Column("id", String(32), primary_key=True), Column("folded", Text, nullable=False))
    entity_keys = Table(
        "entity_keys",
        metadata,
        Column("entity_id", String(32), ForeignKey("entities.id"), primary_key=True),
        *_place(),
        Column("country", Text),
        Column("name_id", String(32), ForeignKey("names.id"), nullable=False),
        _current("ix_entity_keys_all", *PLACE, "country", "name_id", "entity_id"),
        _current("ix_entity_keys_name", "name_id", *PLACE, "country", "entity_id"),
    )
    return [event_keys, claim_keys, names, entity_keys]


def _tallies(metadata: sa.MetaData) -> Table:
    return Table(
        "tallies",
        metadata,
        Column("kind", Text, primary_key=True),
        Column("first", Text, primary_key=True),
        Column("second", Text, primary_key=True),
        Column("number", Integer, nullable=False),
    )
