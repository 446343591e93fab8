"""In which circumstances claims were made: who heard them, what they are about, for or against whom they stand."""

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, Integer, String, Table, Text

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
    for name in ("readings", "claims", "dates", "entities"):
        Table(name, metadata, Column("id", String(32), primary_key=True))
    made = [
        Table(
            "statements",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("reading_id", String(32), ForeignKey("readings.id"), nullable=False, index=True),
            Column("position", Integer, nullable=False),
            Column("claim_id", String(32), ForeignKey("claims.id"), nullable=False, index=True),
            Column("date_id", String(32), ForeignKey("dates.id"), index=True),
        ),
        Table(
            "statement_parts",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("statement_id", String(32), ForeignKey("statements.id"), nullable=False, index=True),
            Column("part", Text, nullable=False),
            Column("position", Integer, nullable=False),
            Column("entity_id", String(32), ForeignKey("entities.id"), index=True),
            Column("leaning", Text),
            CheckConstraint(sa.column("part").in_(["hearer", "topic", "stance"]), name="part"),
        ),
    ]
    metadata.create_all(connection, tables=made, checkfirst=False)
