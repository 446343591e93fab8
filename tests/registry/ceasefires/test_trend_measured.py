"""A part of what tools/measure_trend.py measures, with seeds that stay: nothing falls, and it is seldom said to."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

RUNS = 100


@pytest.fixture(scope="module")
def tools(tool: Callable[[str], ModuleType]) -> tuple[Any, Any]:
    made = tool("trend_made")
    return made, tool("measure_trend")


@pytest.mark.parametrize(
    "given",
    [
        {"weeks": 10, "level": 20.0},
        {"weeks": 16, "level": 9.0, "over": 0.3, "hours": 0.6},
        {"weeks": 22, "level": 2.0, "over": 0.5, "together": 0.3, "daily": True, "by_weekday": 0.6, "lost": 0.2},
    ],
)
def test_where_nothing_falls_falling_is_said_in_five_of_a_hundred_at_most(
    tools: tuple[Any, Any], given: dict[str, Any]
) -> None:
    made, measure = tools
    score = measure.measure(made.Setting(name="test", **given), 0, runs=RUNS, seed=77)
    assert score.told["towards falling"] <= 5
    assert score.told["towards rising"] <= 5
    assert score.told["interval"] >= 95
    assert score.told["covers"] >= 0.9 * score.told["interval"]


def test_a_real_fall_is_covered_and_mostly_seen(tools: tuple[Any, Any]) -> None:
    made, measure = tools
    score = measure.measure(made.Setting(name="test", weeks=20, level=20.0, over=0.1), -6, runs=RUNS, seed=78)
    assert score.told["covers"] >= 0.9 * score.told["interval"]
    assert score.told["towards falling"] >= 80
    assert score.told["towards rising"] == 0


def test_next_to_nothing_counted_says_too_little(tools: tuple[Any, Any]) -> None:
    made, measure = tools
    score = measure.measure(made.Setting(name="test", weeks=12, level=0.4), -6, runs=30, seed=79)
    assert score.told["too little to say"] >= 28
