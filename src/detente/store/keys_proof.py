"""Proves that what the desk finds things by is what the readings come to: nothing is hidden by a changed key.

The same comparison says what has to be made anew (`store.keys_anew`).
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import SystemRandom

import sqlalchemy as sa
from sqlalchemy import Column, ColumnElement, Connection, Table

from detente.store import tables
from detente.store.asked import portions
from detente.store.canonical import line_of
from detente.store.keys import Row, counts_of, keys_of

__all__ = [
    "Difference",
    "counts_kept",
    "counts_made",
    "differences",
    "later_made_at",
    "own_rows",
    "wrong_keys",
    "wrongly_superseded",
]

READINGS, TALLIES, NAMES = tables.readings, tables.tallies, tables.names
Counts = Counter[tuple[str, str, str]]
MOST_NAMED = 3
"""Documents that are named beside the number of rows that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A table in which the keys of some readings are others than they come to: what they come to, and how far."""

    table: Table
    made: Sequence[Row]
    ids: frozenset[str]
    """Of which events, claims, entities or names a key is missing, is another, or stands there and should not."""
    documents: Sequence[str]


def wrong_keys(connection: Connection, *, share: float = 1.0) -> Iterator[str]:
    """Yield in words what of keys, counts and what is current is not what the readings come to.

    Of the keys a share is looked at, in portions drawn by chance; nothing at all where it is nought.
    """
    if not share:
        return
    if n := connection.scalar(sa.select(sa.func.count()).select_from(READINGS).where(wrongly_superseded())):
        yield f"{n:,} rows of readings are not as current as their revisions say{MENDED}"
    ids: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    for some in _drawn(
        list(portions(connection.scalars(sa.select(READINGS.c.id).order_by(READINGS.c.id)).all())), share
    ):
        for one in differences(connection, some):
            ids.setdefault(one.table.name, set()).update(one.ids)
            documents.setdefault(one.table.name, set()).update(one.documents)
    for name, wrong in ids.items():
        yield f"{len(wrong):,} of the {name} are not those that the readings come to{_of(documents[name])}{MENDED}"
    if counts_made(connection) != counts_kept(connection):
        yield f"the counts in tallies are not those that the readings come to{MENDED}"


def _drawn(every: list[Sequence[str]], share: float) -> list[Sequence[str]]:
    """Return a share of portions, one at least: another each time, so that nobody knows where nothing is looked at."""
    wanted = math.ceil(share * len(every))
    return every if wanted >= len(every) else SystemRandom().sample(every, wanted)


MENDED = "; `detente rekey DIR` makes them anew"


def _of(documents: set[str]) -> str:
    named = ", ".join(one[:16] for one in sorted(documents)[:MOST_NAMED])
    more = f" and {len(documents) - MOST_NAMED:,} more" if len(documents) > MOST_NAMED else ""
    return f" (of {'document' if len(documents) == 1 else 'documents'} {named}{more})" if documents else ""


def differences(connection: Connection, readings: Sequence[str]) -> Iterator[Difference]:
    """Yield where the keys that are kept of readings are not those that they come to."""
    for table, rows in keys_of(connection, readings):
        kept = _kept(connection, table, readings, [str(row["id"]) for row in rows if "id" in row])
        made = Counter(line_of(table, row) for row in rows)
        stored = Counter(line_of(table, row) for row in kept)
        if made != stored:
            lines = (made - stored) + (stored - made)
            wrong = [row for row in (*rows, *kept) if line_of(table, row) in lines]
            ids = frozenset(str(row[_own(table).name]) for row in wrong)
            documents = {str(row["document_id"]) for row in wrong if "document_id" in row}
            yield Difference(table=table, made=rows, ids=ids, documents=sorted(documents))


def later_made_at() -> ColumnElement[object]:
    """Return when the next reading of the same document was made: since when one is superseded."""
    later = READINGS.alias("later")
    query = sa.select(later.c.made_at).where(
        later.c.document_id == READINGS.c.document_id, later.c.revision == READINGS.c.revision + 1
    )
    return query.scalar_subquery()


def wrongly_superseded() -> ColumnElement[bool]:
    """Ask that a reading is said to be superseded at another time than the next was made, or not to be."""
    return READINGS.c.superseded_at.is_distinct_from(later_made_at())


def counts_made(connection: Connection) -> Counts:
    """Return what the current readings come to, counted."""
    current = sa.select(READINGS.c.id).where(READINGS.c.superseded_at.is_(None))
    return Counter(
        {(row["kind"], row["first"], row["second"]): row["number"] for row in counts_of(connection, current)}
    )


def counts_kept(connection: Connection) -> Counts:
    """Return the counts that are kept."""
    columns = (TALLIES.c.kind, TALLIES.c.first, TALLIES.c.second, TALLIES.c.number)
    return Counter({(row[0], row[1], row[2]): row[3] for row in connection.execute(sa.select(*columns))})


def _kept(connection: Connection, table: Table, readings: Sequence[str], names: Sequence[str]) -> list[Row]:
    """Return the keys that are kept of readings; of the names those that are asked for."""
    if table is NAMES:
        queries = [sa.select(table).where(table.c.id.in_(some)) for some in portions(names)]
    else:
        queries = [sa.select(table).where(own_rows(table, readings))]
    return [dict(row) for one in queries for row in connection.execute(one).mappings()]


def own_rows(table: Table, readings: Sequence[str]) -> ColumnElement[bool]:
    """Ask of a table's keys that they are of these readings."""
    owner = _own(table)
    (key,) = owner.foreign_keys
    told = key.column.table.c
    return owner.in_(sa.select(told.id).where(told.reading_id.in_(readings)))


def _own(table: Table) -> Column[str]:
    """Return the column that says of what a key is."""
    return next(column for column in table.primary_key if column.foreign_keys or table is NAMES)
