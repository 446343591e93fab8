"""Which accounts each of the last changes of links was of. Of those before there is nothing, which is as good."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Integer, Table

__all__ = ["apply"]

NAMING = {
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def apply(connection: Connection) -> None:
    """Make the table beside those that are there."""
    metadata = sa.MetaData(naming_convention=NAMING)
    Table("revisions", metadata, Column("number", Integer, primary_key=True))
    Table("accounts", metadata, Column("number", BigInteger, primary_key=True))
    moved = Table(
        "links_moved",
        metadata,
        Column("revision", Integer, ForeignKey("revisions.number"), primary_key=True, autoincrement=False),
        Column("first", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
        Column("second", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    metadata.create_all(connection, tables=[moved], checkfirst=False)
