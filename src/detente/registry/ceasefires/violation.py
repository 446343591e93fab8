"""One thing that somebody says of a ceasefire: that it was broken, how often, or that it was not.

Three kinds of origin give the same shape and are never mixed: what reports tell of a happening, the figures that
bodies publish, and what the desk's own observers saw.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["HARMS", "ORIGINS", "Origin", "Said", "Violation"]

Origin = Literal["report", "published", "observer"]
"""A happening that a report tells of; a figure that a body publishes; what an observer of the desk's own saw."""
ORIGINS: tuple[str, ...] = get_args(Origin)
HARMS = ("killed", "wounded", "captured", "missing", "displaced")
"""What may have come to people, in the order in which it is shown."""

Said = Literal["some", "none", "not observed", "cannot tell", "denied"]
"""What is said of the class: that it was; that there was none; that a monitor observed none; that nobody could tell
(the place could not be visited or seen); that what the other side says of oneself is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What a claimant says of a class in an interval, with the words. Nothing is filled in: None is "not told".

    `claimant` is the id of a party or a monitor of the ceasefire, None where it is somebody else, who is
    `claimant_name` (an outlet in its own voice, a witness). `via` are those through whom the report has it. `alleged`
    is the id of the party that is said to have done it. `kind` is a class of the taxonomy, None where no class is told
    ("violated the ceasefire"), or a kind of harm ("killed", "wounded") in `harm`. `status` is the event's, None for a
    figure. `incident` is the incident of the record it belongs to. `known_at` is when the desk came to know it
    (ISO 8601, UTC). `supersedes` names the entry that this one corrects, `revised` is the day on which its body did so,
    `instead_of` the number that a figure is told to be in place of ("2 times and not 20").
    """

    id: str
    ceasefire: str
    origin: Origin
    said: Said
    claimant: str | None
    claimant_name: str
    via: tuple[str, ...] = ()
    alleged: str | None = None
    alleged_words: str | None = None
    kind: str | None = None
    harm: str | None = None
    clauses: tuple[str, ...] = ()
    count: Count | None = None
    interval: Interval | None = None
    where: tuple[Locality, ...] = ()
    method: str | None = None
    status: str | None = None
    mood: str | None = None
    evidence: tuple[Evidence, ...] = ()
    voice: str | None = None
    incident: str | None = None
    published: str | None = None
    known_at: str | None = None
    confidence: float | None = None
    supersedes: str | None = None
    instead_of: Count | None = None
    revised: dt.date | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody said in any words."""
        if not self.evidence:
            message = f"what {self.claimant_name} says of {self.kind or self.harm or 'the ceasefire'} has no words"
            raise EvidenceError(message)

    @property
    def is_zero(self) -> bool:
        """Whether it says that there were none: only somebody who was there can."""
        return self.said == "none" or (self.count is not None and self.count.is_none)
