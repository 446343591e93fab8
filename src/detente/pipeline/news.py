"""What reports that came in after a moment tell of, in order of consequence, each with who says it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from detente.incidents.account import Account
from detente.incidents.column import Column, Words
from detente.incidents.incident import Incident, describe
from detente.registry.consequence import Weight, place_of, weight_of
from detente.registry.deeds import deeds_of
from detente.registry.evidence import Evidence
from detente.store import NOW, Gathered, Known, Record, Wanted, added_since, gather_incidents, hidden_keys

__all__ = ["MOST_REPORTS", "News", "NewsItem", "Saying", "gather_news", "latest_day"]

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


def gather_news(
    record: Record, *, since: dt.datetime | None, breaches: Collection[str] = (), known_on: Known = NOW
) -> News:
    """Return what reports tell that came in after a moment; `breaches` are incidents told to break a ceasefire."""
    added = added_since(record, since, limit=MOST_REPORTS + 1, known_on=known_on)
    reports = tuple(added)[:MOST_REPORTS]
    wanted = Wanted(documents=frozenset(reports))
    found = gather_incidents(record, wanted, known_on=known_on.at) if reports else ()
    hidden = hidden_keys(record)
    items = [item for one in found if (item := _item(one, hidden, wanted.documents or frozenset(), breaches))]
    return News(
        since=since, until=next(iter(added.values()), None), reports=reports, cut=len(added) > len(reports),
        items=tuple(sorted(items, key=lambda item: place_of(item.incident, breaches=breaches))),
    )  # fmt: skip


def _item(
    found: Gathered, hidden: Collection[str], reports: frozenset[str], breaches: Collection[str]
) -> NewsItem | None:
    """Return a happening without what coders code blind now; None where nothing is left of it."""
    accounts = tuple(one for one in found.accounts if one.key not in hidden)
    if not accounts:
        return None
    kept = {one.key for one in accounts}
    incident = describe(
        accounts, incident=found.id, publishers=found.publishers,
        remarks=(one for one in found.remarks if one.account in kept),
    )  # fmt: skip
    return NewsItem(
        incident=incident,
        weight=weight_of(incident, breaches=breaches),
        is_new=all(one.document in reports for one in accounts),
        deeds=deeds_of(accounts),
        sayings=tuple(Saying(column=one, words=_words(one, accounts)) for one in incident.columns),
    )


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
