"""Readings of the whole record one after the other, never more than a few in memory at once.

They are as people left them, and without what is coded blind now.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from detente.core.ids import hash_parts, written_plainly
from detente.review.apply import apply_review
from detente.review.records import Review
from detente.review.withheld import seen_reviews, withhold
from detente.store import tables
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.days_told import looked_up
from detente.store.known import NOW, Known, current
from detente.store.record import Record
from detente.store.remembered import growing
from detente.store.reviews import hidden_keys, hidden_subjects, reviews
from detente.store.rows import unpack_json

__all__ = [
    "Reading",
    "changed_by_people",
    "merged",
    "readings_among",
    "readings_holding",
    "readings_listed",
    "readings_named",
    "readings_published",
    "readings_telling",
    "readings_that_quote",
    "readings_with_agreements",
]

READINGS, ENTITIES, CLAIMS = tables.readings, tables.entities, tables.claims
AT_ONCE = 16
"""Readings fetched in one query: a long one takes megabytes."""
SPOKEN = ("direct", "mixed", "unmarked")
SAID = frozenset({"review", "session", "withdrawal", "release"})
"""Kinds of revisions after which people may have said something else of readings."""
Held = TypeVar("Held", bound=tuple[Any, ...])
Reading = tuple[str, dict[str, Any]]
"""The id of a document, and its reading in the form of the contract."""


def readings_with_agreements(record: Record, *, known_on: Known = NOW) -> Iterator[Reading]:
    """Yield the current readings that speak of an agreement, by the ids of their documents."""
    yield from _readings(record, ENTITIES, ENTITIES.c.kind == "agreement", known_on)


def readings_that_quote(record: Record, *, known_on: Known = NOW) -> Iterator[Reading]:
    """Yield the current readings that quote somebody in their own words, by the ids of their documents."""
    yield from _readings(record, CLAIMS, CLAIMS.c.mode.in_(SPOKEN), known_on)


def readings_published(record: Record, first: dt.date, last: dt.date, *, known_on: Known = NOW) -> Iterator[Reading]:
    """Yield the current readings of reports that may have come out on these days, by the ids of their documents.

    One whose day is not known may have come out on any.
    """
    yield from _chosen(record, _may_be_published(first, last), known_on)


def readings_telling(
    record: Record,
    first: dt.date,
    last: dt.date,
    *,
    near: tuple[dt.date, dt.date],
    precisions: Iterable[str],
    known_on: Known = NOW,
) -> tuple[tuple[str, str], ...]:
    """Return the ids of the documents, each with that of its current reading, that may tell of these days.

    They tell of an event on one of them, or of a date of one of these precisions; or may have come out on a day `near`
    them; or somebody reviewed them, for a review may give an event other days.
    """
    if record.state is not None:
        days, around = ((since.isoformat(), until.isoformat()) for since, until in ((first, last), near))
        return looked_up(record, days, around, precisions, known_on)
    return _listed(record, _may_tell(first, last, near, precisions), known_on)


def readings_holding(
    record: Record,
    *,
    types: Iterable[str] = (),
    statuses: Iterable[str] = (),
    moods: Iterable[str] = (),
    words: Iterable[str] = (),
    known_on: Known = NOW,
) -> Iterator[Reading]:
    """Yield the current readings with an event of a type or a status, a claim of a mood, or words in their text.

    One that somebody reviewed is among them: a review may give an event another type or status.
    """
    events, documents = tables.events, tables.documents
    told = sa.select(events.c.reading_id).where(events.c.type.in_(list(types)) | events.c.status.in_(list(statuses)))
    said = sa.select(CLAIMS.c.reading_id).where(CLAIMS.c.mood.in_(list(moods)))
    reviewed = READINGS.c.document_id.in_(sa.select(tables.reviews.c.document_id))
    found = [documents.c.text.icontains(word, autoescape=True) for word in words]
    worded = READINGS.c.document_id.in_(sa.select(documents.c.id).where(sa.or_(sa.false(), *found)))
    yield from _chosen(record, READINGS.c.id.in_(told) | READINGS.c.id.in_(said) | worded | reviewed, known_on)


def _may_tell(
    first: dt.date, last: dt.date, near: tuple[dt.date, dt.date], precisions: Iterable[str]
) -> ColumnElement[bool]:
    """Ask that a report tells of an event or a date on these days, came out near them, or was reviewed."""
    days = (first.isoformat(), last.isoformat())
    dates = tables.dates
    told = sa.union_all(
        _overlapping(dates, dates.c.first, dates.c.last, days).where(dates.c.precision.in_(list(precisions))),
        _overlapping(tables.events, tables.events.c.date_from, tables.events.c.date_to, days),
    )
    reviewed = READINGS.c.document_id.in_(sa.select(tables.reviews.c.document_id))
    return READINGS.c.id.in_(told) | reviewed | _may_be_published(*near)


def _may_be_published(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """Ask that a report may have come out on these days; one whose day is not known may have on any."""
    since = sa.or_(READINGS.c.published_to.is_(None), READINGS.c.published_to >= first.isoformat())
    until = sa.or_(
        READINGS.c.published_from.is_(None), sa.func.substr(READINGS.c.published_from, 1, 10) <= last.isoformat()
    )
    return since & until


def _overlapping(
    table: sa.Table, began: ColumnElement[Any], ended: ColumnElement[Any], days: tuple[str, str]
) -> sa.Select[tuple[str]]:
    """Return the query for the readings with a row on these days; one whose end is open has not ended."""
    since, until = days
    open_end = sa.or_(ended.is_(None), ended >= since)
    return sa.select(table.c.reading_id).where(sa.func.substr(began, 1, 10) <= until, open_end)


def _readings(record: Record, table: sa.Table, chosen: ColumnElement[bool], known_on: Known) -> Iterator[Reading]:
    yield from _chosen(record, READINGS.c.id.in_(sa.select(table.c.reading_id).where(chosen)), known_on)


def readings_listed(
    record: Record, first: dt.date = dt.date.min, last: dt.date = dt.date.max, *, known_on: Known = NOW
) -> tuple[tuple[str, str], ...]:
    """Return what `readings_published` yields readings of: the ids of documents, each with that of its reading."""
    if (first, last) == (dt.date.min, dt.date.max):
        return _all_listed(record, known_on=known_on)
    return _listed(record, _may_be_published(first, last), known_on)


def readings_among(record: Record, documents: Collection[str], *, known_on: Known = NOW) -> tuple[tuple[str, str], ...]:
    """Return the ids of these documents, each with that of its current reading; those that have none are left out."""
    found = (_listed(record, READINGS.c.document_id.in_(some), known_on) for some in portions(sorted(documents)))
    return tuple(one for some in found for one in some)


Listed = tuple[tuple[str, str], ...]


def _more_listed(last: Listed, changed: Changes, record: Record, *, known_on: Known) -> Listed:
    """Bring forward the list: what is listed of the documents that changed takes the place of what was."""
    now = [
        one
        for some in portions(sorted(changed.documents))
        for one in _listed(record, READINGS.c.document_id.in_(some), known_on)
    ]
    return merged(last, now, changed.documents)


def merged(last: tuple[Held, ...], now: Iterable[Held], changed: Collection[str]) -> tuple[Held, ...]:
    """Return a list by documents, of which those that changed are listed anew; itself, where that is the same."""
    made, new = list(last), dict[str, list[Held]]()
    for one in now:
        new.setdefault(one[0], []).append(one)
    same = True
    for document in changed:
        first, end = bisect_left(made, document, key=_first), bisect_right(made, document, key=_first)
        own = new.get(document, [])
        if made[first:end] != own:
            made[first:end] = own
            same = False
    return last if same else tuple(made)


def _first(one: tuple[Any, ...]) -> str:
    return str(one[0])


@growing(_more_listed)
def _all_listed(record: Record, *, known_on: Known) -> Listed:
    return _listed(record, sa.true(), known_on)


def _listed(record: Record, chosen: ColumnElement[bool], known_on: Known) -> tuple[tuple[str, str], ...]:
    query = sa.select(READINGS.c.document_id, READINGS.c.id)
    query = query.where(*current(known_on), chosen)
    with record.reading() as connection:
        return tuple((row[0], row[1]) for row in connection.execute(query.order_by(READINGS.c.document_id)))


def readings_named(record: Record, ids: Sequence[str], *, known_on: Known = NOW) -> Iterator[Reading]:
    """Yield the readings of these ids, in the order of their documents, as people left them."""
    yield from _whole(record, ids, known_on)


def _more_by_people(
    last: dict[str, str | None], changed: Changes, record: Record, *, known_on: Known = NOW
) -> dict[str, str | None]:
    """Bring forward what people said: all of it is read again where any of it changed, for it is little."""
    if not changed.kinds & SAID:
        return last
    now = _by_people(record, known_on)
    return last if now == last else now


@growing(_more_by_people)
def changed_by_people(record: Record, *, known_on: Known = NOW) -> dict[str, str | None]:
    """Return the ids of the documents whose readings people changed, each with what names all that they said of it.

    It is None for one of which something is coded blind now: how that reads is nobody's to keep.
    """
    return _by_people(record, known_on)


def _by_people(record: Record, known_on: Known) -> dict[str, str | None]:
    said = {
        document: hash_parts("said", written_plainly(some)) for document, some in _reviewed(record, known_on).items()
    }
    return {**said, **dict.fromkeys(hidden_subjects(record).values())}


def _reviewed(record: Record, known_on: Known) -> dict[str, list[Review]]:
    found = defaultdict[str, list[Review]](list)
    for review in reviews(record, known_on=known_on.at):
        found[review.subject.document].append(review)
    return found


def _chosen(record: Record, chosen: ColumnElement[bool], known_on: Known) -> Iterator[Reading]:
    query = sa.select(READINGS.c.id).where(*current(known_on), chosen)
    with record.reading() as connection:
        ids = connection.scalars(query.order_by(READINGS.c.document_id)).all()
    yield from _whole(record, ids, known_on)


def _whole(record: Record, ids: Sequence[str], known_on: Known) -> Iterator[Reading]:
    if not ids:
        return
    reviewed = _reviewed(record, known_on)
    hidden = hidden_keys(record)
    for at in range(0, len(ids), AT_ONCE):
        for document, whole in _bodies(record, ids[at : at + AT_ONCE]):
            reading = withhold(whole, hidden, document=document) if hidden else whole
            own = seen_reviews(reviewed.get(document, ()), hidden)
            yield document, apply_review(reading, own, document=document) if own else reading


def _bodies(record: Record, ids: Sequence[str]) -> Iterator[Reading]:
    query = sa.select(READINGS.c.document_id, READINGS.c.body).where(READINGS.c.id.in_(ids))
    with record.reading() as connection:
        rows = connection.execute(query.order_by(READINGS.c.document_id)).all()
    yield from ((row[0], unpack_json(row[1])) for row in rows)
