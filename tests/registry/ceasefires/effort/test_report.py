"""What is shown of effort: hours that count once, rates where hours are known, and refused access beside a blank."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.cannot_tell import CannotTell
from detente.registry.ceasefires.effort.board import BoardEffort, effort_beside
from detente.registry.ceasefires.effort.comparison import hold_intervals
from detente.registry.ceasefires.effort.effort import Effort, Hours
from detente.registry.ceasefires.effort.rates import CountedRate
from detente.registry.ceasefires.effort.report import report_of, watchers
from detente.registry.ceasefires.effort.sums import effort_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from registry.ceasefires.effort.test_effort import effort as kept_or_shown
from registry.ceasefires.effort.test_effort import watch as shown
from registry.ceasefires.made import ceasefire, counted, days, violation

WEEK = days(1, 7)
BY_HAND = (Evidence(words="patrol; 4", by="Ann Brook", source="may.csv, row 2"),)


def effort(id_: str, first: int, last: int | None = None, **change: Any) -> Effort:
    """Return effort that somebody wrote down."""
    return kept_or_shown(id_, first, last, **{"evidence": BY_HAND} | change)


def refused(id_: str, first: int, by: str | None = "A", **change: Any) -> Effort:
    return effort(id_, first, kind="visit refused", denied_by=by, **change)


def hours(*efforts: Effort, first: int = 3, last: int | None = None) -> tuple[float, float | None] | str:
    found = effort_of(efforts, days(first, last), monitor="M").known_hours("in person")
    return found.reason if isinstance(found, CannotTell) else (found.low, found.high)


def test_forms_of_days_that_a_table_tells_of_are_no_further_hours() -> None:
    assert hours(effort("w", 3, hours=8), shown("a", 8, 4)) == (8, 8)
    assert hours(effort("w", 3, hours=8), shown("a", 10, 0, high=False)) == (8, 8)
    assert hours(effort("w", 3, hours=8, observer="Team 2"), shown("a", 8, 4)) == (8, 8)


def test_forms_of_another_observer_than_the_tables_may_be_further_hours() -> None:
    assert hours(effort("w", 3, hours=8, observer="Team 3"), shown("a", 8, 4)) == (8, 12)


def test_forms_that_show_more_than_a_table_tells_leave_both_as_bounds() -> None:
    assert hours(effort("w", 3, hours=2), shown("a", 8, 4)) == (2, 4)
    assert hours(effort("w", 3, hours=2), shown("a", 8, 4, high=False)) == (2, None)


def test_forms_of_days_that_no_table_tells_of_are_effort_of_their_own() -> None:
    assert hours(effort("w", 4, hours=8), shown("a", 8, 4), last=4) == (12, 12)


def test_a_table_row_without_hours_does_not_hide_what_a_form_shows() -> None:
    assert hours(effort("p", 3, kind="patrol"), shown("a", 8, 4)) == (4, None)


def test_what_is_not_told_is_blank_and_days_of_which_nothing_is_told_are_named() -> None:
    found = report_of([effort("p", 2, kind="patrol", hours=4), refused("r", 5)], WEEK, monitor="M")
    assert {kind: count.words for kind, count in found.counts.items()} == {"patrol": "1", "visit refused": "1"}
    assert "camera" not in found.sums.hours
    assert found.silent == (days(1), days(3, 4), days(6, 7))


def test_refusals_stand_by_who_refused_and_those_of_nobody_named_come_last() -> None:
    some = [refused("x", 3, None), refused("b", 3, "B", count=counted(2)), refused("a", 4), refused("c", 5)]
    found = report_of(some, WEEK, monitor="M").refused
    assert [(one.by, one.count.words) for one in found] == [("A", "2"), ("B", "2"), (None, "1")]


def test_a_refusal_in_a_table_and_in_a_form_may_be_one() -> None:
    form = replace(shown("f", 8, 0), kind="visit refused", hours=None, begins=None, ends=None, denied_by="A")
    (found,) = report_of([refused("a", 3), form], WEEK, monitor="M").refused
    assert (found.count.low, found.count.high) == (1, 2)
    (apart,) = report_of([refused("a", 4), form], WEEK, monitor="M").refused
    assert apart.count.words == "2"


def test_an_interval_of_thousands_of_years_takes_no_longer() -> None:
    long = Interval(first=dt.date.min, last=dt.date.max)
    found = report_of([effort("x", 3, interval=long, hours=4)], WEEK, monitor="M")
    assert (found.silent, found.sums.hours["in person"]) == ((), Hours(low=0, high=4))


def test_whoever_else_tells_of_effort_stands_behind_the_monitors_by_name() -> None:
    others = [effort("z", 3, monitor=None, monitor_name="Zed"), effort("y", 3, monitor=None, monitor_name="Yew")]
    assert watchers(others, ceasefire()) == ("M", "Yew", "Zed")


def on_board(
    violations: list[Violation], efforts: list[Effort], *, within: Interval = WEEK
) -> tuple[Board, BoardEffort]:
    made = board_of(ceasefire(), within, violations)
    return made, effort_beside(made, ceasefire(), violations, efforts)


def figure(id_: str, count: int, first: int, last: int, **change: Any) -> Violation:
    return violation(id_, "M", origin="published", count=counted(count), interval=days(first, last), **change)


def rate(violations: list[Violation], efforts: list[Effort]) -> CountedRate:
    (found,) = on_board(violations, efforts)[1].rates
    return found


def test_a_figure_has_a_rate_for_the_hours_of_its_own_days() -> None:
    found = rate([figure("f", 6, 2, 3)], [effort(f"d{n}", n, hours=20 * n) for n in (1, 2, 3)])
    assert found.rate is not None
    assert (found.rate.low, found.rate.high, found.hours) == (6, 6, Hours(low=100, high=100))


def test_figures_added_up_have_the_hours_of_all_their_days() -> None:
    found = rate([figure("f", 6, 2, 2), figure("g", 4, 5, 5)], [effort("a", 2, hours=40), effort("b", 5, hours=60)])
    assert found.rate is not None
    assert found.count is not None
    assert (found.count.low, found.rate.low, found.rate.high) == (10, 10, 10)


def test_a_figure_that_two_sources_pass_on_has_the_hours_of_its_days_once() -> None:
    passed_on = figure("g", 6, 2, 3)
    assert passed_on.interval is not None
    passed_on = replace(passed_on, interval=replace(passed_on.interval, words="on Tuesday and Wednesday"))
    found = rate([figure("f", 6, 2, 3), passed_on], [effort("a", 2, 3, hours=100)])
    assert found.rate is not None
    assert (found.count and found.count.low, found.hours) == (6, Hours(low=100, high=100))
    assert (found.rate.low, found.rate.high) == (6, 6)


def test_a_figure_that_a_table_and_a_report_tell_has_the_hours_of_its_days_once() -> None:
    done = [effort(f"d{n}", n, hours=20) for n in range(1, 8)]
    told = replace(figure("report", 14, 1, 7), interval=replace(WEEK, words="between 1 and 7 May"))
    found = rate([figure("table", 14, 1, 7), told], done)
    assert found.rate is not None
    assert (found.hours, found.rate.low, found.rate.high) == (Hours(low=140, high=140), 10, 10)


def test_days_of_none_that_reach_beyond_those_of_a_figure_have_their_hours_once() -> None:
    done = [effort(f"d{n}", n, hours=20) for n in range(2, 5)]
    long = figure("n", 0, 3, 4, said="none")
    found = rate([figure("f", 6, 2, 3), long, replace(long, id="again")], done)
    assert found.hours == Hours(low=60, high=60)


def none(id_: str, day: int, **change: Any) -> Violation:
    return figure(id_, 0, day, day, said="none", **change)


@pytest.mark.parametrize("alleged", ["B", None])
def test_days_with_none_have_their_hours_in_the_rate(alleged: str | None) -> None:
    done = [effort(f"d{n}", n, hours=50) for n in (2, 3, 4)]
    found = rate([figure("f", 6, 2, 2), none("n", 3, alleged=alleged), none("m", 4, alleged=alleged)], done)
    assert found.rate is not None
    assert (found.hours, found.rate.low, found.rate.high) == (Hours(low=150, high=150), 4, 4)


def test_a_day_with_none_whose_hours_nobody_tells_leaves_the_rate_open() -> None:
    found = rate([figure("f", 6, 2, 2), none("n", 3)], [effort("d", 2, hours=50)])
    assert (found.rate, found.cannot_tell) == (None, "nobody tells how long M watched in person")


def test_none_of_the_other_side_is_in_no_rate_of_this_one() -> None:
    done = [effort(f"d{n}", n, hours=50) for n in (2, 3)]
    found = on_board([figure("f", 6, 2, 2), none("n", 3, alleged="A")], done)[1].rates
    assert {(one.alleged, one.rate.low if one.rate else None) for one in found} == {("B", 12), ("A", 0)}


@pytest.mark.parametrize(
    ("said", "efforts", "why"),
    [
        ([figure("f", 6, 2, 3)], [], "nobody tells how long"),
        ([figure("f", 6, 2, 3)], [effort("a", 2, hours=8)], "told for 1 of 2 days"),
        ([figure("f", 6, 2, 2)], [effort("a", 2, hours=0)], "nobody is known to have been on watch"),
        ([figure("f", 6, 2, 20)], [effort("a", 2, hours=8)], "no figure of these days"),
        ([violation("v", "M")], [effort("a", 3, hours=8)], "reports retell it"),
        ([violation("v", "M", origin="observer")], [effort("a", 3, hours=8)], "told for 1 of 7 days"),
        (
            [figure("f", 6, 2, 2)],
            [effort("a", 2, hours=8, kind="camera"), effort("b", 2, hours=8, kind="drone")],
            "not of one kind",
        ),
    ],
)
def test_where_hours_or_counts_are_not_known_no_rate_is_told_and_why(
    said: list[Violation], efforts: list[Effort], why: str
) -> None:
    found = rate(said, efforts)
    assert found.rate is None
    assert why in (found.cannot_tell or "")


def test_parties_have_no_rates_for_nobody_tells_of_their_watching() -> None:
    assert (
        on_board([violation("v", "A", origin="published", count=counted(4))], [effort("a", 3, hours=8)])[1].rates == ()
    )


def test_what_cameras_alone_watched_says_so() -> None:
    assert rate([figure("f", 6, 2, 2)], [effort("a", 2, hours=8, kind="camera")]).means == "camera"


def test_refused_access_stands_beside_what_is_blank_or_unseen_on_its_days_only() -> None:
    unseen = violation("n", "M", None, said="not observed", interval=days(2))
    elsewhere = violation("e", "M", None, said="not observed", interval=days(6), kind="drone")
    seen = violation("s", "M", kind="exercise")
    found = on_board([unseen, elsewhere, seen], [refused("r", 2), refused("q", 12)])[1].hindrances
    places = {one.row: (one.place, one.days, one.by) for one in found}
    assert places["fire"] == (0, (days(2),), ("A",))
    assert places["incursion"] == (None, (days(2),), ("A",))
    assert "drone" not in places, "access was refused on other days"
    assert "exercise" not in places, "what was seen was seen"


def test_a_none_on_days_of_refused_access_says_so() -> None:
    none = violation("n", "M", origin="published", said="none", count=counted(0), interval=WEEK)
    (found,) = (one for one in on_board([none], [refused("r", 2, None)])[1].hindrances if one.row == "fire")
    assert (found.place, found.by) == (0, ())


def weekly(counts: list[int], hours_each: float | None) -> tuple[list[Violation], list[Effort], list[Interval]]:
    start = dt.date(2031, 1, 6)
    spans = [
        Interval(first=start + dt.timedelta(days=7 * n), last=start + dt.timedelta(days=7 * n + 6))
        for n in range(len(counts))
    ]
    said = [
        violation(f"w{n}", "M", origin="published", count=counted(count), interval=span)
        for n, (count, span) in enumerate(zip(counts, spans, strict=True))
    ]
    known = None if hours_each is None else Hours(low=hours_each, high=hours_each)
    done = [effort(f"h{n}", 1, interval=span, hours=None) for n, span in enumerate(spans)]
    return said, [replace(one, hours=known) for one in done], spans


def held(counts: list[int], hours_each: float | None) -> tuple[str, str]:
    said, done, spans = weekly(counts, hours_each)
    half = len(spans) // 2
    earlier, later = (Interval(first=some[0].first, last=some[-1].last) for some in (spans[:half], spans[half:]))
    (found,) = hold_intervals(said, done, monitors=["M"], earlier=earlier, later=later)
    return found.comparison.outcome, found.comparison.reason


def test_intervals_are_held_against_each_other_for_hours_on_watch() -> None:
    assert held([40, 42, 38, 41, 12, 9, 11, 10], 50)[0] == "fewer"
    assert held([40] * 8, 50)[0] == "no difference seen"


def test_without_hours_a_fall_cannot_be_told_from_a_fall_of_watching() -> None:
    outcome, reason = held([40, 42, 38, 41, 12, 9, 11, 10], None)
    assert outcome == "cannot tell"
    assert "known for 0 of 8 periods" in reason


def test_figures_of_parties_are_not_held_for_hours_that_nobody_tells() -> None:
    said = [violation("v", "A", origin="published", count=counted(4))]
    assert hold_intervals(said, [], monitors=["M"], earlier=days(1), later=days(3)) == ()
