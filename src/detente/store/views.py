"""What is read from the record: typed rows, each with its words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from detente.core.spans import Selector
from detente.reading.records import Interval

__all__ = [
    "ClaimView",
    "DocumentView",
    "DropView",
    "EventView",
    "OutletView",
    "PartyView",
    "PlaceView",
    "ReadingView",
    "RefusalView",
    "SectorView",
    "SourceView",
    "StanceView",
    "StatementView",
    "Summary",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How much the record holds. Claims, events, entities and drops are those of each document's current reading."""

    documents: int
    texts: int
    """Different ones: the same words in two documents are one."""
    voices: int
    """Copies of one text are one voice, however many there are."""
    unread: int
    readings: int
    claims: int
    events: int
    entities: int
    events_by: Mapping[tuple[str, str], int]
    """Events by type and status."""
    refusals: Mapping[str, int]
    """Inputs refused, by code; one whose bytes were read later is not counted."""
    rejected: int
    """Events and claims that people rejected; they are not among those counted."""
    added: int
    """Events and claims that people added; they are among those counted."""
    drops: Mapping[tuple[str, str], int]
    """Words that a stage left out, by stage and reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """What a document is called, who put it out and when, None where that is not told."""

    id: str
    external_id: str
    publisher: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document, without its text.

    `external_id` is the id that its carrier gave it, which may not be unique, or else the first by the alphabet of the
    names that it came under. `unread` says why it is kept and not to be read, None where it is.
    """

    id: str
    external_id: str
    bytes_hash: str
    title: str | None
    url: str | None
    publisher: str | None
    language: str | None
    format: str
    published: str | None
    added_at: dt.datetime
    fetched_at: dt.datetime | None
    identified: str | None
    unread: str | None
    origins: tuple[str, ...]
    """The names it came under, first seen first."""
    readings: int
    claims: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """One reading of a document: which stages made it, and when. The highest revision is the current one."""

    id: str
    document_id: str
    revision: int
    stages: Mapping[str, str]
    made_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalView:
    """An input that could not be taken in or read. `document_id` is that of a document which the stages failed of."""

    id: str
    name: str
    bytes_hash: str | None
    code: str
    message: str
    refused_at: dt.datetime
    document_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropView:
    """Words that a stage looked at and left out."""

    document_id: str
    stage: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """Who says it, or through whom; what stands for somebody unknown has words only."""

    words: Selector
    entity_id: str | None
    name: str | None
    kind: str | None
    country: str | None
    sectors: tuple[str, ...]
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim of a document's current reading."""

    id: str
    document_id: str
    local_id: str
    mode: str
    mood: str | None
    trend: str | None
    confidence: float
    source: SourceView | None
    via: tuple[SourceView, ...]
    cue: Selector | None
    content: Selector
    parts: tuple[Selector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceView:
    """Whom a speaker stands for or against, and the words of the deed that shows it."""

    toward: SourceView
    leaning: str
    trigger: Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A claim with the circumstances in which it was made; what no report tells is None or empty."""

    claim: ClaimView
    office: Selector | None
    venue: Selector | None
    audience: tuple[SourceView, ...]
    date: Interval | None
    topics: tuple[SourceView, ...]
    stances: tuple[StanceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """Who does it or to whom."""

    words: Selector
    entity_id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorView:
    """Where something was observed from a place: distances in kilometres, the bearing in degrees from north."""

    words: Selector
    near_km: float
    far_km: float
    bearing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place of a document's current reading. `score` and `in_name` are None where the reading did not say."""

    words: Selector
    id: str
    document_id: str
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: str | None
    candidates: int
    score: float | None
    in_name: bool | None
    sector: SectorView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event of a document's current reading."""

    id: str
    document_id: str
    local_id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: str
    score: float | None
    status: str
    status_rule: str
    claim_id: str | None
    date: Interval | None
    place: PlaceView | None
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    trigger: Selector
    evidence: Selector
    confidence: float
