"""What copies tell in the same words can be found; accounts are made anew by the next run, with their words."""

from sqlalchemy import Connection

__all__ = ["apply"]


def apply(connection: Connection) -> None:
    """Add the column and its index; accounts from before have none."""
    connection.exec_driver_sql("ALTER TABLE accounts ADD COLUMN words VARCHAR(32)")
    connection.exec_driver_sql("CREATE INDEX ix_accounts_words ON accounts (words)")
