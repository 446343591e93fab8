"""How near known points are: the same for many, looked through together, as for each by itself."""

import numpy as np

from detente.core.distance import distance_km
from detente.reading.places import nearness
from detente.reading.places.nearness import NEAR_KM, Nearness


def _one_by_one(points: dict[str, tuple[float, float]], words: str, here: tuple[float, float]) -> tuple[float, float]:
    distances = [distance_km(*here, *p) for name, p in points.items() if name != words]
    return min(distances), sum(d < NEAR_KM for d in distances) / len(distances)


def test_many_points_give_what_each_gives() -> None:
    draw = np.random.default_rng(5)
    drawn = draw.uniform((44, 22), (52, 40), (3 * nearness.MANY, 2)).tolist()
    points = {str(k): (lat, lon) for k, (lat, lon) in enumerate(drawn)}
    points["twin"] = points["7"]
    asked = Nearness(points)
    for words, here in [*points.items(), ("none", (48.0, 37.8)), ("7", (0.0, 179.0))]:
        assert asked.of(words, here) == _one_by_one(points, words, here)


def test_few_points_are_measured_one_by_one() -> None:
    points = {"a": (48.0, 37.8), "b": (50.4, 30.5)}
    assert Nearness(points).of("a", points["a"]) == _one_by_one(points, "a", points["a"])


def test_a_point_is_not_near_itself() -> None:
    assert Nearness({"a": (48.0, 37.8)}).of("a", (48.0, 37.8)) is None
    assert Nearness({}).of("a", (48.0, 37.8)) is None
