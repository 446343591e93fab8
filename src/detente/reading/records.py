"""What a reading holds: the records of the reading contract, each with the words it stands on.

All records are frozen. Offsets are half-open, in Unicode code points of the document's text.
Ids are local to one reading (``E1``, ``C1``, ``V1``), in order of first mention.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from detente.core.errors import EvidenceError
from detente.core.spans import Span

__all__ = [
    "BY_CARRIER",
    "CLAIM_MODES",
    "QUANTITY_KINDS",
    "STATUSES",
    "Binding",
    "Candidate",
    "Claim",
    "ClaimMode",
    "Coding",
    "Damage",
    "DateCheck",
    "DateMention",
    "Drop",
    "Entity",
    "EntityKind",
    "Event",
    "Interval",
    "Mention",
    "Party",
    "Perhaps",
    "Place",
    "Published",
    "Quantity",
    "QuantityKind",
    "Saying",
    "Sector",
    "Sentence",
    "Source",
    "Stance",
    "Standing",
    "Statement",
    "Status",
    "Topic",
]

BY_CARRIER = "stated by the carrier"
"""The rule of a day of publication that the carrier of a text states."""
EntityKind = Literal["person", "organisation", "state", "group", "place", "agreement", "platform", "project", "other"]
ClaimMode = Literal["direct", "indirect", "mixed", "unmarked"]
QuantityKind = Literal[
    "killed", "wounded", "captured", "missing", "displaced", "people", "troops", "vehicles", "weapons", "violations",
    "mines", "area", "settlements", "money", "other",
]  # fmt: skip
QUANTITY_KINDS: tuple[QuantityKind, ...] = get_args(QuantityKind)
CLAIM_MODES: tuple[ClaimMode, ...] = get_args(ClaimMode)
Status = Literal[
    "happened",
    "ongoing",
    "background",
    "alleged",
    "planned",
    "hypothetical",
    "demanded",
    "denied",
    "negated",
]
STATUSES: tuple[Status, ...] = (
    "happened",
    "ongoing",
    "background",
    "alleged",
    "planned",
    "hypothetical",
    "demanded",
    "denied",
    "negated",
)
PlacePrecision = Literal["point", "city", "district", "admin1", "country", "region", "line"]
DatePrecision = Literal["minute", "day", "week", "month", "quarter", "year", "range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spanned:
    """A record that stands somewhere in the text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a record without words."""
        if not 0 <= self.start < self.end:
            message = f"{type(self).__name__} needs words: 0 <= start < end, not [{self.start}, {self.end})"
            raise EvidenceError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(_Spanned):
    """One sentence; `piece` counts the pieces of an overlong one that was cut, and is 0 where it is whole."""

    piece: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(_Spanned):
    """A name, noun phrase or pronoun that stands for somebody or something.

    `head` is the offset at which the phrase's head word starts ("the *forces* of X"): how the parse finds the mention
    again. `form` says how it refers: by name ("Hulusi Akar"), by a noun ("the minister", "Turkish soldiers")
    or by a pronoun ("he"). Country and sectors here are what these very words say, before the rest of the document is
    looked at; `role` is the office the words state ("National Defence Minister").
    """

    kind: EntityKind
    head: int
    form: Literal["name", "noun", "pronoun"] = "name"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    canonical: str | None = None
    """The name under which our own tables know what is mentioned, where they do."""
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """Another entity that this one may be, by a rule in words; whether it is stays open."""

    entity: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something, over all its mentions in the document.

    `mentions` are indices into `Reading.mentions`, first one first; there is always one, and country, sectors and role
    come from the words of one of them, or, as `inferred` says, country and sectors from elsewhere.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    mentions: tuple[int, ...]
    members: tuple[str, ...] = ()
    """Ids of the entities that a compound mention stands for ("the two countries")."""
    links: tuple[float, ...] = ()
    """How sure it is that each mention belongs here, 1 where rules decide; empty where nothing was weighed."""
    inferred: str | None = None
    """From what country or sectors are inferred, where no words of its mentions give them."""
    perhaps: Perhaps | None = None

    def __post_init__(self) -> None:
        """Refuse an entity that nothing mentions."""
        if not self.mentions:
            message = f"entity {self.id} ({self.name}) has no mention"
            raise EvidenceError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(_Spanned):
    """Where something was observed from a place: between two distances (kilometres), in a direction.

    `bearing` is in degrees clockwise from north. The words of distance and direction stand at the span.
    """

    near_km: float
    far_km: float
    bearing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(_Spanned):
    """A toponym, with where it lies if that is known.

    `lat` and `lon` are those of a point, or of the middle of an area: `precision` says which. `score` is how likely
    the place named is the one meant, `candidates` how many places bear the name; `in_name` says that the words are
    part of a body's name ("Basra" in "Basra Police") and say nothing about where something happened.
    """

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    candidates: int = 0
    score: float | None = None
    in_name: bool = False
    sector: Sector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Calendar days from `first` to `last`, both included, as ISO 8601; either may be open (None), not both."""

    first: str | None
    last: str | None
    precision: DatePrecision
    rule: str

    def __post_init__(self) -> None:
        """Refuse an interval that says nothing."""
        if self.first is None and self.last is None:
            message = f"an interval needs a day at one end at least (rule: {self.rule})"
            raise EvidenceError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(_Spanned):
    """A calendar expression, and the days it names where they can be told (else None, with the rule that says why)."""

    interval: Interval | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCheck(_Spanned):
    """A length of time that a text states, held against dates of the same text.

    `start` and `end` reach over all of it; `said` is the words that state the length, `against` those of the dates. In
    `agrees`, None means that the text gives one of the two ends only.
    """

    said: Span
    against: tuple[Span, ...]
    agrees: bool | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the document came out, as an interval of ISO days; `span` holds the words where the text states it."""

    first: str | None
    last: str | None
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(_Spanned):
    """A number of something. `value` for an exact or round figure, `low` and `high` for bounds; "dozens" has none."""

    kind: str
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    qualifier: str | None = None
    counted: str | None = None
    """The noun that is counted, as the text has it; for a number without one that of the number it goes with."""
    told_as: Span | None = None
    """For money, the word that says what it is: "invested", "fined", "worth"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What quantity number `quantity` belongs to: the event it counts something of, the claim it is in."""

    quantity: int
    event: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Spanned):
    """The words that name who says it (or through whom), and the entity they stand for where that is sure."""

    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody's words: who says so, by which word we know, and what is said.

    `content` runs from the first to the last word said; `parts` are its pieces where a cue stands in between.
    `source` is None where the text names none ("it was announced").
    """

    id: str
    source: Source | None
    via: tuple[Source, ...] = ()
    cue: Span | None
    content: Span
    parts: tuple[Span, ...] = ()
    mode: ClaimMode
    confidence: float
    trend: str | None = None
    """A claimed trend ("falling", "rising", "steady"), which is never a measured one."""
    mood: str | None = None
    """How the cue holds the content: said, denied, demanded, promised, hoped, believed, asked, recalled, accused."""
    lowered_by: tuple[str, ...] = ()
    """Kinds of damage in or around its words, for which `confidence` is lower than it would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(_Spanned):
    """Who does it or to whom: the words, and the entity they stand for."""

    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """An event as the model reads it in one sentence, before anything is known of who its parties are.

    `confidence` is calibrated: of codings with 0.8, eight in ten have the right type at the right words.
    """

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status | None
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    confidence: float
    by_grammar: bool = False
    """True where it was not the model that saw it, but a rule over the parse; its confidence is then set by rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim as the model reads it in one sentence: its cue, and as much of source and content as stands there."""

    cue: Span
    source: Span | None
    content: Span | None
    mood: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words that may tell of an event: its type and who did what to whom, before its standing is judged.

    `trigger_word` is the offset at which the deciding word of the trigger starts (the verb of "opened fire").
    """

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    trigger: Span
    trigger_word: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    evidence: Span
    confidence: float
    asserted: bool = True
    """False where the frame itself says that it did not come to pass ("failed to", "called for")."""
    status: Status | None = None
    """How the event stands by what found it, where that says so; the rules of standing may know better."""
    by_grammar: bool = False
    """True where a rule over the parse found it in the model's place, which its rule of standing then tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a candidate stands: its status, through which claim, and by which rule (one for each candidate, in order)."""

    status: Status
    claim: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, where and when, by whose word."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: str
    score: float | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: Span
    place: int | None
    date: Interval | None
    status: Status
    status_rule: str
    claim: str | None
    evidence: Span
    confidence: float
    lowered_by: tuple[str, ...] = ()
    """Kinds of damage in or around its words, for which `confidence` is lower than it would be."""

    def __post_init__(self) -> None:
        """Refuse an event that nobody takes part in."""
        if not self.actors and not self.recipients:
            message = f"event {self.id} ({self.type}) has neither actor nor recipient"
            raise EvidenceError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(_Spanned):
    """What is spoken about: the words, and the entity they stand for where there is one."""

    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(_Spanned):
    """Whom the speaker stands for or against ("for", "against"), and the words of the deed that shows it."""

    entity: str
    leaning: str
    trigger: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """In which circumstances a claim was made, each with its words; empty where the text does not tell.

    `date` is an index into `Reading.dates`.
    """

    claim: str
    office: Span | None
    venue: Span | None
    audience: tuple[Source, ...]
    date: int | None
    topics: tuple[Topic, ...]
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage(_Spanned):
    """Words that show that the text came to us broken; `reason` is the carrier's own word for it, where it gave one."""

    kind: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop(_Spanned):
    """Words that a stage looked at and left out, with its reason; counted and shown, never silent."""

    stage: str
    reason: str
