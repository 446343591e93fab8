"""What the page says of how reports came in: copies, versions, background, observations, what waits unread."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Background", "CameIn", "CopyOf", "Intake", "Observed", "Other", "Stood", "Unread"]

SENSES = frozenset({"seen", "heard"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another report of the record; `number` is its own on the page, None where it is not there.

    `document` is its id in the record.
    """

    number: int | None
    name: str
    publisher: str | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOf:
    """What a report is to one that is a copy of it: how, and how much of the words of each the other has."""

    how: str
    other: Other
    share: str
    share_back: str
    differing: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A version of what stood at an address; `changes` from the one before, None for the first."""

    number: int
    report: Other
    is_own: bool
    title: str | None
    seen: str | None
    brings_back: int | None
    changes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """A stretch of a report that reports of an earlier day had already; `events` are the ids of those told in it."""

    start: int
    end: int
    words: str
    share: str
    earlier: tuple[Other, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """An observation of a field report; None for what its form leaves blank, and nothing seen is something seen to."""

    report: Other
    observer: str
    mission: str | None
    method: str
    told_by: str | None
    began: str
    ended: str | None
    where: str
    what: str
    found_nothing: bool
    count: str | None
    sector: str | None
    not_visited: str | None
    why_not: str | None

    @property
    def nothing(self) -> str:
        """How it is said that nothing was found, by the way of observing."""
        return f"nothing {self.method if self.method in SENSES else 'found'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A document that is kept and not read, and why."""

    name: str
    title: str | None
    publisher: str | None
    language: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """How one report came in. `voice` counts the reports that are one voice with it, itself among them."""

    voice: int
    copies: tuple[CopyOf, ...] = ()
    more_copies: int = 0
    address: str | None = None
    versions: tuple[Stood, ...] = ()
    is_dated: bool = True
    background: tuple[Background, ...] = ()
    observed: Observed | None = None
    decoded_from: str | None = None
    incomplete: str | None = None
    cut_away: tuple[tuple[str, int, int], ...] = ()
    """Kinds of what was left out, how many pieces of it, and how many characters."""
    repairs: tuple[tuple[str, int], ...] = ()
    """By which rule words were mended, and how often."""

    @property
    def version(self) -> int | None:
        """The number of the version that this report is; None where its address had one only."""
        return next((v.number for v in self.versions if v.is_own), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What the record knows of how all its reports came in. `came` is by the id of the document."""

    came: Mapping[str, CameIn] = field(default_factory=dict)
    observed: tuple[Observed, ...] = ()
    more_observed: int = 0
    unread: tuple[Unread, ...] = ()
    more_unread: int = 0
    """How many observations and unread documents there are beside those listed."""
    cut_away: tuple[tuple[str, int, int], ...] = ()
    repairs: tuple[tuple[str, int], ...] = ()
