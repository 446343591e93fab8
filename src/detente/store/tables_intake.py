"""The tables of intake: where and when documents were seen, which texts are copies, what is watched and how it went."""

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from detente.store.columns import ID, Figure, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = [
    "copies",
    "cut_away",
    "fingerprints",
    "observations",
    "outlines",
    "refusal_ends",
    "repairs",
    "sentence_marks",
    "settled",
    "sightings",
    "source_revisions",
    "sources",
    "texts",
    "visits",
]


def _document() -> Column[str]:
    return Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True)


refusal_ends = Table(
    "refusal_ends",
    metadata,
    Column("id", ID, primary_key=True),
    Column("refusal_id", ID, ForeignKey("refusals.id"), nullable=False, index=True),
    Column("outcome", Text, nullable=False),
    Column("ended_at", Moment, nullable=False),
    CheckConstraint(sa.column("outcome").in_(["read", "dropped"]), name="outcome"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", ID, primary_key=True),
    _document(),
    Column("address", Verbatim, nullable=False, index=True),
    Column("url", Verbatim, nullable=False),
    Column("seen_at", Moment),  # null where nobody said when it stood there
    Column("noted_at", Moment),  # null for one from before this was noted
)

cut_away = Table(
    "cut_away",
    metadata,
    Column("id", ID, primary_key=True),
    _document(),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("characters", Integer, nullable=False),
)

repairs = Table(
    "repairs",
    metadata,
    Column("id", ID, primary_key=True),
    _document(),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("was", Verbatim, nullable=False),
    Column("rule", Text, nullable=False),
)

observations = Table(
    "observations",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("observer", Verbatim, nullable=False),
    Column("mission", Verbatim, index=True),
    Column("place", Verbatim),
    Column("lat", Figure),
    Column("lon", Figure),
    Column("time_from", Moment, nullable=False, index=True),
    Column("time_to", Moment),  # null for a single moment
    Column("method", Text, nullable=False),
    Column("told_by", Verbatim),
    Column("what", Text, nullable=False),
    Column("what_words", Verbatim),
    Column("found_nothing", Boolean(create_constraint=False), nullable=False),
    Column("count_low", Integer),
    Column("count_high", Integer),
    Column("count_words", Verbatim),
    Column("bearing", Figure),
    Column("bearing_words", Verbatim),
    Column("near_km", Figure),
    Column("far_km", Figure),
    Column("who", Verbatim),
    Column("recognised_by", Verbatim),
    Column("weather", Verbatim),
    Column("visibility", Verbatim),
    Column("visibility_km", Figure),
    Column("not_visited", Verbatim),
    Column("why_not", Verbatim),
    Column("remarks", Verbatim),
    Column("further", sa.JSON, nullable=False),  # what stood in columns that the form does not have
    Column("words", sa.JSON, nullable=False),  # of each column above, where in the text its words stand: [start, end]
)

texts = Table(
    "texts",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),  # the first 63 bits of the hash: a key for many rows
    Column("compared_by", Text, nullable=False),  # the version of the comparison
    Column("wanted", Integer, nullable=False),  # marks that another shares to be worth comparing
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # the key is all there is: one tree, and half the writing
)

outlines = Table(
    "outlines",
    metadata,
    Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False),
    Column("stems", LargeBinary, nullable=False),  # numbers of its stems in ascending order, then the bits of each
)

copies = Table(
    "copies",
    metadata,
    Column("id", ID, primary_key=True),
    Column("first_hash", String(64), ForeignKey("texts.hash"), nullable=False, index=True),
    Column("second_hash", String(64), ForeignKey("texts.hash"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("first_share", Figure, nullable=False),  # of the first text's words, how many the second tells
    Column("second_share", Figure, nullable=False),
    CheckConstraint(sa.column("first_hash") < sa.column("second_hash"), name="order"),
)

sentence_marks = Table(
    "sentence_marks",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("text", BigInteger, ForeignKey("texts.number"), primary_key=True, autoincrement=False, index=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

sources = Table(
    "sources",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Verbatim, nullable=False),
    Column("added_at", Moment, nullable=False),
)

source_revisions = Table(
    "source_revisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("source_id", ID, ForeignKey("sources.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("settings", sa.JSON, nullable=False),
    Column("revised_at", Moment, nullable=False),
    UniqueConstraint("source_id", "revision"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", ID, primary_key=True),
    Column("source_id", ID, ForeignKey("sources.id"), nullable=False, index=True),
    Column("visited_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("words", Verbatim, nullable=False),
    Column("items", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("state", sa.JSON, nullable=False),
    Column("next_due", Moment),  # null where the source is gone for good
    Index("ix_visits_source_id_visited_at", "source_id", "visited_at"),
)

settled = Table(
    "settled",
    metadata,
    Column("url", Verbatim, primary_key=True),
    Column("settled_at", Moment, nullable=False),
)
