"""The tables of gathering that hold what is so for now: their rows are changed, where all others are only added."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text

from detente.store.columns import ID, Figure, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = ["hosts", "leases", "site_rules", "source_states"]

hosts = Table(
    "hosts",
    metadata,
    Column("host", Verbatim, primary_key=True),  # with its port
    Column("asked_at", Moment),
    Column("delay", Figure, nullable=False),  # seconds between two requests that its robots.txt asks for, or 0
    Column("held_until", Moment),
    Column("slowed", Integer, nullable=False),  # how often in a row it said 429 and not for how long
)

site_rules = Table(
    "site_rules",
    metadata,
    Column("origin", Verbatim, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),  # robots.txt, compressed
    Column("trouble", Verbatim, nullable=False),  # why it cannot be had, or nothing
    Column("refused", Boolean(create_constraint=False), nullable=False),  # it leads to where nothing is asked
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Verbatim, nullable=False),
    Column("token", Text, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

source_states = Table(
    "source_states",
    metadata,
    Column("source_id", ID, ForeignKey("sources.id"), primary_key=True),
    Column("state", sa.JSON, nullable=False),
)
