"""How two actors deal with one another, as programs are given it: what is not told is null, and no zero."""

import datetime as dt
from dataclasses import dataclass

from detente.incidents.dealing import Dealing
from detente.registry.relations.happenings import Happening
from detente.registry.relations.timeline import Lane, Row, Timeline

__all__ = ["RelationsGiven", "relations_given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellGiven:
    """How many happenings of a manner (in words or in deeds) go which way between the two."""

    manner: str
    way: str
    happenings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneGiven:
    """Cooperation or conflict in a period: `cells` are those of which anything is told."""

    cells: tuple[CellGiven, ...]
    happenings: int | None
    sum: float | None
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodGiven:
    """A week or a month, null for what has no day; with how many texts name both of the two, or either."""

    period: str | None
    lanes: dict[str, LaneGiven]
    both: int
    either: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGiven:
    """What one report tells of a happening: by whose word, null for its own; its words, and where they stand."""

    claimant: str | None
    document: str
    words: str
    start: int | None
    end: int | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningGiven:
    """A happening; `group` says whether it is counted, stands apart, or is recalled."""

    id: str
    group: str
    told: tuple[ToldGiven, ...]
    status: str
    way: str
    type: str
    mode: str | None
    score: float | None
    first: str | None
    last: str | None
    day_told: bool
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsGiven:
    """The relations of two actors, in the order in which they were asked for; `scores` is the table of scores."""

    one: str
    other: str
    by: str
    scores: str
    periods: tuple[PeriodGiven, ...]
    total: PeriodGiven
    happenings: tuple[HappeningGiven, ...]


def relations_given(found: Timeline) -> RelationsGiven:
    """Return a timeline as programs are given it."""
    groups = (("counted", found.counted), ("apart", found.apart), ("recalled", found.recalled))
    return RelationsGiven(
        one=found.pair.first.name, other=found.pair.second.name, by=found.by, scores=found.table,
        periods=tuple(map(_period, found.rows)), total=_period(found.total),
        happenings=tuple(_happening(one, group) for group, some in groups for one in some),
    )  # fmt: skip


def _period(row: Row) -> PeriodGiven:
    lanes = {name: _lane(lane) for name, lane in row.lanes.items()}
    return PeriodGiven(period=row.period, lanes=lanes, both=row.both, either=row.either)


def _lane(lane: Lane) -> LaneGiven:
    cells = tuple(CellGiven(manner=manner, way=way, happenings=n) for (manner, way), n in sorted(lane.cells.items()))
    return LaneGiven(cells=cells, happenings=lane.total or None, sum=lane.sum, mean=lane.mean)


def _happening(one: Happening, group: str) -> HappeningGiven:
    first, last = one.days or (None, None)
    return HappeningGiven(
        id=one.id, group=group, told=tuple(map(_told, one.told)), status=one.status, way=one.way, type=one.lead.type,
        mode=one.lead.mode, score=one.score, first=_day(first), last=_day(last), day_told=one.is_dated,
        denied=one.denied,
    )  # fmt: skip


def _told(one: Dealing) -> ToldGiven:
    start, end = one.evidence or (None, None)
    return ToldGiven(
        claimant=one.claimant.name if one.claimant else None, document=one.document, words=one.said, start=start,
        end=end, status=one.status,
    )  # fmt: skip


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal).isoformat()
