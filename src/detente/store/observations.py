"""What the desk's own observers reported, row by row, each value with where its words stand."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Engine

from detente.core.spans import Span
from detente.documents.observation import Observation, Stated
from detente.store import tables
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.known import NOW, Known, known_documents
from detente.store.record import Record
from detente.store.remembered import growing
from detente.store.rows import Row

__all__ = [
    "ObservationView", "forms_named", "observation_row", "observations", "observed", "observed_documents",
    "observed_times",
]  # fmt: skip

OBSERVATIONS = tables.observations
FURTHER = "further: "
AT_ONCE = 500
_FORMS: "WeakKeyDictionary[Engine, dict[str, tuple[ObservationView, str]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationView:
    """An observation of a field report; None for what its form leaves blank. `found_nothing` is a finding and no gap.

    `words` says of each value where in the document's text its words stand ("further: NAME" of what is in `further`).
    Times are in UTC.
    """

    document_id: str
    observer: str
    mission: str | None
    place: str | None
    lat: float | None
    lon: float | None
    time_from: dt.datetime
    time_to: dt.datetime | None
    method: str
    told_by: str | None
    what: str
    what_words: str | None
    found_nothing: bool
    count_low: int | None
    count_high: int | None
    count_words: str | None
    bearing: float | None
    bearing_words: str | None
    near_km: float | None
    far_km: float | None
    who: str | None
    recognised_by: str | None
    weather: str | None
    visibility: str | None
    visibility_km: float | None
    not_visited: str | None
    why_not: str | None
    remarks: str | None
    further: Mapping[str, str]
    words: Mapping[str, Span]


def observation_row(observation: Observation, owner: str) -> Row:
    """Return the row of a document's observation."""
    stated = dict(_stated(observation))
    values = {name: stated[name].value if name in stated else None for name in Observation.__slots__}
    # a column of the observer's own may be called as one of ours is
    spans = stated | {FURTHER + name: one for name, one in observation.further}
    return values | {
        "document_id": owner,
        "found_nothing": observation.is_nothing,
        "further": {name: one.value for name, one in observation.further},
        "words": {name: [one.span.start, one.span.end] for name, one in spans.items()},
    }


def _stated(observation: Observation) -> Iterator[tuple[str, Stated[object]]]:
    """Yield the values that are there, by their column."""
    for name in Observation.__slots__:
        value = getattr(observation, name)
        if isinstance(value, Stated):
            yield name, value


def observations(
    record: Record,
    *,
    document: str | None = None,
    mission: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    known_on: Known = NOW,
) -> tuple[ObservationView, ...]:
    """Return the observations in the order of their times.

    `since` and `until` narrow to what overlaps that time; a single moment has no length and still counts.
    """
    table = OBSERVATIONS
    query = sa.select(table).join(tables.documents).where(*known_documents(known_on))
    query = query.order_by(table.c.time_from, table.c.document_id)
    if document is not None:
        query = query.where(table.c.document_id == document)
    if mission is not None:
        query = query.where(table.c.mission == mission)
    if since is not None:
        query = query.where(sa.func.coalesce(table.c.time_to, table.c.time_from) >= since)
    if until is not None:
        query = query.where(table.c.time_from <= until)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(ObservationView(**dict(row) | {"words": _spans(row["words"])}) for row in rows)


def observed(
    record: Record, since: dt.datetime, until: dt.datetime, *, known_on: Known = NOW
) -> tuple[tuple[ObservationView, str], ...]:
    """Return the observations that overlap some time, in the order of their times, each with the text of its form.

    A record that is asked often holds them: a form never changes once it is there.
    """
    forms = _FORMS.setdefault(record.engine, {}) if record.state is not None else {}
    wanted = [
        document for document, began, ended in _times(record, known_on=known_on) if ended >= since and began <= until
    ]
    forms |= forms_named(record, [document for document in wanted if document not in forms])
    return tuple(forms[document] for document in wanted)


def forms_named(record: Record, documents: Sequence[str]) -> dict[str, tuple[ObservationView, str]]:
    """Return the observations that these documents are, by their ids, each with the text of its form."""
    query = sa.select(OBSERVATIONS, tables.documents.c.text).join(tables.documents)
    found: dict[str, tuple[ObservationView, str]] = {}
    with record.reading() as connection:
        for at in range(0, len(documents), AT_ONCE):
            some = query.where(OBSERVATIONS.c.document_id.in_(documents[at : at + AT_ONCE]))
            for row in connection.execute(some).mappings():
                told = dict(row)
                text = told.pop("text")
                view = ObservationView(**told | {"words": _spans(told["words"])})
                found[view.document_id] = (view, text)
    return found


def observed_times(
    record: Record, *, documents: Sequence[str] | None = None, known_on: Known = NOW
) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Return when each observation began and ended, by its document: of all, or of some documents."""
    if documents is None:
        return {document: (began, ended) for document, began, ended in _times(record, known_on=known_on)}
    table = OBSERVATIONS
    query = sa.select(table.c.document_id, table.c.time_from, table.c.time_to).join(tables.documents)
    query = query.where(*known_documents(known_on))
    found: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    with record.reading() as connection:
        for at in range(0, len(documents), AT_ONCE):
            some = query.where(table.c.document_id.in_(documents[at : at + AT_ONCE]))
            found |= {row[0]: (row[1], row[2] or row[1]) for row in connection.execute(some)}
    return found


Times = tuple[tuple[str, dt.datetime, dt.datetime], ...]


def _more_times(last: Times, changed: Changes, record: Record, *, known_on: Known) -> Times:
    """Bring forward when observations were."""
    now = [
        one
        for some in portions(sorted(changed.documents))
        for one in _read_times(record, known_on, OBSERVATIONS.c.document_id.in_(some))
    ]
    before = [one for one in last if one[0] in changed.documents]
    if sorted(before) == sorted(now):
        return last
    kept = [one for one in last if one[0] not in changed.documents]
    return tuple(sorted((*kept, *now), key=lambda one: (one[1], one[0])))


@growing(_more_times)
def _times(record: Record, *, known_on: Known) -> Times:
    """Return when each observation began and ended, in that order; a single moment is its own end."""
    return _read_times(record, known_on)


def _read_times(record: Record, known_on: Known, *chosen: ColumnElement[bool]) -> Times:
    table = OBSERVATIONS
    query = sa.select(table.c.document_id, table.c.time_from, table.c.time_to).join(tables.documents)
    query = query.where(*known_documents(known_on), *chosen).order_by(table.c.time_from, table.c.document_id)
    with record.reading() as connection:
        return tuple((row[0], row[1], row[2] or row[1]) for row in connection.execute(query))


def _more_observed(last: frozenset[str], changed: Changes, record: Record, *, known_on: Known = NOW) -> frozenset[str]:
    """Bring forward which documents are forms."""
    query = sa.select(OBSERVATIONS.c.document_id).join(tables.documents).where(*known_documents(known_on))
    with record.reading() as connection:
        some = portions(sorted(changed.documents))
        now = {id_ for ids in some for id_ in connection.scalars(query.where(OBSERVATIONS.c.document_id.in_(ids)))}
    return last if last & changed.documents == now else (last - changed.documents) | now


@growing(_more_observed)
def observed_documents(record: Record, *, known_on: Known = NOW) -> frozenset[str]:
    """Return the ids of the documents that are forms of observers."""
    query = sa.select(OBSERVATIONS.c.document_id).join(tables.documents).where(*known_documents(known_on))
    with record.reading() as connection:
        return frozenset(connection.scalars(query))


def _spans(words: Mapping[str, list[int]]) -> dict[str, Span]:
    return {name: Span(start, end) for name, (start, end) in words.items()}
