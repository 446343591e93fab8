"""The rows of a reading, made again from its body, and where those in the tables differ."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from detente.core.errors import DetenteError
from detente.reading.load import load_reading
from detente.store import tables
from detente.store.canonical import line_of
from detente.store.rows import rows_under

__all__ = ["differing_tables"]

READINGS = tables.readings
ANOTHER_BODY = "body"
LONGEST_BODY = 1 << 28


def differing_tables(
    connection: Connection, stored: Mapping[str, Iterable[tuple[Table, str]]]
) -> Iterator[tuple[str, str]]:
    """Yield each reading and what of it differs from its body: a table's name, or "body" where that says nothing.

    `stored` holds their rows as they lie in the tables, each as a line.
    """
    readings = list(stored)
    query = sa.select(READINGS.c.id, READINGS.c.document_id, READINGS.c.body).where(READINGS.c.id.in_(readings))
    for row in connection.execute(query).mappings().all():
        made = _made(dict(row))
        if made is None:
            yield row["id"], ANOTHER_BODY
            continue
        found = Counter((table.name, line) for table, line in stored[row["id"]] if table is not READINGS)
        for name in sorted({name for name, _ in (made - found) + (found - made)}):
            yield row["id"], name


def _made(row: Mapping[str, Any]) -> Counter[tuple[str, str]] | None:
    """Return the rows that a reading's body comes to, as lines; None where it is no body of this reading."""
    try:
        reading = load_reading(json.loads(zlib.decompressobj().decompress(row["body"], LONGEST_BODY)))
        return Counter(_lines(rows_under(row["id"], reading, row["document_id"])))
    except (DetenteError, zlib.error, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None


def _lines(made: Iterable[tuple[Table, list[dict[str, Any]]]]) -> Iterator[tuple[str, str]]:
    for table, rows in made:
        if table is not READINGS:
            yield from ((table.name, line_of(table, row)) for row in rows)
