"""What one claimant tells of an incident: every value with its words, and nothing that it does not tell."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.incidents.account import Account, Nearness, Side, Told, When, Where
from detente.incidents.independence import Speaker
from detente.incidents.names import name_of
from detente.incidents.remarks import find_kind
from detente.incidents.standing import Parties, Standing, is_monitor

__all__ = ["Column", "DaysTold", "NumberTold", "PartyTold", "PlaceTold", "Words", "column_of"]

T = TypeVar("T")

NOT_SO = frozenset({"denied", "negated"})
"""Statuses of what a claimant says not to have been: it tells no values of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Where a value stands: the account (of a remark, its own id), its report and status, and its words.

    `[start, end)` are in the report's text. Where it is not known which words a value is from, they are the event's.
    """

    account: str
    document: str
    status: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTold:
    """A place that a claimant tells, and how near it stands to the event in the text."""

    name: str
    precision: str | None
    country: str | None
    admin1: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    nearness: Nearness
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysTold:
    """Days (YYYY-MM-DD, both included) that a claimant tells, and how near they stand to the event in the text."""

    first: str
    last: str
    nearness: Nearness
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTold:
    """A number that a claimant tells: between what bounds, None where that end is open."""

    kind: str
    low: float | None
    high: float | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTold:
    """Who, by a claimant, did it, or had it done to them."""

    name: str
    country: str | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one claimant tells of an incident; what it does not tell is empty, and says nothing.

    `own` is whether it is the voice of reports themselves, by their publisher; `via` through whom reports have it.
    `denials` are what it denies or says not to have been, `nones` where it says that there was nobody or nothing of a
    kind, `not_observed` where a monitor says that it observed nothing, `unable` where it says that it could not look.
    """

    claimant: str
    names: tuple[str, ...]
    country: str | None
    standing: Standing
    own: bool
    documents: tuple[str, ...]
    via: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    places: tuple[PlaceTold, ...]
    days: tuple[DaysTold, ...]
    numbers: tuple[NumberTold, ...]
    actors: tuple[PartyTold, ...]
    recipients: tuple[PartyTold, ...]
    denials: tuple[Words, ...]
    nones: tuple[Words, ...]
    not_observed: tuple[Words, ...]
    unable: tuple[Words, ...]
    accounts: tuple[str, ...] = ()
    """Keys of the accounts in which it tells values of it."""


def column_of(speaker: Speaker, parties: Parties) -> Column:
    """Return what a claimant tells."""
    accounts = sorted(speaker.accounts, key=lambda one: (one.document, one.start, one.key))
    telling = [account for account in accounts if account.status not in NOT_SO]
    against = [account for account in accounts if account.status in NOT_SO]
    kinds = {account.key: _kind(account, speaker) for account in against}
    return Column(
        claimant=speaker.name,
        names=speaker.names,
        country=speaker.side.country if speaker.sides else None,
        standing=speaker.standing(parties),
        own=bool(speaker.own),
        documents=speaker.documents,
        via=tuple(sorted({side.name for account in accounts for side in account.via} - set(speaker.names))),
        types=tuple(sorted({account.type for account in telling})),
        statuses=tuple(sorted({account.status for account in accounts})),
        places=tuple(_places(telling)),
        days=tuple(_days(telling)),
        numbers=tuple(_numbers(telling)),
        actors=tuple(_parties((account, side) for account in telling for side in account.actors)),
        recipients=tuple(_parties((account, side) for account in telling for side in account.recipients)),
        denials=_words_of(account for account in against if kinds[account.key] == "denial"),
        nones=_words_of(account for account in against if kinds[account.key] == "none"),
        not_observed=_words_of(account for account in against if kinds[account.key] == "not observed"),
        unable=_words_of(account for account in against if kinds[account.key] == "could not observe"),
        accounts=tuple(account.key for account in telling),
    )


def _kind(account: Account, speaker: Speaker) -> str:
    """Return what an account that something was not says: that there was none, none observed, or else a denial."""
    kind = find_kind(account.said) if account.status == "negated" else None
    if kind in {"not observed", "could not observe"} and not any(is_monitor(side.name) for side in speaker.sides):
        return "denial"
    return kind or "denial"


def _words(account: Account, span: tuple[int, int] | None, text: str) -> Words:
    """Return where a value stands; where its own words are not known, those of the event."""
    start, end = span or (account.start, account.end)
    return Words(account=account.key, document=account.document, status=account.status, start=start, end=end, text=text)


def _words_of(accounts: Iterable[Account]) -> tuple[Words, ...]:
    """Return the words of accounts, those that stand within others once."""
    found: list[Words] = []
    for account in accounts:
        own = _words(account, account.evidence, account.said)
        last = found[-1] if found else None
        if last and last.document == own.document and own.start < last.end:
            continue
        found.append(own)
    return tuple(found)


def _places(accounts: Iterable[Account]) -> Iterator[PlaceTold]:
    held: defaultdict[Hashable, list[tuple[Where, Words]]] = defaultdict(list)
    for account in accounts:
        if (where := account.where) is not None:
            key = (where.geonameid or where.words, where.country, where.nearness)
            held[key].append((where, _words(account, where.span, where.said or where.name)))
    for where, words in _sorted(held.values(), lambda where: (where.nearness != "told", where.name, where.nearness)):
        yield PlaceTold(
            name=where.name,
            precision=where.precision,
            country=where.country,
            admin1=where.admin1,
            geonameid=where.geonameid,
            lat=where.lat,
            lon=where.lon,
            nearness=where.nearness,
            words=words,
        )


def _days(accounts: Iterable[Account]) -> Iterator[DaysTold]:
    held: defaultdict[Hashable, list[tuple[When, Words]]] = defaultdict(list)
    for account in accounts:
        if (when := account.when) is not None:
            held[when.first, when.last, when.nearness].append(
                (when, _words(account, when.span, when.said or account.said))
            )
    for when, words in _sorted(held.values(), lambda when: (when.first, when.last, when.nearness)):
        yield DaysTold(first=_day(when.first), last=_day(when.last), nearness=when.nearness, words=words)


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()


def _numbers(accounts: Iterable[Account]) -> Iterator[NumberTold]:
    held: defaultdict[Hashable, list[tuple[Told, Words]]] = defaultdict(list)
    for account in accounts:
        for told in account.told:
            bare = told.words if told.low is None and told.high is None else None
            held[told.kind, told.low, told.high, bare].append((told, _words(account, told.span, told.words)))
    for told, words in _sorted(held.values(), lambda told: (told.kind, str(told.low), str(told.high), told.words)):
        yield NumberTold(kind=told.kind, low=told.low, high=told.high, words=words)


def _parties(named: Iterable[tuple[Account, Side]]) -> Iterator[PartyTold]:
    held: defaultdict[Hashable, list[tuple[Side, Words]]] = defaultdict(list)
    for account, side in named:
        held[name_of(side)].append((side, _words(account, side.span, side.said or side.name)))
    for side, words in _sorted(held.values(), lambda side: (side.name, side.country or "")):
        yield PartyTold(name=side.name, country=side.country, words=words)


def _sorted(
    held: Iterable[list[tuple[T, Words]]], by: Callable[[T], tuple[Any, ...]]
) -> list[tuple[T, tuple[Words, ...]]]:
    """Return each value with all its words, the values in order; of several forms of one, the least."""
    found = [(min((value for value, _ in some), key=by), tuple(dict.fromkeys(w for _, w in some))) for some in held]
    return sorted(found, key=lambda one: by(one[0]))
