"""What the places of two accounts say of their being one happening."""

from collections.abc import Iterator

from detente.core.distance import distance_km
from detente.incidents.account import Account, Where

__all__ = ["apart_km", "place_features"]

Feature = tuple[str, float]

SAME_SPOT, NEXT_TOWN, SAME_AREA = 6.0, 25.0, 100.0
"""Kilometres: within the first, two points of towns are one; within the others they are neighbours, or of one area."""
BOUNDS = ((SAME_SPOT, "the same"), (NEXT_TOWN, "next town"), (SAME_AREA, "one area"))
WIDE = frozenset({"admin1", "country", "region", "district", None})


def place_features(one: Account, other: Account) -> Iterator[Feature]:
    """Yield what is to be said of where two accounts were."""
    a, b = one.where, other.where
    if a is None or b is None:
        yield "place: one is not told", 1.0
        return
    how = "place around" if "around" in {a.nearness, b.nearness} else "place"
    yield f"{how}: {_places(a, b)}", 1.0


def _places(a: Where, b: Where) -> str:
    if a.country and b.country and a.country != b.country and "region" not in {a.precision, b.precision}:
        return "another country"
    if (a.geonameid is not None and a.geonameid == b.geonameid) or a.words == b.words:
        return "the same" if a.precision not in {"country", "region", None} else "the same country"
    far = apart_km(a, b)
    if far is None:
        return "names shared" if a.words & b.words else "a point is not known"
    if far > a.radius + b.radius + SAME_AREA:
        return "far away"
    if a.precision in WIDE or b.precision in WIDE:
        return "within the other's area" if far <= a.radius + b.radius else "far away"
    return next((name for bound, name in BOUNDS if far <= bound), "far away")


def apart_km(a: Where, b: Where) -> float | None:
    """Return how far two places lie apart, None where a point is not known."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)
