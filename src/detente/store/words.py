"""The index of words: in which claims three characters stand side by side, so that a search need not read them all.

In a file it is a table of FTS5, kept by triggers; in a server a GIN index of pg_trgm, where that may be had.
Neither decides what is found: it says where to look, and the words are compared there as they are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table, event
from sqlalchemy.exc import DBAPIError

__all__ = [
    "WORDS",
    "count_pieces",
    "hidden",
    "index_words",
    "is_of_words_index",
    "is_words_index_whole",
    "lacks_words_index",
    "make_words_index",
    "make_words_index_anew",
    "may_have",
    "tells_other_pieces",
]

WORDS = "claim_words"
COLUMNS = ("speaker", "about", "toward", "said")
PIECE = 3
AT_ONCE = 1_000
MOST_PIECES = 24
"""Of words that are asked for: more of them would not make it fewer claims."""

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
)
IN_A_SERVER = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX ix_claim_keys_words ON claim_keys USING gin
    (speaker gin_trgm_ops, about gin_trgm_ops, toward gin_trgm_ops, said gin_trgm_ops)""",
)


def make_words_index(connection: Connection) -> None:
    """Make the index. Where a server lacks what it takes, or the right to it, searches read on as they did."""
    if connection.dialect.name == "sqlite":
        for statement in IN_A_FILE:
            connection.exec_driver_sql(statement)
        return
    try:
        with connection.begin_nested():
            for statement in IN_A_SERVER:
                connection.exec_driver_sql(statement)
    except DBAPIError:
        return


def make_words_index_anew(connection: Connection) -> int:
    """Make a file's index anew out of the keys, and return of how many claims."""
    for kind, name in MADE:
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")
    last = connection.exec_driver_sql("SELECT max(word_row) FROM claim_keys").scalar() or 0
    connection.exec_driver_sql("UPDATE claim_keys SET word_row = rowid + ? WHERE word_row IS NULL", (last,))
    make_words_index(connection)
    connection.exec_driver_sql("INSERT INTO claim_words (claim_words) VALUES ('rebuild')")
    return connection.exec_driver_sql("SELECT count(*) FROM claim_keys").scalar() or 0


MADE = (
    ("TRIGGER", "claim_words_added"),
    ("TRIGGER", "claim_words_removed"),
    ("TABLE", "claim_words_told"),
    ("TABLE", "claim_words"),
)


SHADOWS = frozenset(f"claim_words_{part}" for part in ("config", "content", "data", "docsize", "idx"))
"""Tables that FTS5 makes for an index by itself."""


def is_of_words_index(name: str, made: str | None) -> bool:
    """Say whether a thing of that name, made by that statement, is a part of a file's index as it is made here."""
    return name in SHADOWS or made in IN_A_FILE


def lacks_words_index(connection: Connection) -> bool:
    """Say whether a file's index or its triggers are not there; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return False
    there = {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT upper(type), name FROM sqlite_master")}
    return not there.issuperset(MADE)


def is_words_index_whole(connection: Connection) -> bool:
    """Say whether a file's index and its triggers are there, and each claim stands in it as its keys have it.

    Each claim has to be found by all that its keys say, and nothing more may stand there than that comes to. It is read
    as a search reads it: the database's own check wants to write, and would keep others from writing meanwhile.
    """
    if connection.dialect.name != "sqlite":
        return True
    if lacks_words_index(connection):
        return False
    if connection.exec_driver_sql("SELECT 1 FROM claim_keys WHERE word_row IS NULL LIMIT 1").first() is not None:
        return False
    counted: Counter[tuple[str, str]] = Counter()
    try:
        for rows in _claims_told(connection):
            if hidden(connection, rows, is_whole=True):
                return False
            counted += count_pieces(rows)
        return not tells_other_pieces(connection, counted)
    except DBAPIError:
        return False


def _claims_told(connection: Connection) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Yield what the keys of claims say, in portions."""
    after, told = "", f"SELECT claim_id, {', '.join(COLUMNS)} FROM claim_keys WHERE claim_id > ? ORDER BY 1 LIMIT ?"  # noqa: S608
    while rows := [dict(row) for row in connection.exec_driver_sql(told, (after, AT_ONCE)).mappings()]:
        yield rows
        after = str(rows[-1]["claim_id"])


def index_words(table: Table) -> None:
    """Let the index be made with its table, where that is made from its definition."""
    event.listen(table, "after_create", lambda _, connection, **__: make_words_index(connection))


def may_have(keys: Table, asked: dict[str, str], *, dialect: str) -> ColumnElement[bool] | None:
    """Ask that claims may have folded words in their columns; None where the index cannot tell: words too short."""
    told = {name: words for name, words in asked.items() if len(words) >= PIECE}
    if not told:
        return None
    if dialect != "sqlite":
        return sa.and_(*(keys.c[name].contains(words, autoescape=True) for name, words in told.items()))
    index = sa.table("claim_words", sa.column("rowid", sa.Integer))
    match = sa.text("claim_words MATCH :match").bindparams(match=" AND ".join(map(_matched, told, told.values())))
    return keys.c.word_row.in_(sa.select(index.c.rowid).where(match))


def count_pieces(rows: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    """Count in how many claims each three characters stand side by side, column by column."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for column in COLUMNS:
            words = row[column]
            found.update({(words[at : at + PIECE], column) for at in range(len(words) - PIECE + 1)})
    return found


def tells_other_pieces(connection: Connection, counted: Mapping[tuple[str, str], int]) -> bool:
    """Say whether a file's index tells of other claims than there are; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return False
    told = connection.exec_driver_sql("SELECT term, col, doc FROM claim_words_told")
    return {(row[0], row[1]): row[2] for row in told} != counted


def hidden(connection: Connection, rows: Iterable[Mapping[str, Any]], *, is_whole: bool = False) -> int:
    """Count the claims that a file's index does not find where their keys say that they stand in it.

    They are looked for by how each of their columns begins, or piece by piece by the whole of it.
    """
    if connection.dialect.name != "sqlite":
        return 0
    told = ((row["claim_id"], column, row[column]) for row in rows for column in COLUMNS if len(row[column]) >= PIECE)
    return sum(
        not all(connection.exec_driver_sql(FINDS, (claim, one)).scalar() for one in _asked(column, words, is_whole))
        for claim, column, words in told
    )


def _asked(column: str, words: str, is_whole: bool) -> Iterator[str]:  # noqa: FBT001 - passed on
    """Yield what to ask for that words stand in a column: for all their pieces, a few at a time, or for the first."""
    for at in range(0, len(words) - PIECE + 1 if is_whole else 1, MOST_PIECES):
        yield _matched(column, words[at : at + MOST_PIECES + PIECE - 1] if is_whole else words[:PIECE])


FINDS = """SELECT EXISTS (SELECT 1 FROM claim_words WHERE claim_words MATCH ?2 AND rowid =
(SELECT word_row FROM claim_keys WHERE claim_id = ?1))"""


def _matched(column: str, words: str) -> str:
    """Return what FTS5 is asked of a column: all of its pieces, each in quotes so that it is no word of a query."""
    pieces = list(dict.fromkeys(words[at : at + PIECE] for at in range(len(words) - PIECE + 1)))
    step = -(-len(pieces) // MOST_PIECES)
    quoted = ('"' + piece.replace('"', '""') + '"' for piece in pieces[::step])
    return f"{column} : ({' AND '.join(quoted)})"
