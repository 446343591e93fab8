"""The relations of two as sheets: period by period, and each happening; drawn in two equal lanes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.desk.pages.relations.words import (
    LANES,
    MANNERS,
    day_text,
    happening_words,
    lane_of,
    manner_of,
    said_by,
    way_text,
)
from detente.desk.pages.said.deeds import deed_text
from detente.desk.pages.said.telling import quoted_cell, standing_cell
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.registry.relations.happenings import Happening, Way
from detente.registry.relations.periods import label_of, period_of
from detente.registry.relations.timeline import MANNERS as ALL_MANNERS
from detente.registry.relations.timeline import WAYS, Lane, Timeline
from detente.registry.relations.timeline import Row as Period
from detente.store import OutletView

__all__ = ["Lanes", "happenings_sheet", "lanes_of", "period_called", "periods_sheet"]

Reports = Mapping[str, OutletView]
SIDED: frozenset[Way] = frozenset({"first to second", "second to first"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """One period with the rows of each lane, in the order of their days."""

    period: str
    cooperation: tuple[Row, ...]
    conflict: tuple[Row, ...]


def period_called(period: str | None) -> str:
    """Return what a period is called; what has no day, or more days than one has, is under another heading."""
    return period or say("no single period")


def periods_sheet(found: Timeline, shown: frozenset[str]) -> Sheet:
    """Return the periods, the latest first, each lane by who deals with whom; beside them how much is reported.

    `shown` are the periods whose happenings stand on this page, to which the table leads.
    """
    ways = _ways_shown(found.total)
    lanes = [lane for lane in LANES if any(found.total.lanes[one].mean is not None for one in LANES)]
    return Sheet(
        id="periods", title=say("Month by month") if found.by == "month" else say("Week by week"),
        columns=(
            Column(id="period", title=say("month") if found.by == "month" else say("week of"), tight=True),
            *(
                Column(id=f"{lane}_{way}".replace(" ", "_"), title=_titled(lane, way, found), numeric=True)
                for lane in LANES
                for way in ways
            ),
            *(Column(id=f"{lane}_score", title=_scored(lane), numeric=True) for lane in lanes),
            Column(id="both", title=say("reports that name both"), numeric=True),
            Column(id="either", title=say("that name one of them"), numeric=True),
        ),
        rows=tuple(_period(row, ways, lanes, shown) for row in sorted(found.rows, key=_latest, reverse=True)),
        empty=Empty(
            means=say("Nothing that is counted is reported between these two, and no report names both."),
            now=say("Choose other days, or another pair"), href="/relations", of="found",
        ),
        rule=say(
            "incidents, not reports, each counted once; what is alleged, denied, planned, demanded or "
            "recalled is listed apart; a blank, or a way that has no column, says that none is "
            "reported. Scores: %(table)s, the mean of those that have one", table=found.table,
        ),
    )  # fmt: skip


def _ways_shown(total: Period) -> list[Way]:
    """Return the ways that have columns: those that are told; one from either side brings that from the other."""
    told = {way for way in WAYS if _is_told(total, way)}
    if told & SIDED:
        told |= SIDED
    return [way for way in WAYS if way in told]


def _is_told(total: Period, way: Way) -> bool:
    return any((manner, way) in lane.cells for lane in total.lanes.values() for manner in ALL_MANNERS)


def _titled(lane: str, way: Way, found: Timeline) -> str:
    return say("%(lane)s: %(way)s", lane=say(LANES[lane]), way=way_text(way, found.pair))


def _scored(lane: str) -> str:
    return say("%(lane)s: mean score", lane=say(LANES[lane]))


def _latest(row: Period) -> str:
    return row.period or ""


def _period(row: Period, ways: Sequence[Way], lanes: Sequence[str], shown: frozenset[str]) -> Row:
    period = row.period or "other"
    return Row(
        id=period,
        cells=(
            Cell(text=period_called(row.period), href=f"#period-{period}" if period in shown else None),
            *(_count(row.lanes[lane], way) for lane in LANES for way in ways),
            *(_score(row.lanes[lane].mean) for lane in lanes),
            cell(row.both or None),
            cell(row.either or None),
        ),
    )


def _count(lane: Lane, way: Way) -> Cell:
    told = {manner: lane.cells.get((manner, way), 0) for manner in ALL_MANNERS}
    n, done = sum(told.values()), told["material"]
    if not n:
        return BLANK
    return Cell(text=f"{n}", value=n, note=say("%(n)s done", n=done) if done else "")


def _score(mean: float | None) -> Cell:
    return BLANK if mean is None else Cell(text=f"{mean:+.1f}" if mean else "0.0", value=mean)


def happenings_sheet(
    some: Sequence[Happening], found: Timeline, reports: Reports, *, id_: str, title: str, empty: str,
    more: str | None = None,
) -> Sheet:  # fmt: skip
    """Return happenings as a table: who says so, who with whom, what, when, how it is told, in which words."""
    return Sheet(
        id=id_, title=title, more=more,
        columns=(
            Column(id="by", title=say("who says it")),
            Column(id="way", title=say("who with whom")),
            Column(id="lane", title=say("cooperation or conflict")),
            Column(id="what", title=say("what")),
            Column(id="day", title=say("day"), tight=True),
            Column(id="status", title=say("reported as"), term="reported-as"),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_happening(one, found, reports) for one in some),
        empty=Empty(means=empty, of="found"),
    )  # fmt: skip


def _happening(one: Happening, found: Timeline, reports: Reports) -> Row:
    manner, lane = manner_of(one), lane_of(one)
    status = standing_cell(one.status)
    return Row(
        id=one.id[:16],
        cells=(
            cell(said_by(one, reports)),
            Cell(text=way_text(one.way, found.pair), value=one.way),
            Cell(text=say("%(lane)s, %(manner)s", lane=say(LANES[lane]), manner=say(MANNERS[manner])), value=one.quad),
            Cell(text=deed_text(one.lead.type), value=one.lead.type, href=f"/incidents/{one.id}"),
            day_text(one),
            Cell(
                text=status.text, value=status.value, certainty=status.certainty,
                note=say("somebody denies it") if one.denied else "",
            ),
            quoted_cell(one.lead.said, happening_words(one)),
        ),
    )  # fmt: skip


def lanes_of(some: Sequence[Happening], sheet: Sheet, found: Timeline) -> Iterator[Lanes]:
    """Yield the rows of a sheet of happenings in two lanes, period by period in the order in which they come."""
    held: dict[str, tuple[list[Row], list[Row]]] = {}
    for one, row in zip(some, sheet.rows, strict=True):
        period = label_of(period_of(one.days, by=found.by), by=found.by) or "other"
        lanes = held.setdefault(period, ([], []))
        lanes[lane_of(one) == "conflict"].append(row)
    for period, (cooperation, conflict) in held.items():
        yield Lanes(period=period, cooperation=tuple(cooperation), conflict=tuple(conflict))
