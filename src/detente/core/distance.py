"""How far two points on the earth lie apart."""

import math

__all__ = ["EARTH_KM", "distance_km"]

EARTH_KM = 12_742.0
"""The earth's diameter."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance of two points in kilometres, on a sphere."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
