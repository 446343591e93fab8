import random

import krippendorff
import pytest

from detente.review.alpha import agree, alpha, interval_between, jaccard, masi, nominal, squared

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": four coders, twelve items, values missing.
PUBLISHED = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]


def test_the_published_example_comes_out_as_printed() -> None:
    assert alpha(PUBLISHED, nominal) == pytest.approx(0.743, abs=0.0005)
    assert alpha(PUBLISHED, squared) == pytest.approx(0.849, abs=0.0005)


@pytest.mark.parametrize(("level", "difference"), [("nominal", nominal), ("interval", squared)])
@pytest.mark.parametrize("seed", range(12))
def test_alpha_is_that_of_the_library(level: str, difference: object, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - tables to compare with
    rows = [[chance.choice([1, 2, 3, 7, None]) for _ in range(30)] for _ in range(chance.choice([2, 3, 4]))]
    units = [[v for v in unit if v is not None] for unit in zip(*rows, strict=True)]
    table = [[float("nan") if v is None else float(v) for v in row] for row in rows]
    expected = krippendorff.alpha(reliability_data=table, level_of_measurement=level)  # type: ignore[arg-type]
    assert alpha(units, difference) == pytest.approx(expected, abs=1e-9)  # type: ignore[arg-type]


def test_the_distances_of_sets() -> None:
    a, ab, bc, c = (frozenset(x) for x in ("a", "ab", "bc", "c"))
    assert (masi(a, a), masi(a, c)) == (0, 1)
    assert masi(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert jaccard(frozenset(), frozenset()) == 0
    assert masi(frozenset(), a) == 1


def test_alpha_is_not_defined_without_pairs_or_without_variation() -> None:
    assert alpha([]) is None
    assert alpha([["x"], ["y"]]) is None
    assert alpha([["x", "x"], ["x", "x"]]) is None
    assert agree([["x", "x"]]).low is None


def test_an_interval_holds_alpha_and_narrows_with_more_items() -> None:
    few = [["x", "x"], ["y", "y"], ["x", "y"], ["y", "y"]] * 5
    some, many = agree(few), agree(few * 10)
    assert some.alpha is not None
    assert some.low is not None
    assert some.high is not None
    assert many.low is not None
    assert many.high is not None
    assert some.low < some.alpha < some.high
    assert many.high - many.low < some.high - some.low
    assert (some.items, some.agreed, some.is_few) == (20, 15, False)
    assert agree(few[:4]).is_few
    assert agree(few) == some


def test_ranges_lie_apart_by_their_middles() -> None:
    assert interval_between((2, 4), (3, 3)) == 0
    assert interval_between((1, 1), (3, 3)) == 4
