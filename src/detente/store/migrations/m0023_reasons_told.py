"""A reason for readers, apart from the desk's own, beside what was withdrawn. Of those before readers are told none."""

from sqlalchemy import Connection

__all__ = ["apply"]


def apply(connection: Connection) -> None:
    """Add the column."""
    connection.exec_driver_sql("ALTER TABLE withdrawals ADD COLUMN told TEXT")
