"""What is read: readings, with everything in them that queries ask for and the words it stands on."""

import sqlalchemy as sa
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
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


def apply(connection: Connection) -> None:
    """Make the tables beside those that are there."""
    metadata = sa.MetaData(naming_convention=NAMING)
    before = Table("documents", metadata, Column("id", String(32), primary_key=True))
    _define_readings(metadata)
    _define_mentioned(metadata)
    _define_claims(metadata)
    _define_events(metadata)
    _define_words(metadata)
    made = [table for table in metadata.sorted_tables if table is not before]
    metadata.create_all(connection, tables=made, checkfirst=False)


def _id() -> Column[str]:
    return Column("id", String(32), primary_key=True)


def _reading() -> Column[str]:
    return Column("reading_id", String(32), ForeignKey("readings.id"), nullable=False, index=True)


def _words() -> CheckConstraint:
    return CheckConstraint(sa.column("start") < sa.column("end"), name="words")


def _define_readings(metadata: sa.MetaData) -> None:
    Table(
        "readings",
        metadata,
        _id(),
        Column("document_id", String(32), ForeignKey("documents.id"), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("stages", sa.JSON, nullable=False),
        Column("text_hash", String(64), nullable=False),
        Column("published_from", Text),
        Column("published_to", Text),
        Column("published_rule", Text),
        Column("made_at", String(27), nullable=False),
        Column("body", LargeBinary, nullable=False),
        UniqueConstraint("document_id", "revision"),
    )


def _define_mentioned(metadata: sa.MetaData) -> None:
    Table(
        "entities",
        metadata,
        _id(),
        _reading(),
        Column("local_id", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("country", Text),
        Column("sectors", sa.JSON, nullable=False),
        Column("role", Text),
        Column("members", sa.JSON, nullable=False),
    )
    Table(
        "places",
        metadata,
        _id(),
        _reading(),
        Column("position", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("geonameid", Integer),
        Column("lat", Double),
        Column("lon", Double),
        Column("country", Text),
        Column("admin1", Text),
        Column("precision", Text),
        Column("candidates", Integer, nullable=False),
    )
    Table(
        "dates",
        metadata,
        _id(),
        _reading(),
        Column("position", Integer, nullable=False),
        Column("first", Text),
        Column("last", Text),
        Column("precision", Text),
        Column("rule", Text, nullable=False),
    )
    Table(
        "quantities",
        metadata,
        _id(),
        _reading(),
        Column("position", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("value", Double),
        Column("low", Double),
        Column("high", Double),
        Column("unit", Text),
        Column("qualifier", Text),
    )


def _define_claims(metadata: sa.MetaData) -> None:
    Table(
        "claims",
        metadata,
        _id(),
        _reading(),
        Column("local_id", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("mode", Text, nullable=False),
        Column("mood", Text),
        Column("trend", Text),
        Column("confidence", Double, nullable=False),
    )
    Table(
        "claim_sources",
        metadata,
        _id(),
        Column("claim_id", String(32), ForeignKey("claims.id"), nullable=False, index=True),
        Column("step", Integer, nullable=False),
        Column("entity_id", String(32), ForeignKey("entities.id"), index=True),
    )


def _define_events(metadata: sa.MetaData) -> None:
    Table(
        "events",
        metadata,
        _id(),
        _reading(),
        Column("local_id", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("type", Text, nullable=False, index=True),
        Column("mode", Text),
        Column("contexts", sa.JSON, nullable=False),
        Column("cameo", Text),
        Column("quad", Text, nullable=False),
        Column("score", Double),
        Column("status", Text, nullable=False, index=True),
        Column("status_rule", Text, nullable=False),
        Column("claim_id", String(32), ForeignKey("claims.id"), index=True),
        Column("place_id", String(32), ForeignKey("places.id"), index=True),
        Column("date_from", Text),
        Column("date_to", Text),
        Column("date_precision", Text),
        Column("date_rule", Text),
        Column("confidence", Double, nullable=False),
    )
    Table(
        "parties",
        metadata,
        _id(),
        Column("event_id", String(32), ForeignKey("events.id"), nullable=False, index=True),
        Column("side", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("entity_id", String(32), ForeignKey("entities.id"), nullable=False, index=True),
        CheckConstraint(sa.column("side").in_(["actor", "recipient"]), name="side"),
    )


def _define_words(metadata: sa.MetaData) -> None:
    Table(
        "evidence",
        metadata,
        _id(),
        _reading(),
        Column("owner_kind", Text, nullable=False),
        Column("owner_id", String(32), nullable=False, index=True),
        Column("field", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("exact", Text, nullable=False),
        Column("prefix", Text, nullable=False),
        Column("suffix", Text, nullable=False),
        _words(),
    )
    Table(
        "drops",
        metadata,
        _id(),
        _reading(),
        Column("position", Integer, nullable=False),
        Column("stage", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        _words(),
    )
