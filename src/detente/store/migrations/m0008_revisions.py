"""One chain of revisions, tombstones, and when it was noted that a document stood at an address.

What was kept before has its first revision from here, in the order of its times. Its hash is of what the rows say now,
and has to be the one that later forms recompute: it is made by the same code, over the columns that are there.
"""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, UniqueConstraint

from detente.store.columns import Moment

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TIMES = (
    ("document", "documents", "added_at"),
    ("reading", "readings", "made_at"),
    ("refusal", "refusals", "refused_at"),
    ("source", "sources", "added_at"),
    ("visit", "visits", "visited_at"),
)
"""Kinds of records, the table that has a row for each, and the column that says when."""


def apply(connection: Connection) -> None:
    """Make the tables, and note what is there."""
    metadata = sa.MetaData(naming_convention=NAMING)
    Table(
        "revisions",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("author", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", String(27), nullable=False),
        Column("content_hash", String(64), nullable=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
        UniqueConstraint("kind", "subject", "revision"),
        sa.Index("ix_revisions_subject", "subject"),
    )
    Table(
        "withdrawals",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", String(32), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("withdrawn", Boolean(create_constraint=False), nullable=False),
        Column("author", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", String(27), nullable=False),
        UniqueConstraint("kind", "subject", "revision"),
    )
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("ALTER TABLE sightings ADD COLUMN noted_at VARCHAR(27)")
    _note_all(connection)


def _note_all(connection: Connection) -> None:
    # imported here: what is noted of a record needs its tables, and they are not needed to know the migrations
    from detente.store.contents import PARTS, contents_of
    from detente.store.revisions import BEFORE, Change, note_revisions

    inspector = sa.inspect(connection)
    names = {part.table.name for kind, *_ in TIMES for part in PARTS[kind]}
    present = {name: frozenset(c["name"] for c in inspector.get_columns(name)) for name in names}
    for now, kind, subjects in _in_order(connection):
        contents = contents_of(connection, kind, subjects, present=present)
        changes = [Change(kind=kind, subject=s, reason=BEFORE, content_hash=contents[s]) for s in subjects]
        note_revisions(connection, changes, author="machine", now=now)


def _in_order(connection: Connection) -> Iterator[tuple[dt.datetime, str, list[str]]]:
    """Yield what is there by its time, those of one kind and one time together."""
    found: dict[tuple[dt.datetime, int], list[str]] = {}
    for order, (_, name, time) in enumerate(TIMES):
        table = sa.table(name, sa.column("id"), sa.column(time, Moment))
        for subject, at in connection.execute(sa.select(table.c.id, table.c[time]).order_by(table.c.id)):
            found.setdefault((at, order), []).append(subject)
    for (at, order), subjects in sorted(found.items()):
        yield at, TIMES[order][0], subjects
