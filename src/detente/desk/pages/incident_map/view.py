"""The sheet of the map, and the map that is drawn from it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from detente.desk.drawing.cells import shown_words
from detente.desk.drawing.drawing import Drawing
from detente.desk.drawing.maps.incidents import incident_map
from detente.desk.drawing.maps.spots import Place, Spot
from detente.desk.language import mark, say
from detente.desk.pages.incident_map.told import Told
from detente.desk.pages.said.deeds import deeds_text
from detente.desk.pages.said.witness import unnamed_report
from detente.desk.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.knowledge.countries import country_of_code

__all__ = ["CERTAINTIES", "map_of", "sheet_of"]

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
            cell(say(PRECISIONS[where.precision]) if where.precision in PRECISIONS else None, blank=say("a name only")),
            cell(lat, blank=say("no point")),
            cell(lon, blank=say("no point")),
            cell(where.radius if one.is_drawn else None),
            cell(one.reports),
        ),
    )  # fmt: skip


def _days(one: Told) -> str | None:
    return one.first if one.first == one.last else say("%(first)s to %(last)s", first=one.first, last=one.last)


def _country(code: str | None, countries: Mapping[str, str]) -> Cell:
    if code is None:
        return Cell(blank=say("none reported"))
    known = country_of_code().get(code)
    return Cell(text=countries.get(code) or (known.name if known else code), value=code)


def map_of(told: tuple[Told, ...], sheet: Sheet, *, countries: Mapping[str, str]) -> Drawing:
    """Return the map of a sheet."""
    spots = tuple(_spot(one, row) for one, row in zip(told, sheet.rows, strict=True) if one.is_drawn)
    return incident_map(
        sheet,
        spots,
        id="map",
        title=say("Where incidents are said to have been"),
        names=countries,
        place_href=_to_place,
    )


def _spot(one: Told, row: Row) -> Spot:
    return Spot(
        row=row.id, name=one.name, lat=one.where.lat or 0.0, lon=one.where.lon or 0.0, within_km=one.where.radius,
        is_area=one.is_area, certainty=one.certainty, doubt=one.doubt, words=shown_words(row.cells[1]),
        days=_days(one) or "", href=f"/incidents/{one.incident}", place=one.where.name,
    )  # fmt: skip


def _to_place(place: Place) -> str:
    """Return the way to all that is told of a place: the map of it alone."""
    return f"/map?{urlencode({'place': place.lead.place or place.lead.name})}#incidents"
