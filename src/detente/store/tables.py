"""The tables of the record, as they are now.

Each change of a table here comes with a migration; a test holds that the migrations, run one after the other on an
empty database, end in exactly these tables. Ids are derived from content and unique over all records. Nothing is ever
updated: rows are added, and a newer reading stands beside the older one.
"""

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from detente.store.columns import ID, Figure, Moment, Verbatim

__all__ = [
    "NAMING",
    "blobs",
    "claim_sources",
    "claims",
    "dates",
    "documents",
    "drops",
    "entities",
    "events",
    "evidence",
    "metadata",
    "migrations",
    "origins",
    "parties",
    "places",
    "quantities",
    "readings",
    "refusals",
    "statement_parts",
    "statements",
]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name of its own, so that a later migration can drop it in any database."""

metadata = sa.MetaData(naming_convention=NAMING)


def _reading() -> Column[str]:
    return Column("reading_id", ID, ForeignKey("readings.id"), nullable=False, index=True)


def _words() -> CheckConstraint:
    return CheckConstraint(sa.column("start") < sa.column("end"), name="words")


migrations = Table(
    "migrations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied_at", Moment, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("bytes_hash", String(64), ForeignKey("blobs.hash"), nullable=False, unique=True),
    Column("external_id", Verbatim, nullable=False, index=True),
    Column("title", Verbatim),
    Column("text", Verbatim, nullable=False),
    Column("text_hash", String(64), nullable=False, index=True),
    Column("url", Verbatim),
    Column("publisher", Verbatim),
    Column("language", Verbatim),
    Column("format", Text, nullable=False),
    Column("published", Verbatim),
    Column("added_at", Moment, nullable=False),
    Column("fetched_at", Moment),
)

origins = Table(
    "origins",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", Verbatim, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Verbatim, nullable=False),
    Column("bytes_hash", String(64), index=True),
    Column("code", Text, nullable=False),
    Column("message", Verbatim, nullable=False),
    Column("refused_at", Moment, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stages", sa.JSON, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("published_from", Text),
    Column("published_to", Text),
    Column("published_rule", Text),
    Column("made_at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("document_id", "revision"),
)

entities = Table(
    "entities",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("sectors", sa.JSON, nullable=False),
    Column("role", Verbatim),
    Column("members", sa.JSON, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("geonameid", Integer),
    Column("lat", Figure),
    Column("lon", Figure),
    Column("country", Text),
    Column("admin1", Verbatim),
    Column("precision", Text),
    Column("candidates", Integer, nullable=False),
)

dates = Table(
    "dates",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("precision", Text),
    Column("rule", Text, nullable=False),
)

quantities = Table(
    "quantities",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Figure),
    Column("low", Figure),
    Column("high", Figure),
    Column("unit", Verbatim),
    Column("qualifier", Verbatim),
)

claims = Table(
    "claims",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    Column("mood", Text),
    Column("trend", Text),
    Column("confidence", Figure, nullable=False),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("id", ID, primary_key=True),
    Column("claim_id", ID, ForeignKey("claims.id"), nullable=False, index=True),
    Column("step", Integer, nullable=False),  # 0 who says it, 1 and on through whom, nearest to the source first
    Column("entity_id", ID, ForeignKey("entities.id"), index=True),
)

events = Table(
    "events",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("contexts", sa.JSON, nullable=False),
    Column("cameo", Text),
    Column("quad", Text, nullable=False),
    Column("score", Figure),
    Column("status", Text, nullable=False, index=True),
    Column("status_rule", Text, nullable=False),
    Column("claim_id", ID, ForeignKey("claims.id"), index=True),
    Column("place_id", ID, ForeignKey("places.id"), index=True),
    Column("date_from", Text),
    Column("date_to", Text),
    Column("date_precision", Text),
    Column("date_rule", Text),
    Column("confidence", Figure, nullable=False),
)

parties = Table(
    "parties",
    metadata,
    Column("id", ID, primary_key=True),
    Column("event_id", ID, ForeignKey("events.id"), nullable=False, index=True),
    Column("side", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entity_id", ID, ForeignKey("entities.id"), nullable=False, index=True),
    CheckConstraint(sa.column("side").in_(["actor", "recipient"]), name="side"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("claim_id", ID, ForeignKey("claims.id"), nullable=False, index=True),
    Column("date_id", ID, ForeignKey("dates.id"), index=True),
)

statement_parts = Table(
    "statement_parts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("statement_id", ID, ForeignKey("statements.id"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entity_id", ID, ForeignKey("entities.id"), index=True),
    Column("leaning", Text),
    CheckConstraint(sa.column("part").in_(["hearer", "topic", "stance"]), name="part"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("owner_kind", Text, nullable=False),
    Column("owner_id", ID, nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Verbatim, nullable=False),
    Column("prefix", Verbatim, nullable=False),
    Column("suffix", Verbatim, nullable=False),
    _words(),
)

drops = Table(
    "drops",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _words(),
)
