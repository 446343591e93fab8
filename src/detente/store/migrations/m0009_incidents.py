"""What reports tell of the same happening: accounts with their keys, links between them, and what belongs together."""

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

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
    metadata = MetaData(naming_convention=NAMING)
    for there in ("documents", "readings"):
        Table(there, metadata, Column("id", String(32), primary_key=True))
    made = [*_accounts(metadata), *_beside(metadata)]
    metadata.create_all(connection, tables=made, checkfirst=False)


def _accounts(metadata: MetaData) -> list[Table]:
    """Return the tables of accounts, and of what is likely of them."""
    return [
        Table(
            "account_readings",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("reading_id", String(32), ForeignKey("readings.id"), nullable=False, index=True),
            Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True),
            Column("made_by", Text, nullable=False, index=True),
            Column("made_at", String(27), nullable=False),
            Column("retired_at", String(27)),
            Column("body", LargeBinary, nullable=False),
        ),
        Table(
            "accounts",
            metadata,
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("key", String(32), nullable=False, index=True),
            Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True),
            Column("made_id", String(32), ForeignKey("account_readings.id"), nullable=False, index=True),
            Column("position", Integer, nullable=False),
            Column("start", Integer, nullable=False),
            Column("published", Integer),
            Column("type", Text, nullable=False),
            Column("status", Text, nullable=False),
            Column("country", String(3)),
            Column("place", Text),
            Column("first_day", Integer),
            Column("last_day", Integer),
            Column("state", Integer, nullable=False, index=True),
            Column("linked_by", Text, index=True),
            Column("incident", String(32), index=True),
        ),
        Table(
            "account_keys",
            metadata,
            Column("value", BigInteger, primary_key=True, autoincrement=False),
            Column("span", Integer, primary_key=True, autoincrement=False),
            Column("first_day", Integer, primary_key=True, autoincrement=False),
            Column("account", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
            Column("last_day", Integer, nullable=False),
            sqlite_with_rowid=False,
        ),
        Table(
            "links",
            metadata,
            Column("first", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
            Column(
                "second", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False, index=True
            ),
            Column("likelihood", Double, nullable=False),
            Column("reasons", sa.JSON, nullable=False),
            Column("linked_by", Text, nullable=False),
            sqlite_with_rowid=False,
        ),
    ]


def _beside(metadata: MetaData) -> list[Table]:
    """Return the tables of what belongs together."""
    return [
        Table(
            "memberships",
            metadata,
            Column("number", Integer, primary_key=True),
            Column("account", String(32), nullable=False),
            Column("incident", String(32), index=True),
            Column("at", String(27), nullable=False),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
            Index(None, "account", "number"),
        ),
        Table(
            "decisions",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("kind", Text, nullable=False),
            Column("accounts", sa.JSON, nullable=False),
            Column("others", sa.JSON, nullable=False),
            Column("withdraws", String(32), ForeignKey("decisions.id")),
            Column("at", String(27), nullable=False),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
            CheckConstraint(sa.column("kind").in_(["together", "apart", "undo"]), name="kind"),
        ),
        Table(
            "dismissals",
            metadata,
            Column("id", String(32), primary_key=True),
            Column("decision_id", String(32), ForeignKey("decisions.id"), nullable=False, index=True),
            Column("at", String(27), nullable=False),
            Column("author", Text, nullable=False),
            Column("reason", Text, nullable=False),
        ),
        Table(
            "document_voices",
            metadata,
            Column("document_id", String(32), ForeignKey("documents.id"), primary_key=True),
            Column("voice", String(32), nullable=False),
        ),
    ]
