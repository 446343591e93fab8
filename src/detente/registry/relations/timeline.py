"""Relations of two actors through time: a lane of cooperation and a lane of conflict, with the volume of reports.

Happenings are counted, and not reports. How many reports speak of the two stands beside, so that more news is not taken
for more conflict. Nothing that is told is no zero: a cell without a happening is empty.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from detente.knowledge.files import about
from detente.knowledge.plover import TYPES_FILE
from detente.registry.interval import Interval
from detente.registry.relations.happenings import Happening, Way
from detente.registry.relations.parties import Pair
from detente.registry.relations.periods import By, label_of, period_of

__all__ = ["LANES", "MANNERS", "WAYS", "Cells", "Lane", "Row", "Timeline", "Volume", "timeline_of"]

LANES = ("cooperation", "conflict")
MANNERS = ("verbal", "material")
WAYS: tuple[Way, ...] = ("first to second", "second to first", "both", "unclear")
Cells = Mapping[tuple[str, Way], int]
"""Numbers of happenings by manner and way; what is not in it is not told."""
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane in one period: its cells, and the sum and mean of the scores of those that have one."""

    cells: Cells
    total: int
    sum: float | None
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Texts that name both of two, or either, by the days between which they came out; copies are one text.

    Each is (days or None where it is not known, whether it names both).
    """

    texts: tuple[tuple[Stretch | None, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A week or month; `period` is None for what has no day, or more days than one period has."""

    period: str | None
    lanes: Mapping[str, Lane]
    both: int
    either: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The relations of a pair: rows by time, then all together; what stands apart, and what is recalled.

    `table` is the name and version of the table of scores.
    """

    pair: Pair
    by: By
    table: str
    rows: tuple[Row, ...]
    total: Row
    counted: tuple[Happening, ...]
    apart: tuple[Happening, ...]
    recalled: tuple[Happening, ...]


def timeline_of(
    pair: Pair, happenings: Iterable[Happening], volume: Volume, *, by: By, interval: Interval | None = None
) -> Timeline:
    """Return the relations of a pair by week or month, on the days of an interval."""
    kept = [one for one in happenings if _is_within(one, interval)]
    counted = [one for one in kept if one.is_counted]
    texts = [one for one in volume.texts if interval is None or _overlaps(one[0], interval)]
    of_period = [(period_of(one.days, by=by), one) for one in counted]
    came_out = [(period_of(days, by=by), both) for days, both in texts]
    periods = {period for period, _ in of_period} | {period for period, both in came_out if both}
    rows = [
        _row(label_of(period, by=by), [h for p, h in of_period if p == period], [b for p, b in came_out if p == period])
        for period in sorted(periods, key=lambda one: one or dt.date.max)
    ]
    return Timeline(
        pair=pair, by=by, table=f"PLOVER scores, {about(TYPES_FILE)['version']}", rows=tuple(rows),
        total=_row(None, counted, [both for _, both in texts]), counted=tuple(counted),
        apart=tuple(one for one in kept if not one.is_counted and one.status != "background"),
        recalled=tuple(one for one in kept if one.status == "background"),
    )  # fmt: skip


def _row(period: str | None, some: Sequence[Happening], names_both: Sequence[bool]) -> Row:
    lanes = {lane: _lane([one for one in some if one.quad.endswith(lane)]) for lane in LANES}
    return Row(period=period, lanes=lanes, both=sum(names_both), either=len(names_both))


def _lane(some: Sequence[Happening]) -> Lane:
    cells = Counter((one.quad.split()[0], one.way) for one in some)
    scores = sorted(one.score for one in some if one.score is not None)
    return Lane(
        cells=dict(cells), total=len(some),
        sum=round(sum(scores), 2) if scores else None, mean=round(fmean(scores), 2) if scores else None,
    )  # fmt: skip


def _is_within(one: Happening, interval: Interval | None) -> bool:
    """Say whether it may have been on these days; what is recalled or apart without a day goes by its report's."""
    return interval is None or _overlaps(one.days or one.lead.published, interval)


def _overlaps(days: Stretch | None, interval: Interval) -> bool:
    if days is None:
        return False
    return days[0] <= interval.last.toordinal() and interval.first.toordinal() <= days[1]
