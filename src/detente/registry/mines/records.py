"""What the mine record holds, in the manner of mine action's minimum data: who says it, who did it, and its words.

Nothing is filled in: None is "not told", and an activity without any figure is a record. No record but `victims.Victim`
holds anything about a person.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area
from detente.registry.where import Locality

__all__ = [
    "ACTIVITIES", "DEVICES", "GROUPS", "HARMS", "RELEASES", "Accident", "Activity", "Body", "DeviceCount", "Group",
    "Handover", "Harm", "Harmed", "HazardousArea", "LandReleased", "MineFigure", "MineRecord",
]  # fmt: skip

ActivityKind = Literal[
    "non-technical survey", "technical survey", "clearance", "battle-area clearance", "EOD spot task", "risk education"
]
ACTIVITIES: tuple[str, ...] = get_args(ActivityKind)
DeviceKind = Literal[
    "anti-personnel mine", "anti-vehicle mine", "mine", "submunition", "IED", "other UXO", "small-arms ammunition",
    "explosive device",
]  # fmt: skip
"""What was found. "mine" is one whose kind nobody told, "explosive device" anything of which no more is told."""
DEVICES: tuple[str, ...] = get_args(DeviceKind)
Harm = Literal["killed", "wounded"]
HARMS: tuple[str, ...] = get_args(Harm)
Group = Literal["men", "women", "boys", "girls", "children", "adults"]
"""Whom a number of harmed is of, by age and sex, where somebody says so."""
GROUPS: tuple[str, ...] = get_args(Group)
Release = Literal["cancelled", "reduced", "cleared"]
"""How land is released: without work on it, after technical survey, after clearance."""
RELEASES: tuple[str, ...] = get_args(Release)
Origin = Literal["report", "published", "entered"]
"""Told in a report; a table that a body publishes; written down by a person at the desk."""
Status = Literal["planned", "ongoing", "completed", "suspended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who does the work or hands over: the name, the country where it is known, and the words it is told in."""

    name: str
    country: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCount:
    """Devices of one category, and what became of them where that is told ("destroyed"); None is "not told"."""

    kind: DeviceKind | None
    count: Count | None = None
    fate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LandReleased:
    """Ground released, by the way it was; each None where not told. They are never added up here."""

    cancelled: Area | None = None
    reduced: Area | None = None
    cleared: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmed:
    """How many of a group by age or sex came to a harm, as the claimant told it; never worked out from persons."""

    harm: Harm
    group: Group
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class MineRecord:
    """What every record of this kind has.

    `claimant` is who says so, None for the report's own voice; `via` through whom. `bodies` are those who did it.
    `status` is by the claimant's word, `status_words` that word. `voice` names the text of which the report is a copy.
    `supersedes` is the id of the record that this one corrects.
    """

    id: str
    origin: Origin
    evidence: tuple[Evidence, ...]
    claimant: str | None = None
    via: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    status: Status | None = None
    status_words: str | None = None
    interval: Interval | None = None
    where: tuple[Locality, ...] = ()
    voice: str | None = None
    published: str | None = None
    known_at: str | None = None
    confidence: float | None = None
    supersedes: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody said in any words."""
        if not self.evidence:
            message = f"what {self.claimant or 'a report'} says of mines ({type(self).__name__}) has no words"
            raise EvidenceError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousArea(MineRecord):
    """Ground that is suspected or confirmed to be dangerous. `source` is what that rests on: a survey, by its words."""

    certainty: Literal["suspected", "confirmed"] | None = None
    state: Literal["open", "cancelled", "reduced", "cleared", "handed over"] | None = None
    hazards: tuple[DeviceKind, ...] = ()
    area: Area | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(MineRecord):
    """Work on mines. `kind` is None where only its outcome is told; `reached` counts those taught about the risk."""

    kind: ActivityKind | None = None
    hazards: tuple[DeviceKind, ...] = ()
    devices: tuple[DeviceCount, ...] = ()
    released: LandReleased | None = None
    surveyed: Area | None = None
    reached: Count | None = None

    @property
    def has_figures(self) -> bool:
        """Whether anything of it was put in numbers."""
        told = (self.released, self.surveyed, self.reached, *(one.count for one in self.devices))
        return any(one is not None for one in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accident(MineRecord):
    """An explosion that harmed somebody, or might have: how many came to what harm, as told, and nothing of who.

    `groups` are numbers by age and sex where the claimant gives some. They are never added up to `killed` or `wounded`.
    """

    device: DeviceKind | None = None
    killed: Count | None = None
    wounded: Count | None = None
    groups: tuple[Harmed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(MineRecord):
    """Land or records of minefields given over, by `bodies` to `to`."""

    what: Literal["land", "minefield records"] | None = None
    to: tuple[Body, ...] = ()
    area: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MineFigure(MineRecord):
    """A figure of a body for a period, or its running total since `interval.first`.

    `what` is a kind of device, a way of releasing land, or "devices" for all kinds at once. `row` is where it stood in
    a table.
    """

    what: str
    running: bool = False
    count: Count | None = None
    area: Area | None = None
    row: int | None = None
