"""Published mine figures through time: each body's by themselves, running totals apart from figures for a period."""

from collections import defaultdict
from collections.abc import Iterable

from detente.desk.pages.mines import wording
from detente.display.drawing.drawing import Drawing, Who
from detente.display.drawing.series import series_chart
from detente.display.language import count, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.mines import MineRow
from detente.registry.interval import Interval
from detente.registry.mines.records import MineFigure

__all__ = ["figures_chart", "figures_sheet"]

MOST_PANELS, MOST_ROWS, FEWEST = 6, 120, 2
"""Series of one chart and figures of all of them; and how many days a series needs."""
Told = tuple[MineFigure, Interval]


def figures_sheet(rows: Iterable[MineRow], *, running: bool) -> Sheet:
    """Return the figures that are drawn, series by series: those with days and a number, and replaced by none.

    Running totals and figures for periods stand in tables of their own: they have no one scale.
    """
    held: defaultdict[str, list[Told]] = defaultdict(list)
    for row in rows:
        one = row.record
        if (
            isinstance(one, MineFigure)
            and one.running == running
            and one.interval
            and one.count
            and not row.replaced_by
        ):
            held[_series(one)].append((one, _drawn_over(one)))
    found = {name: told for name, told in held.items() if len({days for _, days in told}) >= FEWEST}
    kept = sorted(found, key=lambda name: (-len(found[name]), name))[:MOST_PANELS]
    most = max(1, MOST_ROWS // max(1, len(kept)))
    left = sum(len(found[name]) for name in found) - sum(min(most, len(found[name])) for name in kept)
    rule = (
        say("each is drawn on the day up to which it counts")
        if running
        else say("each is drawn over the days that it counts")
    )
    more = count("%(n)d more is in the list alone", "%(n)d more are in the list alone", left)
    return Sheet(
        id="running" if running else "figures",
        title=say("Running totals through time") if running else say("Figures for periods through time"),
        columns=(
            Column(id="who", title=say("who says it, of what")), Column(id="from", title=say("from"), tight=True),
            Column(id="to", title=say("to"), tight=True), Column(id="count", title=say("figure"), numeric=True),
        ),
        rows=tuple(_row(name, *told) for name in kept for told in sorted(found[name], key=_last)[-most:]),
        empty=Empty(means=say("No body publishes a figure of two days or more: there is nothing to draw.")),
        rule="; ".join((rule, say("no figure is put together with others"), *([more] if left else []))),
    )  # fmt: skip


def figures_chart(sheet: Sheet) -> Drawing | None:
    """Return a panel for each series of the table; None where there is none."""
    names = tuple(dict.fromkeys(str(row.cells[0].plain) for row in sheet.rows))
    if not names:
        return None
    return series_chart(
        sheet, id=f"{sheet.id}-chart", title=sheet.title, whose=[Who(id=name, name=name) for name in names]
    )


def _series(one: MineFigure) -> str:
    where = ", ".join(place.words for place in one.where)
    told = say("%(who)s: %(what)s", who=wording.said_by(one), what=wording.what_words(one))
    return say("%(told)s, %(where)s", told=told, where=where) if where else told


def _drawn_over(one: MineFigure) -> Interval:
    """Return the days that a figure is drawn over: of a running total the day that it is as of."""
    days = one.interval
    if days is None:
        message = f"figure {one.id} has no days"
        raise ValueError(message)
    return Interval(first=days.last, last=days.last) if one.running else days


def _last(told: Told) -> tuple[str, str]:
    return told[1].last.isoformat(), told[0].id


def _row(name: str, one: MineFigure, days: Interval) -> Row:
    count_ = one.count
    number = count_.low if count_ and count_.low == count_.high else None
    return Row(
        id=one.id[:20],
        cells=(
            cell(name),
            cell(days.first.isoformat()),
            cell(days.last.isoformat()),
            Cell(
                text=count_.words if count_ and number is not None else "", value=number, words=one.evidence[:1],
                certainty="claimed", blank=say("no single figure"), href=f"/mines/{one.id}",
            ),
        ),
    )  # fmt: skip
