"""The tables of the file of persons: persons, and the chain of what was done with them. None is of the record."""

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, Table, Text

from detente.store.columns import ID, Moment, Verbatim

__all__ = ["deeds", "metadata", "persons"]

metadata = sa.MetaData()
"""Of its own: whatever goes through the record's tables (snapshots, proofs, searches) does not come by here."""

persons = Table(
    "persons",
    metadata,
    Column("id", ID, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("accident", ID, nullable=False),
    Column("salt", String(64)),  # null, as the content is, once the person is forgotten
    Column("content", sa.JSON(none_as_null=True)),
    Column("made_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
    sa.PrimaryKeyConstraint("id", "revision"),
)

deeds = Table(
    "deeds",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),  # roles, kept, shown, refused, forgotten, log
    Column("accident", Text),
    Column("person", ID),
    Column("revision", Integer),
    Column("by", Verbatim),  # a name of the list of roles; null for who was refused
    Column("account", Verbatim, nullable=False),  # of the machine
    Column("reason", Verbatim),  # one of a fixed list
    Column("said", Verbatim),
    Column("at", Moment, nullable=False),
    Column("content_hash", String(64)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
