from detente.registry.ceasefires.trend.trend import Trend, trend_of
from detente.registry.interval import DAY
from registry.ceasefires.trend_series_made import START, made

BEFORE = [63, 58, 66, 61, 70, 59, 64, 62, 60, 67]
AFTER = [28, 31, 25, 29, 27, 30, 26, 33, 24, 29]


def only_step(found: Trend) -> str:
    assert found.outcome == "in steps"
    (step,) = found.steps
    assert step.day.first == START + 70 * DAY
    assert step.between.first <= step.day.first <= step.between.last
    return step.cause


def test_a_clear_step_is_told_as_one_with_its_levels_and_its_days() -> None:
    found = trend_of(made(BEFORE + AFTER))
    assert only_step(found) == "not known"
    step = found.steps[0]
    assert (round(step.before), round(step.after), found.direction) == (9, 4, "falling")
    assert (step.between.last - step.between.first).days < 35
    assert (found.change, found.fall_seen) == (None, None), "a step is no slope"


def test_a_step_up_is_told_in_the_same_way() -> None:
    found = trend_of(made(AFTER + BEFORE))
    assert (found.outcome, found.direction) == ("in steps", "rising")


def test_up_and_down_again_has_no_direction() -> None:
    found = trend_of(made(AFTER[:8] + [one * 2 for one in BEFORE[:8]] + AFTER[:8]))
    assert (len(found.steps), found.direction) == (2, None)


def test_a_step_says_whether_the_effort_changed_with_it() -> None:
    same = trend_of(made(BEFORE + AFTER, hours=[80.0] * 20))
    assert only_step(same) == "the figures alone"
    more = trend_of(made(BEFORE[:10] + AFTER, hours=[60.0] * 10 + [110.0] * 10))
    assert only_step(more) == "the figures alone"
    refused = trend_of(made(BEFORE + AFTER, hours=[80.0] * 20, hindered=[0] * 10 + [2] * 10))
    assert only_step(refused) == "the effort as well"
    assert "refused or not possible 0.0 times a week before, 2.0 after" in refused.steps[0].why


def test_a_steady_fall_is_no_step() -> None:
    fall = [90, 84, 80, 74, 70, 66, 61, 58, 55, 51, 48, 46, 42, 40, 38, 35, 33, 31, 29, 28]
    assert trend_of(made(fall)).outcome == "falling"
