"""The tables of the file of accounts. None is of the record: no snapshot takes them along, no proof goes over them."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from detente.store.columns import ID, Moment, Verbatim

__all__ = ["accounts", "attempts", "deeds", "links", "looks", "metadata", "sessions", "tokens"]

metadata = sa.MetaData()
HASH = String(64)
"""Of what somebody holds, a session, a token, a link, only the SHA-256 is kept: it is random, and cannot be tried."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # as the record notes whoever does something
    Column("name_folded", Text, nullable=False, unique=True),  # so that no two read the same in the record
    Column("role", Text, nullable=False),
    Column("ceasefire", Text),  # of a party officer
    Column("side", Text),  # of a party officer: a party of that ceasefire
    Column("password", Text),  # its hash (argon2id); null until one is set
    Column("disabled", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", HASH, primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("address", Text, nullable=False),
    Column("agent", Verbatim, nullable=False),  # what the browser calls itself
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", ID, primary_key=True),
    Column("hash", HASH, nullable=False, unique=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("label", Verbatim, nullable=False),
    Column("scopes", sa.JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

links = Table(
    "links",
    metadata,
    Column("hash", HASH, primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    Column("account", ID, ForeignKey("accounts.id"), primary_key=True),
    Column("upto", Moment, nullable=False),  # up to when somebody has seen what is new, on whatever machine
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", Text, primary_key=True),  # a login or an address, neither of them in full
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

deeds = Table(
    "deeds",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("account", Text),
    Column("name", Verbatim, nullable=False),
    Column("address", Text, nullable=False),
    Column("method", Text),
    Column("path", Verbatim),
    Column("status", Integer),
    Column("said", Verbatim),
    Column("previous", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
    sa.Index("deeds_account", "account", "number"),
)
