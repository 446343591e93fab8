"""How the parts of a map are drawn: its ground, its places, their names, and the bar that tells its scale."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.drawing import Spec
from detente.display.drawing.frame import field, paths, rectangles, room_of, signs, texts
from detente.display.drawing.maps.ground import Ground
from detente.display.drawing.maps.labels import Label, Named, Rectangle, placed
from detente.display.drawing.maps.view import View
from detente.display.drawing.numbers import told_number
from detente.display.drawing.palette import paint
from detente.display.drawing.standing import DOTTED
from detente.display.language import say

__all__ = [
    "bar_marks", "ground_marks", "ground_rows", "is_seen", "label_rows", "name_marks", "place_marks", "scale_bar",
]  # fmt: skip

BAR_STEPS = (1, 2, 5)
FLAT = 8.0
"""Degrees from bottom to top from which on the scale bar says at which latitude it holds."""
CORNER = (150.0, 34.0)
"""Pixels of the corner in which the scale bar stands."""
BEYOND = 5.0
LEAST_HIGH = 16.0
"""Pixels from top to bottom that a country needs, to be named."""
RING_DASH = "datum.is_area ? (datum.doubt ? [1, 3] : [5, 3]) : [1, 0]"
Row = Mapping[str, Any]


def ground_rows(ground: Ground) -> Iterator[Row]:
    """Yield what lies under the marks, from the land up."""
    line = {"fill": None, "stroke": paint("mark-2"), "dash": [1, 0], "weight": 0.9}
    yield {"path": ground.land, **line, "fill": paint("soft"), "weight": 0.6}
    yield {"path": ground.borders, **line}
    yield {"path": ground.disputed, **line, "weight": 1.1, "dash": [4, 3]}


def ground_marks() -> Iterator[Spec]:
    """Yield the marks of the ground."""
    yield paths(
        "ground",
        {"path": field("path"), "fill": field("fill"), "stroke": field("stroke"), "strokeDash": field("dash"),
         "strokeWidth": field("weight"), "strokeJoin": "round"},
    )  # fmt: skip


def place_marks() -> Iterator[Spec]:
    """Yield the marks of places: areas, rings, doubt, and points over them."""
    tip = {"signal": "{first: datum.days, value: datum.label, words: datum.words}"}
    shared = {"tooltip": tip, "href": field("href")}
    at = {"x": field("x"), "y": field("y"), "shape": "circle"}
    yield paths(
        "areas",
        {"path": field("area"), "fill": paint("mark"), "fillOpacity": 0.16, "stroke": field("stroke"),
         "strokeDash": field("dash"), "strokeWidth": field("weight"), **shared},
    )  # fmt: skip
    yield signs(
        "rings",
        {**at, "size": {"signal": "4 * datum.ring * datum.ring"}, "fill": paint("mark"), "fillOpacity": 0.05,
         "stroke": paint("mark-2"), "strokeWidth": 1, "strokeDash": {"signal": RING_DASH},
         **shared},
    )  # fmt: skip
    yield signs(
        "doubts",
        {**at, "size": {"signal": "4 * pow(datum.size + 4, 2)"}, "fill": None, "stroke": paint("mark"),
         "strokeWidth": 1.5, "strokeDash": DOTTED},
    )  # fmt: skip
    yield signs(
        "table",
        {**at, "size": {"signal": "4 * datum.size * datum.size"}, "fill": field("fill"), "stroke": field("stroke"),
         "strokeDash": field("dash"), "strokeWidth": field("weight"), "opacity": field("seen"), **shared},
    )  # fmt: skip


def label_rows(marks: Sequence[Row], ground: Ground, called: Mapping[str, str], view: View) -> list[Row]:
    """Return the names that have room: those of places first, then those of countries (`called`, by code or name)."""
    taken: list[Rectangle] = [_around(one) for one in marks if not one["is_area"]]
    taken.append((0, view.height - CORNER[1], CORNER[0], view.height))
    own = [_named(one) for one in marks if is_seen(one, view)]
    rooms = sorted(ground.rooms, key=lambda one: -one.width * one.height)
    fitting = [
        Named(text=text, x=one.x, y=one.y, is_within=True, is_faint=True)
        for one in rooms
        if (text := called[one.code or one.name]) and room_of(text) < one.width and one.height > LEAST_HIGH
    ]
    return [_label_row(one) for one in placed([*own, *fitting], taken, view.width, view.height)]


def _around(mark: Row) -> Rectangle:
    """Return the room that a mark takes."""
    size = mark["size"] + (5 if mark["doubt"] else 1)
    return mark["x"] - size, mark["y"] - size, mark["x"] + size, mark["y"] + size


def _named(mark: Row) -> Named:
    size = 0 if mark["is_area"] else mark["size"] + (4 if mark["doubt"] else 0)
    return Named(text=mark["label"], x=mark["x"], y=mark["y"], size=size, is_within=mark["is_area"])


def is_seen(mark: Row, view: View) -> bool:
    """Say whether the middle of a mark is in the picture."""
    return bool(-BEYOND < mark["x"] < view.width + BEYOND and -BEYOND < mark["y"] < view.height + BEYOND)


def _label_row(one: Label) -> Row:
    return {
        "x": round(one.x, 1), "y": round(one.y, 1), "text": one.text, "fill": paint("muted" if one.is_faint else "ink"),
        "weight": 400 if one.is_faint else 600,
    }  # fmt: skip


def name_marks() -> Iterator[Spec]:
    """Yield the marks of names, each with a halo, so that a line under it does not cross it out."""
    shared = {"x": field("x"), "y": field("y"), "text": field("text"), "fontWeight": field("weight")}
    halo = {"fill": paint("paper"), "stroke": paint("paper"), "strokeWidth": 3, "strokeOpacity": 0.85}
    yield texts("names", {**shared, **halo, "strokeJoin": "round"})
    yield texts("names", {**shared, "fill": field("fill")})


def scale_bar(view: View) -> Row:
    """Return a bar of a round number of kilometres, some fifth of the width, with its length in words."""
    km_a_pixel = 1 / view.pixels(1.0, view.middle_lat)
    rough = km_a_pixel * view.width / 5
    power = 10 ** math.floor(math.log10(rough))
    km = max(n * power for n in BAR_STEPS if n * power <= rough)
    _, south, _, north = view.box
    told = say("%(n)s km", n=told_number(km))
    at = abs(round(view.middle_lat))
    side = say("N") if view.middle_lat >= 0 else say("S")
    where = say(" at %(lat)d° %(side)s", lat=at, side=side) if north - south > FLAT else ""
    nearer = say("%(n)s km", n="@") + where
    return {"width": round(km / km_a_pixel, 1), "text": told + where, "km": km, "nearer": nearer}


def bar_marks(height: int) -> Iterator[Spec]:
    """Yield the marks of the scale bar."""
    y = height - 12
    yield rectangles("bar", {"x": 10, "y": y, "width": field("width"), "height": 3, "fill": paint("mark")})
    told = {"signal": "zoom > 1 ? replace(datum.nearer, '@', format(datum.km / zoom, '.2~r')) : datum.text"}
    made = texts("bar", {"x": 10, "y": y - 10, "text": field("text"), "fill": paint("muted")})
    yield made | {"encode": {**made["encode"], "update": {"text": told}}}
