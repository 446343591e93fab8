"""Which readings may tell of some days: asked of the database, or looked up by months where a record is asked often."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from detente.store import tables
from detente.store.known import NOW, Known, current_readings
from detente.store.record import Record
from detente.store.remembered import remembered

__all__ = ["looked_up"]

READINGS = tables.readings
MOST_MONTHS = 3
"""Months under which a stretch of days is listed; a longer one is looked at whatever days are asked for."""
Place = tuple[str, str]
"""The ids of a document and of its reading."""
Stretch = tuple[str | None, str | None, Place]
"""The first and the last day, None where it has no such end, and where it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """Stretches of days by the months that they touch, and those that are long or have an open end."""

    by_month: Mapping[str, Sequence[Stretch]]
    long: Sequence[Stretch]

    def near(self, first: str, last: str) -> Iterator[Stretch]:
        """Yield the stretches that may touch some days, some of them twice."""
        for month in _months(first, last):
            yield from self.by_month.get(month, ())
        yield from self.long


def looked_up(
    record: Record, days: tuple[str, str], near: tuple[str, str], precisions: Iterable[str], known_on: Known = NOW
) -> tuple[Place, ...]:
    """Return the documents, each with its reading, that tell of some days, came out near them, or were reviewed."""
    first, last = days
    told, published, reviewed = _told(record, tuple(sorted(precisions)), known_on=known_on)
    found = {where for began, ended, where in told.near(first, last) if began and began <= last and _open(ended, first)}
    since, until = near
    out = (where for began, ended, where in published.near(since, until) if _out(began, ended, since, until))
    return tuple(sorted({*found, *out, *reviewed}))


def _open(ended: str | None, since: str) -> bool:
    return ended is None or ended >= since


def _out(began: str | None, ended: str | None, since: str, until: str) -> bool:
    return _open(ended, since) and (began is None or began <= until)


@remembered
def _told(record: Record, precisions: Sequence[str], *, known_on: Known) -> tuple[_Days, _Days, frozenset[Place]]:
    dates, events = tables.dates.c, tables.events.c
    with record.reading() as connection:
        current = connection.execute(
            sa.select(READINGS.c.id, READINGS.c.document_id, READINGS.c.published_from, READINGS.c.published_to).where(
                READINGS.c.id.in_(current_readings(known_on=known_on))
            )
        ).all()
        place = {row[0]: (row[1], row[0]) for row in current}
        said = sa.union_all(
            sa.select(dates.reading_id, dates.first, dates.last).where(dates.precision.in_(precisions)),
            sa.select(events.reading_id, events.date_from, events.date_to),
        )
        rows = connection.execute(said).all()
        reviewed = frozenset(connection.scalars(sa.select(tables.reviews.c.document_id)))
    told = {(_day(row[1]), row[2], place[row[0]]) for row in rows if row[1] and row[0] in place}
    published = ((_day(row[2]), row[3], place[row[0]]) for row in current)
    return _listed(told), _listed(published), frozenset(one for one in place.values() if one[0] in reviewed)


def _day(text: str | None) -> str | None:
    return text[:10] if text else text


def _listed(stretches: Iterable[Stretch]) -> _Days:
    by_month: dict[str, list[Stretch]] = defaultdict(list)
    long = []
    for one in stretches:
        months = _months(one[0], one[1]) if one[0] and one[1] else []
        if 0 < len(months) <= MOST_MONTHS:
            for month in months:
                by_month[month].append(one)
        else:
            long.append(one)
    return _Days(by_month=by_month, long=long)


def _months(first: str, last: str) -> list[str]:
    """Return the months from one day to another; none where that is no stretch of days."""
    try:
        began, ended = (dt.date.fromisoformat(day[:10]) for day in (first, last))
    except ValueError:
        return []
    numbers = range(12 * began.year + began.month - 1, 12 * ended.year + ended.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
