"""Which readings may tell of some days: asked of the database, or looked up by months where a record is asked often."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from detente.store import tables
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.known import NOW, Known, current
from detente.store.record import Record
from detente.store.remembered import growing

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

    def without(self, documents: Collection[str]) -> "_Days":
        """Return the stretches but those of some documents; the months that have none of them stay as they are."""
        kept = {
            month: [one for one in some if one[2][0] not in documents]
            if any(one[2][0] in documents for one in some) else some
            for month, some in self.by_month.items()
        }  # fmt: skip
        return _Days(by_month=kept, long=[one for one in self.long if one[2][0] not in documents])

    def with_more(self, stretches: Iterable[Stretch]) -> "_Days":
        """Return them with others."""
        more = _listed(stretches)
        kept = dict(self.by_month)
        for month, some in more.by_month.items():
            kept[month] = [*kept.get(month, ()), *some]
        return _Days(by_month=kept, long=[*self.long, *more.long])


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


Told = tuple[_Days, _Days, frozenset[Place]]


def _more_told(last: Told, changed: Changes, record: Record, precisions: Sequence[str], *, known_on: Known) -> Told:
    """Bring forward which readings tell of which days: of the documents that changed all is listed anew."""
    if not changed.documents:
        return last
    told, published, reviewed = set[Stretch](), set[Stretch](), set[Place]()
    for some in portions(sorted(changed.documents)):
        read = _read(record, precisions, known_on, some)
        told, published, reviewed = told | read[0], published | read[1], reviewed | read[2]
    gone = changed.documents
    return (
        last[0].without(gone).with_more(told), last[1].without(gone).with_more(published),
        frozenset(one for one in last[2] if one[0] not in gone) | reviewed,
    )  # fmt: skip


@growing(_more_told)
def _told(record: Record, precisions: Sequence[str], *, known_on: Known) -> Told:
    told, published, reviewed = _read(record, precisions, known_on)
    return _listed(told), _listed(published), frozenset(reviewed)


def _read(
    record: Record, precisions: Sequence[str], known_on: Known, documents: Sequence[str] | None = None
) -> tuple[set[Stretch], set[Stretch], set[Place]]:
    """Return the days that current readings tell of, those on which they came out, and those that were reviewed."""
    dates, events, reviews = tables.dates.c, tables.events.c, tables.reviews.c
    columns = (READINGS.c.id, READINGS.c.document_id, READINGS.c.published_from, READINGS.c.published_to)
    query = sa.select(*columns).where(*current(known_on))
    said = [
        sa.select(dates.reading_id, dates.first, dates.last).where(dates.precision.in_(precisions)),
        sa.select(events.reading_id, events.date_from, events.date_to),
    ]
    about = sa.select(reviews.document_id)
    with record.reading() as connection:
        if documents is not None:
            query = query.where(READINGS.c.document_id.in_(documents))
            about = about.where(reviews.document_id.in_(documents))
        made = connection.execute(query).all()
        if documents is not None:
            own = [row[0] for row in made]
            said = [one.where(of.in_(own)) for one, of in zip(said, (dates.reading_id, events.reading_id), strict=True)]
        rows = connection.execute(sa.union_all(*said)).all()
        reviewed = frozenset(connection.scalars(about))
    place = {row[0]: (row[1], row[0]) for row in made}
    told = {(_day(row[1]), row[2], place[row[0]]) for row in rows if row[1] and row[0] in place}
    published = {(_day(row[2]), row[3], place[row[0]]) for row in made}
    return told, published, {one for one in place.values() if one[0] in reviewed}


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
