"""Reports can be found by their words: a table of these, and an index over it."""

from sqlalchemy import Connection

__all__ = ["apply"]

TABLE = """CREATE TABLE document_words (
    word_row INTEGER NOT NULL,
    document_id VARCHAR(32) NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_document_words PRIMARY KEY (word_row),
    CONSTRAINT uq_document_words_document_id UNIQUE (document_id),
    CONSTRAINT fk_document_words_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
)"""
IN_A_FILE = (
    """CREATE VIRTUAL TABLE document_index USING fts5(words, content='document_words', content_rowid='word_row',
    tokenize='unicode61 remove_diacritics 0', columnsize=0)""",
    """CREATE TRIGGER document_words_added AFTER INSERT ON document_words BEGIN
    INSERT INTO document_index (rowid, words) VALUES (new.word_row, new.words); END""",
    """CREATE TRIGGER document_words_removed AFTER DELETE ON document_words BEGIN
    INSERT INTO document_index (document_index, rowid, words) VALUES ('delete', old.word_row, old.words); END""",
)
IN_A_SERVER = "CREATE INDEX ix_document_words_words ON document_words USING gin (to_tsvector('simple', words))"


def apply(connection: Connection) -> None:
    """Add the table with its index; the words of the reports that are there go in when all migrations have run."""
    connection.exec_driver_sql(TABLE)
    for statement in IN_A_FILE if connection.dialect.name == "sqlite" else (IN_A_SERVER,):
        connection.exec_driver_sql(statement)
