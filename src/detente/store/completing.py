"""Completes keys of an earlier form: how long events may have lasted, numbers for words, counts by month.

All of it is what making the keys anew would come to, without taking every reading apart again.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import tables
from detente.store.days import span_of
from detente.store.tallies import count_months

__all__ = ["complete_keys"]

EVENTS, CLAIMS = tables.event_keys, tables.claim_keys
AT_ONCE = 10_000


def complete_keys(connection: Connection) -> None:
    """Fill what a record of an earlier form lacks."""
    if connection.dialect.name == "sqlite":
        _complete_file(connection)
    else:
        _complete_in_server(connection)
    count_months(connection)


def _complete_file(connection: Connection) -> None:
    """Change rows in the order in which they lie: in any other, each of them would have its page written again."""
    connection.connection.driver_connection.create_function("span_of", 2, span_of, deterministic=True)  # type: ignore[union-attr]
    connection.exec_driver_sql("UPDATE event_keys SET span = span_of(first, last)")
    connection.exec_driver_sql("UPDATE claim_keys SET word_row = rowid")


def _complete_in_server(connection: Connection) -> None:
    key = (EVENTS.c.event_id, EVENTS.c.country)
    chosen = (column == sa.bindparam(f"own_{column.name}") for column in key)
    filled = sa.update(EVENTS).where(*chosen).values(span=sa.bindparam("own_span"))
    for rows in _pages(connection, sa.select(*key, EVENTS.c.first, EVENTS.c.last), key):
        spans = [
            {"own_event_id": row.event_id, "own_country": row.country, "own_span": span_of(row.first, row.last)}
            for row in rows
        ]
        connection.execute(filled, spans)
    filled = sa.update(CLAIMS).where(CLAIMS.c.claim_id == sa.bindparam("own")).values(word_row=sa.bindparam("row"))
    numbers = itertools.count(1)
    for rows in _pages(connection, sa.select(CLAIMS.c.claim_id), (CLAIMS.c.claim_id,)):
        connection.execute(filled, [{"own": row.claim_id, "row": next(numbers)} for row in rows])


def _pages(connection: Connection, query: sa.Select[Any], key: tuple[sa.Column[Any], ...]) -> Iterator[Any]:
    """Yield rows in portions, in the order of their key."""
    page = query.order_by(*key).limit(AT_ONCE)
    rows = connection.execute(page).all()
    while rows:
        yield rows
        rows = connection.execute(page.where(sa.tuple_(*key) > tuple(rows[-1][: len(key)]))).all()
