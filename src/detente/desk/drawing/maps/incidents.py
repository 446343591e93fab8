"""The map of incidents: where they are told to have been, as sure and as precise as somebody tells it."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from detente.desk.drawing.drawing import Drawing, Spec
from detente.desk.drawing.frame import data, field, group, paths, picture, rectangles, signs, texts
from detente.desk.drawing.maps.ground import Ground, ground_of, path_of
from detente.desk.drawing.maps.labels import Label, Named, Rectangle, placed
from detente.desk.drawing.maps.spots import Place, Spot, places_of
from detente.desk.drawing.maps.view import View, points_of, view_of
from detente.desk.drawing.numbers import told_number
from detente.desk.drawing.palette import paint
from detente.desk.drawing.standing import DOTTED, marked, meaning
from detente.desk.language import count, say
from detente.desk.sheets import Sheet
from detente.exchange.page_text import name_hidden
from detente.knowledge.countries import country_of_code
from detente.knowledge.outlines import outlines_source

__all__ = ["incident_map"]

TALL, TALL_NARROW, NARROW = 560, 400, 400
LEAST_RING = 7.0
"""Pixels of the smallest ring: an area is never drawn as a point."""
MOST_NAMED = 5
BAR_STEPS = (1, 2, 5)
FLAT = 8.0
"""Degrees from bottom to top from which on the scale bar says at which latitude it holds."""
Row = Mapping[str, Any]
NO_NAMES: Mapping[str, str] = {}


def incident_map(
    sheet: Sheet, spots: Sequence[Spot], *, id: str, title: str, names: Mapping[str, str] = NO_NAMES,  # noqa: A002 - an id
    place_href: Callable[[Place], str | None] = lambda _: None,
) -> Drawing:  # fmt: skip
    """Return a map of rows of a sheet.

    `spots` tell where rows are (`Spot.row` is the id of one); rows without a spot are in the table alone, and the map
    says how many. `names` are those of countries by code, by the convention of the desk; others are called as the list
    of states calls them. `place_href` leads from a place with more than one row; one with a single row leads where its
    spot does. The map shows the region of the spots and no more.
    """
    rows = {row.id for row in sheet.rows}
    own = [one for one in spots if one.row in rows]
    places = places_of(own)
    absent = len(rows) - len({one.row for one in own})
    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(places, len(rows), absent, title),
        reading=_reading(absent), height=_height,
        draw=lambda width: _draw(places, names, place_href, width, title),
    )  # fmt: skip


def _height(width: int) -> int:
    return TALL if width > NARROW else TALL_NARROW


def _told(places: Sequence[Place], rows: int, absent: int, title: str) -> str:
    if not places:
        return say("%(title)s: no point or area is told of any.", title=title)
    named = ", ".join(_clean(one.label) for one in places[:MOST_NAMED])
    most = count("%(n)d place", "%(n)d places", len(places))
    return say(
        "%(title)s: %(n)d of %(rows)d stand on the map, at %(places)s; most at %(named)s.",
        title=title, n=rows - absent, rows=rows, places=most, named=named,
    )  # fmt: skip


def _reading(absent: int) -> str:
    rings = say(
        "A ring is how far the place may lie from the point; a dashed ring alone is an area in which no point is told; "
        "a dotted ring says that the place may be another."
    )
    ground = say(
        "Disputed borders are dashed. Outlines: %(source)s; no position of the desk.", source=outlines_source()
    )
    left = count(
        "%(n)d row without a point or area is in the table alone.",
        "%(n)d rows without a point or area are in the table alone.", absent,
    ) if absent else ""  # fmt: skip
    return " ".join(filter(None, (meaning(), rings, ground, left)))


def _clean(text: str) -> str:
    return name_hidden(" ".join(text.split()))


def _draw(
    places: Sequence[Place], names: Mapping[str, str], href: Callable[[Place], str | None], width: int, told: str
) -> Spec:
    height = _height(width)
    view = view_of([spot for one in places for spot in one.spots], width, height)
    ground = ground_of(view)
    marks = [_mark(one, view, href) for one in places]
    bar = _bar(view)
    sets = [
        data("ground", _ground_rows(ground)), data("areas", [one for one in marks if one["area"]]),
        data("rings", [one for one in marks if one["ring"] > one["size"] + 1.5 or one["is_area"]]),
        data("doubts", [one for one in marks if one["doubt"] and not one["is_area"]]),
        data("table", [one for one in marks if not one["is_area"] and not one["area"]]),
        data("names", _label_rows(marks, ground, names, view)), data("bar", [bar]),
    ]  # fmt: skip
    drawn = [
        group(width=width, height=height, clip=True, marks=list(_ground_marks())),
        group(width=width, height=height, clip=True, marks=list(_place_marks())),
        *_name_marks(), *_bar_marks(height),
    ]  # fmt: skip
    return picture(width=width, height=height, told=told, sets=sets, marks=drawn)


def _mark(place: Place, view: View, href: Callable[[Place], str | None]) -> Row:
    lead, n = place.lead, len(place.spots)
    x, y, reach = _middle(lead, view)
    ring = max(view.pixels(one.within_km, one.lat) for one in place.spots)
    leads = lead.href if n == 1 else href(place)
    return {
        "row": lead.row, "x": round(x, 1), "y": round(y, 1), "size": max(_size(n), reach), "is_area": lead.is_area, "n": n,
        "ring": round(max(ring, LEAST_RING) if lead.is_area else ring, 1), "doubt": lead.doubt,
        "area": _outline(lead, view), "label": _clean(place.label), "days": lead.days, "words": _clean(lead.words),
        "href": leads if leads and leads.startswith("/") and not leads.startswith("//") else None,
        **marked(lead.certainty, paint("mark")),
    }  # fmt: skip


def _size(n: int) -> float:
    """Return the radius of a mark for so many: its area grows with them."""
    return round(min(14.0, 4.0 * math.sqrt(n)), 1) if n > 1 else 4.5


def _middle(one: Spot, view: View) -> tuple[float, float, float]:
    """Return where the middle of what is drawn lies, and how far it reaches to the side."""
    if one.geometry is None:
        return (*view.xy(one.lon, one.lat), 0.0)
    points = [view.xy(lon, lat) for lon, lat in points_of(one.geometry["coordinates"])]
    across, down = [x for x, _ in points], [y for _, y in points]
    left, right = min(across), max(across)
    return (left + right) / 2, (min(down) + max(down)) / 2, (right - left) / 2


def _outline(one: Spot, view: View) -> str:
    """Return the outline of a polygon, or a line, as a path; empty where it is a point or nothing."""
    if one.geometry is None:
        return ""
    kind, told = one.geometry["type"], one.geometry["coordinates"]
    if kind == "Polygon":
        rings = told
    elif kind == "MultiPolygon":
        rings = [ring for polygon in told for ring in polygon]
    elif kind == "LineString":
        return path_of([view.xy(lon, lat) for lon, lat in told])
    else:
        return ""
    return " ".join(path_of([view.xy(lon, lat) for lon, lat in ring], is_closed=True) for ring in rings)


def _ground_rows(ground: Ground) -> Iterator[Row]:
    line = {"fill": None, "stroke": paint("mark-2"), "dash": [1, 0], "weight": 0.9}
    yield {"path": ground.land, **line, "fill": paint("soft"), "weight": 0.6}
    yield {"path": ground.borders, **line}
    yield {"path": ground.disputed, **line, "weight": 1.1, "dash": [4, 3]}


def _ground_marks() -> Iterator[Spec]:
    yield paths(
        "ground",
        {"path": field("path"), "fill": field("fill"), "stroke": field("stroke"), "strokeDash": field("dash"),
         "strokeWidth": field("weight"), "strokeJoin": "round"},
    )  # fmt: skip


def _place_marks() -> Iterator[Spec]:
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
         "stroke": paint("mark-2"), "strokeWidth": 1, "strokeDash": {"signal": "datum.is_area ? (datum.doubt ? [1, 3] : [5, 3]) : [1, 0]"},
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


def _label_rows(marks: Sequence[Row], ground: Ground, names: Mapping[str, str], view: View) -> list[Row]:
    taken: list[Rectangle] = [
        (one["x"] - size, one["y"] - size, one["x"] + size, one["y"] + size)
        for one in marks if not one["is_area"] for size in [one["size"] + (5 if one["doubt"] else 1)]
    ]  # fmt: skip
    taken.append((0, view.height - 34, 150, view.height))
    own = [
        Named(text=one["label"], x=one["x"], y=one["y"], size=0 if one["is_area"] else one["size"] + (4 if one["doubt"] else 0),
              is_within=one["is_area"])
        for one in marks if -5 < one["x"] < view.width + 5 and -5 < one["y"] < view.height + 5
    ]  # fmt: skip
    rooms = sorted(ground.rooms, key=lambda one: -one.width * one.height)
    called = [
        Named(text=_called(one.code, one.name, names), x=one.x, y=one.y, is_within=True, is_faint=True) for one in rooms
    ]
    fitting = [
        name for name, room in zip(called, rooms, strict=True) if len(name.text) * 7 < room.width and room.height > 16
    ]
    return [_label_row(one) for one in placed([*own, *fitting], taken, view.width, view.height)]


def _label_row(one: Label) -> Row:
    return {
        "x": round(one.x, 1), "y": round(one.y, 1), "text": one.text, "fill": paint("muted" if one.is_faint else "ink"),
        "weight": 400 if one.is_faint else 600,
    }  # fmt: skip


def _called(code: str | None, name: str, names: Mapping[str, str]) -> str:
    known = country_of_code().get(code or "")
    return _clean(names.get(code or "") or (known.name if known else name))


def _name_marks() -> Iterator[Spec]:
    shared = {"x": field("x"), "y": field("y"), "text": field("text"), "fontWeight": field("weight")}
    yield texts("names", {**shared, "fill": paint("paper"), "stroke": paint("paper"), "strokeWidth": 3, "strokeOpacity": 0.85, "strokeJoin": "round"})  # fmt: skip
    yield texts("names", {**shared, "fill": field("fill")})


def _bar(view: View) -> Row:
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
    return {"width": round(km / km_a_pixel, 1), "text": told + where}


def _bar_marks(height: int) -> Iterator[Spec]:
    y = height - 12
    yield rectangles("bar", {"x": 10, "y": y, "width": field("width"), "height": 3, "fill": paint("mark")})
    yield texts("bar", {"x": 10, "y": y - 10, "text": field("text"), "fill": paint("muted")})
