"""An incident as it is shown: everything that is told of it, apart by claimant, in equal columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Account, Nearness
from detente.incidents.independence import Independence, Standing
from detente.incidents.remarks import Remark

__all__ = ["Column", "DaysTold", "Incident", "NumberTold", "PartyTold", "PlaceTold", "Words", "describe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Where a value stands: the account, its report and status, and the words, `[start, end)` in the report's text."""

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
    kind, `not_observed` where a monitor says that it observed nothing.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident, by claimant. `summary` is composed from the columns, and nobody's words.

    `first` and `last` are the days between which all accounts put it, `places` all places that are told of it.
    """

    id: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    first: str | None
    last: str | None
    places: tuple[str, ...]
    apart_km: float | None
    columns: tuple[Column, ...]
    independence: Independence
    summary: str


def describe(
    accounts: Sequence[Account], *, incident: str, publishers: Mapping[str, str], remarks: Sequence[Remark] = ()
) -> Incident:
    """Return an incident as its accounts tell it. `publishers` are names by document; a document may lack one."""
    raise NotImplementedError
