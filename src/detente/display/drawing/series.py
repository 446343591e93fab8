"""What each claimant counted through time, in panels of equal scale: one below the other, and never one over another.

A figure is drawn over the days that it is of. Where there is none nothing is drawn, and no line goes across. What is
claimed of a trend is no figure: it stands as words above the days, where it was claimed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from detente.display.drawing.cells import as_number, as_text, worded_rows, wordings
from detente.display.drawing.claimed import Claimed, placed_claims
from detente.display.drawing.days import begins, ends, named_days
from detente.display.drawing.drawing import Drawing, Spec, Who
from detente.display.drawing.frame import (
    LINE,
    data,
    days_below,
    field,
    group,
    lines,
    picture,
    rectangles,
    scaled,
    signs,
    texts,
)  # fmt: skip
from detente.display.drawing.numbers import levels, top_of
from detente.display.drawing.palette import paint, paint_of, sign_of
from detente.display.drawing.standing import marked, meaning
from detente.display.language import count, say
from detente.display.sheets import Cell, Sheet
from detente.exchange.page_text import name_hidden
from detente.registry.interval import Interval

__all__ = ["Claimed", "series_chart"]

LEFT, RIGHT, FOOT, PLOT, HEAD, APART = 40, 14, 26, 92, 30, 16
NEEDS = ("who", "from", "to", "count")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    who: Who
    rows: tuple[Row, ...]
    claimed: tuple[Row, ...]
    top: float
    """Pixels from the top of the picture to its own."""

    @property
    def above(self) -> int:
        """Pixels above its plot: its name, and the rows of what is claimed."""
        return HEAD + LINE * max((one["row"] + 1 for one in self.claimed), default=0)


def series_chart(
    sheet: Sheet, *, id: str, title: str, whose: Sequence[Who], claimed: Iterable[Claimed] = (),  # noqa: A002 - an id
    suspended: Iterable[Interval] = (), period: Interval | None = None,
) -> Drawing:  # fmt: skip
    """Return a chart of figures by claimant.

    The sheet has the columns ``who`` (whose plain value is an id of `whose`), ``from`` and ``to`` (ISO days, both
    included) and ``count``; ``low`` and ``high`` where figures have bounds. A blank count is not reported, and is not
    drawn. The words, way and certainty of a mark are those of the cell of ``count``. Each of `whose` has a panel, in
    their order, with a figure or without; the days reach over all figures, or `period`.
    """
    rows = [_row(id_, cells) for id_, cells in worded_rows(sheet, *NEEDS) if as_text(cells["from"])]
    claims, still = tuple(claimed), tuple(suspended)
    span = period or _span(rows, claims)
    shown = [one for one in rows if one["x1"] > begins(span.first) and one["x0"] < ends(span.last)]

    def panels(width: int) -> list[_Panel]:
        return list(_panels(whose, shown, claims, span, width))

    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(whose, shown, span, claims, title),
        reading=_reading(shown, claims),
        draw=lambda width: _draw(panels(width), shown, still, span, width, title),
        height=lambda width: _height(panels(width)),
    )  # fmt: skip


def _reading(shown: Sequence[Row], claims: Sequence[Claimed]) -> str:
    """Return how the chart is read: what its signs mean, of those alone that it has."""
    return " ".join(filter(None, (
        say("No line goes where nothing was reported."),
        meaning(one["certainty"] for one in shown if one["count"] is not None),
        say("A triangle above a panel is a trend that somebody claims on that day: words, and no figure.") if claims
        else "",
    )))  # fmt: skip


def _row(id_: str, cells: Mapping[str, Cell]) -> Row:
    first, last = as_text(cells["from"]), as_text(cells["to"]) or as_text(cells["from"])
    number = as_number(cells["count"])
    x0, x1 = begins(first), ends(last)
    return {
        "row": id_, "who": as_text(cells["who"]), "from": first, "to": last, "count": number, "x0": x0, "x1": x1,
        "low": as_number(cells.get("low")), "high": as_number(cells.get("high")), "mid": (x0 + x1) // 2,
        "certainty": cells["count"].certainty, **wordings(cells["count"]),
    }  # fmt: skip


def _span(rows: Sequence[Row], claims: Sequence[Claimed]) -> Interval:
    days = [dt.date.fromisoformat(one[end]) for one in rows for end in ("from", "to")]
    days += [one.day for one in claims]
    return Interval(first=min(days), last=max(days)) if days else Interval(first=dt.date.min, last=dt.date.min)


def _told(whose: Sequence[Who], rows: Sequence[Row], span: Interval, claims: Sequence[Claimed], title: str) -> str:
    told = [
        say(
            "%(who)s: %(figures)s", who=name_hidden(one.name), figures=_figures([r for r in rows if r["who"] == one.id])
        )
        for one in whose
    ]
    days = say("%(title)s, %(first)s to %(last)s.", title=title, first=span.first, last=span.last)
    claimed = count("%(n)d claimed trend.", "%(n)d claimed trends.", len(claims)) if claims else ""
    return " ".join(filter(None, (days, "; ".join(told) + ".", claimed)))


def _figures(rows: Sequence[Row]) -> str:
    known = [one["count"] for one in rows if one["count"] is not None]
    if not known:
        return say("nothing reported")
    told = count("%(n)d figure", "%(n)d figures", len(known))
    return say("%(figures)s, between %(low)d and %(high)d", figures=told, low=min(known), high=max(known))


def _panels(
    whose: Sequence[Who], rows: Sequence[Row], claims: Sequence[Claimed], span: Interval, width: int
) -> Iterator[_Panel]:
    top = 0
    for who in whose:
        own = tuple(one for one in rows if one["who"] == who.id and one["count"] is not None)
        said = tuple(placed_claims([one for one in claims if one.who == who.id], span, width - LEFT - RIGHT))
        panel = _Panel(who=who, rows=own, claimed=said, top=top)
        yield panel
        top += panel.above + PLOT + APART


def _height(panels: Sequence[_Panel]) -> int:
    last = panels[-1] if panels else None
    return int(last.top + last.above + PLOT + FOOT) if last else FOOT


def _draw(
    panels: Sequence[_Panel], rows: Sequence[Row], suspended: Sequence[Interval], span: Interval, width: int, told: str
) -> Spec:
    top = top_of([one[name] for one in rows for name in ("count", "high")])
    wide = width - LEFT - RIGHT
    still = [one for each in suspended if (one := each.shared(span)) is not None]
    bands = [{"x0": begins(one.first), "x1": ends(one.last), "text": say("suspended")} for one in still]
    sets = [
        data("levels", levels(top)), data("days", named_days(span, wide)), data("table", rows),
        data("suspended", bands),
        data("all", [{"x0": begins(span.first), "x1": ends(span.last)}]),
    ]  # fmt: skip
    for n, panel in enumerate(panels):
        sets += [data(f"of-{n}", _seen(panel)), data(f"runs-{n}", _runs(panel.rows)), data(f"said-{n}", panel.claimed)]
        sets += [data(f"name-{n}", [{"name": name_hidden(panel.who.name), "none": _none(panel)}])]
    scales = [
        {"name": "x", "type": "utc", "domain": [begins(span.first), ends(span.last)], "range": [0, wide]},
        {"name": "y", "type": "linear", "domain": [0, top], "range": [PLOT, 0]},
    ]
    marks = [_panel(panel, n, wide) for n, panel in enumerate(panels)]
    foot = group(x=LEFT, y=_height(panels) - FOOT, width=wide, height=FOOT, marks=list(days_below()))
    return picture(
        width=width, height=_height(panels), told=told, sets=sets, scales=scales, marks=[*marks, foot]
    )  # fmt: skip


def _none(panel: _Panel) -> str:
    return "" if panel.rows else say("nothing reported")


def _seen(panel: _Panel) -> Iterator[Row]:
    colour = paint_of(panel.who.part)
    for one in panel.rows:
        yield {**one, **marked(one["certainty"], colour)}


def _runs(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the way from each figure to the next, where no day lies between them."""
    for a, b in pairwise(sorted(rows, key=lambda one: (one["x0"], one["x1"]))):
        if a["x1"] == b["x0"]:
            yield {"a": a["mid"], "b": b["mid"], "from": a["count"], "to": b["count"]}


def _panel(panel: _Panel, n: int, wide: int) -> Spec:
    x, x2, muted = scaled("x", "x0"), scaled("x", "x1"), paint("muted")
    plot = [
        rectangles("suspended", {"x": x, "x2": x2, "y": 0, "height": PLOT, "fill": paint("line"), "fillOpacity": 0.4}),
        texts("suspended", {"x": x, "dx": 4, "y": 10, "text": field("text"), "fill": paint("muted")}),
        lines("levels", {"x": 0, "x2": wide, "y": scaled("y", "at"), "stroke": paint("line"), "strokeWidth": 1}),
        texts("levels", {"x": -8, "y": scaled("y", "at"), "align": "right", "text": field("text"), "fill": muted}),
        lines("all", {"x": x, "x2": x2, "y": PLOT, "stroke": paint("mark-2"), "strokeDash": [1, 3]}),
        *_figure_marks(n, panel.who),
        texts(f"name-{n}", {"x": 8, "y": PLOT - 11, "text": field("none"), "fill": paint("muted")}),
    ]  # fmt: skip
    above = [
        texts(f"name-{n}", {"x": -LEFT, "y": 10, "text": field("name"), "fontWeight": 600}),
        *_claimed_marks(n),
    ]
    return group(
        x=LEFT, y=panel.top, width=wide, height=panel.above + PLOT,
        marks=[*above, group(y=panel.above, width=wide, height=PLOT, marks=plot)],
    )  # fmt: skip


def _figure_marks(n: int, who: Who) -> Iterator[Spec]:
    colour = paint_of(who.part)
    x, x2, y = scaled("x", "x0"), scaled("x", "x1"), scaled("y", "count")
    yield lines(f"of-{n}", {"x": x, "x2": x2, "y": PLOT, "stroke": paint("mark"), "strokeWidth": 1.5})
    yield lines(
        f"of-{n}",
        {"x": scaled("x", "mid"), "y": scaled("y", "low"), "y2": scaled("y", "high"), "stroke": colour,
         "strokeWidth": 4, "strokeOpacity": 0.4},
    )  # fmt: skip
    yield lines(f"of-{n}", {"x": x, "x2": x2, "y": y, "stroke": colour, "strokeWidth": 1.25, "strokeOpacity": 0.55})
    yield lines(
        f"runs-{n}",
        {"x": scaled("x", "a"), "x2": scaled("x", "b"), "y": scaled("y", "from"), "y2": scaled("y", "to"),
         "stroke": colour, "strokeWidth": 1},
    )  # fmt: skip
    yield signs(
        f"of-{n}",
        {"x": scaled("x", "mid"), "y": y, "size": 44, "shape": sign_of(who.part), "fill": field("fill"),
         "stroke": field("stroke"), "strokeDash": field("dash"), "strokeWidth": field("weight"),
         "opacity": field("seen"), "tooltip": _tip("count"), "href": field("href")},
    )  # fmt: skip


def _tip(name: str) -> Spec:
    return {"signal": f"{{first: datum.from, last: datum.to, value: datum.{name}, words: datum.words}}"}


def _claimed_marks(n: int) -> Iterator[Spec]:
    y = {"field": "row", "mult": LINE, "offset": HEAD + LINE / 2 - 4}
    shared = {"x": scaled("x", "at"), "y": y, "href": field("href")}
    tip = {"signal": "{first: datum.day, value: datum.text, words: datum.words}"}
    yield signs(
        f"said-{n}",
        {**shared, "shape": field("sign"), "size": 40, "fill": paint("paper"), "stroke": paint("ink"),
         "tooltip": tip},
    )  # fmt: skip
    yield texts(
        f"said-{n}", {**shared, "dx": field("shift"), "align": field("align"), "text": field("text"), "tooltip": tip}
    )
