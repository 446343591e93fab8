"""The relations of two as a chart: cooperation and conflict in two lanes, and how much is reported beneath."""

from collections.abc import Iterator

from detente.desk.pages.relations.words import LANES
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.lanes import lanes_chart
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.registry.relations.timeline import Lane, Timeline

__all__ = ["lanes_drawing", "lanes_sheet"]

MOST = 120
"""Periods of one chart: ten years of months."""


def lanes_sheet(found: Timeline) -> Sheet:
    """Return how many happenings each lane has in each period, whoever deals with whom; blank where none is told."""
    rows = tuple(_rows(found))
    return Sheet(
        id="lanes", title=say("Cooperation and conflict through time"),
        columns=(
            Column(id="period", title=say("month") if found.by == "month" else say("week of"), tight=True),
            Column(id="cooperation", title=say(LANES["cooperation"]), numeric=True),
            Column(id="cooperation_material", title=say("of it done"), numeric=True),
            Column(id="conflict", title=say(LANES["conflict"]), numeric=True),
            Column(id="conflict_material", title=say("of it done"), numeric=True),
            Column(id="reports", title=say("reports that name both"), numeric=True),
        ),
        rows=rows[-MOST:],
        empty=Empty(
            means=say("Nothing that is reported between these two has a period: there is nothing to draw."), of="found"
        ),
        rule=say("incidents, not reports, each counted once; who deals with whom is in the table by periods"),
    )  # fmt: skip


def lanes_drawing(sheet: Sheet) -> Drawing | None:
    """Return the chart of the table; None where neither lane has anything in any period."""
    counted = any(row.cells[1].text or row.cells[3].text for row in sheet.rows)
    return lanes_chart(sheet, id="chart", title=sheet.title) if counted else None


def _rows(found: Timeline) -> Iterator[Row]:
    for one in found.rows:
        if one.period is not None:
            lanes = (cell_ for lane in LANES for cell_ in _lane(one.lanes[lane]))
            yield Row(id=f"lane-{one.period}", cells=(Cell(text=one.period), *lanes, cell(one.both or None)))


def _lane(lane: Lane) -> tuple[Cell, Cell]:
    done = sum(n for (manner, _), n in lane.cells.items() if manner == "material")
    return (cell(lane.total), cell(done)) if lane.total else (BLANK, BLANK)
