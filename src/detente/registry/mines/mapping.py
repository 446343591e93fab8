"""Which column of a table about mines holds what, as the desk says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.core.errors import UsageError
from detente.registry.mines.area import SQUARE_METRES
from detente.registry.mines.records import ACTIVITIES, DEVICES, GROUPS, HARMS, RELEASES

__all__ = ["ALL", "CERTAINTIES", "HARMED", "MineMapping", "check_mapping"]

CERTAINTIES = ("suspected", "confirmed")
HARMED = tuple(f"{group} {harm}" for group in GROUPS for harm in HARMS)
"""What a column of harmed people may be of."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "figure": (), "activity": ACTIVITIES, "accident": DEVICES, "hazard": CERTAINTIES,
}  # fmt: skip
"""What `kind` may be, by what a row is."""
ALL = "devices"
"""What stands for all kinds of devices at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MineMapping:
    """What the rows are (`makes`), and which column holds what; `names` says which of our words a cell means.

    `counts` gives columns of devices their kind ("devices" for all), `areas` columns of ground how it was released,
    `groups` columns of harmed people whom and what harm they are of ("children wounded");
    `unit` is that of bare numbers. A row is of the days `first` to `last`; a running total of those since `since`, a
    day or the name of a column.
    """

    makes: Literal["figure", "activity", "accident", "hazard"]
    first: str
    last: str | None = None
    since: str | None = None
    running: bool = False
    day_form: str = "%Y-%m-%d"
    claimant: str | None = None
    claimant_column: str | None = None
    body: str | None = None
    kind: str | None = None
    kind_column: str | None = None
    status: str | None = None
    counts: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    size: str | None = None
    unit: str | None = None
    killed: str | None = None
    wounded: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    reached: str | None = None
    where: str | None = None
    basis: str | None = None
    note: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None


def check_mapping(mapping: MineMapping) -> None:
    """Raise `UsageError` where a mapping names what there is not, or leaves out what is needed."""
    if wrong := list(_wrong(mapping)):
        message = f"the mapping cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)


def _wrong(mapping: MineMapping) -> Iterator[str]:
    if (mapping.claimant is None) == (mapping.claimant_column is None):
        yield "it says whose figures they are: either claimant or claimant_column"
    yield from _wrong_columns(mapping)
    kinds = KINDS[mapping.makes]
    if mapping.kind is not None and mapping.kind not in kinds:
        yield f"{mapping.kind!r} is no kind of {mapping.makes} ({', '.join(kinds) or 'it has none'})"
    if mapping.unit is not None and mapping.unit not in SQUARE_METRES:
        yield f"{mapping.unit!r} is no unit of ground ({', '.join(SQUARE_METRES)})"
    if mapping.makes == "figure" and not (mapping.counts or mapping.areas):
        yield "it names no column of figures: [counts] or [areas]"
    if mapping.running and mapping.since is None:
        yield "a running total needs since: the day it counts from, or the column that has it"


def _wrong_columns(mapping: MineMapping) -> Iterator[str]:
    """Yield what columns are said to hold that there is not."""
    for kind in mapping.counts.values():
        if kind not in (*DEVICES, ALL):
            yield f"{kind!r} is no kind of device ({', '.join(DEVICES)}, or {ALL} for all)"
    for way in mapping.areas.values():
        if way not in RELEASES:
            yield f"{way!r} is no way of releasing land ({', '.join(RELEASES)})"
    for said in mapping.groups.values():
        if said not in HARMED:
            yield f"{said!r} is no group and harm (such as {HARMED[0]!r}; groups are {', '.join(GROUPS)})"
