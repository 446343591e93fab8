"""Links with what they are worth against their rivals; all are made anew by the next run."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Connection, Double, ForeignKey, MetaData, Table, Text

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def apply(connection: Connection) -> None:
    """Make the table of links anew, empty: they follow from the accounts, and the next run links all of them."""
    connection.exec_driver_sql("DROP TABLE links")
    metadata = MetaData(naming_convention=NAMING)
    Table("accounts", metadata, Column("number", BigInteger, primary_key=True))
    metadata.create_all(connection, tables=[_links(metadata)], checkfirst=False)


def _links(metadata: MetaData) -> Table:
    return Table(
        "links",
        metadata,
        Column("first", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False),
        Column("second", BigInteger, ForeignKey("accounts.number"), primary_key=True, autoincrement=False, index=True),
        Column("likelihood", Double, nullable=False),
        Column("weighed", Double, nullable=False),
        Column("reasons", sa.JSON, nullable=False),
        Column("linked_by", Text, nullable=False),
        sqlite_with_rowid=False,
    )
