import itertools
import math

import pytest

from detente.registry.ceasefires.sectors import half_width, sector_of


@pytest.mark.parametrize(
    ("words", "width"),
    [("N", 45.0), ("SE", 22.5), ("SSE", 11.25), ("south", 45.0), ("south-east", 22.5), ("135", 5.0), (None, 5.0)],
)
def test_a_direction_is_as_wide_as_its_words_leave_it(words: str | None, width: float) -> None:
    assert half_width(words) == width


def kilometres(lat: float, lon: float, point: list[float]) -> float:
    phi, other = math.radians(lat), math.radians(point[1])
    half = math.sin((other - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other) * math.sin(math.radians(point[0] - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def test_a_ring_without_a_direction_keeps_both_distances() -> None:
    area = sector_of(40.0, 45.0, bearing=None, width=5.0, near_km=3.0, far_km=6.0)
    outer, inner = area["coordinates"]
    assert outer[0] == outer[-1]
    assert inner[0] == inner[-1]
    assert all(kilometres(40.0, 45.0, point) == pytest.approx(6.0, abs=0.01) for point in outer)
    assert all(kilometres(40.0, 45.0, point) == pytest.approx(3.0, abs=0.01) for point in inner)


def test_a_sector_from_no_nearer_distance_begins_at_the_observer() -> None:
    (ring,) = sector_of(40.0, 45.0, bearing=0.0, width=45.0, near_km=None, far_km=2.0)["coordinates"]
    assert ring[0] == ring[-1] == [45.0, 40.0]


def test_rings_run_the_way_that_geojson_asks() -> None:
    def area(ring: list[list[float]]) -> float:
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))

    (ring,) = sector_of(40.0, 45.0, bearing=90.0, width=10.0, near_km=1.0, far_km=2.0)["coordinates"]
    outer, inner = sector_of(40.0, 45.0, bearing=None, width=10.0, near_km=1.0, far_km=2.0)["coordinates"]
    assert area(ring) > 0
    assert area(outer) > 0
    assert area(inner) < 0
