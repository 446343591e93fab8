"""Where each claimant tells an incident to have been: a table, and a map where there is something to draw."""

from collections.abc import Iterator

from detente.desk.pages.incidents.seen import Seen, days_told, evidence_of
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.maps.incidents import incident_map
from detente.display.language import mark, say
from detente.display.placed import Convention, degrees, spot_of
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell, words_href
from detente.incidents.column import Column as Told
from detente.incidents.column import PlaceTold

__all__ = ["places_map", "places_sheet"]

MOST, TALL = 40, 320
"""Places on one map, and how high it is."""
NEARNESS = {
    "told": mark("named as its place"),
    "sentence": mark("named in its sentence"),
    "around": mark("named near it in the text: may be another"),
}
NOT_SO = frozenset({"denied", "negated"})


def places_sheet(seen: Seen) -> Sheet:
    """Return the places that are told, a row for each claimant and place."""
    return Sheet(
        id="places", title=say("Where each says it was"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="place", title=say("place")),
            Column(id="near", title=say("reported as")),
            Column(id="precision", title=say("how exact")),
            Column(id="lat", title=say("latitude"), numeric=True),
            Column(id="lon", title=say("longitude"), numeric=True),
        ),
        rows=tuple(_row(seen, id_, told, place) for id_, told, place in _places(seen)),
        empty=Empty(means=say("Nobody says where it was.")),
        rule=say("places that reports name for it, or near it, each with who says so"),
    )  # fmt: skip


def places_map(seen: Seen, sheet: Sheet, called: Convention) -> Drawing | None:
    """Return the map of the table of places; None where no place of it has a point or an area."""
    spots = tuple(
        spot
        for id_, told, place in _places(seen)
        if (spot := spot_of(
            place, row=id_, called=called, certainty=_drawn_as(told), days=_days(told),
            href=next(filter(None, map(words_href, evidence_of(place.words))), None),
        ))
    )  # fmt: skip
    if not spots:
        return None
    return incident_map(sheet, spots, id="map", title=sheet.title, names=called.countries, tall=TALL)


def _places(seen: Seen) -> Iterator[tuple[str, Told, PlaceTold]]:
    found = [(n, at, told, one) for n, told in enumerate(seen.told.columns, 1) for at, one in enumerate(told.places)]
    for n, at, told, one in found[:MOST]:
        yield f"{n}-{at}", told, one


def _row(seen: Seen, id_: str, told: Told, place: PlaceTold) -> Row:
    return Row(
        id=id_,
        cells=(
            cell(seen.called(told.claimant)),
            Cell(text=place.name, words=evidence_of(place.words)),
            cell(say(NEARNESS[place.nearness])),
            Cell(text=place.precision or "", blank=say("not known")),
            degrees(place.lat),
            degrees(place.lon),
        ),
    )


def _drawn_as(told: Told) -> Certainty:
    """Return how the place is drawn: as denied, as the report's own account, else as somebody's claim."""
    if (told.denials and not told.types) or (told.statuses and NOT_SO.issuperset(told.statuses)):
        return "undone"
    return "told" if told.own else "claimed"


def _days(told: Told) -> str:
    return days_told(told.days[0].first, told.days[0].last) if told.days else ""
