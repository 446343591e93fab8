"""The index of words of reports: each word of a title and a text in Latin letters, without accents and case.

Its rows lie in a table of their own. In a file an index of FTS5 stands over that, kept by triggers; in a server a GIN
index. The words are worked out from texts, and are no part of what a record says.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.knowledge.spellings import keyed_words
from detente.store import tables

__all__ = ["index_document", "index_waiting_texts", "words_of_text"]

SEARCHED, DOCUMENTS = tables.document_words, tables.documents
AT_ONCE = 500
LONGEST = 250_000
"""Characters of a text's words that are indexed: a server's index takes no more of one row."""


def words_of_text(title: str | None, text: str) -> str:
    """Return what a report is searched by."""
    return " ".join(word.key for word in keyed_words(f"{title or ''}\n{text}"))[:LONGEST]


def index_document(connection: Connection, document: str) -> None:
    """Index a report, or index it anew under the number that it has."""
    number = connection.scalar(sa.select(SEARCHED.c.word_row).where(SEARCHED.c.document_id == document))
    if number is None:
        number = (connection.scalar(sa.select(sa.func.max(SEARCHED.c.word_row))) or 0) + 1
    else:
        connection.execute(sa.delete(SEARCHED).where(SEARCHED.c.word_row == number))
    connection.execute(sa.insert(SEARCHED), list(_rows(connection, [document], number)))


def index_waiting_texts(connection: Connection) -> int:
    """Index the reports that are in no index yet, in the order in which they came; return how many."""
    indexed = sa.select(SEARCHED.c.document_id)
    order = (DOCUMENTS.c.added_at, DOCUMENTS.c.id)
    waiting = list(connection.scalars(sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.not_in(indexed)).order_by(*order)))
    first = (connection.scalar(sa.select(sa.func.max(SEARCHED.c.word_row))) or 0) + 1
    for at in range(0, len(waiting), AT_ONCE):
        connection.execute(sa.insert(SEARCHED), list(_rows(connection, waiting[at : at + AT_ONCE], first + at)))
    return len(waiting)


def _rows(connection: Connection, documents: Sequence[str], first: int) -> Iterator[dict[str, object]]:
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.title, DOCUMENTS.c.text).where(DOCUMENTS.c.id.in_(documents))
    found = {row.id: words_of_text(row.title, row.text) for row in connection.execute(query)}
    for number, document in enumerate(documents, start=first):
        yield {"word_row": number, "document_id": document, "words": found[document]}
