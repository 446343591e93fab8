"""Counts that are kept: of what is current now, and by month of what came and what was superseded.

How much there was at a moment is the sum of the months before, and what its own month had brought until then.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects.postgresql import insert

from detente.store import tables
from detente.store.columns import moment
from detente.store.known import Known, withdrawn

__all__ = ["KINDS", "MONTH", "Counts", "by_month", "count_months", "counts_of", "forget", "tally", "told"]

READINGS, TOTALS, MONTHS = tables.readings, tables.tallies, tables.monthly_tallies
MONTH = len("2021-05")
KINDS = ("events", "drops", "claims", "entities")
AT_ONCE = 500
Row = dict[str, Any]
Counts = Counter[tuple[str, str, str]]
"""How often something is told, by its kind and two words on it: of an event its type and status."""


def tally(connection: Connection, readings: Sequence[str], *, superseded: bool = False) -> None:
    """Count what readings tell, or take it from the counts again where a newer one took their place."""
    rows = list(by_month(connection, readings, superseded=superseded))
    if not rows:
        return
    _count(connection, TOTALS, [{name: row[name] for name in row if name != "month"} for row in rows])
    _count(connection, MONTHS, rows)
    if superseded:
        connection.execute(sa.delete(TOTALS).where(TOTALS.c.number == 0))
    months = {row["month"] for row in rows}
    connection.execute(
        sa.delete(MONTHS).where(MONTHS.c.number == 0, MONTHS.c.kind.in_(KINDS), MONTHS.c.month.in_(months))
    )


def count_months(connection: Connection) -> None:
    """Count by month what all readings tell, where only the totals were kept."""
    connection.execute(sa.delete(MONTHS).where(MONTHS.c.kind.in_(KINDS)))
    for superseded in (False, True):
        if rows := list(by_month(connection, superseded=superseded)):
            _count(connection, MONTHS, rows)
    connection.execute(sa.delete(MONTHS).where(MONTHS.c.number == 0, MONTHS.c.kind.in_(KINDS)))


def forget(connection: Connection) -> None:
    """Forget what was counted of readings, to count it anew."""
    connection.execute(sa.delete(TOTALS).where(TOTALS.c.kind.in_(KINDS)))
    connection.execute(sa.delete(MONTHS).where(MONTHS.c.kind.in_(KINDS)))


def _count(connection: Connection, counts: sa.Table, rows: list[Row]) -> None:
    new = insert(counts)
    added = {"number": counts.c.number + new.excluded.number}
    connection.execute(new.on_conflict_do_update(index_elements=list(counts.primary_key), set_=added), rows)


def by_month(
    connection: Connection, readings: Sequence[str] | None = None, *, superseded: bool = False
) -> Iterator[Row]:
    """Yield what some readings or all tell, by the month they came in or, less, by that in which one was superseded."""
    at = READINGS.c.superseded_at if superseded else READINGS.c.made_at
    month = sa.func.substr(sa.type_coerce(at, sa.Text), 1, MONTH)
    where = [*([] if readings is None else [READINGS.c.id.in_(readings)]), *([at.is_not(None)] if superseded else [])]
    for row in _counted(connection, where, month):
        yield row | {"number": -row["number"] if superseded else row["number"]}


def _counted(connection: Connection, where: Sequence[ColumnElement[bool]], month: ColumnElement[str]) -> Iterator[Row]:
    nothing = sa.literal("")
    for table, first, second in (
        (tables.events, tables.events.c.type, tables.events.c.status),
        (tables.drops, tables.drops.c.stage, tables.drops.c.reason),
        (tables.claims, nothing, nothing),
        (tables.entities, nothing, nothing),
    ):
        columns = (month.label("month"), first.label("first"), second.label("second"))
        query = sa.select(*columns, sa.func.count().label("number")).join_from(
            READINGS, table, table.c.reading_id == READINGS.c.id
        )
        for row in connection.execute(query.where(*where).group_by("month", "first", "second")).mappings():
            yield {"kind": table.name, **row}


def counts_of(connection: Connection, *where: ColumnElement[bool]) -> Counts:
    """Count what those readings tell of which something holds."""
    return Counter({_of(row): row["number"] for row in _counted(connection, where, sa.literal(""))})


def told(connection: Connection, known_on: Known) -> Counts:
    """Count what was told by the readings that were current at a moment, of what does not stand withdrawn."""
    counts = _now(connection) if known_on.at is None else _then(connection, known_on.at)
    gone = connection.scalars(withdrawn("document", known_on)).all()
    for at in range(0, len(gone), AT_ONCE):
        own = READINGS.c.document_id.in_(gone[at : at + AT_ONCE])
        counts.subtract(counts_of(connection, own, *_current(known_on)))
    return Counter({key: number for key, number in sorted(counts.items()) if number})


def _now(connection: Connection) -> Counts:
    query = sa.select(TOTALS).where(TOTALS.c.kind.in_(KINDS))
    return Counter({_of(row): row["number"] for row in connection.execute(query).mappings()})


def _then(connection: Connection, at: dt.datetime) -> Counts:
    """Add up the months before, and what had come and was superseded in the month of a moment until then."""
    month = moment(at)[:MONTH]
    began = sa.type_coerce(month, sa.Text)
    key = [MONTHS.c[name] for name in ("kind", "first", "second")]
    query = sa.select(*key, sa.func.sum(MONTHS.c.number).label("number"))
    query = query.where(MONTHS.c.kind.in_(KINDS), MONTHS.c.month < month).group_by(*key)
    counts: Counts = Counter({_of(row): row["number"] for row in connection.execute(query).mappings()})
    for column, change in ((READINGS.c.made_at, counts.update), (READINGS.c.superseded_at, counts.subtract)):
        change(counts_of(connection, sa.type_coerce(column, sa.Text) >= began, column <= at))
    return counts


def _current(known_on: Known) -> list[ColumnElement[bool]]:
    if known_on.at is None:
        return [READINGS.c.superseded_at.is_(None)]
    later = sa.or_(READINGS.c.superseded_at.is_(None), READINGS.c.superseded_at > known_on.at)
    return [READINGS.c.made_at <= known_on.at, later]


def _of(row: Any) -> tuple[str, str, str]:
    return row["kind"], row["first"], row["second"]
