"""The sheet of the map, and the map that is drawn from it."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from detente.desk.pages.incident_map.told import Told
from detente.desk.pages.said.deeds import deeds_text
from detente.display.drawing.cells import shown_words
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.maps.incidents import incident_map
from detente.display.drawing.maps.spots import Place, Spot
from detente.display.language import mark, say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.display.witness import unnamed_report
from detente.knowledge.countries import country_of_code

__all__ = ["CERTAINTIES", "map_of", "part_of", "sheet_of", "spots_of"]

CERTAINTIES: Mapping[Certainty, str] = {
    "told": mark("the report itself says so"), "claimed": mark("claimed by somebody"),
    "unsure": mark("planned, hoped or demanded"), "undone": mark("denied"),
}  # fmt: skip
NEARNESS = {
    "told": "", "sentence": mark("in the same sentence"),
    "around": mark("named before it in the report: may be another place"),
}  # fmt: skip
PRECISIONS = {
    "point": mark("a point"), "city": mark("a town"), "line": mark("a line"), "district": mark("a district"),
    "admin1": mark("a region of a country"), "region": mark("a region"), "country": mark("a country"),
}  # fmt: skip
AT_ONCE = 12
"""Rows of the table that stand on a page: on a telephone each is as high as half a screen."""
MOST_WORDS = 1
"""Words of a value that the table leads to; the incident has all of them."""


def sheet_of(told: tuple[Told, ...], *, countries: Mapping[str, str], more: str | None) -> Sheet:
    """Return the rows of the map as a sheet."""
    return Sheet(
        id="incidents",
        title=say("Incidents with a place"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="what", title=say("what")),
            Column(id="standing", title=say("reported as"), term="reported-as"),
            Column(id="place", title=say("where")),
            Column(id="country", title=say("country")),
            Column(id="days", title=say("days"), tight=True),
            Column(id="precision", title=say("how exact")),
            Column(id="latitude", title=say("latitude"), numeric=True),
            Column(id="longitude", title=say("longitude"), numeric=True),
            Column(id="within_km", title=say("within km"), numeric=True),
            Column(id="reports", title=say("reports"), numeric=True),
        ),
        rows=tuple(_row(one, countries) for one in told),
        empty=Empty(
            means=say("No report names a place of an incident here."),
            now=say("Ask for other days, another country or all types"), href="/map",
        ),
        rule=say("incidents, not reports; one row for each place that somebody names for an incident"),
        more=more,
    )  # fmt: skip


def _row(one: Told, countries: Mapping[str, str]) -> Row:
    where = one.where
    lat, lon = (where.lat, where.lon) if one.is_drawn else (None, None)
    who = say(", ").join(name or unnamed_report() for name in one.who)
    near = NEARNESS[where.nearness]
    return Row(
        id=one.id,
        cells=(
            cell(who),
            Cell(
                text=deeds_text(one.deeds), href=f"/incidents/{one.incident}",
                certainty=one.certainty, words=one.words[:MOST_WORDS],
            ),
            Cell(text=say(CERTAINTIES[one.certainty]), value=one.certainty),
            Cell(text=one.name, words=one.place_words[:MOST_WORDS], note=say(near) if near else ""),
            _country(where.country, countries),
            cell(_days(one), blank=say("no day reported")),
            _precision(one),
            cell(lat, blank=say("no point")),
            cell(lon, blank=say("no point")),
            cell(where.radius if one.is_drawn else None),
            cell(one.reports),
        ),
    )  # fmt: skip


def _precision(one: Told) -> Cell:
    """Return as what a place is told: of an area the desk has a middle and a radius, and says so."""
    told = PRECISIONS.get(one.where.precision or "")
    if told is None:
        return Cell(blank=say("a name only"))
    note = say("known by a middle and a radius alone") if one.is_area and one.is_drawn else ""
    return Cell(text=say(told), note=note)


def _days(one: Told) -> str | None:
    return one.first if one.first == one.last else say("%(first)s to %(last)s", first=one.first, last=one.last)


def _country(code: str | None, countries: Mapping[str, str]) -> Cell:
    if code is None:
        return Cell(blank=say("none reported"))
    known = country_of_code().get(code)
    return Cell(text=countries.get(code) or (known.name if known else code), value=code)


def part_of(sheet: Sheet, part: int, *, more: str | None) -> Sheet:
    """Return so many rows of a sheet as a page takes, from a part on; `more` is where the next ones are."""
    return replace(sheet, rows=sheet.rows[(part - 1) * AT_ONCE : part * AT_ONCE], more=more)


def spots_of(told: tuple[Told, ...], sheet: Sheet) -> tuple[Spot, ...]:
    """Return where on a map the rows of a sheet lie."""
    return tuple(_spot(one, row) for one, row in zip(told, sheet.rows, strict=True) if one.is_drawn)


def map_of(spots: tuple[Spot, ...], sheet: Sheet, *, countries: Mapping[str, str], frame: tuple[Spot, ...]) -> Drawing:
    """Return the map of a sheet: of what lies in a frame, which is told to be a part where it is."""
    return incident_map(
        sheet, spots, id="map", title=say("Where incidents are said to have been"), names=countries,
        place_href=_to_place, frame=frame,
    )  # fmt: skip


def _spot(one: Told, row: Row) -> Spot:
    return Spot(
        row=row.id, name=one.name, lat=one.where.lat or 0.0, lon=one.where.lon or 0.0, within_km=one.where.radius,
        is_area=one.is_area, certainty=one.certainty, doubt=one.doubt, words=shown_words(row.cells[1]),
        days=_days(one) or "", href=f"/incidents/{one.incident}", place=one.where.name,
    )  # fmt: skip


def _to_place(place: Place) -> str:
    """Return the way to all that is told of a place: the map of it alone."""
    return f"/map?{urlencode({'place': place.lead.place or place.lead.name})}#incidents"
