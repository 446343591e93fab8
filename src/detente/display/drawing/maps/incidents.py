"""The map of incidents: where they are told to have been, as sure and as precise as somebody tells it."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.drawing import WIDTHS, Drawing, Spec
from detente.display.drawing.frame import data, group, picture
from detente.display.drawing.maps.bounds import within_frame
from detente.display.drawing.maps.ground import ground_of, path_of
from detente.display.drawing.maps.laid import (
    bar_marks,
    ground_marks,
    ground_rows,
    is_seen,
    label_rows,
    name_marks,
    place_marks,
    scale_bar,
)  # fmt: skip
from detente.display.drawing.maps.spots import Place, Spot, places_of
from detente.display.drawing.maps.view import View, points_of, view_of
from detente.display.drawing.maps.zoom import zoomed
from detente.display.drawing.palette import paint
from detente.display.drawing.standing import marked, meaning
from detente.display.language import count, say
from detente.display.sheets import Sheet
from detente.exchange.page_text import name_hidden
from detente.knowledge.countries import country_of_code
from detente.knowledge.outlines import outlines_source

__all__ = ["incident_map"]

TALL, TALL_NARROW, NARROW = 560, 400, 400
LEAST_RING = 7.0
"""Pixels of the smallest ring: an area is never drawn as a point."""
MOST_NAMED = 5
CLEAR = 1.5
"""Pixels by which a ring is wider than its mark, or it is not drawn."""
Row = Mapping[str, Any]
NO_NAMES: Mapping[str, str] = {}


def incident_map(
    sheet: Sheet, spots: Sequence[Spot], *, id: str, title: str, names: Mapping[str, str] = NO_NAMES,  # noqa: A002 - an id
    place_href: Callable[[Place], str | None] = lambda _: None, tall: int = TALL, frame: Sequence[Spot] = (),
) -> Drawing:  # fmt: skip
    """Return a map of rows of a sheet.

    `spots` tell where rows are (`Spot.row` is the id of one); rows without a spot are in the table alone, and the map
    says how many. `names` are those of countries by code, by the convention of the desk; others are called as the list
    of states calls them. `place_href` leads from a place with more than one row; one with a single row leads where its
    spot does. The map shows the region of the spots and no more, `tall` pixels high where there is room; with a
    `frame`, the region of that, and tells how many spots lie beyond it.
    """
    rows = {row.id for row in sheet.rows}
    own = [one for one in spots if one.row in rows]
    shown = within_frame(own, frame, size=(WIDTHS["wide"], tall))
    bounds = (*frame, *shown) if frame else shown
    places, visible = places_of(own), places_of(shown)
    absent, beyond = len(rows) - len({one.row for one in own}), len(own) - len(shown)
    return Drawing(
        id=id, title=title, table=sheet.id, rule=sheet.rule, told=_told(visible, len(rows), absent + beyond, title),
        reading=_reading(visible, view_of(bounds, WIDTHS["wide"], tall), absent, beyond),
        height=lambda width: _height(width, tall),
        draw=lambda width: _draw(places, bounds, names, place_href, (width, _height(width, tall)), title),
    )  # fmt: skip


def _height(width: int, tall: int) -> int:
    return tall if width > NARROW else min(tall, TALL_NARROW)


def _told(places: Sequence[Place], rows: int, absent: int, title: str) -> str:
    if not places:
        return say("%(title)s: no point or area is known of any.", title=title)
    named = ", ".join(_clean(one.label) for one in places[:MOST_NAMED])
    if len(places) == 1 and not absent:
        return say("%(title)s: %(place)s.", title=title, place=named)
    most = count("%(n)d place", "%(n)d places", len(places))
    return say(
        "%(title)s: %(n)d of %(rows)d stand on the map, at %(places)s; most at %(named)s.",
        title=title, n=rows - absent, rows=rows, places=most, named=named,
    )  # fmt: skip


def _reading(places: Sequence[Place], view: View, absent: int, beyond: int) -> str:
    """Return how a map is read: of its signs, those that are drawn."""
    ground, leads = ground_of(view), [one.lead for one in places]
    signs = meaning({one.certainty for one in leads if not one.is_area})
    source = say("Outlines: %(source)s; no position of the desk.", source=outlines_source())
    disputed = say("Disputed borders are dashed.") if ground.disputed else ""
    left = count(
        "%(n)d row without a point or area is in the table alone.",
        "%(n)d rows without a point or area are in the table alone.", absent,
    ) if absent else ""  # fmt: skip
    out = count(
        "%(n)d row lies beyond this part of the map.", "%(n)d rows lie beyond this part of the map.", beyond
    ) if beyond else ""  # fmt: skip
    return " ".join(filter(None, (signs, *_rings(places, view), disputed, source, left, out)))


def _rings(places: Sequence[Place], view: View) -> Iterator[str]:
    """Yield what rings mean, of those kinds that are drawn."""
    if any(_has_ring(_mark(one, view, lambda _: None)) for one in places if not one.lead.is_area):
        yield say("A ring shows how far the place may lie from the point.")
    if any(one.lead.is_area and one.lead.geometry is None for one in places):
        yield say(
            "A dashed ring alone is an area of which the desk knows a middle and a radius, and no outline; no point in "
            "it is named."
        )
    if any(one.lead.doubt for one in places):
        yield say("A dotted ring says that it may be another place.")


def _has_ring(mark: Row) -> bool:
    return bool(mark["is_area"] or mark["ring"] > mark["size"] + CLEAR)


def _clean(text: str) -> str:
    return name_hidden(" ".join(text.split()))


def _draw(
    places: Sequence[Place],
    bounds: Sequence[Spot],
    names: Mapping[str, str],
    href: Callable[[Place], str | None],
    size: tuple[int, int],
    told: str,
) -> Spec:
    width, height = size
    view = view_of(bounds, width, height)
    ground = ground_of(view)
    marks = [made for made in (_mark(one, view, href) for one in places) if is_seen(made, view)]
    called = {one.code or one.name: _called(one.code, one.name, names) for one in ground.rooms}
    sets = [
        data("ground", ground_rows(ground)), data("areas", [one for one in marks if one["area"]]),
        data("rings", [one for one in marks if _has_ring(one)]),
        data("doubts", [one for one in marks if one["doubt"] and not one["is_area"]]),
        data("table", [one for one in marks if not one["is_area"] and not one["area"]]),
        data("names", label_rows(marks, ground, called, view)), data("bar", [scale_bar(view)]),
    ]  # fmt: skip
    drawn = [
        group(width=width, height=height, clip=True, marks=list(ground_marks())),
        group(width=width, height=height, clip=True, marks=list(place_marks())),
        *name_marks(), *bar_marks(height),
    ]  # fmt: skip
    return zoomed(picture(width=width, height=height, told=told, sets=sets, marks=drawn))


def _mark(place: Place, view: View, href: Callable[[Place], str | None]) -> Row:
    lead, n = place.lead, len(place.spots)
    x, y, reach = _middle(lead, view)
    ring = max(view.pixels(one.within_km, one.lat) for one in place.spots)
    leads = lead.href if n == 1 else href(place)
    return {
        "row": lead.row, "x": round(x, 1), "y": round(y, 1), "size": max(_size(n), reach), "n": n,
        "is_area": lead.is_area,
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


def _called(code: str | None, name: str, names: Mapping[str, str]) -> str:
    known = country_of_code().get(code or "")
    return _clean(names.get(code or "") or (known.name if known else name))
