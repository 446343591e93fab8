"""Reports found by their words, in the order in which they came, the last first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from detente.store import tables
from detente.store.known import NOW, Known, known_documents
from detente.store.record import Record

__all__ = ["Words", "documents_with"]

SEARCHED, DOCUMENTS = tables.document_words, tables.documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that are asked for side by side, by their keys; of the last only its beginning, if `open`."""

    keys: tuple[str, ...]
    open: bool = False


def documents_with(
    record: Record,
    asked: Sequence[Sequence[Words]],
    *,
    limit: int,
    after: int | None = None,
    known_on: Known = NOW,
) -> tuple[tuple[int, str], ...]:
    """Return the reports in which all that is asked for stands, in one of its ways each: number and id, the last first.

    `after` is the number behind which the page begins. Nothing is found where nothing is asked for.
    """
    if not asked or not all(asked):
        return ()
    query = sa.select(SEARCHED.c.word_row, DOCUMENTS.c.id).where(*known_documents(known_on))
    with record.reading() as connection:
        if connection.dialect.name == "sqlite":
            rows = sa.table("document_index", sa.column("rowid", sa.Integer))
            found = sa.text("document_index MATCH :match").bindparams(match=_in_a_file(asked))
            # crossed, so that the index is walked from its end, and no further than the page needs
            query = query.select_from(rows).join(SEARCHED, SEARCHED.c.word_row == rows.c.rowid)
            query = query.join(DOCUMENTS, DOCUMENTS.c.id == SEARCHED.c.document_id).where(found)
            number: ColumnElement[int] = rows.c.rowid
        else:
            match = sa.text("to_tsvector('simple', document_words.words) @@ to_tsquery('simple', :match)")
            query = query.join(DOCUMENTS, DOCUMENTS.c.id == SEARCHED.c.document_id)
            query = query.where(match.bindparams(match=_in_a_server(asked)))
            number = SEARCHED.c.word_row
        if after is not None:
            query = query.where(number < after)
        rows_found = connection.execute(query.order_by(number.desc()).limit(limit))
        return tuple((row[0], row[1]) for row in rows_found)


def _in_a_file(asked: Iterable[Sequence[Words]]) -> str:
    """Return what FTS5 is asked: every word in quotes, so that it is no word of a query."""
    return " AND ".join(f"({' OR '.join(map(_phrase, some))})" for some in asked)


def _phrase(one: Words) -> str:
    quoted = '"' + " ".join(key.replace('"', "") for key in one.keys) + '"'
    return f"{quoted} *" if one.open else quoted


def _in_a_server(asked: Iterable[Sequence[Words]]) -> str:
    return " & ".join(f"({' | '.join(map(_followed, some))})" for some in asked)


def _followed(one: Words) -> str:
    quoted = ["'" + key.replace("'", "").replace("\\", "") + "'" for key in one.keys]
    return f"({' <-> '.join(quoted)}{':*' if one.open else ''})"
