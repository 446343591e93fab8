"""What was counted week by week, a row for each kind or claimant: bars by number, zero as 0, blank as nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.cells import as_number, as_text, worded_rows, wordings
from detente.display.drawing.days import begins, ends, named_days
from detente.display.drawing.drawing import Drawing, Spec
from detente.display.drawing.frame import (
    cut_to,
    data,
    days_below,
    field,
    group,
    lines,
    picture,
    rectangles,
    room_of,
    scaled,
    texts,
)
from detente.display.drawing.palette import paint
from detente.display.language import count, say
from detente.display.sheets import Cell, Sheet
from detente.exchange.page_text import name_hidden
from detente.registry.interval import Interval

__all__ = ["strip_chart"]

STEP, FOOT, RIGHT, APART = 34, 26, 12, 2
MOST_LABEL = 0.3
ROOMY = 24
"""Pixels of a week from which on the number stands in it."""
WEEK = dt.timedelta(days=6)
Row = Mapping[str, Any]


def strip_chart(
    sheet: Sheet, *, id: str, title: str, reading: str = "", rows: Sequence[str] = ()  # noqa: A002 - an id
) -> Drawing:  # fmt: skip
    """Return a chart of weeks across and rows down.

    The sheet has the columns ``row`` (whose text names a row), ``week`` (its first day) and ``count``. The bar in each
    week is as high as its number, all on one scale. Zero is told as 0; a blank count leaves the week empty. `reading`
    says how it is read where that is not all. Where a table has a row for each week, `rows` are the ids of the columns
    that are rows of the chart.
    """
    cells = [one for one in (_wide(sheet, rows) if rows else _long(sheet)) if one["week"]]
    names = tuple(dict.fromkeys(one["name"] for one in cells))
    height = STEP * len(names) + FOOT
    reading = reading or say("Bars on one scale. 0: somebody says that there was none. Empty: nobody says.")
    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(cells, names, title), reading=reading,
        draw=lambda width: _draw(cells, names, width, height, title), height=lambda _: height,
    )  # fmt: skip


def _long(sheet: Sheet) -> Iterator[Row]:
    for id_, one in worded_rows(sheet, "row", "week", "count"):
        yield _cell(id_, one)


def _wide(sheet: Sheet, rows: Sequence[str]) -> Iterator[Row]:
    titles = {column.id: column.title for column in sheet.columns}
    for name in rows:
        for id_, one in worded_rows(sheet, "week", *rows):
            yield _cell(id_, {"row": Cell(text=titles[name]), "week": one["week"], "count": one[name]})


def _cell(id_: str, cells: Mapping[str, Cell]) -> Row:
    return {
        "row": id_, "name": name_hidden(cells["row"].text), "week": as_text(cells["week"]),
        "number": as_number(cells["count"]), **wordings(cells["count"]),
    }  # fmt: skip


def _told(cells: Sequence[Row], names: Sequence[str], title: str) -> str:
    if not cells:
        return say("%(title)s: nothing reported.", title=title)
    weeks = sorted({one["week"] for one in cells})
    rows = count("%(n)d row", "%(n)d rows", len(names))
    told = sum(1 for one in cells if one["number"] is not None)
    return say(
        "%(title)s, weeks from %(first)s to %(last)s, %(rows)s: %(told)d weeks with a figure.",
        title=title, first=weeks[0], last=weeks[-1], rows=rows, told=told,
    )  # fmt: skip


def _draw(cells: Sequence[Row], names: Sequence[str], width: int, height: int, told: str) -> Spec:
    left = min(MOST_LABEL * width, max(map(room_of, names), default=0) + 12)
    wide = width - left - RIGHT
    days = [dt.date.fromisoformat(one["week"]) for one in cells] or [dt.date.min]
    span = Interval(first=min(days), last=max(days) + WEEK)
    most = max((one["number"] or 0 for one in cells), default=0) or 1
    week = wide / (span.days / 7)
    sets = [
        data("table", _seen(cells, names, most, is_roomy=week >= ROOMY)), data("days", named_days(span, wide)),
        data("rows", ({"y": STEP * n, "text": cut_to(name, left - 8)} for n, name in enumerate(names))),
    ]  # fmt: skip
    scales = [{"name": "x", "type": "utc", "domain": [begins(span.first), ends(span.last)], "range": [0, wide]}]
    marks = [
        texts("rows", {"x": 0, "y": {"field": "y", "offset": STEP - 9}, "text": field("text")}),
        group(x=left, width=wide, height=height - FOOT, marks=list(_marks(week, wide))),
        group(x=left, y=height - FOOT, width=wide, height=FOOT, marks=list(days_below())),
    ]
    return picture(width=width, height=height, told=told, sets=sets, scales=scales, marks=marks)


def _seen(cells: Sequence[Row], names: Sequence[str], most: float, *, is_roomy: bool) -> Iterator[Row]:
    for one in cells:
        if one["number"] is None:
            continue
        told = f"{one['number']:g}" if is_roomy or not one["number"] else ""
        floor = STEP * (names.index(one["name"]) + 1) - 2
        yield {
            **one, "x": begins(one["week"]), "floor": floor, "high": floor - (STEP - 18) * one["number"] / most,
            "text": told,
        }  # fmt: skip


def _marks(week: float, wide: float) -> Iterator[Spec]:
    x = scaled("x", "x", offset=APART / 2)
    tip = {"signal": "{first: datum.week, value: datum.number, words: datum.words}"}
    floor = {"field": "y", "offset": STEP - 2}
    yield lines("rows", {"x": 0, "x2": wide, "y": floor, "strokeDash": [1, 3], "stroke": paint("mark-2")})
    yield rectangles(
        "table",
        {"x": x, "width": max(1.5, week - APART), "y": field("high"), "y2": field("floor"), "fill": paint("mark"),
         "stroke": paint("mark"), "strokeWidth": 1, "tooltip": tip, "href": field("href")},
    )  # fmt: skip
    yield texts(
        "table",
        {"x": scaled("x", "x", offset=week / 2), "y": {"field": "high", "offset": -7}, "align": "center",
         "text": field("text"), "fill": paint("muted"), "tooltip": tip, "href": field("href")},
    )  # fmt: skip
