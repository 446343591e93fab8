import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.registry.ceasefires.trend.model import fit_trend, student
from detente.registry.ceasefires.trend.trend import trend_of
from registry.ceasefires.trend_series_made import made

FALL = [40, 39, 34, 36, 30, 31, 27, 28, 24, 25, 21, 20, 19, 17, 16, 15]
LEVEL = [20, 24, 17, 21, 19, 23, 18, 22, 20, 16, 25, 21, 19, 20, 22, 18]
VARIED = [60, 1, 30, 2, 70, 0, 1, 44, 3, 50, 0, 2, 61, 1, 25, 4]


def test_a_fall_is_told_with_its_interval_and_turned_round_it_is_a_rise() -> None:
    fall, rise = trend_of(made(FALL)), trend_of(made(FALL[::-1]))
    assert (fall.outcome, fall.direction, rise.outcome) == ("falling", "falling", "rising")
    assert fall.change is not None
    assert rise.change is not None
    assert fall.change.low < -6.3 < fall.change.high < 0
    # a rise by so much is the same change of the logarithm
    assert math.log1p(fall.change.percent / 100) == pytest.approx(-math.log1p(rise.change.percent / 100), rel=0.02)


def test_where_nothing_falls_it_says_how_small_a_trend_would_have_been_seen() -> None:
    found = trend_of(made(LEVEL))
    assert (found.outcome, found.direction) == ("no trend seen", None)
    assert found.fall_seen is not None
    assert found.rise_seen is not None
    assert -8 < found.fall_seen < 0 < found.rise_seen < 8
    assert found.dispersion == 0


def test_the_same_figures_varying_widely_say_too_little() -> None:
    found = trend_of(made(VARIED))
    assert found.outcome == "too little to say"
    assert "gone unseen" in found.reason
    assert (found.dispersion or 0) > 0.5
    assert all(point.line is None for point in found.points), "no line is drawn where too little is said"


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (made([]), "no exact figure"),
        (made([9, 40]), "there are 2 weeks or periods with figures, and 8 are needed"),
        (made([40]), "there is 1 week or period"),
        (made([9] * 7), "8 are needed"),
        (made([20, 0, 0, 0, 0, 1, 0, 0, 0, 2]), "nearly all are zeros"),
        (made([1, 1, 1, 1, 1, 0, 0, 0, 1]), "6 are counted in all"),
        (made([20] * 5 + [None] * 14 + [9] * 5), "figures cover 70 of 168 days"),
        (made([20] * 8 + [None] * 10 + [9] * 8), "from 2031-03-03 to 2031-05-11 there is no figure"),
        (made([3] * 2000), "there are 2000 weeks or periods, and one trend is measured over 110 at most"),
        (made([10**21, 1, 1, 10**9, 5, 6, 10**18, 1, 1]), "digits too many"),
        (made([5, 6, 7] * 4, hours=[1e-8, 1e3] * 6), "no line can be fitted"),
        (made(FALL, hours=[80] * 8 + [20] * 8), "effort changed from 11.4 to 2.9 hours"),
        (replace(made(FALL, hours=[80] * 16), unit="days"), "known for 16 of 16 figures only"),
        (made(FALL, hours=[80] * 16, means={15: ("camera",)}), "means of watching changed"),
        (made(FALL, hours=[80] * 16, hindered=[0] * 8 + [3] * 8), "access did as well"),
    ],
)
def test_too_little_says_why(series: object, said: str) -> None:
    found = trend_of(series)  # type: ignore[arg-type]
    assert found.outcome == "too little to say"
    assert said in found.reason


def test_a_rise_in_spite_of_refusals_is_a_rise() -> None:
    assert trend_of(made(FALL[::-1], hours=[80] * 16, hindered=[0] * 8 + [3] * 8)).outcome == "rising"


def test_one_figure_alone_makes_no_fall() -> None:
    found = trend_of(made([900, 9, 11, 8, 12, 9, 10, 11, 8, 12, 10, 9, 11, 10]))
    assert found.outcome not in ("falling", "in steps")


def test_hours_on_watch_are_the_exposure() -> None:
    """As many for each hour: who watches less and less sees less and less, and nothing falls."""
    hours = [80 - 2.4 * n for n in range(16)]
    counts = [round(one / 2) for one in hours]
    assert trend_of(made(counts)).outcome == "falling"
    assert trend_of(made(counts, hours=hours)).outcome == "no trend seen"


def test_what_was_known_beforehand_against_it_is_the_reason() -> None:
    found = trend_of(made(FALL), lack="they are counted in 2 ways")
    assert (found.outcome, found.reason) == ("too little to say", "they are counted in 2 ways")


def test_neighbours_that_hang_together_widen_the_interval() -> None:
    waves = [20, 26, 31, 34, 31, 26, 20, 14, 9, 6, 9, 14, 20, 26, 31, 34]
    mixed = [int(n) for n in np.random.default_rng(4).permutation(waves)]
    together, apart = fit_trend(waves, [7.0] * 16, range(16)), fit_trend(mixed, [7.0] * 16, range(16))
    assert together is not None
    assert apart is not None
    assert together.correlation > apart.correlation
    assert together.error > 1.3 * apart.error


def test_students_bounds_are_those_of_the_tables() -> None:
    assert student(6, 0.95) == pytest.approx(2.4469, abs=1e-3)
    assert student(24, 0.95) == pytest.approx(2.0639, abs=1e-3)


@given(st.lists(st.integers(0, 60), min_size=9, max_size=14), st.floats(0.1, 50))
@settings(max_examples=25, deadline=None)
def test_the_unit_of_exposure_changes_no_trend(counts: list[int], unit: float) -> None:
    one = trend_of(made(counts, hours=[10.0] * len(counts)))
    other = trend_of(made(counts, hours=[10.0 * unit] * len(counts)))
    assert one.outcome == other.outcome
    if one.change and other.change:
        assert one.change.percent == pytest.approx(other.change.percent, rel=1e-4, abs=1e-4)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=30), st.sampled_from([1, 3, 7, 30]))
@settings(max_examples=40, deadline=None)
def test_any_figures_come_to_one_of_the_outcomes_with_a_reason(counts: list[int | None], each: int) -> None:
    found = trend_of(made(counts, each=each))
    assert found.reason
    assert (found.outcome == "in steps") == bool(found.steps)
    if found.change:
        assert found.change.low <= found.change.percent <= found.change.high
    assert sum(point.count for point in found.points) == sum(count for count in counts if count is not None)
