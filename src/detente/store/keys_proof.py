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
from detente.store.joined import JOINED, joined_anew
from detente.store.keys import Row, keys_of
from detente.store.tallies import by_month
from detente.store.words import count_pieces, hidden, tells_other_pieces

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

READINGS, NAMES = tables.readings, tables.names
Counts = Counter[tuple[str, ...]]
"""Numbers by the primary key of their table."""
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
    every = list(portions(connection.scalars(sa.select(READINGS.c.id).order_by(READINGS.c.id)).all()))
    drawn = _drawn(every, share)
    yield from _wrong_rows(connection, drawn, is_whole=len(drawn) == len(every))
    for table, made in counts_made(connection).items():
        if made != counts_kept(connection, table):
            yield f"the counts in {table.name} are not those that the readings and copies come to{MENDED}"


def _wrong_rows(connection: Connection, drawn: Sequence[Sequence[str]], *, is_whole: bool) -> Iterator[str]:
    """Yield what is wrong with keys, and with the index of words; of it as a whole only the whole tells."""
    ids: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    pieces: Counter[tuple[str, str]] = Counter()
    unfound = 0
    for some in drawn:
        for table, rows in keys_of(connection, some):
            one = _difference(connection, table, rows, some)
            if one is not None:
                ids.setdefault(table.name, set()).update(one.ids)
                documents.setdefault(table.name, set()).update(one.documents)
            if table is tables.claim_keys:
                # of a key that is wrong that is told already
                right = rows if one is None else [row for row in rows if row["claim_id"] not in one.ids]
                unfound += hidden(connection, right)
                pieces.update(count_pieces(rows) if is_whole else ())
    for name, wrong in ids.items():
        yield f"{len(wrong):,} of the {name} are not those that the readings come to{_of(documents[name])}{MENDED}"
    if unfound:
        yield f"words of claims are not found by the index of words, at {unfound:,} places{MENDED}"
    elif is_whole and tables.claim_keys.name not in ids and tells_other_pieces(connection, pieces):
        yield f"the index of words is not that of what the claims say{MENDED}"


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
        if (one := _difference(connection, table, rows, readings)) is not None:
            yield one


def _difference(
    connection: Connection, table: Table, rows: Sequence[Row], readings: Sequence[str]
) -> Difference | None:
    kept = _kept(connection, table, readings, [str(row["id"]) for row in rows if "id" in row])
    made = Counter(line_of(table, row) for row in rows)
    stored = Counter(line_of(table, row) for row in kept)
    if made == stored:
        return None
    lines = (made - stored) + (stored - made)
    wrong = [row for row in (*rows, *kept) if line_of(table, row) in lines]
    ids = frozenset(str(row[_own(table).name]) for row in wrong)
    documents = {str(row["document_id"]) for row in wrong if "document_id" in row}
    return Difference(table=table, made=rows, ids=ids, documents=sorted(documents))


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


def counts_made(connection: Connection) -> dict[Table, Counts]:
    """Return what the readings come to, counted: what is current, and by month what came and was superseded.

    Beside that stands how many texts are copies of others, where it is kept.
    """
    found: dict[Table, Counts] = {table: Counter() for table in (tables.tallies, tables.monthly_tallies)}
    for superseded in (False, True):
        for row in by_month(connection, superseded=superseded):
            for table, made in found.items():
                made[tuple(row[column.name] for column in table.primary_key)] += row["number"]
    if (joined := joined_anew(connection)) is not None:
        found[tables.tallies][JOINED, "", ""], months = joined
        found[tables.monthly_tallies].update({(JOINED, month, "", ""): n for month, n in months.items()})
    return found


def counts_kept(connection: Connection, table: Table) -> Counts:
    """Return the counts that are kept."""
    rows = connection.execute(sa.select(table)).mappings()
    return Counter({tuple(row[column.name] for column in table.primary_key): row["number"] for row in rows})


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
