"""The tables of what comes in: documents with their bytes and names, what was refused, and each reading whole."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from detente.documents.carriers import FILLED
from detente.store.columns import DERIVED, ID, Figure, Moment, Verbatim

__all__ = ["NAMING", "blobs", "documents", "metadata", "migrations", "origins", "readings", "refusals"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name of its own, so that a later migration can drop it in any database."""

metadata = sa.MetaData(naming_convention=NAMING)


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
    Column("text_hash", String(64), nullable=False),
    Column("url", Verbatim),
    Column("publisher", Verbatim),
    Column("language", Verbatim),
    Column("format", Text, nullable=False),
    Column("published", Verbatim),
    Column("added_at", Moment, nullable=False),
    Column("fetched_at", Moment),
    Column("modified", Verbatim),
    Column("decoded_from", Text),
    Column("incomplete", Verbatim),
    Column("identified", Text),  # the language that the text shows, beside the one that is stated
    Column("likelihood", Figure),
    Column("unread", Text),  # why it is kept and not read, null where it is to be read
    Column(
        "stated", sa.JSON(none_as_null=True)
    ),  # the fields that its own bytes state, not its carriers; null where nobody knows
    Column("front", ID),  # of what it is said to be; null for one from before, until that changes
    Index("ix_documents_added_at_id", "added_at", "id"),
    Index("ix_documents_text_hash_added_at", "text_hash", "added_at"),  # so that what a text came with is not read
)

origins = Table(
    "origins",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", Verbatim, nullable=False, index=True),
    Column("first_seen_at", Moment, nullable=False),
    *(Column(field, Verbatim) for field in FILLED),  # what the carrier of that name said of the document
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
    Column("suffix", Text),
    Column("carried", sa.JSON),
    Column("document_id", ID, ForeignKey("documents.id"), index=True),  # where it became a document that no stage reads
    Column("stages_id", ID),
)

EARLIER = sa.text("superseded_at IS NOT NULL")
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
    Column("superseded_at", Moment, info=DERIVED),  # when a newer one took its place; null for the current one
    UniqueConstraint("document_id", "revision"),
    Index("ix_readings_made_at", "made_at", "document_id"),
    Index("ix_readings_superseded_at", "superseded_at", sqlite_where=EARLIER, postgresql_where=EARLIER),
)
