"""What part of the earth a map is of: the countries that are watched, and what of its spots lies there."""

from collections.abc import Collection, Iterator, Sequence

from detente.display.drawing.maps.spots import Spot
from detente.display.drawing.maps.view import view_of
from detente.knowledge.outlines import Box, Country, outlines

__all__ = ["corners_of", "within_frame"]

WIDEST = 40.0
"""Degrees from side to side from which on a country is no region: what it is told of lies in a part of it."""
ROUND = 360.0


def corners_of(countries: Collection[str]) -> tuple[Spot, ...]:
    """Return the corners of countries (ISO 3166-1 alpha-3), as far as each is not too wide to be a region."""
    return tuple(
        Spot(row="", name="", lon=lon, lat=lat)
        for one in outlines().countries
        if one.code in countries
        for west, south, east, north in _box(one)
        for lon, lat in ((west, south), (east, north))
    )


def _box(country: Country) -> Iterator[Box]:
    """Yield the box of the largest part of a country."""
    boxes = outlines().boxes
    parts = [[boxes[max(number, ~number)] for number in ring] for ring in country.rings]
    found = [
        (min(b[0] for b in part), min(b[1] for b in part), max(b[2] for b in part), max(b[3] for b in part))
        for part in parts
    ]
    largest = max(found, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)
    if largest is not None and largest[2] - largest[0] <= WIDEST:
        yield largest


def within_frame(spots: Sequence[Spot], frame: Sequence[Spot], *, size: tuple[int, int]) -> tuple[Spot, ...]:
    """Return the spots in the part of the earth that a frame takes on a map of a size; without a frame, all."""
    if not frame:
        return tuple(spots)
    west, south, east, north = view_of(frame, *size).box
    return tuple(
        one for one in spots if (one.lon - west) % ROUND <= min(east - west, ROUND) and south <= one.lat <= north
    )
