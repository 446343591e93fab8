"""Where what a board tells is told to have been: a table, and a map of the places that have a point or an area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.display.ceasefires.names import Names, claimant_of, days_iso, thing_words
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.maps.incidents import incident_map
from detente.display.drawing.maps.spots import Spot
from detente.display.drawing.maps.view import points_of
from detente.display.language import count, say
from detente.display.placed import degrees
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell, words_href
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["Placed", "placed_of", "places_map", "places_sheet"]

MOST, TALL = 16, 360
"""Places that a board lists, and how high its map is."""
TOLD = frozenset({"some", "denied"})
"""What has a place: where there was none, or nobody could see, nothing is told to have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A place that one claimant tells of one thing, in so many statements, the first of which it leads to."""

    place: Locality
    lead: Violation
    statements: int


def placed_of(said: Sequence[Violation], interval: Interval) -> tuple[Placed, ...]:
    """Return where something is told to have been on some days, or denied, those with most statements first."""
    held: dict[tuple[object, ...], Placed] = {}
    own = (one for one in said if one.said in TOLD and one.interval and one.interval.overlaps(interval))
    for one in own:
        for place in one.where:
            key = (one.claimant or one.claimant_name, one.kind, one.harm, one.said, place.words)
            known = held.get(key)
            held[key] = Placed(
                place=known.place if known else place, lead=known.lead if known else one,
                statements=known.statements + 1 if known else 1,
            )  # fmt: skip
    return tuple(sorted(held.values(), key=lambda each: (-each.statements, each.place.words)))


def places_sheet(placed: Sequence[Placed], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return the places as a table: who tells what of which, and whether it has a point."""
    left = len(placed) - MOST
    rule = say("places as each names them, with how many statements do; no incident is counted by its places")
    more = count("%(n)d more is not listed", "%(n)d more are not listed", left) if left > 0 else ""
    return Sheet(
        id="places", title=say("Where it is said to have been"),
        columns=(
            Column(id="who", title=say("who says it")), Column(id="what", title=say("what")),
            Column(id="place", title=say("place")), Column(id="days", title=say("days")),
            Column(id="statements", title=say("statements"), numeric=True),
            Column(id="lat", title=say("latitude"), numeric=True),
            Column(id="lon", title=say("longitude"), numeric=True),
            Column(id="within_km", title=say("within km"), numeric=True),
        ),
        rows=tuple(_row(f"place-{n}", one, ceasefire, names) for n, one in enumerate(placed[:MOST])),
        empty=Empty(means=say("No report names a place for these days."), of="days"),
        rule="; ".join(filter(None, (rule, more))),
    )  # fmt: skip


def places_map(placed: Sequence[Placed], sheet: Sheet) -> Drawing | None:
    """Return the map of the table of places; None where no place of it has a point or an area."""
    spots = [spot for row, one in zip(sheet.rows, placed, strict=False) if (spot := _spot(row.id, one)) is not None]
    return incident_map(sheet, spots, id="map", title=sheet.title, tall=TALL) if spots else None


def _row(id_: str, one: Placed, ceasefire: Ceasefire, names: Names) -> Row:
    at, lead = _middle(one.place.geometry), one.lead
    lat, lon = (at[1], at[0]) if at else (None, None)
    return Row(
        id=id_,
        cells=(
            cell(claimant_of(lead, names)),
            cell(thing_words(lead, ceasefire), certainty=_drawn_as(lead)),
            Cell(text=one.place.words, words=lead.evidence[:1]),
            cell(days_iso(lead.interval)),
            cell(one.statements),
            degrees(lat),
            degrees(lon),
            cell(one.place.radius_km if at else None),
        ),
    )


def _spot(id_: str, one: Placed) -> Spot | None:
    at, lead = _middle(one.place.geometry), one.lead
    if at is None:
        return None
    is_point = (one.place.geometry or {}).get("type") == "Point"
    return Spot(
        row=id_, name=one.place.words, lon=at[0], lat=at[1], within_km=one.place.radius_km or 0.0,
        geometry=None if is_point else one.place.geometry, certainty=_drawn_as(lead),
        words=clip(lead.evidence[0].words), days=days_iso(lead.interval),
        href=next(filter(None, map(words_href, lead.evidence)), None),
    )  # fmt: skip


def _middle(geometry: Mapping[str, Any] | None) -> tuple[float, float] | None:
    """Return the middle of what reaches from a geometry's westernmost to its easternmost point; None of none."""
    points = list(points_of(geometry["coordinates"])) if geometry else []
    if not points:
        return None
    across, up = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2


def _drawn_as(one: Violation) -> Certainty:
    """Return how a place is drawn: full where an observer saw it, faint where it is denied, else as claimed."""
    if one.said == "denied":
        return "undone"
    return "told" if one.origin == "observer" else "claimed"
