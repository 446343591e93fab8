"""Proves that what the desk finds things by is what the readings come to: nothing is hidden by a changed key."""

from collections import Counter
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from detente.store import tables
from detente.store.asked import portions
from detente.store.canonical import line_of
from detente.store.keys import keys_of
from detente.store.likeness import joined_wrongly
from detente.store.tallies import KINDS, by_month
from detente.store.words import count_pieces, hidden, tells_other_pieces

__all__ = ["differing_keys"]

READINGS, TALLIES, MONTHS = tables.readings, tables.tallies, tables.monthly_tallies
Counts = Counter[tuple[str, ...]]


def differing_keys(connection: Connection) -> Iterator[str]:
    """Yield in words what of keys, counts and what is current is not what the readings come to."""
    if n := connection.scalar(_wrongly_superseded()):
        yield f"{n:,} rows of readings are not as current as their revisions say"
    counted: Counts = Counter()
    differing: Counter[str] = Counter()
    pieces: Counter[tuple[str, str]] = Counter()
    for some in portions(connection.scalars(sa.select(READINGS.c.id).order_by(READINGS.c.id)).all()):
        for table, rows in keys_of(connection, some):
            made = Counter(line_of(table, row) for row in rows)
            stored = _stored(connection, table, some, [str(row["id"]) for row in rows if "id" in row])
            differing[table.name] += ((made - stored) + (stored - made)).total()
            if table is tables.claim_keys:
                pieces.update(count_pieces(rows))
                differing["the index of words"] += hidden(connection, rows)
        counted.update(_counted(connection, some))
    for name, n in differing.items():
        if n:
            yield f"{n:,} rows of {name} are not those that the readings come to"
    if not _is_kept(connection, counted):
        yield "the counts in tallies are not those that the readings come to"
    if tells_other_pieces(connection, pieces):
        yield "the index of words is not that of what the claims say"
    if joined_wrongly(connection):
        yield "the count of texts that are copies is not what comparing them showed"


def _wrongly_superseded() -> sa.Select[int]:
    later = READINGS.alias("later")
    newer = sa.exists().where(later.c.document_id == READINGS.c.document_id, later.c.revision > READINGS.c.revision)
    wrong = sa.or_(
        sa.and_(READINGS.c.superseded_at.is_(None), newer), sa.and_(READINGS.c.superseded_at.is_not(None), ~newer)
    )
    return sa.select(sa.func.count()).select_from(READINGS).where(wrong)


def _stored(connection: Connection, table: Table, readings: Sequence[str], names: Sequence[str]) -> Counter[str]:
    """Return the keys that are kept of readings, each as a line; of the names those that are asked for."""
    if table is tables.names:
        queries = [sa.select(table).where(table.c.id.in_(some)) for some in portions(names)]
    else:
        (owner,) = (column for column in table.primary_key if column.foreign_keys)
        (key,) = owner.foreign_keys
        told = key.column.table.c
        queries = [sa.select(table).where(owner.in_(sa.select(told.id).where(told.reading_id.in_(readings))))]
    return Counter(line_of(table, dict(row)) for one in queries for row in connection.execute(one).mappings())


def _counted(connection: Connection, readings: Sequence[str]) -> Counts:
    """Count what readings tell, by month: what came with them, less what a newer one took the place of."""
    counts: Counts = Counter()
    for superseded in (False, True):
        for row in by_month(connection, readings, superseded=superseded):
            counts[row["kind"], row["month"], row["first"], row["second"]] += row["number"]
    return counts


def _is_kept(connection: Connection, counted: Counts) -> bool:
    """Say whether the counts that are kept are those."""
    totals: Counts = Counter()
    for (kind, _, first, second), number in counted.items():
        totals[kind, "", first, second] += number
    months = {(row.kind, row.month, row.first, row.second): row.number for row in connection.execute(sa.select(MONTHS))}
    totalled = connection.execute(sa.select(TALLIES).where(TALLIES.c.kind.in_(KINDS)))
    kept = {(row.kind, "", row.first, row.second): row.number for row in totalled}
    return (months, kept) == (_counting(counted), _counting(totals))


def _counting(counts: Counts) -> dict[tuple[str, ...], int]:
    return {key: number for key, number in counts.items() if number}
