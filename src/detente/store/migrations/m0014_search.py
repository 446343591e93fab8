"""An index of words, indexes of days and of what was current earlier, and counts by month.

The keys of before are completed here, before there are indexes on what is added; a record that had none gets them when
all migrations have run.
"""

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Integer, Table, Text
from sqlalchemy.exc import DBAPIError

from detente.store.completing import complete_keys

__all__ = ["apply"]

DROPPED = ("ix_event_keys_last", "ix_claim_keys_speaker", "ix_claim_keys_said", "ix_claim_keys_about")
ADDED = ("ALTER TABLE event_keys ADD COLUMN span INTEGER", "ALTER TABLE claim_keys ADD COLUMN word_row INTEGER")
PLACE, SIDES = "added_at, document_id, position", "type, status, acts, receives"
NOW, THEN = "WHERE superseded_at IS NULL", "WHERE superseded_at IS NOT NULL"
INDEXES = (
    f"ix_event_keys_days ON event_keys (country, span, last, first, {PLACE}, {SIDES}, event_id) {NOW}",
    f"ix_event_keys_earlier ON event_keys (country, {PLACE}, superseded_at, event_id) {THEN}",
    f"ix_claim_keys_listed ON claim_keys ({PLACE}, circumstances, mode, mood, country, claim_id) {NOW}",
    f"ix_claim_keys_country ON claim_keys (country, {PLACE}, circumstances, mode, mood, claim_id) {NOW}",
    f"ix_claim_keys_earlier ON claim_keys ({PLACE}, superseded_at, claim_id) {THEN}",
    f"ix_entity_keys_earlier ON entity_keys ({PLACE}, superseded_at, entity_id) {THEN}",
    "ix_readings_made_at ON readings (made_at, document_id)",
    f"ix_readings_superseded_at ON readings (superseded_at) {THEN}",
)
IN_A_FILE = (
    """CREATE VIRTUAL TABLE claim_words USING fts5(speaker, about, toward, said, content='claim_keys',
    content_rowid='word_row', tokenize='trigram case_sensitive 1', detail='column', columnsize=0)""",
    """CREATE TRIGGER claim_words_added AFTER INSERT ON claim_keys WHEN new.word_row IS NOT NULL BEGIN
    INSERT INTO claim_words (rowid, speaker, about, toward, said)
    VALUES (new.word_row, new.speaker, new.about, new.toward, new.said); END""",
    """CREATE TRIGGER claim_words_removed AFTER DELETE ON claim_keys WHEN old.word_row IS NOT NULL BEGIN
    INSERT INTO claim_words (claim_words, rowid, speaker, about, toward, said)
    VALUES ('delete', old.word_row, old.speaker, old.about, old.toward, old.said); END""",
    "CREATE VIRTUAL TABLE claim_words_told USING fts5vocab(claim_words, col)",
    "INSERT INTO claim_words (claim_words) VALUES ('rebuild')",
)
IN_A_SERVER = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX ix_claim_keys_words ON claim_keys USING gin
    (speaker gin_trgm_ops, about gin_trgm_ops, toward gin_trgm_ops, said gin_trgm_ops)""",
)


def apply(connection: Connection) -> None:
    """Exchange the indexes, add columns and the counts, and let the database keep an index of words."""
    for name in DROPPED:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for statement in ADDED:
        connection.exec_driver_sql(statement)
    _monthly().create(connection)
    complete_keys(connection)
    for index in INDEXES:
        connection.exec_driver_sql(f"CREATE INDEX {index}")
    connection.exec_driver_sql("CREATE UNIQUE INDEX ix_claim_keys_word_row ON claim_keys (word_row)")
    if connection.dialect.name == "sqlite":
        for statement in IN_A_FILE:
            connection.exec_driver_sql(statement)
    else:
        _try_in_server(connection)


def _try_in_server(connection: Connection) -> None:
    """Make the index where the server has what it takes, and lets us; without it searches read on, only slower."""
    try:
        with connection.begin_nested():
            for statement in IN_A_SERVER:
                connection.exec_driver_sql(statement)
    except DBAPIError:
        return


def _monthly() -> Table:
    return Table(
        "monthly_tallies",
        sa.MetaData(naming_convention={"pk": "pk_%(table_name)s"}),
        Column("kind", Text, primary_key=True),
        Column("month", Text, primary_key=True),
        Column("first", Text, primary_key=True),
        Column("second", Text, primary_key=True),
        Column("number", Integer, nullable=False),
    )
