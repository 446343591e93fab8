"""The part of the earth that a map shows, and where on it a point lies (Mercator's projection)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.display.drawing.maps.spots import Spot

__all__ = ["View", "plane_of", "points_of", "view_of"]

ROUND = 360.0
KM = 111.195
"""Kilometres of a degree of latitude."""
POLE = 80.0
"""Degrees beyond which nothing is drawn."""
LEAST_KM = 60.0
"""A map shows no less than this from side to side: outlines at this scale say nothing of less."""
MARGIN = 0.14
ROUGH_RING = 400.0
"""Kilometres beyond which a ring does not widen what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown: the longitude of its left side and Mercator's height of its top, and pixels to a radian."""

    west: float
    top: float
    scale: float
    width: int
    height: int

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies, from the left and from the top. The nearest turn round the earth is taken."""
        across = lon - self.west
        middle = math.degrees(self.width / self.scale) / 2
        across -= ROUND * round((across - middle) / ROUND)
        return math.radians(across) * self.scale, (self.top - _up(lat)) * self.scale

    def pixels(self, km: float, lat: float) -> float:
        """Return how many pixels a distance takes at a latitude."""
        return math.radians(km / KM) * self.scale / max(0.05, math.cos(math.radians(lat)))

    @property
    def middle_lat(self) -> float:
        """The latitude of its middle."""
        return _down(self.top - self.height / 2 / self.scale)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north, in degrees; the east may lie beyond 180."""
        east = self.west + math.degrees(self.width / self.scale)
        return self.west, _down(self.top - self.height / self.scale), east, _down(self.top)


def view_of(spots: Sequence[Spot], width: int, height: int) -> View:
    """Return a view of so many pixels that shows all spots, with what they may lie within; of none, the whole earth."""
    if not spots:
        return _fitted(-170.0, 190.0, _up(-56.0), _up(74.0), width, height)
    west = _west_of([one.lon for one in spots])
    sides = [_sides(one, west) for one in spots]
    left, right = min(one[0] for one in sides), max(one[1] for one in sides)
    low, high = min(one[2] for one in sides), max(one[3] for one in sides)
    return _fitted(left, right, _up(low), _up(high), width, height)


def plane_of(points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return points in degrees as points of the plane of the projection."""
    return tuple((math.radians(lon), _up(lat)) for lon, lat in points)


def _sides(one: Spot, west: float) -> tuple[float, float, float, float]:
    """Return west, east, south and north of a spot, to the east of a meridian."""
    around = min(one.within_km, ROUGH_RING) / KM
    points = list(points_of(one.geometry["coordinates"])) if one.geometry else [(one.lon, one.lat)]
    across = [west + (lon - west) % ROUND for lon, _ in points]
    wide = around / max(0.1, math.cos(math.radians(one.lat)))
    up = [lat for _, lat in points]
    return min(across) - wide, max(across) + wide, min(up) - around, max(up) + around


def points_of(coordinates: object) -> Iterable[tuple[float, float]]:
    """Yield the points of a geometry, however deep they lie in it."""
    if isinstance(coordinates, list | tuple) and coordinates:
        if isinstance(coordinates[0], int | float):
            yield float(coordinates[0]), float(coordinates[1])
        else:
            for one in coordinates:
                yield from points_of(one)


def _west_of(lons: Sequence[float]) -> float:
    """Return the meridian from which on all points lie closest together: a map may reach across 180."""
    known = sorted({lon % ROUND for lon in lons})
    after = [*known[1:], known[0]]
    gaps = [((east - lon) % ROUND or ROUND, east) for lon, east in zip(known, after, strict=True)]
    west = max(gaps)[1]
    return west - ROUND if west > ROUND / 2 else west


def _fitted(left: float, right: float, low: float, high: float, width: int, height: int) -> View:
    """Return the view that has these bounds in its middle, with a margin."""
    middle = (low + high) / 2
    least = LEAST_KM / KM / max(0.1, math.cos(math.radians(_down(middle))))
    across = math.radians(min(max(right - left, least), ROUND)) * (1 + 2 * MARGIN)
    up = max(high - low, 1e-6) * (1 + 2 * MARGIN)
    scale = max(min(width / across, height / up), width / math.radians(ROUND))
    west = (left + right) / 2 - math.degrees(width / scale) / 2
    top = middle + height / scale / 2
    top = min(max(top, _up(-POLE) + height / scale), _up(POLE)) if height / scale < 2 * _up(POLE) else top
    return View(west=west, top=top, scale=scale, width=width, height=height)


def _up(lat: float) -> float:
    held = math.radians(max(-POLE - 5, min(POLE + 5, lat)))
    return math.log(math.tan(math.pi / 4 + held / 2))


def _down(up: float) -> float:
    return math.degrees(2 * math.atan(math.exp(up)) - math.pi / 2)
