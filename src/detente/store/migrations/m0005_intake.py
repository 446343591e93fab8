"""Intake: sightings, observations, what extraction cut and mended, copies, marks of sentences, sources and visits.

Refusals have their bytes from now on.

Documents from before keep null for the language that they show; their texts are compared by the next `detente add`.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Double,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
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
    ("documents", "modified", Text()),
    ("documents", "decoded_from", Text()),
    ("documents", "incomplete", Text()),
    ("documents", "identified", Text()),
    ("documents", "likelihood", Double()),
    ("documents", "unread", Text()),
    ("refusals", "suffix", Text()),
    ("refusals", "carried", sa.JSON()),
    ("refusals", "document_id", String(32)),
    ("refusals", "stages_id", String(32)),
)
"""Columns in their order: table, name, type."""

POINTING = {("refusals", "document_id"): "documents (id)"}


def apply(connection: Connection) -> None:
    """Add the columns, and make the tables beside those that are there."""
    for table, name, kind in ADDED:
        points = POINTING.get((table, name))
        reference = f" CONSTRAINT fk_{table}_{name} REFERENCES {points}" if points else ""
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ADD COLUMN {name} {kind.compile(connection.dialect)}{reference}"
        )
    connection.exec_driver_sql("CREATE INDEX ix_refusals_document_id ON refusals (document_id)")
    metadata = sa.MetaData(naming_convention=NAMING)
    for name in ("documents", "refusals"):
        Table(name, metadata, Column("id", String(32), primary_key=True))
    made = [*_of_documents(metadata), _observations(metadata), *_of_texts(metadata), *_of_sources(metadata)]
    metadata.create_all(connection, tables=made, checkfirst=False)


def _document() -> Column[str]:
    return Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True)


def _of_documents(metadata: sa.MetaData) -> list[Table]:
    return [
        Table(
            "refusal_ends",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("refusal_id", String(32), ForeignKey("refusals.id"), nullable=False, index=True),
            Column("outcome", Text, nullable=False),
            Column("ended_at", String(27), nullable=False),
            CheckConstraint(sa.column("outcome").in_(["read", "dropped"]), name="outcome"),
        ),
        Table(
            "sightings",
            metadata,
            Column("id", String(32), primary_key=True),
            _document(),
            Column("address", Text, nullable=False, index=True),
            Column("url", Text, nullable=False),
            Column("seen_at", String(27)),
        ),
        Table(
            "cut_away",
            metadata,
            Column("id", String(32), primary_key=True),
            _document(),
            Column("position", Integer, nullable=False),
            Column("kind", Text, nullable=False),
            Column("characters", Integer, nullable=False),
        ),
        Table(
            "repairs",
            metadata,
            Column("id", String(32), primary_key=True),
            _document(),
            Column("position", Integer, nullable=False),
            Column("start", Integer, nullable=False),
            Column("end", Integer, nullable=False),
            Column("was", Text, nullable=False),
            Column("rule", Text, nullable=False),
        ),
    ]


def _observations(metadata: sa.MetaData) -> Table:
    return Table(
        "observations",
        metadata,
        Column("document_id", String(32), ForeignKey("documents.id"), primary_key=True),
        Column("observer", Text, nullable=False),
        Column("mission", Text, index=True),
        Column("place", Text),
        Column("lat", Double()),
        Column("lon", Double()),
        Column("time_from", String(27), nullable=False, index=True),
        Column("time_to", String(27)),
        Column("method", Text, nullable=False),
        Column("told_by", Text),
        Column("what", Text, nullable=False),
        Column("what_words", Text),
        Column("found_nothing", Boolean(create_constraint=False), nullable=False),
        Column("count_low", Integer),
        Column("count_high", Integer),
        Column("count_words", Text),
        Column("bearing", Double()),
        Column("bearing_words", Text),
        Column("near_km", Double()),
        Column("far_km", Double()),
        Column("who", Text),
        Column("recognised_by", Text),
        Column("weather", Text),
        Column("visibility", Text),
        Column("visibility_km", Double()),
        Column("not_visited", Text),
        Column("why_not", Text),
        Column("remarks", Text),
        Column("further", sa.JSON, nullable=False),
        Column("words", sa.JSON, nullable=False),
    )


def _of_texts(metadata: sa.MetaData) -> list[Table]:
    return [
        Table(
            "texts",
            metadata,
            Column("hash", String(64), primary_key=True),
            Column("number", BigInteger, nullable=False, unique=True),
            Column("compared_by", Text, nullable=False),
            Column("wanted", Integer, nullable=False),
        ),
        Table(
            "fingerprints",
            metadata,
            Column("value", BigInteger, primary_key=True, autoincrement=False),
            Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False),
            sqlite_with_rowid=False,
        ),
        Table(
            "copies",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("first_hash", String(64), ForeignKey("texts.hash"), nullable=False, index=True),
            Column("second_hash", String(64), ForeignKey("texts.hash"), nullable=False, index=True),
            Column("kind", Text, nullable=False),
            Column("first_share", Double(), nullable=False),
            Column("second_share", Double(), nullable=False),
            CheckConstraint(sa.column("first_hash") < sa.column("second_hash"), name="order"),
        ),
        Table(
            "sentence_marks",
            metadata,
            Column("value", BigInteger, primary_key=True, autoincrement=False),
            Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False, index=True),
            Column("start", Integer, primary_key=True, autoincrement=False),
            Column("end", Integer, nullable=False),
            sqlite_with_rowid=False,
        ),
    ]


def _of_sources(metadata: sa.MetaData) -> list[Table]:
    return [
        Table(
            "sources",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("kind", Text, nullable=False),
            Column("url", Text, nullable=False),
            Column("added_at", String(27), nullable=False),
        ),
        Table(
            "source_revisions",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("source_id", String(32), ForeignKey("sources.id"), nullable=False),
            Column("revision", Integer, nullable=False),
            Column("settings", sa.JSON, nullable=False),
            Column("revised_at", String(27), nullable=False),
            UniqueConstraint("source_id", "revision"),
        ),
        Table(
            "visits",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("source_id", String(32), ForeignKey("sources.id"), nullable=False, index=True),
            Column("visited_at", String(27), nullable=False),
            Column("outcome", Text, nullable=False),
            Column("words", Text, nullable=False),
            Column("items", Integer, nullable=False),
            Column("fresh", Integer, nullable=False),
            Column("state", sa.JSON, nullable=False),
            Column("next_due", String(27)),
        ),
        Table(
            "settled",
            metadata,
            Column("url", Text, primary_key=True),
            Column("settled_at", String(27), nullable=False),
        ),
    ]
