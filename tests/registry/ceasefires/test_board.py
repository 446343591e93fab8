import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.registry.ceasefires.board import UNCLASSED, Board, Cell, Row, board_of, columns_in_order
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import ceasefire, counted, days, violation

WEEK = days(1, 7)


def board(*said: Violation, **change: object) -> Board:
    return board_of(ceasefire(**change), WEEK, said)


def row(of: Board, id_: str = "fire") -> Row:
    return next(one for one in of.rows if one.id == id_)


def cell(of: Board, column: str, id_: str = "fire") -> Cell:
    return next(one for one in row(of, id_).cells if one.column == column)


def test_what_nobody_reports_is_blank_and_no_zero() -> None:
    empty = board()
    assert [one.id for one in empty.rows] == ["fire", "incursion", "fortification", "drone", "detention", "exercise"]
    assert all(cell.told == () for one in empty.rows for cell in one.cells)
    assert {one.agreement for one in empty.rows} == {"not reported"}


def test_a_said_zero_is_told_as_none() -> None:
    told = cell(board(violation("v", origin="published", count=counted(0))), "A").told
    assert [(one.said, one.count) for one in told] == [("none", counted(0))]


def test_happenings_count_once_however_many_tell_of_them() -> None:
    said = [violation("a", incident="i1"), violation("b", incident="i1"), violation("c", incident="i2")]
    copies = [violation("d", voice="wire"), violation("e", voice="wire")]
    (told,) = cell(board(*said, *copies), "A").told
    assert (told.happenings, told.count) == (3, None)
    assert told.violations == ("a", "b", "c", "d", "e")


def test_origins_are_never_mixed() -> None:
    said = [violation("a"), violation("b", origin="published", count=counted(4)), violation("c", origin="observer")]
    told = cell(board(*said), "A").told
    assert [(one.origin, one.happenings, one.count) for one in told] == [
        ("report", 1, None), ("published", None, counted(4)), ("observer", 1, None)
    ]  # fmt: skip


def test_figures_are_added_up_only_where_their_days_neither_overlap_nor_reach_beyond() -> None:
    figure = {"origin": "published"}
    said = [
        violation("a", count=counted(2), interval=days(1), **figure),
        violation("b", count=counted(3, 5), interval=days(2, 3), **figure),
        violation("c", count=counted(4), interval=days(5, 6), **figure),
        violation("d", count=counted(9), interval=days(6, 7), **figure),
        violation("e", count=counted(14), interval=days(7, 9), **figure),
    ]
    (told,) = cell(board(*said), "A").told
    assert told.count is not None
    assert (told.count.low, told.count.high) == (5, 7)
    assert told.outside == ("c", "d", "e")


def test_a_figure_with_an_open_end_leaves_the_sum_open() -> None:
    said = [
        violation("a", count=counted(2), interval=days(1), origin="published"),
        violation("b", count=counted(5, None, "at least 5"), interval=days(2), origin="published"),
    ]
    said[1] = violation(
        "b", count=type(counted(1))(low=5, high=None, words="at least 5"), interval=days(2), origin="published"
    )
    (told,) = cell(board(*said), "A").told
    assert told.count is not None
    assert (told.count.low, told.count.high) == (7, None)


def test_a_corrected_figure_gives_way_and_is_named() -> None:
    said = [
        violation("old", count=counted(9), origin="published"),
        violation("new", count=counted(6), origin="published", supersedes="old"),
    ]
    of = board(*said)
    (told,) = cell(of, "A").told
    assert told.count == counted(6)
    assert of.corrected == (("old", "new"),)


@pytest.mark.parametrize(
    ("one", "other", "agreement", "only"),
    [
        ({}, {}, "both report", None),
        ({}, None, "only", "A"),
        (None, {}, "only", "B"),
        ({}, {"said": "denied", "alleged": "B"}, "contradict", None),
        ({}, {"said": "none"}, "may both hold", None),
        ({}, {"said": "none", "alleged": "B"}, "contradict", None),
        ({}, {"said": "none", "alleged": None}, "contradict", None),
        ({"said": "none", "alleged": "B"}, {}, "may both hold", None),
        ({"said": "none", "alleged": "A"}, {}, "contradict", None),
        ({"said": "none"}, {"said": "none"}, "both report none", None),
        ({"incident": "i"}, {"incident": "i"}, "contradict", None),
        ({"incident": "i"}, {"incident": "i", "alleged": "B"}, "both report", None),
    ],
)
def test_what_both_sides_say_is_held_against_each_other(
    one: dict[str, str] | None, other: dict[str, str] | None, agreement: str, only: str | None
) -> None:
    said = [] if one is None else [violation("a", **one)]
    said += [] if other is None else [violation("b", **{"claimant": "B", "alleged": "A"} | other)]
    found = row(board(*said))
    assert (found.agreement, found.only) == (agreement, only)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({"incident": "i"}, {"incident": "i", "alleged": "B"}, "same incident"),
        ({"incident": "i"}, {"incident": "j"}, "not known whether the same"),
        ({}, {}, "not known whether the same"),
        ({"interval": days(3)}, {"interval": days(4)}, "different days"),
        ({"interval": days(3, 4)}, {"interval": days(4)}, "not known whether the same"),
        (
            {"incident": "i", "interval": days(3)},
            {"incident": "i", "alleged": "B", "interval": days(4)},
            "same incident",
        ),
        ({"origin": "published", "count": counted(4)}, {}, "not known whether the same"),
        ({}, None, None),
        ({}, {"said": "none"}, None),
        ({"incident": "i"}, {"incident": "i"}, None),
    ],
)
def test_what_both_report_is_the_same_only_where_an_incident_holds_both(
    one: dict[str, Any], other: dict[str, Any] | None, together: str | None
) -> None:
    said = [violation("a", **one)]
    said += [] if other is None else [violation("b", **{"claimant": "B", "alleged": "A"} | other)]
    found = row(board(*said))
    assert found.together == together
    swap = {"A": "B", "B": "A"}
    turned = [replace(v, claimant=swap[v.claimant or ""], alleged=swap[v.alleged or ""]) for v in said]
    assert row(board(*turned)).together == together, "the rule is the same whichever side says which"


def test_one_incident_that_both_tell_of_is_named_though_other_days_are_told_as_well() -> None:
    found = row(
        board(
            violation("a", incident="i"),
            violation("c", incident="k", interval=days(5)),
            violation("b", claimant="B", incident="i"),
        )
    )
    assert (found.together, found.shared) == ("same incident", ("i",))


def test_a_monitor_that_observed_nothing_says_not_that_there_was_nothing() -> None:
    found = board(violation("a"), violation("m", claimant="M", alleged=None, said="not observed"))
    assert [one.said for one in cell(found, "M").told] == ["not observed"]
    assert (row(found).agreement, row(found).only) == ("only", "A")


def test_others_stand_beside_the_columns() -> None:
    found = row(board(violation("a", claimant=None)))
    assert all(one.told == () for one in found.cells)
    assert found.others.told[0].violations == ("a",)


def test_what_has_no_days_is_in_no_row_and_what_has_no_class_in_one_of_its_own() -> None:
    found = board(violation("a", interval=None), violation("b", kind=None))
    assert found.undated == ("a",)
    assert cell(found, "A").told == ()
    assert cell(found, "A", UNCLASSED).told[0].violations == ("b",)


def test_numbers_of_people_stand_apart_and_are_not_added_up() -> None:
    harmed = {"kind": None, "harm": "wounded"}
    found = board(
        violation("a", count=counted(3, 3, "three"), incident="i1", **harmed),
        violation("b", count=counted(2, 2, "two"), incident="i2", **harmed),
    )
    (told,) = cell(found, "A", "wounded").told
    assert [one.words for one in told.numbers] == ["three", "two"]
    assert told.count is None


def test_another_side_stands_left_each_day() -> None:
    turning = ceasefire()
    assert columns_in_order(turning, days(1))[0] != columns_in_order(turning, days(2))[0]
    assert columns_in_order(ceasefire(order="as written"), days(1)) == ("A", "M", "B")
    assert columns_in_order(ceasefire(order="turned"), days(2)) == ("B", "M", "A")


SAID = st.lists(
    st.builds(
        lambda n, by, said, day: violation(
            f"v{n}{by}{said}{day}", by, {"A": "B", "B": "A"}.get(by), said=said, interval=days(day)
        ),
        st.integers(0, 3), st.sampled_from(["A", "B"]), st.sampled_from(["some", "none", "denied"]), st.integers(1, 9),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)  # fmt: skip
TURN = {"A": "B", "B": "A"}


@given(SAID, st.randoms(use_true_random=False))
def test_the_board_depends_on_no_order_and_sides_turned_round_give_it_turned_round(
    said: list[Violation], chance: random.Random
) -> None:
    import dataclasses

    straight = board(*said, order="as written")
    chance.shuffle(said)
    assert board(*said, order="as written") == straight
    turned = [dataclasses.replace(v, claimant=TURN[str(v.claimant)], alleged=TURN[str(v.alleged)]) for v in said]
    for one, other in zip(straight.rows, board(*turned, order="as written").rows, strict=True):
        assert one.agreement == other.agreement
        assert one.cells[0].told == tuple(
            dataclasses.replace(t, alleged=TURN[str(t.alleged)]) for t in other.cells[-1].told
        )


def test_a_zero_of_one_side_and_a_figure_of_the_other_may_both_hold() -> None:
    figure: dict[str, Any] = {"origin": "published", "interval": WEEK}
    zero, five = violation("a", count=counted(0), **figure), violation("b", "B", "A", count=counted(5), **figure)
    assert row(board(zero, five)).agreement == "may both hold"
    own = replace(zero, alleged="A")
    assert row(board(own, five)).agreement == "contradict"
    assert row(board(replace(own, interval=days(1, 3)), five)).agreement == "may both hold"


def test_what_stands_against_one_thing_told_stands_though_both_report_others() -> None:
    said = [violation("a"), violation("b", "B", "A"), violation("c", said="denied", alleged="A")]
    assert row(board(*said[:2])).agreement == "both report"
    assert row(board(*said)).agreement == "contradict"
