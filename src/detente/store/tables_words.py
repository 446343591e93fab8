"""The table of the words of reports, and the index over it."""

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, event

from detente.store.columns import ID
from detente.store.tables_in import metadata

__all__ = [
    "IN_A_FILE",
    "TEXT_INDEX",
    "document_words",
    "is_of_text_index",
    "lacks_text_index",
    "make_text_index",
    "make_text_index_anew",
]

TEXT_INDEX = "document_index"
"""What a file calls its index."""
IN_A_FILE = (
    """CREATE VIRTUAL TABLE document_index USING fts5(words, content='document_words', content_rowid='word_row',
    tokenize='unicode61 remove_diacritics 0', columnsize=0)""",
    """CREATE TRIGGER document_words_added AFTER INSERT ON document_words BEGIN
    INSERT INTO document_index (rowid, words) VALUES (new.word_row, new.words); END""",
    """CREATE TRIGGER document_words_removed AFTER DELETE ON document_words BEGIN
    INSERT INTO document_index (document_index, rowid, words) VALUES ('delete', old.word_row, old.words); END""",
)
IN_A_SERVER = "CREATE INDEX ix_document_words_words ON document_words USING gin (to_tsvector('simple', words))"
SHADOWS = frozenset(f"document_index_{part}" for part in ("config", "content", "data", "docsize", "idx"))
"""Tables that FTS5 makes for an index by itself."""
MADE = (
    ("TABLE", "document_index"),
    ("TRIGGER", "document_words_added"),
    ("TRIGGER", "document_words_removed"),
)


def make_text_index(connection: Connection) -> None:
    """Make the index over the words of reports."""
    for statement in IN_A_FILE if connection.dialect.name == "sqlite" else (IN_A_SERVER,):
        connection.exec_driver_sql(statement)


def make_text_index_anew(connection: Connection) -> None:
    """Make a file's index anew out of the words that are kept."""
    for kind, name in reversed(MADE):
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")
    make_text_index(connection)
    connection.exec_driver_sql("INSERT INTO document_index (document_index) VALUES ('rebuild')")


def is_of_text_index(name: str, made: str | None) -> bool:
    """Say whether a thing of that name, made by that statement, is a part of a file's index as it is made here."""
    return name in SHADOWS or made in IN_A_FILE


def lacks_text_index(connection: Connection) -> bool:
    """Say whether a file's index or its triggers are not there."""
    if connection.dialect.name != "sqlite":
        return False
    there = {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT upper(type), name FROM sqlite_master")}
    return not there.issuperset(MADE)


document_words = Table(
    "document_words",
    metadata,
    Column("word_row", Integer, primary_key=True, autoincrement=False),  # in the order in which reports came
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("words", Text, nullable=False),  # of title and text, in Latin letters without accents and case
)
event.listen(document_words, "after_create", lambda _, connection, **__: make_text_index(connection))
