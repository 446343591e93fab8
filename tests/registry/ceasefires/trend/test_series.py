from typing import Any

from detente.registry.ceasefires.trend.series import all_series
from detente.registry.ceasefires.violation import Violation
from detente.registry.where import Locality
from registry.ceasefires.made import counted, days, violation


def figure(id_: str, day: int, number: int = 3, claimant: str | None = "M", **change: Any) -> Violation:
    given: dict[str, Any] = {
        "origin": "published",
        "interval": days(day),
        "count": counted(number),
        "alleged": "B",
    } | change
    return violation(id_, claimant, **given)


def test_there_is_a_series_for_each_claimant_class_side_and_area() -> None:
    mill = (Locality(words="the mill"),)
    figures = [
        figure("a", 1), figure("b", 2), figure("c", 1, claimant="A"), figure("d", 1, alleged="A"),
        figure("e", 1, kind="drone"), figure("f", 1, where=mill), figure("g", 1, kind=None, harm="killed"),
    ]  # fmt: skip
    found = [series for series, _ in all_series(figures)]
    told = {(s.about.claimant, s.about.kind, s.about.alleged, s.about.area): len(s.points) for s in found}
    assert told == {
        ("M", "fire", "B", None): 2, ("A", "fire", "B", None): 1, ("M", "fire", "A", None): 1,
        ("M", "drone", "B", None): 1, ("M", "fire", "B", "the mill"): 1, ("M", "killed", "B", None): 1,
    }  # fmt: skip


def test_what_reports_and_observers_tell_is_in_no_series_nor_are_figures_without_a_column() -> None:
    told = [figure("a", 1, origin="report"), figure("b", 2, origin="observer"), figure("c", 3, claimant=None)]
    assert list(all_series(told)) == []


def test_the_order_of_series_does_not_hang_on_the_order_of_figures() -> None:
    figures = [figure("a", 1, claimant="B", alleged="A"), figure("b", 1, claimant="A"), figure("c", 1, kind="drone")]
    one, other = ([s.about for s, _ in all_series(some)] for some in (figures, figures[::-1]))
    assert one == other


def test_a_figure_that_was_corrected_into_another_series_is_left_out_of_its_own() -> None:
    old, new = figure("old", 1, 40), figure("new", 1, 4, alleged="A", supersedes="old")
    found = {s.about.alleged: s for s, _ in all_series([old, new, figure("next", 2)])}
    assert found["B"].counts == (3,)
    assert {left.figure: left.reason for left in found["B"].left_out}["old"] == "it was corrected by new"
    assert found["A"].counts == (4,)


def test_figures_counted_in_two_ways_have_no_trend_across() -> None:
    ((_, lack),) = all_series([figure("a", 1, method="by ear"), figure("b", 2, method="by camera")])
    assert lack == "they are counted in 2 ways (by camera; by ear): no trend goes across"
    ((_, same),) = all_series([figure("a", 1, method="by ear"), figure("b", 2)])
    assert same is None
