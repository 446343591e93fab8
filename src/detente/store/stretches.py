"""Of which days each report tells, and when it came out: what decides whether it is looked at for some days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import tables
from detente.store.asked import portions
from detente.store.known import NOW, Known, current_readings
from detente.store.record import Record

__all__ = ["Stretch", "Stretches", "stretches_of"]

READINGS = tables.readings
Stretch = tuple[str | None, str | None]
"""A first and a last day as they are told, None where there is no such end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """The current reading of a report, the stretches of days that it tells of, and when it may have come out.

    `is_reviewed` is whether somebody reviewed it: a review may give what it tells other days.
    """

    reading: str
    told: tuple[Stretch, ...]
    published: Stretch
    is_reviewed: bool

    def may_tell(self, days: Stretch, near: tuple[str, str]) -> bool:
        """Say whether it may tell of some days, or came out `near` them: what `readings_telling` asks of each."""
        since, until = days
        began, ended = self.published
        if self.is_reviewed or ((ended is None or ended >= near[0]) and (began is None or began <= near[1])):
            return True
        for first, last in self.told:  # written out: thousands are asked for each week
            if first and first <= (until or first) and (last is None or last >= (since or first)):
                return True
        return False


def stretches_of(
    record: Record, *, precisions: Iterable[str], documents: Sequence[str] | None = None, known_on: Known = NOW
) -> dict[str, Stretches]:
    """Return by document what decides on which days it is looked at; of the whole record, or of some documents.

    Dates count where they have one of the precisions.
    """
    asked = [None] if documents is None else list(portions(documents))
    found: dict[str, Stretches] = {}
    with record.reading() as connection:
        for some in asked:
            found |= _of(connection, tuple(precisions), some, known_on)
    return found


def _of(
    connection: Connection, precisions: Sequence[str], documents: Sequence[str] | None, known_on: Known
) -> dict[str, Stretches]:
    current = sa.select(READINGS.c.id, READINGS.c.document_id, READINGS.c.published_from, READINGS.c.published_to)
    current = current.where(READINGS.c.id.in_(current_readings(known_on=known_on)))
    reviewed = sa.select(tables.reviews.c.document_id)
    if documents is not None:
        current = current.where(READINGS.c.document_id.in_(documents))
        reviewed = reviewed.where(tables.reviews.c.document_id.in_(documents))
    rows = connection.execute(current).all()
    told = _told(connection, precisions, None if documents is None else [row[0] for row in rows])
    by_people = frozenset(connection.scalars(reviewed))
    return {
        row[1]: Stretches(
            reading=row[0], told=tuple(told.get(row[0], ())), published=(_day(row[2]), row[3]),
            is_reviewed=row[1] in by_people,
        )
        for row in rows
    }  # fmt: skip


def _told(
    connection: Connection, precisions: Sequence[str], readings: Sequence[str] | None
) -> dict[str, dict[Stretch, None]]:
    dates, events = tables.dates.c, tables.events.c
    days = sa.select(dates.reading_id, dates.first, dates.last).where(dates.precision.in_(precisions))
    happened = sa.select(events.reading_id, events.date_from, events.date_to)
    if readings is not None:
        days, happened = days.where(dates.reading_id.in_(readings)), happened.where(events.reading_id.in_(readings))
    found: dict[str, dict[Stretch, None]] = defaultdict(dict)
    for reading, first, last in connection.execute(sa.union_all(days, happened)):
        if first:
            found[reading][_day(first), last] = None
    return found


def _day(text: str | None) -> str | None:
    return text[:10] if text else text
