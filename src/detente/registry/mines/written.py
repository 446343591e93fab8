"""The form in which a person writes mine records down: what each table of the file may hold."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from detente.registry.mines.records import ActivityKind, DeviceKind, Group, Harm, Status

__all__ = [
    "Written", "WrittenAccident", "WrittenActivity", "WrittenDevices", "WrittenFigure", "WrittenHandover",
    "WrittenHarmed", "WrittenHazard", "WrittenSheet",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What every record that is written down has: who says so, in which words, copied from where.

    `first` and `last` are its days; `supersedes` is the id of the record that it corrects.
    """

    claimant: str
    words: str
    source: str
    via: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    status: Status | None = None
    status_words: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    where: tuple[str, ...] = ()
    supersedes: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenHazard(Written):
    """Ground that is suspected or confirmed to be dangerous; `basis` is what that rests on."""

    certainty: Literal["suspected", "confirmed"] | None = None
    state: Literal["open", "cancelled", "reduced", "cleared", "handed over"] | None = None
    hazards: tuple[DeviceKind, ...] = ()
    area: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDevices:
    """Devices of one category, and what became of them."""

    kind: DeviceKind | None = None
    count: str | None = None
    fate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenActivity(Written):
    """Work on mines; `cancelled`, `reduced` and `cleared` are sizes of ground, `reached` a number of people."""

    kind: ActivityKind | None = None
    hazards: tuple[DeviceKind, ...] = ()
    devices: tuple[WrittenDevices, ...] = ()
    cancelled: str | None = None
    reduced: str | None = None
    cleared: str | None = None
    surveyed: str | None = None
    reached: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenHarmed:
    """A number of killed or wounded of an age or a sex."""

    harm: Harm
    group: Group
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAccident(Written):
    """An accident: numbers only, and nothing of who was hurt."""

    device: DeviceKind | None = None
    killed: str | None = None
    wounded: str | None = None
    groups: tuple[WrittenHarmed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenHandover(Written):
    """Land or records of minefields given over by `bodies` to `to`."""

    what: Literal["land", "minefield records"] | None = None
    to: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFigure(Written):
    """A figure for its days, or with `running` a total since `first`; either a `count` or an `area`."""

    what: str
    running: bool = False
    count: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """A file of records, by their kinds."""

    hazard: tuple[WrittenHazard, ...] = ()
    activity: tuple[WrittenActivity, ...] = ()
    accident: tuple[WrittenAccident, ...] = ()
    handover: tuple[WrittenHandover, ...] = ()
    figure: tuple[WrittenFigure, ...] = ()
