"""The tables of incidents: what each report tells of each happening, what is likely of one, and what belongs together.

Accounts, memberships and decisions are added and never taken away. Keys, links and what stands in `state` follow from
them, and are made anew where a later version sees them in another way.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from detente.store.columns import DERIVED, ID, Figure, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = [
    "account_keys",
    "account_readings",
    "accounts",
    "decisions",
    "dismissals",
    "document_voices",
    "links",
    "links_moved",
    "memberships",
]

account_readings = Table(
    "account_readings",
    metadata,
    Column("id", ID, primary_key=True),
    Column("reading_id", ID, ForeignKey("readings.id"), nullable=False, index=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("made_by", Text, nullable=False, index=True),  # the version that made accounts of it
    Column("made_at", Moment, nullable=False),
    Column("retired_at", Moment, info=DERIVED),  # null as long as these are its document's current ones
    Column("body", LargeBinary, nullable=False),  # its accounts whole, packed
)

accounts = Table(
    "accounts",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # 63 bits of a hash over key and reading
    Column("key", ID, nullable=False, index=True),  # the same in every reading
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("made_id", ID, ForeignKey("account_readings.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),  # among the accounts of its reading
    Column("start", Integer, nullable=False),  # of its trigger in the text
    Column("published", Integer),  # the first day on which its report may have come out
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("country", String(3)),  # of its place
    Column("place", Verbatim),
    Column("first_day", Integer),  # proleptic ordinals; null where nothing tells
    Column("last_day", Integer),
    Column("state", Integer, nullable=False, index=True),  # what is left to do: `store.accounts.State`
    Column("linked_by", Text, index=True),  # the version of linking and of weights
    Column("incident", ID, index=True),  # what it belongs to now; `memberships` say since when
    Column("words", ID, index=True),  # the same where copies tell the same; null of those made before there was one
    # a narrowed list of incidents is gone through from its latest day on, and no further than a page needs
    *(Index(f"ix_accounts_{name}_last_day", name, "last_day") for name in ("type", "country", "place")),
)

account_keys = Table(
    "account_keys",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),  # 63 bits of the key's hash
    Column("span", Integer, primary_key=True, autoincrement=False),  # how it is told, and how long it lasts
    Column("first_day", Integer, primary_key=True, autoincrement=False),
    Column("account", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
    Column("last_day", Integer, nullable=False),
    sqlite_with_rowid=False,  # the key is nearly all there is: one tree, and half the writing
)

links = Table(
    "links",
    metadata,
    Column("first", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
    Column("second", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False, index=True),
    Column("likelihood", Figure, nullable=False),
    Column("weighed", Figure, nullable=False),  # against its rivals in the two reports: what counts in settling
    Column("reasons", sa.JSON, nullable=False),  # feature and weight, the weightiest first
    Column("linked_by", Text, nullable=False),
    sqlite_with_rowid=False,
)

links_moved = Table(
    "links_moved",
    metadata,
    Column("revision", Integer, ForeignKey("revisions.number"), primary_key=True, autoincrement=False),  # of links
    Column("first", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
    Column("second", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

memberships = Table(
    "memberships",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("account", ID, nullable=False),  # its key
    Column("incident", ID, index=True),  # null where it belongs to none any more
    Column("at", Moment, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Index(None, "account", "number"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("accounts", sa.JSON, nullable=False),  # keys
    Column("others", sa.JSON, nullable=False),  # of `apart`, the keys on the other side
    Column("withdraws", ID, ForeignKey("decisions.id")),  # of `undo`
    Column("at", Moment, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    CheckConstraint(sa.column("kind").in_(["together", "apart", "undo"]), name="kind"),
)

dismissals = Table(
    "dismissals",
    metadata,
    Column("id", ID, primary_key=True),
    Column("decision_id", ID, ForeignKey("decisions.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
)

document_voices = Table(
    "document_voices",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("voice", ID, nullable=False),  # as linking last knew it
)
