"""What somebody says of a thing that a registry keeps: who says so, what, of which day, in which words.

Every registry is a view of assertions: that an agreement was signed, that somebody stayed away from a meeting, that a
railway costs so much. None is a fact, and none replaces another; two that cannot both hold stand beside each other.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["Amount", "Assertion", "Claimant", "Day", "Origin", "Part", "Room", "Standing"]

Room = Literal["agreement", "institution", "platform", "project", "relation", "expectation"]
"""Which registry it is for."""
Origin = Literal["report", "watch", "person"]
"""Whether a report tells it, the desk's watch file says it, or a person of the desk wrote it down."""
Standing = Literal[
    "happened", "ongoing", "background", "planned", "expected", "hoped", "demanded", "hypothetical", "denied",
    "negated", "alleged",
]  # fmt: skip
"""Whether it is told to have been, to be going on, to come, or not to be: as of the events of the reading contract,
with what somebody expects and hopes kept apart from what is planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who says so. `actor` is the id that the watch gives, None for others; `via` those through whom it is known.

    `said` are the words of the report that name them, where the desk calls them otherwise.
    `is_publisher` is whether it is told in the outlet's own voice. `mood` is how it is said (said, hoped, ...).
    """

    name: str
    actor: str | None = None
    via: tuple[str, ...] = ()
    mood: str | None = None
    said: str | None = None
    is_publisher: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who or what has a part in it, in which `role` ("signatory", "absent", "guarantor"), by which words.

    `actor` is the id of an actor of the watch, or the code of a country; `value` what is told of the part alone (the
    level somebody came at, the reason somebody gave).
    """

    role: str
    name: str
    actor: str | None = None
    value: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When it was, or is to be, as far as it is told: ISO days (None at an open end), the words, the rule."""

    first: str | None = None
    last: str | None = None
    precision: str | None = None
    words: str | None = None
    rule: str | None = None

    @property
    def interval(self) -> Interval | None:
        """Both ends as days in a row; None where one of them is open, or they stand the wrong way round."""
        if self.first is None or self.last is None or self.last < self.first:
            return None
        return Interval(first=dt.date.fromisoformat(self.first), last=dt.date.fromisoformat(self.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money, capacity or length as it was said: `count` in `unit` ("USD", "km", "tonnes a year")."""

    count: Count
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Something said of what a registry keeps.

    `subject` is the id under which the registry keeps it; None where it is spoken of and not kept, and `named` are the
    words that name it either way. `what` is one of the room's own kinds ("signed", "absent", "cost"), `value` its
    plain value where it has one. `voice` is the text that the document is a copy of; `published` its day (YYYY-MM-DD),
    `known_at` when the record got to know it.
    """

    id: str
    room: Room
    subject: str | None = None
    named: str
    what: str
    claimant: Claimant
    standing: Standing
    evidence: tuple[Evidence, ...]
    origin: Origin = "report"
    parts: tuple[Part, ...] = ()
    day: Day | None = None
    where: Locality | None = None
    value: str | None = None
    amount: Amount | None = None
    document: str | None = None
    voice: str | None = None
    published: str | None = None
    known_at: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what stands on no words."""
        if not self.evidence:
            message = f"{self.what!r} of {self.named!r} is told by no words: nothing is kept without them"
            raise EvidenceError(message)

    @property
    def is_claimed_fact(self) -> bool:
        """Whether its claimant says that it was or is so, and does not expect, hope or deny it."""
        return self.standing in {"happened", "ongoing", "background", "alleged"}

    def parts_of(self, role: str) -> tuple[Part, ...]:
        """Return the parts in a role, in the order of the words."""
        return tuple(part for part in self.parts if part.role == role)
