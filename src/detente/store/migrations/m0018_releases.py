"""Releases: what is shown to whom, from when on; and an index of the names in earlier readings."""

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Connection, Index, Integer, String, Table, Text, UniqueConstraint

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
NAMES = "CREATE INDEX ix_entity_keys_earlier_name ON entity_keys (name_id, document_id) WHERE superseded_at IS NOT NULL"


def apply(connection: Connection) -> None:
    """Make the table beside those that are there, and the index."""
    metadata = sa.MetaData(naming_convention=NAMING)
    Table(
        "releases",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", String(32), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("level", Text, nullable=False),
        Column("at", String(27), nullable=False),
        Column("visible_from", String(27), nullable=False, index=True),
        Column("author", Text, nullable=False),
        Column("reason", Text, nullable=False),
        UniqueConstraint("kind", "subject", "revision"),
        CheckConstraint(sa.column("kind").in_(["document", "entry"]), name="kind"),
        CheckConstraint(sa.column("level").in_(["public", "parties", "internal"]), name="level"),
        Index("ix_releases_standing", "kind", "subject", "revision", "visible_from", "level"),
    )
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(NAMES)
