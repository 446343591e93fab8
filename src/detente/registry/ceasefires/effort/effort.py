"""What it took to see what was seen: patrols, hours on watch, cameras, drones, and where nobody could go."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal, get_args

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["EFFORT_KINDS", "HINDERED", "MEANS", "Effort", "EffortKind", "Hours", "Means"]

EffortKind = Literal["patrol", "watch", "camera", "drone", "visit refused", "not visited"]
"""A patrol, hours on watch at a place, a camera, flights of drones; a visit that somebody refused, an area that was
not visited for another reason."""
EFFORT_KINDS: tuple[str, ...] = get_args(EffortKind)
HINDERED = frozenset({"visit refused", "not visited"})
"""The kinds that say where nobody watched."""

Means = Literal["in person", "camera", "drone"]
"""By what one watches. A patrol and a watch are both done in person: nobody does two of them at once."""
MEANS: tuple[Means, ...] = get_args(Means)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours as they are known: between `low` and `high`, both included, None where it is open how many at most."""

    low: float
    high: float | None
    words: str | None = None

    def __post_init__(self) -> None:
        """Refuse hours that are no number, below nothing, or the wrong way round."""
        bounds = [self.low] if self.high is None else [self.low, self.high]
        if not all(math.isfinite(bound) and bound >= 0 for bound in bounds) or bounds[-1] < self.low:
            message = f"{self.words or bounds} are no hours: give none or more, the smaller number first"
            raise EvidenceError(message)

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are the same."""
        return self.high is not None and math.isclose(self.low, self.high, abs_tol=1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a monitor did, or could not do, to observe. None is "not told".

    `monitor` is the id of a monitor of the ceasefire, None where it is somebody else, who is `monitor_name`; `observer`
    is the person or team, None where it is told of the monitor as a whole. `count` is how many patrols, cameras,
    flights or refusals. `begins` and `ends` are in UTC, None where only days are told. `denied_by` is the id of the
    party that refused, None where nobody says who did. `why` are the words for it. `supersedes` are the ids of what was
    told earlier of the same, and whose place this takes.
    """

    id: str
    ceasefire: str
    monitor: str | None
    monitor_name: str
    kind: EffortKind
    interval: Interval
    observer: str | None = None
    hours: Hours | None = None
    count: Count | None = None
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    where: tuple[Locality, ...] = ()
    weather: str | None = None
    visibility: str | None = None
    denied_by: str | None = None
    why: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    supersedes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what stands on no words, has one time only, or has hours where nobody could go."""
        told = f"the {self.kind} of {self.monitor_name} on {self.interval.first}"
        if not self.evidence:
            message = f"{told} has no words"
            raise EvidenceError(message)
        if (self.begins is None) != (self.ends is None) or (self.begins and self.ends and self.ends < self.begins):
            message = f"{told} needs both times, the earlier one first, or neither"
            raise EvidenceError(message)
        if self.kind in HINDERED and self.hours is not None:
            message = f"{told} has hours, where nobody watched: leave them out"
            raise EvidenceError(message)

    @property
    def means(self) -> Means | None:
        """By what it watched, None where nobody could."""
        if self.kind in HINDERED:
            return None
        return "camera" if self.kind == "camera" else "drone" if self.kind == "drone" else "in person"

    @property
    def is_shown_by_form(self) -> bool:
        """Whether an observer's form shows it, and nobody wrote it down as effort."""
        return any(one.document is not None for one in self.evidence)
