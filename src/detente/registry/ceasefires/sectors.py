"""Areas seen from a point, as GeoJSON: a sector where a direction is told, a ring where only distances are."""

import math
from collections.abc import Mapping
from typing import Any

__all__ = ["half_width", "sector_of"]

EARTH_KM = 6371.0088
"""Mean radius; over the tens of kilometres that an observer tells of, a sphere errs by less than half a percent."""
ROUND = 360.0
STEP = 5.0
"""Degrees between the points of an arc."""
WIDTHS = {1: 45.0, 2: 22.5, 3: 11.25}
"""Degrees to either side that a compass point of so many parts leaves open ("south", "south-east")."""
IN_DEGREES = 5.0
"""Degrees to either side of a direction that is told in degrees."""


def half_width(bearing_words: str | None) -> float:
    """Return how far to either side a direction may lie, by the words that tell it."""
    words = (bearing_words or "").strip().lower()
    if not words or any(char.isdigit() for char in words):
        return IN_DEGREES
    parts = [part for part in words.replace("-", " ").split() if part]
    if len(parts) == 1 and len(words) <= max(WIDTHS) and set(words) <= set("nesw"):
        return WIDTHS[len(words)]
    points = sum(words.count(point) for point in ("north", "south", "east", "west"))
    return WIDTHS.get(points, WIDTHS[1])


def sector_of(
    lat: float, lon: float, *, bearing: float | None, width: float, near_km: float | None, far_km: float
) -> Mapping[str, Any]:
    """Return the GeoJSON polygon of what lies between two distances from a point, within `width` of a direction.

    Where no direction is told, it is all around; where no nearer distance is, it reaches to the point itself.
    """
    near = near_km or 0.0
    if bearing is None:
        rings = [_arc(lat, lon, far_km, ROUND, 0.0)]
        if near > 0:
            rings.append(_arc(lat, lon, near, 0.0, ROUND))
        return {"type": "Polygon", "coordinates": rings}
    first, last = bearing - width, bearing + width
    inner = _arc(lat, lon, near, first, last) if near > 0 else [[_round(lon), _round(lat)]]
    ring = [*inner, *_arc(lat, lon, far_km, last, first)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _arc(lat: float, lon: float, km: float, first: float, last: float) -> list[list[float]]:
    count = max(1, math.ceil(abs(last - first) / STEP))
    points = [_reached(lat, lon, km, first + (last - first) * n / count) for n in range(count + 1)]
    return [*points[:-1], points[0]] if abs(last - first) >= ROUND else points


def _reached(lat: float, lon: float, km: float, bearing: float) -> list[float]:
    """Return the point that lies so far in a direction, longitude first."""
    phi, theta, delta = math.radians(lat), math.radians(bearing), km / EARTH_KM
    sine = math.sin(phi) * math.cos(delta) + math.cos(phi) * math.sin(delta) * math.cos(theta)
    along = math.atan2(math.sin(theta) * math.sin(delta) * math.cos(phi), math.cos(delta) - math.sin(phi) * sine)
    reached = lon + math.degrees(along)
    return [_round((reached + 180) % ROUND - 180), _round(math.degrees(math.asin(max(-1.0, min(1.0, sine)))))]


def _round(degrees: float) -> float:
    return round(degrees, 5)
