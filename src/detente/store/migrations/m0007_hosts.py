"""Hosts: when each was asked and what it asked for, its rules; who is gathering; what is kept of a source once.

Visits from before keep what was known of their source then in their own rows; the next visit moves it.
"""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Connection, Double, ForeignKey, Integer, LargeBinary, String, Table, Text

__all__ = ["apply"]

NAMING = {"fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}


def apply(connection: Connection) -> None:
    """Make the tables, and the index by which a source's last visit is found among thousands."""
    metadata = sa.MetaData(naming_convention=NAMING)
    Table("sources", metadata, Column("id", String(32), primary_key=True))
    metadata.create_all(connection, tables=_made(metadata), checkfirst=False)
    connection.exec_driver_sql("CREATE INDEX ix_visits_source_id_visited_at ON visits (source_id, visited_at)")


def _made(metadata: sa.MetaData) -> list[Table]:
    return [
        Table(
            "hosts",
            metadata,
            Column("host", Text, primary_key=True),
            Column("asked_at", String(27)),
            Column("delay", Double(), nullable=False),
            Column("held_until", String(27)),
            Column("slowed", Integer, nullable=False),
        ),
        Table(
            "site_rules",
            metadata,
            Column("origin", Text, primary_key=True),
            Column("until", String(27), nullable=False),
            Column("body", LargeBinary, nullable=False),
            Column("trouble", Text, nullable=False),
            Column("refused", Boolean(create_constraint=False), nullable=False),
        ),
        Table(
            "leases",
            metadata,
            Column("name", Text, primary_key=True),
            Column("holder", Text, nullable=False),
            Column("token", Text, nullable=False),
            Column("taken_at", String(27), nullable=False),
            Column("ends_at", String(27), nullable=False),
        ),
        Table(
            "source_states",
            metadata,
            Column("source_id", String(32), ForeignKey("sources.id"), primary_key=True),
            Column("state", sa.JSON, nullable=False),
        ),
    ]
