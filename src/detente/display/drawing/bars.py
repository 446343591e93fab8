"""Figures side by side: a bar for each row, with its bounds; what was not reported says so, and has no bar."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.cells import as_number, as_text, worded_rows, wordings
from detente.display.drawing.drawing import Drawing, Spec, Who
from detente.display.drawing.drawn import HATCH
from detente.display.drawing.frame import cut_to, data, field, lines, picture, rectangles, room_of, scaled, texts
from detente.display.drawing.numbers import top_of
from detente.display.drawing.palette import paint, paint_of
from detente.display.language import say
from detente.display.sheets import Cell, Sheet
from detente.exchange.page_text import name_hidden

__all__ = ["bars_chart"]

BAR, STEP, HEAD, FOOT = 14, 26, 8, 6
MOST_LABEL = 0.4
"""How much of the width labels take at most."""
Row = Mapping[str, Any]
NOBODY = Who(id="", name="")


def bars_chart(
    sheet: Sheet, *, id: str, title: str, label: str, value: str, whose: Sequence[Who] = (), who: str = "who",  # noqa: A002 - an id
) -> Drawing:  # fmt: skip
    """Return a chart of a bar for each row of a sheet, in its order.

    `label` and `value` are the ids of columns; ``low`` and ``high`` are bounds where the sheet has them. Where `whose`
    is given, the plain value of the column `who` says whose word a row is. Bars begin at zero, all on one scale. The
    figure stands beside its bar as the cell has it, a blank one as "not reported".
    """
    rows = [_row(id_, cells, label, value, who) for id_, cells in worded_rows(sheet, label, value)]
    height = HEAD + STEP * len(rows) + FOOT
    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(rows, title),
        reading=say("Bars begin at zero, on one scale."), draw=lambda width: _draw(rows, whose, width, height, title),
        height=lambda _: height,
    )  # fmt: skip


def _row(id_: str, cells: Mapping[str, Cell], label: str, value: str, who: str) -> Row:
    one = cells[value]
    number = as_number(one)
    told = name_hidden(one.text) if number is not None else name_hidden(one.blank or one.text or say("not reported"))
    return {
        "row": id_, "label": name_hidden(cells[label].text), "number": number, "told": told,
        "low": as_number(cells.get("low")), "high": as_number(cells.get("high")),
        "who": as_text(cells.get(who)), "certainty": one.certainty, **wordings(one),
    }  # fmt: skip


def _told(rows: Sequence[Row], title: str) -> str:
    told = "; ".join(say("%(label)s: %(figure)s", label=one["label"], figure=one["told"]) for one in rows)
    return say("%(title)s. %(figures)s.", title=title, figures=told or say("nothing reported"))


def _draw(rows: Sequence[Row], whose: Sequence[Who], width: int, height: int, told: str) -> Spec:
    left = min(MOST_LABEL * width, max((room_of(one["label"]) for one in rows), default=0) + 12)
    right = max((room_of(one["told"]) for one in rows), default=0) + 14
    top = top_of([one[name] for one in rows for name in ("number", "high")])
    parts = {one.id: one for one in whose}
    values = [
        {**_seen(one, n, parts.get(one["who"], NOBODY)), "short": cut_to(one["label"], left - 8)}
        for n, one in enumerate(rows)
    ]
    scales = [{"name": "x", "type": "linear", "domain": [0, top], "range": [left, max(left + 40, width - right)]}]
    return picture(
        width=width, height=height, told=told, sets=[data("table", values), data("zero", [{"at": 0}])], scales=scales,
        marks=list(_marks(left, height)),
    )  # fmt: skip


def _seen(one: Row, n: int, who: Who) -> Row:
    """Return a row with where and how it is drawn: full as told, hollow as claimed; the other party's word hatched."""
    colour = paint_of(who.part)
    full = f"url(#{HATCH})" if who.part == "other" else colour
    hollow = one["certainty"] in ("claimed", "unsure", "undone")
    dash = [1, 2.5] if one["certainty"] == "unsure" else [1, 0]
    return {
        **one, "y": HEAD + STEP * n, "fill": paint("paper") if hollow else full, "stroke": colour, "dash": dash,
        "end": max(filter(None, (one["number"], one["high"])), default=0),
    }  # fmt: skip


def _marks(left: float, height: int) -> Iterator[Spec]:
    middle = {"field": "y", "offset": BAR / 2}
    tip = {"signal": "{first: datum.label, value: datum.told, words: datum.words}"}
    end = scaled("x", "number")
    yield texts("table", {"x": 0, "y": middle, "text": field("short")})
    yield rectangles(
        "table",
        {"x": left, "x2": end, "y": field("y"), "height": BAR, "fill": field("fill"), "stroke": field("stroke"),
         "strokeDash": field("dash"), "strokeWidth": 1.25, "tooltip": tip, "href": field("href")},
    )  # fmt: skip
    yield lines(
        "table",
        {"x": scaled("x", "low"), "x2": scaled("x", "high"), "y": middle, "stroke": paint("ink"), "strokeWidth": 1.5},
    )
    yield texts(
        "table",
        {"x": scaled("x", "end", offset=8), "y": middle, "text": field("told"), "href": field("href"), "tooltip": tip},
    )
    yield lines("zero", {"x": left, "y": 0, "y2": height, "stroke": paint("mark-2")})
