"""How near the known points of a document are to a place, for many points at once."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.core.distance import EARTH_KM, distance_km

__all__ = ["NEAR_KM", "Nearness"]

Point = tuple[float, float]

NEAR_KM = 250.0
MANY = 48
"""From how many points on they are first looked through together."""
SLACK = 1e-9
"""By how much, in relation, what is computed together may differ from what is computed point by point."""


class Nearness:
    """The points that names of a document are known to mean."""

    def __init__(self, points: Mapping[str, Point]) -> None:
        """Take the points by the names that mean them."""
        self._place = {words: k for k, words in enumerate(points)}
        self._points = list(points.values())
        self._sphere = _on_sphere(self._points) if len(self._points) >= MANY else None
        self._known: dict[tuple[str, Point], tuple[float, float] | None] = {}

    def of(self, words: str, here: Point) -> tuple[float, float] | None:
        """Return how far the nearest point of another name than `words` is, and the share of those within `NEAR_KM`.

        None where there is no other.
        """
        key = (words, here)
        if key not in self._known:
            own = self._place.get(words)
            if len(self._points) == (own is not None):
                self._known[key] = None
            elif self._sphere is None:
                others = (p for k, p in enumerate(self._points) if k != own)
                distances = [distance_km(*here, *p) for p in others]
                self._known[key] = min(distances), sum(d < NEAR_KM for d in distances) / len(distances)
            else:
                self._known[key] = self._together(self._sphere, here, own)
        return self._known[key]

    def _together(self, sphere: NDArray[np.float64], here: Point, own: int | None) -> tuple[float, float]:
        """Measure one by one only the points that may be the nearest, or may lie on the border of what is near."""
        quarter = ((sphere - _on_sphere([here])) ** 2).sum(axis=1) / 4.0
        if own is not None:
            quarter[own] = np.inf
        border = math.sin(NEAR_KM / EARTH_KM) ** 2
        (nearest,) = np.nonzero(quarter <= quarter.min() * (1 + SLACK) + SLACK**2)
        (unsure,) = np.nonzero(np.abs(quarter - border) <= border * SLACK)
        inside = int((quarter < border * (1 - SLACK)).sum())
        inside += sum(distance_km(*here, *self._points[k]) < NEAR_KM for k in unsure.tolist())
        closest = min(distance_km(*here, *self._points[k]) for k in nearest.tolist())
        return closest, inside / (len(self._points) - (own is not None))


def _on_sphere(points: list[Point]) -> NDArray[np.float64]:
    """Return points, given by latitude and longitude, on a ball of radius 1."""
    lat, lon = np.radians(np.array(points, dtype=np.float64)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
