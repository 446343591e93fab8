import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.registry.ceasefires.effort.effort import Effort, Hours
from detente.registry.ceasefires.series import About, Series, part_of, series_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import DAY, Interval
from detente.registry.where import Locality
from registry.ceasefires.made import WORDS, counted, days, violation

ABOUT = About(ceasefire="ford", claimant="M", kind="fire")


def figure(id_: str, first: int, last: int, number: int | None, **change: Any) -> Violation:
    count = None if number is None else counted(number)
    made = {"origin": "published", "interval": days(first, last), "count": count} | change
    return violation(id_, "M", change.pop("alleged", None), **{k: v for k, v in made.items() if k != "alleged"})


def watched(id_: str, first: int, last: int, hours: float, **change: Any) -> Effort:
    made: dict[str, Any] = {
        "id": id_, "ceasefire": "ford", "monitor": "M", "monitor_name": "Joint Centre", "kind": "watch",
        "interval": days(first, last), "hours": Hours(low=hours, high=hours), "evidence": WORDS,
    } | change  # fmt: skip
    return Effort(**made)


def series(*figures: Violation, **change: Any) -> Series:
    return series_of(figures, change.pop("about", ABOUT), **change)


def reasons(found: Series) -> dict[str, str]:
    return {one.figure: one.reason for one in found.left_out}


def test_figures_stand_in_the_order_of_their_days_and_what_is_blank_is_a_gap() -> None:
    found = series(figure("b", 10, 12, 3), figure("a", 1, 7, 14), within=days(1, 14))
    assert (found.counts, found.exposures, found.unit) == ((14, 3), (7, 3), "days")
    assert [(gap.first.day, gap.last.day) for gap in found.gaps] == [(8, 9), (13, 14)]
    assert found.middles == (3.5, 10.5)
    # 10 May 2031 is a Saturday
    assert found.points[1].weekdays == (1, 0, 0, 0, 0, 1, 1)


def test_a_none_that_was_said_is_a_zero() -> None:
    assert series(figure("a", 1, 7, 0), figure("b", 8, 14, None, said="none")).counts == (0, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"alleged": "B"}, "of what B"), ({"where": (Locality(words="the mill"),)}, "it is of the mill"),
     ({"said": "not observed", "count": None}, "no figure"), ({"interval": None}, "no days"),
     ({"count": counted(4, 9)}, "no exact figure"), ({"count": None}, "how many"),
     ({"interval": days(5, 20)}, "reach beyond")],
)  # fmt: skip
def test_what_cannot_be_compared_is_left_out_with_its_reason(change: dict[str, Any], said: str) -> None:
    found = series(figure("a", 1, 7, 4, **change), within=days(1, 14))
    assert said in reasons(found)["a"]
    assert found.points == ()
    assert found.gaps == (days(1, 14),)


def test_what_others_claim_and_what_reports_tell_is_of_no_series() -> None:
    other = violation("o", "A", None, origin="published", count=counted(3))
    told = figure("r", 1, 7, 4, origin="report")
    assert series(other, told, figure("k", 1, 7, 4, kind="drone")) == series()


def test_a_corrected_figure_gives_way_to_its_correction() -> None:
    found = series(figure("a", 1, 7, 14), figure("b", 1, 7, 12, supersedes="a"))
    assert found.counts == (12,)
    assert reasons(found) == {"a": "it was corrected by b"}


def test_two_figures_for_the_same_days_that_differ_are_both_left_out() -> None:
    assert set(reasons(series(figure("a", 1, 7, 14), figure("b", 1, 7, 12)))) == {"a", "b"}
    same = series(figure("a", 1, 7, 14), figure("b", 1, 7, 14))
    assert (same.counts, reasons(same)) == ((14,), {"b": "it says again what a says"})


def test_of_overlapping_periods_those_stay_that_cover_most_days() -> None:
    weeks = [figure(f"w{n}", 7 * n + 1, 7 * n + 7, n + 1) for n in range(4)]
    found = series(*weeks, figure("month", 1, 28, 10), figure("odd", 6, 9, 2))
    assert found.counts == (1, 2, 3, 4)
    assert set(reasons(found)) == {"month", "odd"}
    assert "overlap" in reasons(found)["odd"]


def test_exposure_is_hours_only_where_they_are_known_of_every_period() -> None:
    figures = figure("a", 1, 7, 14), figure("b", 8, 14, 7)
    both = series(*figures, efforts=[watched("x", 1, 7, 80), watched("y", 8, 14, 40)])
    assert (both.unit, both.exposures, both.unit_reason) == ("hours", (80, 40), None)
    one = series(*figures, efforts=[watched("x", 1, 7, 80), watched("y", 8, 13, 40)])
    assert (one.unit, one.exposures) == ("days", (7, 7))
    assert "1 of 2 periods" in (one.unit_reason or "")
    assert [point.hours for point in one.points] == [80, None]


def test_effort_of_somebody_else_is_no_exposure() -> None:
    assert series(figure("a", 1, 7, 14), efforts=[watched("x", 1, 7, 80, monitor="N")]).unit == "days"


def test_a_none_while_nobody_was_on_watch_is_no_zero() -> None:
    found = series(figure("a", 1, 7, 0), efforts=[watched("x", 1, 7, 0)])
    assert found.points == ()
    assert "nobody was on watch" in reasons(found)["a"]
    assert series(figure("a", 1, 7, 3), efforts=[watched("x", 1, 7, 0)]).unit == "days"


def test_a_part_holds_whole_periods_only() -> None:
    whole = series(*[figure(f"w{n}", 7 * n + 1, 7 * n + 7, n + 1) for n in range(4)])
    part = part_of(whole, days(8, 23))
    assert (part.counts, part.gaps) == ((2, 3), (days(22, 23),))
    assert [one.figure for one in part.left_out] == ["w3"]


PERIODS = st.lists(
    st.tuples(st.integers(1, 28), st.integers(0, 3), st.integers(0, 50)), max_size=12
)  # fmt: skip


@given(PERIODS, st.randoms())
def test_the_order_of_figures_changes_nothing_and_no_period_overlaps(periods: Any, order: Any) -> None:
    figures = [figure(f"f{n}", at, at + more, number) for n, (at, more, number) in enumerate(periods)]
    first = series(*figures, within=days(1, 31))
    order.shuffle(figures)
    assert series(*figures, within=days(1, 31)) == first
    assert first.days_covered + sum(gap.days for gap in first.gaps) == 31
    assert len(first.points) + len(first.left_out) == len(figures)
    spans = sorted([*(point.interval for point in first.points), *first.gaps])
    assert all(one.last < other.first for one, other in pairwise(spans))


@given(st.integers(1, 14))
def test_a_gap_changes_no_rate(gap: int) -> None:
    near = series(figure("a", 1, 7, 14), figure("b", 8, 14, 7))
    far = series(figure("a", 1, 7, 14), figure("b", 8 + gap, 14 + gap, 7))
    assert (far.counts, far.exposures) == (near.counts, near.exposures)
    assert (near.gaps, far.gaps[0].days) == ((), gap)


def test_years_of_daily_figures_are_quickly_chosen() -> None:
    first = dt.date(2021, 1, 1)
    figures = [
        figure(f"d{n}", 1, 1, n % 5, interval=Interval(first=first + n * DAY, last=first + (n + n % 2) * DAY))
        for n in range(3000)
    ]
    assert series(*figures).days_covered == 3001
