import dataclasses
import datetime as dt
from typing import Any

import pytest

from detente.registry.ceasefires.figure_checks import correct_earlier, find_corrected, find_traps
from detente.registry.ceasefires.figures_table import PrintedTotal, Table
from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import counted, days, violation

COUNTED = shipped_taxonomy("explosions-and-fire")
TODAY = dt.date(2031, 5, 20)


def figure(id_: str, kind: str, number: int, **change: Any) -> Violation:
    made: dict[str, Any] = {"claimant": "M", "alleged": None, "origin": "published", "interval": days(1, 7)}
    return violation(id_, **made | {"kind": kind, "count": counted(number, number, str(number))} | change)


def traps(*figures: Violation, total: int | None = None) -> list[str]:
    totals = ()
    if total is not None:
        printed = PrintedTotal(claimant="M", alleged=None, interval=days(1, 7), count=counted(total), row=2)
        totals = (printed,)  # type: ignore[assignment]
    table = Table(figures=figures, totals=totals, faults=())
    return [trap.kind for trap in find_traps(table, COUNTED, today=TODAY)]


@pytest.mark.parametrize(
    ("total", "found"),
    [(17, []), (16, ["total differs"]), (22, ["explosions added"]), (12, ["explosions added"]), (None, [])],
)
def test_a_printed_total_is_held_against_its_classes(total: int | None, found: list[str]) -> None:
    figures = (figure("e", "explosion", 5), figure("b", "burst", 4), figure("s", "shot", 8))
    assert traps(*figures, total=total) == found


def test_splits_are_no_part_of_a_total_and_may_not_exceed_their_class() -> None:
    whole = figure("e", "explosion", 5)
    assert traps(whole, figure("i", "explosion/impact", 5), total=5) == []
    assert traps(whole, figure("i", "explosion/impact", 4), figure("o", "explosion/outgoing", 2)) == ["splits exceed"]


def test_periods_that_share_days_are_told() -> None:
    assert traps(figure("a", "shot", 5), figure("b", "shot", 3, interval=days(7, 9))) == ["periods overlap"]
    assert traps(figure("a", "shot", 5), figure("b", "shot", 3, interval=days(8, 9))) == []
    assert traps(figure("a", "shot", 5), figure("b", "burst", 3, interval=days(7, 9))) == []


def test_days_to_come_are_told() -> None:
    assert traps(figure("a", "shot", 5, interval=days(19, 21))) == ["days ahead"]


def test_a_later_figure_of_the_same_period_takes_the_place_of_the_earlier() -> None:
    kept = [figure("old", "shot", 5)]
    (new,) = correct_earlier([figure("new", "shot", 6)], kept)
    assert new.supersedes == "old"
    (again,) = correct_earlier([figure("newest", "shot", 7)], [*kept, new])
    assert again.supersedes == "new"


def test_what_says_the_same_or_is_of_something_else_replaces_nothing() -> None:
    kept = [figure("old", "shot", 5)]
    for other in (
        figure("new", "shot", 5),
        figure("new", "burst", 6),
        figure("new", "shot", 6, interval=days(1, 6)),
        figure("new", "shot", 6, claimant="A"),
    ):
        assert correct_earlier([other], kept) == (other,)


def test_of_two_in_one_table_the_one_revised_later_stands() -> None:
    both = [figure("second", "shot", 6, revised=dt.date(2031, 5, 9)), figure("first", "shot", 5)]
    found = correct_earlier(both, [])
    assert [(one.id, one.supersedes) for one in found] == [("second", "first"), ("first", None)]
    assert dataclasses.replace(found[0], supersedes=None) == both[0]


def test_a_figure_that_was_corrected_before_one_that_is_kept_does_not_stand_and_is_told() -> None:
    kept = [figure("last", "shot", 4, revised=dt.date(2031, 5, 19))]
    new = [figure("late", "shot", 9, revised=dt.date(2031, 5, 12)), figure("undated", "shot", 7)]
    dated, undated = find_corrected(correct_earlier(new, kept), kept), find_corrected(new[1:], kept)
    assert [(trap.kind, trap.figures) for trap in (*dated, *undated)] == [
        ("corrected since", ("late", "last")), ("corrected since", ("undated", "last")),
    ]  # fmt: skip
    assert "9, corrected on 2031-05-12, does not stand: 4 is the correction of 2031-05-19" in dated[0].said
    assert "7, without a day of its correction, does not stand" in undated[0].said


def test_a_correction_of_a_day_to_come_is_told() -> None:
    assert traps(figure("a", "shot", 5, revised=TODAY + dt.timedelta(days=1))) == ["days ahead"]
