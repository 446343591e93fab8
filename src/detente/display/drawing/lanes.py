"""Relations of two through time: cooperation above a line, conflict below it, and how much was reported beneath.

Happenings are counted. The volume of reports stands in a strip of its own, so that more news is not taken for more
conflict. A period of which nothing is told has no bar, and is no zero.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.cells import as_number, as_text, worded_rows, wordings
from detente.display.drawing.days import begins, ends, named_days
from detente.display.drawing.drawing import Drawing, Spec
from detente.display.drawing.frame import (
    data,
    days_below,
    field,
    group,
    lines,
    picture,
    rectangles,
    scaled,
    texts,
)  # fmt: skip
from detente.display.drawing.numbers import levels, top_of
from detente.display.drawing.palette import paint
from detente.display.language import say
from detente.display.sheets import Cell, Sheet
from detente.registry.interval import Interval

__all__ = ["lanes_chart"]

LEFT, RIGHT, FOOT, LANE, STRIP, HEAD, APART = 40, 14, 26, 88, 40, 26, 66
VOLUME = HEAD + 2 * LANE + APART
HEIGHT = VOLUME + STRIP + FOOT
NEEDS = ("period", "cooperation", "conflict")
MONTH = 7
"""Letters of a month (2021-05); a week is told by its Monday."""
Row = Mapping[str, Any]


def lanes_chart(sheet: Sheet, *, id: str, title: str) -> Drawing:  # noqa: A002 - an id
    """Return a chart of relations in two lanes.

    The sheet has the columns ``period`` (a month, 2021-05, or the Monday of a week), ``cooperation`` and ``conflict``:
    happenings, blank where none is told. Where it has ``cooperation_material`` and ``conflict_material`` as well, that
    part of them is drawn full and the rest hollow; where it has ``reports``, their volume stands beneath. What has no
    period is in the table alone.
    """
    rows = [_row(id_, cells) for id_, cells in worded_rows(sheet, *NEEDS) if _is_period(as_text(cells["period"]))]
    without = len(sheet.rows) - len(rows)
    span = _span(rows)
    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(rows, title), reading=_reading(without),
        draw=lambda width: _draw(rows, span, width, title), height=lambda _: HEIGHT,
    )  # fmt: skip


def _is_period(text: str) -> bool:
    try:
        dt.date.fromisoformat(_first(text))
    except ValueError:
        return False
    return True


def _first(text: str) -> str:
    return f"{text}-01" if len(text) == MONTH else text


def _row(id_: str, cells: Mapping[str, Cell]) -> Row:
    period = as_text(cells["period"])
    first = dt.date.fromisoformat(_first(period))
    last = _month_end(first) if len(period) == MONTH else first + dt.timedelta(days=6)
    told = {
        lane: {"told": as_number(cells[lane]), "material": as_number(cells.get(f"{lane}_material")),
               **wordings(cells[lane])}
        for lane in ("cooperation", "conflict")
    }  # fmt: skip
    return {
        "row": id_, "period": period, "first": first, "last": last, "x0": begins(first), "x1": ends(last),
        "reports": as_number(cells.get("reports")), **told,
    }  # fmt: skip


def _month_end(first: dt.date) -> dt.date:
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _span(rows: Sequence[Row]) -> Interval:
    if not rows:
        return Interval(first=dt.date.min, last=dt.date.min)
    return Interval(first=min(one["first"] for one in rows), last=max(one["last"] for one in rows))


def _told(rows: Sequence[Row], title: str) -> str:
    if not rows:
        return say("%(title)s: no period is reported.", title=title)
    sums = {lane: sum(one[lane]["told"] or 0 for one in rows) for lane in ("cooperation", "conflict")}
    return say(
        "%(title)s, %(first)s to %(last)s: %(cooperation)d incidents of cooperation, %(conflict)d of conflict.",
        title=title, first=rows[0]["period"], last=rows[-1]["period"], **sums,
    )  # fmt: skip


def _reading(without: int) -> str:
    full = say("Full: done. Hollow: said. Both halves have one scale; a period without a bar has no report.")
    rest = say("%(n)d rows without a period are in the table alone.", n=without) if without else ""
    return " ".join(filter(None, (full, rest)))


def _bars(rows: Sequence[Row], lane: str) -> Iterator[Row]:
    """Yield what is drawn of a lane: its material part from the line on, the verbal part beyond that."""
    for one in rows:
        told, material = one[lane]["told"], one[lane]["material"]
        if not told:
            continue
        way = 1 if lane == "cooperation" else -1
        own = told if material is None else min(material, told)
        shared = {name: one[name] for name in ("row", "period", "x0", "x1")} | {
            "words": one[lane]["words"],
            "href": one[lane]["href"],
            "told": told,
        }
        if own:
            yield {**shared, "y0": 0, "y1": way * own, "fill": paint("mark")}
        if told > own:
            yield {**shared, "y0": way * own, "y1": way * told, "fill": paint("paper")}


def _draw(rows: Sequence[Row], span: Interval, width: int, told: str) -> Spec:
    wide = width - LEFT - RIGHT
    top = top_of([one[lane]["told"] for one in rows for lane in ("cooperation", "conflict")])
    most = top_of([one["reports"] for one in rows])
    has_reports = any(one["reports"] for one in rows)
    up = levels(top)
    both = [*up, *({"at": -float(str(one["at"])), "text": one["text"]} for one in up[1:])]
    sets = [
        data("bars", (bar for lane in ("cooperation", "conflict") for bar in _bars(rows, lane))),
        data("reports", ({k: one[k] for k in ("period", "x0", "x1", "reports")} for one in rows if one["reports"])),
        data("levels", both), data("days", named_days(span, wide) if rows else ()),
        data("zero", [{"at": 0}]), data("volume", [{"at": 0, "text": "0"}, levels(most)[-1]]),
        data("names", [{"y": 10, "text": say("Cooperation")}, {"y": HEAD + 2 * LANE + 16, "text": say("Conflict")},
                       {"y": VOLUME - 16, "text": say("Reports that name both") if has_reports else ""}]),
    ]  # fmt: skip
    domain = [begins(span.first), ends(span.last)]
    scales = [
        {"name": "x", "type": "utc", "domain": domain, "range": [0, wide]},
        {"name": "y", "type": "linear", "domain": [-top, top], "range": [2 * LANE, 0]},
        {"name": "volume", "type": "linear", "domain": [0, most], "range": [STRIP, 0]},
    ]
    marks = [
        group(x=LEFT, y=HEAD, width=wide, height=2 * LANE, marks=list(_lane_marks(wide))),
        *([group(x=LEFT, y=VOLUME, width=wide, height=STRIP, marks=list(_volume(wide)))] if has_reports else []),
        texts("names", {"x": 0, "y": field("y"), "text": field("text"), "fontWeight": 600}),
        group(x=LEFT, y=HEIGHT - FOOT, width=wide, height=FOOT, marks=list(days_below())),
    ]  # fmt: skip
    return picture(width=width, height=HEIGHT, told=told, sets=sets, scales=scales, marks=marks)


def _lane_marks(wide: int) -> Iterator[Spec]:
    at = scaled("y", "at")
    yield lines("levels", {"x": 0, "x2": wide, "y": at})
    yield texts("levels", {"x": -8, "y": at, "align": "right", "text": field("text"), "fill": paint("muted")})
    tip = {"signal": "{first: datum.period, value: datum.told, words: datum.words}"}
    yield rectangles(
        "bars",
        {"x": scaled("x", "x0", offset=1), "x2": scaled("x", "x1", offset=-1), "y": scaled("y", "y0"),
         "y2": scaled("y", "y1"), "fill": field("fill"), "stroke": paint("mark"), "strokeWidth": 1, "tooltip": tip,
         "href": field("href")},
    )  # fmt: skip
    yield lines("zero", {"x": 0, "x2": wide, "y": at, "stroke": paint("mark"), "strokeWidth": 1.5})


def _volume(wide: int) -> Iterator[Spec]:
    at = scaled("volume", "at")
    yield lines("volume", {"x": 0, "x2": wide, "y": at})
    yield texts("volume", {"x": -8, "y": at, "align": "right", "text": field("text"), "fill": paint("muted")})
    yield rectangles(
        "reports",
        {"x": scaled("x", "x0", offset=1), "x2": scaled("x", "x1", offset=-1), "y": STRIP,
         "y2": scaled("volume", "reports"), "fill": paint("mark-2"), "fillOpacity": 0.6,
         "tooltip": {"signal": "{first: datum.period, value: datum.reports}"}},
    )  # fmt: skip
