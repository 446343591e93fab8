"""Different texts and copies as known on a day: an index of texts by when they came, and counts of copies by month."""

from sqlalchemy import Connection

from detente.store.joined import forget_joined, is_counted, keep_joined

__all__ = ["apply"]


def apply(connection: Connection) -> None:
    """Exchange the index, and count copies by month where their number was kept."""
    connection.exec_driver_sql("DROP INDEX ix_documents_text_hash")
    connection.exec_driver_sql("CREATE INDEX ix_documents_text_hash_added_at ON documents (text_hash, added_at)")
    if is_counted(connection):
        forget_joined(connection)
        keep_joined(connection)
