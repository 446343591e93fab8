"""Places that claimants tell, as they are drawn: by the convention of the desk, as precisely as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.desk.asked import Asked
from detente.desk.pages.incident_map.told import AREAS, WIDE, country_names, place_names
from detente.display.drawing.maps.spots import Spot
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty
from detente.incidents.column import PlaceTold
from detente.incidents.from_reading import RADIUS

__all__ = ["Convention", "convention_of", "degrees", "spot_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What the desk's watches call places, by every name of them, and countries, by code."""

    places: Mapping[str, str]
    countries: Mapping[str, str]

    def called(self, name: str) -> str:
        """Return what a place is called by convention; its own name where there is none."""
        return self.places.get(name.casefold(), name)


def convention_of(asked: Asked) -> Convention:
    """Return the convention of the desk."""

    def made() -> Convention:
        return Convention(
            places=place_names(asked.record, known_on=asked.known_on),
            countries=country_names(asked.record, known_on=asked.known_on),
        )

    return asked.held("convention", made)


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
