"""What one report tells of one happening, as far as it matters for telling whether another report tells of the same.

An account is made of an event of a reading, in the form of the reading contract. Where the event's own place or day
is not told, it
carries those that stand nearest in the text, and says that they stand in the sentence or around it only.
"""

from dataclasses import dataclass
from typing import Literal

from detente.core.ids import hash_parts
from detente.incidents.stems import Stems, read_stems

__all__ = [
    "LATE",
    "NOT_SO",
    "NO_HAPPENING",
    "ONLY_ATTACHED",
    "Account",
    "Nearness",
    "Side",
    "Told",
    "Ways",
    "When",
    "Where",
]

Nearness = Literal["told", "sentence", "around"]
"""How sure it is that a place or a day is the event's: told of it, in its sentence, or before it in the text."""

ONLY_ATTACHED = frozenset({"background", "denied", "negated"})
"""Statuses of an event that is recalled, or said not to have been: it joins an incident that others tell of, and
makes none."""
NOT_SO = frozenset({"denied", "negated"})
"""Statuses of what is said not to have been."""
LATE = 3
"""Days that a report may be behind what it tells of without a day."""
NO_HAPPENING = frozenset({"hypothetical", "demanded"})
"""Statuses of what nobody says to have happened or to be about to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who took part, or who says so: name, kind, country, sectors, and the words the name is made of.

    `span` and `said` are where in the report's text it is spoken of, and the words there; of places and days as well.
    """

    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    span: tuple[int, int] | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place, with how near it stands to the event. `radius` is the kilometres within which its point may be wrong."""

    name: str
    words: frozenset[str]
    precision: str | None
    country: str | None
    admin1: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    radius: float
    nearness: Nearness
    span: tuple[int, int] | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days from `first` to `last` as proleptic ordinals, both included, with how near they stand to the event."""

    first: int
    last: int
    nearness: Nearness
    span: tuple[int, int] | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number that is told of the event: what kind, and between what bounds (None where that end is open)."""

    kind: str
    low: float | None
    high: float | None
    words: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The words that an account is told in, for comparing: stems, each with the bits it tells (`copies.rarity`)."""

    trigger: frozenset[str]
    deeds: frozenset[str]
    """What the trigger's words say was done."""
    general: bool
    """Whether the trigger has a word that fits many deeds."""
    definite: bool
    """Whether "the", "this" or an owner stands before the trigger, as before what is known already."""
    indefinite: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    """The words that tell anything of those who took part."""
    sentence: Stems
    names: frozenset[str]
    """Those of the sentence's stems that name somebody or something."""
    rare_names: frozenset[str]
    figures: frozenset[str]
    """The numbers of the sentence, in digits."""
    lead: Stems
    """The words of the report's title and first sentence."""
    lead_deeds: frozenset[str]
    """What these words say was done."""
    report: Stems
    """The words of all of the report that tell most."""
    rare: frozenset[str]
    """Those of them that hardly another report has."""
    setting: frozenset[str]
    """Countries that the report names, by places or by who takes part."""
    hours: frozenset[str]
    """Parts of the day that the sentence names."""
    another: bool
    """Whether the sentence says that this is a further one ("a second", "another")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One event of one report.

    `key` is the same in every reading that finds the event at the same words. `published` are the days between which
    the report
    came out, as ordinals, None where nothing tells. `claimant` is who says so by the report's words, None for the
    report itself;
    `via` through whom the report has it. `voice` names the text of which the report is a copy, or the report's own.
    """

    key: str
    document: str
    event: str
    voice: str
    start: int
    end: int
    """Of its trigger in the text."""
    sentence: int
    """Its sentence's number in the text."""
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    where: Where | None
    when: When | None
    published: tuple[int, int] | None
    claimant: Side | None
    via: tuple[Side, ...]
    told: tuple[Told, ...]
    ways: Ways
    confidence: float
    said: str
    """The words of its evidence."""
    evidence: tuple[int, int] | None = None
    """Where they stand in the text, as the spans of its parts do."""

    @property
    def is_recalled(self) -> bool:
        """Whether the report tells of it as of something known from before."""
        return self.status == "background"

    @property
    def only_attached(self) -> bool:
        """Whether it joins what others tell of, and makes no incident."""
        return self.status in ONLY_ATTACHED

    @property
    def is_denial(self) -> bool:
        """Whether it says that something was not."""
        return self.status in NOT_SO

    @property
    def is_dated(self) -> bool:
        """Whether its report says on which days it was."""
        return self.when is not None and self.when.nearness != "around"

    @property
    def days(self) -> tuple[int, int] | None:
        """The days on which its happening may have been; None where nothing tells."""
        if self.when is not None and self.is_dated:
            return self.when.first, self.when.last
        if self.published is None:
            return None
        return self.published[0] - LATE, self.published[1]

    @property
    def words(self) -> str:
        """A hash of what it tells and of the words it stands in, but for the numbers told of it.

        An edited copy may tell another number of the wounded; another day or hour is another happening.
        """
        counted = {stem for told in self.told for stem in read_stems(told.words)}
        days = (self.when.first, self.when.last) if self.when else ()
        manner = self.status if self.only_attached else "news"
        words = (*sorted(self.ways.trigger), "", *sorted(self.ways.sentence.bits.keys() - counted))
        return hash_parts("words", self.type, manner, *map(str, days), *words)
