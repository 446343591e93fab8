"""Outlines: two countries share the line between them, and every disputed one is found."""

from itertools import pairwise

import pytest

from detente.knowledge.files import read_toml
from detente.knowledge.outlines import DISPUTED, Border, outlines, outlines_source, ring_points


def borders_near(lon: float, lat: float, far: float = 0.6) -> list[Border]:
    return [one for one in outlines().borders if any(abs(x - lon) < far and abs(y - lat) < far for x, y in one.points)]


def test_every_disputed_line_of_the_list_is_a_line_of_the_outlines() -> None:
    known = {one.code or one.name: {max(n, ~n) for ring in one.rings for n in ring} for one in outlines().countries}
    for line in read_toml(DISPUTED)["lines"]:
        one, other = line["between"]
        assert known[one] & known[other], line
        assert line["why"]


@pytest.mark.parametrize(
    ("lon", "lat", "disputed"),
    [(46.5, 39.6, True), (74.0, 34.5, True), (71.0, 27.5, False), (6.1, 49.5, False)],
    ids=["Armenia and Azerbaijan", "the line of control", "India and Pakistan in the desert", "Luxembourg"],
)
def test_a_border_is_disputed_where_it_is_and_no_farther(lon: float, lat: float, *, disputed: bool) -> None:
    found = borders_near(lon, lat)
    assert found
    assert disputed in {one.disputed for one in found}
    assert disputed or not any(one.disputed for one in found)


def test_a_ring_closes_and_goes_on_beyond_180_degrees() -> None:
    russia = next(one for one in outlines().countries if one.code == "RUS")
    for ring in russia.rings:
        points = ring_points(ring, outlines().lines)
        assert points[0] == pytest.approx(points[-1])
        assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(points))


def test_the_source_is_named() -> None:
    assert outlines_source() == "Natural Earth 4.1 (public domain)"
