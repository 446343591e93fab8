"""What stands on the page: parties, claims, events, rows and reports, ready to be set."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from detente.exchange.damage_words import Lowered
from detente.exchange.intake_items import Background, CameIn
from detente.exchange.page_text import Segment

__all__ = ["Added", "Check", "ClaimView", "Coded", "Detail", "EventView", "Figure", "PartyView", "ReportView", "Row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """Somebody as the page names them; `quoted` where the words stand for nobody that is known for sure.

    `inferred` says from what country or sectors are taken, where no words that name the party give them.
    """

    name: str
    quoted: bool = False
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    members: tuple[str, ...] = ()
    inferred: str | None = None

    @property
    def label(self) -> str:
        """The name as running text, in quotation marks where it is only the report's words."""
        return f"“{self.name}”" if self.quoted else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """By whom something was coded that the machine did not read, on which day (as ISO, and in words), and why."""

    by: str
    day: str
    on: str
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim in the left column.

    `follows` where the one before in the same cell has the same speaker; `introduces` where the speaker comes up
    for the first time in the report.
    """

    id: str
    anchor: str
    speaker: PartyView | None
    via: tuple[PartyView, ...]
    cue: str | None
    excerpt: str
    how: str
    trend: str | None
    figures: tuple[str, ...]
    confidence: float | None
    office: str | None = None
    venue: str | None = None
    audience: tuple[PartyView, ...] = ()
    when: str | None = None
    about: tuple[PartyView, ...] = ()
    stances: tuple[tuple[str, PartyView], ...] = ()
    """For or against whom the speaker stands in it."""
    lowered: tuple[Lowered, ...] = ()
    follows: bool = False
    introduces: bool = False
    coded: Coded | None = None
    """By whom, where a person added it."""

    def following(self) -> "ClaimView":
        """Return this claim as one whose speaker need not be named again."""
        return replace(self, follows=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event in the right column."""

    id: str
    anchor: str
    type: str
    mode: str | None
    outline: str
    standing: str
    rule: str | None
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    trigger: str
    where: str | None
    precision: str | None
    when: str | None
    when_iso: str | None
    when_rule: str | None
    status: str
    speaker: PartyView | None
    confidence: float | None
    lowered: tuple[Lowered, ...] = ()
    coded: Coded | None = None
    """By whom, where a person added it."""
    told: tuple[tuple[str, str], ...] = ()
    """Numbers that a person coded with it, and their words; those that the machine read stand in a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What people added to a report, or to a paragraph of it."""

    claims: tuple[ClaimView, ...] = ()
    events: tuple[EventView, ...] = ()

    def at(self, anchors: Collection[str]) -> "Added":
        """Return what of it has its words at these anchors."""
        return Added(
            claims=tuple(c for c in self.claims if c.anchor in anchors),
            events=tuple(e for e in self.events if e.anchor in anchors),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph with what is said and done in it.

    `voice` says who speaks where no claim begins here, `before` what of it earlier reports had.
    """

    segments: Sequence[Segment]
    close: bool
    claims: tuple[ClaimView, ...]
    events: tuple[EventView, ...]
    voice: PartyView | None
    before: Background | None = None
    added: Added = Added()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A line of the table under a report: kind and words, what they were read as, and why or how surely."""

    layer: str
    kind: str
    words: str
    read_as: str
    why: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity: what it was read as, what it counts, of which event, and in whose claim it stands."""

    kind: str
    words: str
    read_as: str
    qualifier: str | None
    counts: str | None
    told_as: str | None
    event: EventView | None
    claim: ClaimView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A length of time that a report states, held against dates of the same report."""

    outcome: str
    said: str
    against: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report on the page. `number` counts from 1 and makes ids that are unique on the page."""

    number: int
    title: str
    id: str | None
    publisher: str | None
    language: str | None
    url: str | None
    added_at: str | None
    published: str | None
    published_iso: str | None
    published_rule: str | None
    rows: tuple[Row, ...]
    claims: tuple[ClaimView, ...]
    events: tuple[EventView, ...]
    details: tuple[Detail, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    length: int
    shown: int
    came: CameIn | None = None
    added: Added = Added()

    @property
    def beyond(self) -> int:
        """Claims and events whose words are not in the part of the text that is shown."""
        anchors = [c.anchor for c in (*self.claims, *self.added.claims)]
        anchors += [e.anchor for e in (*self.events, *self.added.events)]
        return anchors.count("")

    @property
    def recalled(self) -> frozenset[str]:
        """The events that stand in words which earlier reports had: background."""
        return frozenset(e for b in self.came.background for e in b.events) if self.came else frozenset()

    def count(self, layer: str) -> int:
        """Return how many details there are of a layer."""
        return sum(d.layer == layer for d in self.details)
