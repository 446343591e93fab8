"""The figures of one class through time: a panel for each series, claims of a trend as words above its claimant's."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.display.ceasefires.names import Names, row_title
from detente.display.ceasefires.trend_words import about_words, says_words
from detente.display.drawing.claimed import WAYS, Claimed
from detente.display.drawing.drawing import Drawing, Who
from detente.display.drawing.palette import Part
from detente.display.drawing.series import series_chart
from detente.display.language import count, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.trends import Measured, Trends
from detente.registry.ceasefires.board import UNCLASSED
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.trend.trend import Drawn
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["drawn_of", "figures_chart", "figures_sheet"]

MOST_PANELS, MOST_ROWS = 6, 120
"""Series of one chart, and figures of all of them."""


def drawn_of(trends: Trends) -> tuple[Measured, ...]:
    """Return the series that are drawn: of the class with most figures, those with most first."""
    points: dict[str | None, int] = {}
    for one in trends.measured:
        points[one.series.about.kind] = points.get(one.series.about.kind, 0) + len(one.series.points)
    kind = max(points, key=lambda each: (points[each], each or ""), default=None)
    own = [one for one in trends.measured if one.series.about.kind == kind and one.trend.points]
    most = sorted(own, key=lambda one: -len(one.trend.points))[:MOST_PANELS]
    return tuple(one for one in own if one in most)


def figures_sheet(
    drawn: Sequence[Measured], said: Iterable[Violation], ceasefire: Ceasefire, names: Names
) -> Sheet:  # fmt: skip
    """Return the figures that are drawn, series by series; days of which nothing is reported are rows without one."""
    known = {one.id: one for one in said}
    most = max(1, MOST_ROWS // max(1, len(drawn)))
    every = {n: tuple(_rows(n, one, known, ceasefire, names)) for n, one in enumerate(drawn)}
    left = sum(max(0, len(rows) - most) for rows in every.values())
    what = row_title(ceasefire, drawn[0].series.about.kind or UNCLASSED) if drawn else ""
    rule = say("%(counted)s; the figures of a series alone, none put together", counted=ceasefire.taxonomy.counted)
    more = count("%(n)d earlier row is not drawn", "%(n)d earlier rows are not drawn", left)
    return Sheet(
        id="figures", title=say("Figures through time: %(what)s", what=what),
        columns=(
            Column(id="who", title=say("whose figures, of what")), Column(id="from", title=say("from"), tight=True),
            Column(id="to", title=say("to"), tight=True), Column(id="count", title=say("figure"), numeric=True),
        ),
        rows=tuple(row for rows in every.values() for row in rows[-most:]),
        empty=Empty(means=say("No published figures of two periods are kept: there is nothing to draw."), of="days"),
        rule=f"{rule}; {more}" if left else rule,
    )  # fmt: skip


def figures_chart(
    sheet: Sheet, drawn: Sequence[Measured], trends: Trends, ceasefire: Ceasefire, names: Names, period: Interval
) -> Drawing | None:
    """Return a panel of one scale for each series; None where no figure is there to draw."""
    if not drawn:
        return None
    whose = [
        Who(id=_id(n), name=_called(one, ceasefire, names), part=_part(one, ceasefire)) for n, one in enumerate(drawn)
    ]
    first = {one.series.about.claimant: _id(n) for n, one in reversed(list(enumerate(drawn)))}
    still = [one.interval for one in ceasefire.suspensions]
    days = [dt.date.fromisoformat(row.cells[1].text) for row in sheet.rows]
    shown = Interval(first=max(period.first, min(days)), last=period.last) if days else period
    return series_chart(
        sheet, id="chart", title=sheet.title, whose=whose, claimed=tuple(_claims(trends, first, names)),
        suspended=still, period=shown,
    )  # fmt: skip


def _claims(trends: Trends, panels: Mapping[str, str], names: Names) -> Iterator[Claimed]:
    """Yield claims of a trend, above the first panel of their claimant; those of others stand in the table alone."""
    for one in trends.claimed:
        if one.date and one.trend and one.claimant and one.claimant in panels:
            day = dt.date.fromisoformat(one.date[:10])
            yield Claimed(who=panels[one.claimant], day=day, text=says_words(one, names), words=one.evidence,
                          way=WAYS.get(one.trend, "other"))  # fmt: skip


def _rows(n: int, one: Measured, known: Mapping[str, Violation], ceasefire: Ceasefire, names: Names) -> Iterator[Row]:
    who = Cell(text=_called(one, ceasefire, names), value=_id(n))
    told = [(point.interval, _count(point, known)) for point in one.trend.points]
    told += [(gap, Cell(blank=say("not reported"))) for gap in one.series.gaps]
    for days, figure in sorted(told, key=lambda each: each[0].first):
        yield Row(
            id=f"{_id(n)}-{days.first}",
            cells=(who, cell(days.first.isoformat()), cell(days.last.isoformat()), figure),
        )


def _count(point: Drawn, known: Mapping[str, Violation]) -> Cell:
    words = tuple(held for id_ in point.figures if id_ in known for held in known[id_].evidence)
    return cell(point.count, words=words[:1], certainty="claimed")


def _id(n: int) -> str:
    return f"series-{n}"


def _called(one: Measured, ceasefire: Ceasefire, names: Names) -> str:
    who, what = about_words(one.series.about, ceasefire, names)
    return say("%(who)s: %(what)s", who=who, what=what)


def _part(one: Measured, ceasefire: Ceasefire) -> Part:
    first, second = ceasefire.parties
    parts: dict[str, Part] = {first.id: "one", second.id: "other"}
    monitors: dict[str, Part] = {each.id: "monitor" for each in ceasefire.monitors}
    return (monitors | parts).get(one.series.about.claimant, "others")
