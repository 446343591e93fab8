import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import UsageError
from detente.registry.ceasefires.comparison import Comparison, compare, compare_series
from detente.registry.ceasefires.rates import dispersion_of, hold_rates, incomplete_beta
from detente.registry.ceasefires.series import About, Point, Series
from detente.registry.interval import DAY, Interval

ABOUT = About(ceasefire="ford", claimant="M", kind="fire")
START = dt.date(2031, 1, 6)


def weeks(first: int, last: int) -> Interval:
    """Return weeks by their number from the start, both included."""
    return Interval(first=START + 7 * first * DAY, last=START + (7 * last + 6) * DAY)


def series(counts: Sequence[int], hours: Sequence[float] | None = None, **change: Any) -> Series:
    points = tuple(
        Point(
            figure=f"w{n}",
            interval=weeks(n, n),
            count=count,
            hours=hours[n] if hours else None,
            means=("in person",) if hours else (),
            hindered=change.get("hindered", [0] * len(counts))[n],
        )
        for n, count in enumerate(counts)
    )
    return Series(
        about=change.get("about", ABOUT), points=points, gaps=(), left_out=(), unit="hours" if hours else "days"
    )


def halves(made: Series) -> Comparison:
    half = len(made.points) // 2
    return compare(made, weeks(0, half - 1), weeks(half, len(made.points) - 1))


def test_a_clear_fall_is_fewer_and_turned_round_it_is_more() -> None:
    fall = [40, 44, 38, 42, 10, 12, 9, 11]
    assert halves(series(fall)).outcome == "fewer"
    found = halves(series(fall[::-1]))
    assert found.outcome == "more"
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(164 / 42)
    assert found.ratio.low < 164 / 42 < (found.ratio.high or 0)


def test_a_difference_that_may_be_chance_cannot_be_told() -> None:
    found = halves(series([4, 6, 5, 7, 5, 4, 6, 5]))
    assert (found.outcome, found.reason.split(":")[0]) == ("cannot tell", "the figures fit more as well as fewer")


def test_figures_that_vary_by_themselves_ask_for_more() -> None:
    even, wild = [20, 20, 20, 20, 12, 12, 12, 12], [60, 2, 1, 17, 40, 3, 1, 4]
    assert (halves(series(even)).outcome, halves(series(even)).dispersion) == ("fewer", 1.0)
    assert sum(even) == sum(wild)
    assert (halves(series(wild)).outcome, (halves(series(wild)).dispersion or 0) > 10) == ("cannot tell", True)


def test_more_hours_on_watch_are_no_rise() -> None:
    counts = [20, 20, 20, 20, 38, 38, 38, 38]
    assert halves(series(counts)).outcome == "more"
    assert halves(series(counts, [50] * 4 + [95] * 4)).outcome == "no difference seen"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (series([40, 40, 4, 4]), "2 figures"),
        (series([0] * 8), "both intervals have none"),
        (series([40] * 4 + [4] * 4, [90] * 4 + [30] * 4), "effort changed from 12.9 to 4.3 hours"),
        (series([40] * 4 + [4] * 4, hindered=[0] * 4 + [2] * 4), "access changed"),
        (replace(series([40] * 4 + [4] * 4, [90] * 8), unit="days"), "for some periods only"),
    ],
)
def test_what_cannot_be_told_says_why(made: Series, said: str) -> None:
    found = halves(made)
    assert found.outcome == "cannot tell"
    assert said in found.reason


def test_a_rise_in_spite_of_refusals_is_a_rise() -> None:
    assert halves(series([4] * 4 + [40] * 4, hindered=[0] * 4 + [2] * 4)).outcome == "more"


@pytest.mark.parametrize(("factor", "weeks_each"), [(1, 4), (4, 4), (4, 13)])
def test_where_nothing_changes_fewer_is_seldom_said(factor: int, weeks_each: int) -> None:
    chance = np.random.default_rng(7)
    said = []
    for _ in range(200):
        means = (
            np.full(2 * weeks_each, 15.0)
            if factor == 1
            else chance.gamma(15 / (factor - 1), factor - 1, 2 * weeks_each)
        )
        said.append(halves(series([int(n) for n in chance.poisson(means)])).outcome)
    assert said.count("fewer") <= 10
    assert said.count("fewer") + said.count("more") <= 16


def test_no_difference_is_seen_only_where_a_third_would_have_been() -> None:
    few, many = halves(series([5] * 8)), halves(series([40] * 8))
    assert (few.outcome, many.outcome) == ("cannot tell", "no difference seen")
    assert "a smaller difference may be there" in many.reason
    changed = halves(series([40] * 8, hindered=[0] * 4 + [1] * 4))
    assert (changed.outcome, "access changed" in changed.reason) == ("cannot tell", True)


@pytest.mark.parametrize(("ratio", "factor"), [(4 / 3, 1), (3 / 4, 1), (4 / 3, 4), (2, 1)])
def test_that_no_difference_was_seen_is_seldom_said_of_one_of_a_third(ratio: float, factor: int) -> None:
    chance = np.random.default_rng(11)
    said = []
    for _ in range(200):
        means = np.array([60.0] * 6 + [60.0 * ratio] * 6)
        if factor > 1:
            means = chance.gamma(means / (factor - 1), factor - 1)
        said.append(halves(series([int(n) for n in chance.poisson(means)])).outcome)
    assert said.count("no difference seen") <= 10


def test_another_definition_is_never_compared() -> None:
    one, other = series([40] * 8), series([4] * 8, about=replace(ABOUT, kind="drone"))
    found = compare_series(one, weeks(0, 3), other, weeks(4, 7))
    assert (found.outcome, found.reason) == ("cannot tell", "they are of different things: kind 'fire' and 'drone'")


def test_other_means_of_watching_are_not_compared() -> None:
    made = series([40] * 4 + [4] * 4, [90] * 8)
    points = (*made.points[:4], *(replace(point, means=("in person", "camera")) for point in made.points[4:]))
    assert "means of watching changed" in halves(replace(made, points=points)).reason


def test_intervals_that_share_days_or_are_mostly_blank_are_not_compared() -> None:
    made = series([40] * 4 + [4] * 4)
    assert "share days" in compare(made, weeks(0, 4), weeks(4, 7)).reason
    assert "share days" in compare(made, weeks(4, 7), weeks(0, 3)).reason
    assert "what is blank is no zero" in compare(made, weeks(0, 3), weeks(4, 14)).reason


@given(st.integers(1, 40), st.integers(0, 40), st.floats(0.01, 0.99))
def test_the_beta_function_is_the_binomial_tail(k: int, more: int, share: float) -> None:
    n = k + more
    tail = sum(math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k, n + 1))
    assert incomplete_beta(k, n - k + 1, share) == pytest.approx(tail, abs=1e-9)


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    # 4 of 10 at 95 of 100: 0.1216 to 0.7376, as odds
    found = hold_rates(6, 1, 4, 1, level=0.95, dispersion=1)
    assert found.low == pytest.approx(0.12155 / 0.87845, rel=1e-3)
    assert found.high == pytest.approx(0.73762 / 0.26238, rel=1e-3)
    assert found.chance == pytest.approx(0.75390625)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 50), st.floats(0.1, 50), st.floats(0.05, 200))
def test_the_unit_of_exposure_changes_nothing(old: int, new: int, one: float, other: float, unit: float) -> None:
    first = hold_rates(old, one, new, other, level=0.95, dispersion=1.5)
    scaled = hold_rates(old, one * unit, new, other * unit, level=0.95, dispersion=1.5)
    assert scaled.chance == pytest.approx(first.chance, abs=1e-9)
    assert scaled.low == pytest.approx(first.low, rel=1e-6, abs=1e-12)
    assert (scaled.high is None) == (first.high is None)


@given(st.lists(st.integers(0, 50), min_size=4, max_size=9), st.floats(0.1, 30))
def test_the_factor_is_never_below_one_and_has_no_unit(counts: list[int], unit: float) -> None:
    days = [7.0] * len(counts)
    found = dispersion_of([(counts, days)])
    assert found >= 1
    assert dispersion_of([(counts, [unit * one for one in days])]) == pytest.approx(found)


@given(st.integers(0, 60), st.integers(0, 60))
def test_turning_the_intervals_round_turns_the_answer_round(old: int, new: int) -> None:
    there = hold_rates(old, 7, new, 14, level=0.95, dispersion=1)
    back = hold_rates(new, 14, old, 7, level=0.95, dispersion=1)
    assert there.chance == pytest.approx(back.chance, abs=1e-9)
    if there.high is not None and back.low > 0:
        assert there.high == pytest.approx(1 / back.low, rel=1e-6)


def test_nothing_on_one_side_leaves_the_ratio_open() -> None:
    found = hold_rates(0, 7, 9, 7, level=0.95, dispersion=1)
    assert (found.ratio, found.high) == (None, None)
    assert found.low > 1
    with pytest.raises(UsageError, match="exposures above zero"):
        hold_rates(1, 0, 1, 7, level=0.95, dispersion=1)
