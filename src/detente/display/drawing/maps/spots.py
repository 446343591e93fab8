"""What is drawn on a map: where something is said to have been, as precisely as that is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from detente.display.sheets import Certainty

__all__ = ["Place", "Spot", "places_of"]

STRENGTH: tuple[Certainty | None, ...] = ("told", None, "claimed", "unsure", "undone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one row of a sheet is told to have been.

    `row` is its id, `name` what the place is called by convention, the other names in it. `within_km` is how far what
    is meant may lie from the point; where `is_area`, only an area of that size is told, and no point is drawn.
    `geometry` is GeoJSON where an area, a line or a sector is known. `doubt`: the place may be another one.
    """

    row: str
    name: str
    lon: float
    lat: float
    within_km: float = 0.0
    is_area: bool = False
    geometry: Mapping[str, Any] | None = None
    certainty: Certainty | None = None
    doubt: bool = False
    words: str = ""
    days: str = ""
    href: str | None = None
    place: str = ""
    """The name that the record keeps it by, where that is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """All spots of one place: they are drawn once, as the surest of them stands, with their number."""

    spots: tuple[Spot, ...]

    @property
    def lead(self) -> Spot:
        """The surest of them: one in doubt only where all are."""
        return min(self.spots, key=lambda one: (one.doubt, STRENGTH.index(one.certainty)))

    @property
    def label(self) -> str:
        """Its name, with how many there are where it is more than one."""
        return self.lead.name if len(self.spots) == 1 else f"{self.lead.name} · {len(self.spots)}"


def places_of(spots: Iterable[Spot]) -> tuple[Place, ...]:
    """Return the places of spots, those with most first; what has an outline of its own stands by itself."""

    def key(one: Spot) -> tuple[float, float, str, bool, str]:
        return round(one.lon, 3), round(one.lat, 3), one.name, one.is_area, one.row if one.geometry else ""

    found = [Place(spots=tuple(some)) for _, some in groupby(sorted(spots, key=key), key=key)]
    return tuple(sorted(found, key=lambda one: (-len(one.spots), one.lead.name)))
