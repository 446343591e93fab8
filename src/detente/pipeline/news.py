"""What reports that came in after a moment tell of, in order of consequence, each with who says it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.incidents.account import Account
from detente.incidents.column import Column, Words
from detente.incidents.incident import Incident, describe
from detente.registry.consequence import Weight, place_of, weight_of
from detente.registry.deeds import deeds_of
from detente.registry.evidence import Evidence
from detente.store import (
    NOW,
    Changes,
    Gathered,
    Known,
    Record,
    Wanted,
    added_since,
    documents_of_incidents,
    gather_incidents,
    growing,
    hidden_keys,
    voices,
)

__all__ = ["MOST_REPORTS", "News", "NewsItem", "Saying", "gather_news", "latest_day", "sayings_in"]

MOST_REPORTS = 1_000
"""Reports that are looked at, the latest that came in: news is of days, and no archive."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one claimant tells of a happening, with the words of it; None where it is not known where they stand."""

    column: Column
    words: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A happening that a new report tells of, headed by its `deeds`. `is_new`: no report told of it before."""

    incident: Incident
    weight: Weight
    is_new: bool
    deeds: tuple[str, ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since a moment, None for ever. `until` is when the latest of it came in: so far it has been seen.

    `reports` are the ids of the documents that came in, the latest first; `cut` is whether there are more.
    """

    since: dt.datetime | None
    until: dt.datetime | None
    reports: tuple[str, ...]
    cut: bool
    items: tuple[NewsItem, ...]


def latest_day(record: Record, *, known_on: Known = NOW) -> dt.datetime | None:
    """Return the moment a day before the latest report came in; None where there is none."""
    found = added_since(record, None, limit=1, known_on=known_on)
    return next(iter(found.values())) - DAY if found else None


def sayings_in(
    record: Record, documents: Collection[str], *, known_on: Known = NOW
) -> Mapping[str, tuple[Saying, ...]]:
    """Return who tells what of the happenings that some reports tell of, by the ids of these."""
    return {id_: one.sayings for id_, one in _described(record, documents, known_on).items()}


def gather_news(
    record: Record, *, since: dt.datetime | None, breaches: Collection[str] = (), known_on: Known = NOW
) -> News:
    """Return what reports tell that came in after a moment; `breaches` are incidents told to break a ceasefire."""
    added = added_since(record, since, limit=MOST_REPORTS + 1, known_on=known_on)
    reports = tuple(added)[:MOST_REPORTS]
    new = frozenset(reports)
    told = _latest(record, known_on=known_on) if record.state is not None else _described(record, new, known_on)
    items = [_item(one, new, breaches) for one in told.values() if one.documents & new]
    return News(
        since=since, until=next(iter(added.values()), None), reports=reports, cut=len(added) > len(reports),
        items=tuple(sorted(items, key=lambda item: place_of(item.incident, breaches=breaches))),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Described:
    """A happening as it is told, whenever that came in: `voices` are those of the documents that tell it."""

    incident: Incident
    sayings: tuple[Saying, ...]
    deeds: tuple[str, ...]
    documents: frozenset[str]
    voices: Mapping[str, str]


_Latest = dict[str, _Described]
"""By their ids, the happenings that one of the latest reports tells of."""


def _more_latest(last: _Latest, changed: Changes, record: Record, *, known_on: Known) -> _Latest | None:
    """Bring forward what the latest reports tell: only what changed is gathered, of what is new or otherwise."""
    if known_on.at is not None or "session" in changed.kinds:
        return None
    reports = _latest_reports(record, known_on)
    voice = voices(record, known_on=known_on)
    kept = {
        id_: one
        for id_, one in last.items()
        if id_ not in changed.incidents and not one.documents & changed.documents and one.documents & reports
        and all(voice.get(document) == own for document, own in one.voices.items())
    }  # fmt: skip
    told = {document for one in last.values() for document in one.documents}
    open_ones = {document for id_, one in last.items() if id_ not in kept for document in one.documents}
    again = reports & (changed.documents | open_ones | (reports - told))
    new = _described(record, again | _telling(record, changed.incidents) & reports, known_on)
    return last if not new and len(kept) == len(last) else kept | new


@growing(_more_latest)
def _latest(record: Record, *, known_on: Known) -> _Latest:
    return _described(record, _latest_reports(record, known_on), known_on)


def _latest_reports(record: Record, known_on: Known) -> frozenset[str]:
    return frozenset(added_since(record, None, limit=MOST_REPORTS, known_on=known_on))


def _telling(record: Record, incidents: Collection[str]) -> frozenset[str]:
    """Return the documents that tell of some incidents."""
    return documents_of_incidents(record, incidents) if incidents else frozenset()


def _described(record: Record, reports: Collection[str], known_on: Known) -> _Latest:
    """Return what reports tell of, without what coders code blind now; nothing of what is left out by that."""
    if not reports:
        return {}
    found = gather_incidents(record, Wanted(documents=frozenset(reports)), known_on=known_on.at)
    hidden, voice = hidden_keys(record), voices(record, known_on=known_on)
    return {one.id: told for one in found if (told := _told(one, hidden, voice)) is not None}


def _told(found: Gathered, hidden: Collection[str], voice: Mapping[str, str]) -> _Described | None:
    accounts = tuple(one for one in found.accounts if one.key not in hidden)
    if not accounts:
        return None
    kept = {one.key for one in accounts}
    incident = describe(
        accounts, incident=found.id, publishers=found.publishers,
        remarks=(one for one in found.remarks if one.account in kept),
    )  # fmt: skip
    documents = frozenset(one.document for one in accounts)
    return _Described(
        incident=incident, documents=documents, voices={one: voice[one] for one in documents if one in voice},
        deeds=deeds_of(accounts),
        sayings=tuple(Saying(column=one, words=_words(one, accounts)) for one in incident.columns),
    )  # fmt: skip


def _item(found: _Described, reports: frozenset[str], breaches: Collection[str]) -> NewsItem:
    return NewsItem(
        incident=found.incident, sayings=found.sayings, weight=weight_of(found.incident, breaches=breaches),
        is_new=found.documents <= reports, deeds=found.deeds,
    )  # fmt: skip


def _words(column: Column, accounts: Iterable[Account]) -> Evidence | None:
    """Return the words in which a claimant tells it: of the account that its values are from, else of its report."""
    by_key = {one.key: one for one in accounts}
    own = next((by_key[words.account] for words in _values(column) if words.account in by_key), None)
    own = own or next((one for one in by_key.values() if one.document in column.documents), None)
    if own is None or not own.said.strip():
        return next((_evidence(words) for words in _values(column) if words.text.strip()), None)
    start, end = own.evidence or (own.start, own.end)
    return Evidence(words=own.said, document=own.document, start=start, end=end)


def _values(column: Column) -> Iterator[Words]:
    for some in (column.numbers, column.actors, column.recipients, column.days, column.places):
        yield from (words for told in some for words in told.words)
    yield from (*column.denials, *column.nones, *column.not_observed, *column.unable)


def _evidence(words: Words) -> Evidence:
    return Evidence(words=words.text, document=words.document, start=words.start, end=words.end)
