"""Places that claimants tell, as they are drawn: by the convention of the desk, as precisely as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.display.drawing.maps.spots import Spot
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty
from detente.incidents.column import PlaceTold
from detente.incidents.from_reading import RADIUS
from detente.pipeline.registries import stored_desk
from detente.store import Known, Record

__all__ = ["AREAS", "WIDE", "Convention", "convention_in", "country_names", "degrees", "place_names", "spot_of"]

AREAS = frozenset({"district", "admin1", "region"})
"""Precisions of what is an area: its middle is no place where anything is told to have been."""
WIDE = frozenset({"country", None})
"""Precisions that are drawn nowhere: the middle of a country says nothing of where in it something was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What the desk's watches call places, by every name of them, and countries, by code."""

    places: Mapping[str, str]
    countries: Mapping[str, str]

    def called(self, name: str) -> str:
        """Return what a place is called by convention; its own name where there is none."""
        return self.places.get(name.casefold(), name)


def convention_in(record: Record, *, known_on: Known) -> Convention:
    """Return the convention of a record's desk."""
    return Convention(places=place_names(record, known_on=known_on), countries=country_names(record, known_on=known_on))


def country_names(record: Record, *, known_on: Known) -> dict[str, str]:
    """Return how the desk's watches call countries, by code."""
    watches = stored_desk(record, known_on=known_on).watches
    return {
        code: one.name for watch in watches for one in watch.actors if one.kind == "state" for code in one.countries
    }


def place_names(record: Record, *, known_on: Known) -> dict[str, str]:
    """Return by every name of a place what the desk's watches call it: each side's name in it."""
    return {
        name.casefold(): place.name
        for watch in stored_desk(record, known_on=known_on).watches
        for place in watch.places
        for name in (place.name, *place.names)
    }


def spot_of(
    place: PlaceTold, *, row: str, called: Convention, certainty: Certainty | None, days: str, href: str | None
) -> Spot | None:
    """Return where a place is drawn; None where no point or area is known, or a country alone is told."""
    if place.lat is None or place.lon is None or place.precision in WIDE:
        return None
    return Spot(
        row=row, name=called.called(place.name), place=place.name, lat=place.lat, lon=place.lon,
        within_km=RADIUS.get(place.precision or "", 0.0), is_area=place.precision in AREAS, certainty=certainty,
        doubt=place.nearness == "around", words=clip(place.words[0].text) if place.words else "", days=days, href=href,
    )  # fmt: skip


def degrees(value: float | None) -> Cell:
    """Return a latitude or longitude; where there is none, no point is told."""
    return Cell(blank=say("no point")) if value is None else Cell(text=f"{value:.3f}", value=value)
