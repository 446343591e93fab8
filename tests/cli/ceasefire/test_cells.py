"""What a cell of the board says, and how columns are drawn."""

from typing import Any

import pytest

from detente.cli.ceasefire.board import _agreements, _notes
from detente.cli.ceasefire.cells import cell_words, table_lines
from detente.cli.ceasefire.enquiries import _alleged, stands_words
from detente.registry.ceasefires.board import board_of
from detente.registry.ceasefires.happenings import happenings_of
from detente.registry.ceasefires.verification.ladder import Step, standing_of
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import ceasefire, counted, days, violation

WEEK = days(1, 7)


def said(row: str, column: str, *violations: Violation) -> list[str]:
    """Return what a cell of the board of a week says."""
    board = board_of(ceasefire(), WEEK, violations)
    (found,) = (one for one in board.rows if one.id == row)
    (cell,) = (one for one in (*found.cells, found.others) if one.column == column)
    return cell_words(cell, {one.id: one for one in violations}, WEEK)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "1 (by B)"),
        ({"alleged": None}, "1 (doer not told)"),
        ({"count": counted(None, None, "dozens")}, "1 (by B): “dozens”"),
        ({"origin": "published", "count": counted(4)}, "figure 4 (by B)"),
        ({"origin": "published", "count": counted(5, None, "at least 5")}, "figure 5 (by B)"),
        ({"origin": "published"}, "told, no number (by B)"),
        ({"said": "none", "interval": WEEK}, "none (by B)"),
        ({"said": "none", "alleged": None}, "none, 2031-05-03"),
        ({"said": "not observed", "alleged": None, "interval": days(3, 4)}, "not observed, 2031-05-03 to 2031-05-04"),
        ({"said": "cannot tell", "alleged": None, "interval": WEEK}, "cannot tell"),
        ({"origin": "published", "count": counted(9), "interval": days(5, 20)},
         "figures of other or shared days (by B): 9, 2031-05-05 to 2031-05-20"),
    ],
)  # fmt: skip
def test_a_cell_says_what_its_claimant_does(change: dict[str, Any], expected: str) -> None:
    assert said("fire", "A", violation("v1", **change)) == [expected]


def figure(id_: str, number: int, first: int = 5, last: int = 6, **change: Any) -> Violation:
    return violation(id_, origin="published", count=counted(number), interval=days(first, last), **change)


def test_other_numbers_of_the_same_days_are_said_to_differ_and_are_not_of_other_days() -> None:
    given = (
        figure("v1", 20),
        figure("v2", 2, claimant_name="The office of A"),
        figure("v3", 20),
        figure("v4", 1, 7, 9),
    )
    (cell,) = said("fire", "A", *given)
    assert cell.split("; ") == [
        "figures that differ (by B): 2 and 20, 2031-05-05 to 2031-05-06",
        "figures of other or shared days (by B): 1, 2031-05-07 to 2031-05-09",
    ]


def test_figures_of_several_others_or_of_days_that_only_overlap_do_not_differ() -> None:
    others = [figure("v1", 20, claimant=None, claimant_name="One"), figure("v2", 2, claimant=None, claimant_name="Two")]
    assert said("fire", "others", *others)[0].startswith("figures of other or shared days (by B): 20")
    assert "differ" not in said("fire", "A", figure("v1", 20), figure("v2", 2, 5, 5))[0]


def test_a_cell_in_which_nobody_says_anything_is_blank_and_no_zero() -> None:
    assert said("fire", "B", violation("v1")) == ["not reported"]


def test_harm_is_told_by_its_number_in_the_claimants_words() -> None:
    harm = {"kind": None, "harm": "wounded"}
    assert said("wounded", "A", violation("v1", count=counted(3, 3, "three"), **harm)) == ["“three” (by B)"]
    assert said("wounded", "A", violation("v1", **harm)) == ["told, no number (by B)"]


def test_days_are_named_up_to_three_stretches_and_the_rest_is_counted() -> None:
    some = [violation(f"v{n}", said="none", alleged=None, interval=days(n)) for n in range(1, 6)]
    assert said("fire", "A", *some) == ["none, 2031-05-01; 2031-05-02; 2031-05-03; and 2 more"]


@pytest.mark.parametrize("width", [80, 120])
def test_columns_are_of_one_width_whatever_stands_in_them(width: int) -> None:
    rows = [("fire", [["x" * 90], ["not reported"], ["a b", "c"]])]
    lines = list(table_lines(["A says", "M says", "B says"], rows, width=width))

    assert max(map(len, lines)) <= width
    bars = {tuple(n for n, letter in enumerate(line) if letter == "│") for line in lines if "│" in line}
    assert len(bars) == 1
    first, second, third = bars.pop()
    assert third - second == second - first


def test_words_that_are_no_print_are_shown_as_such() -> None:
    assert not any("\x1b" in line for line in table_lines(["A"], [("fire", [["\x1b[2Jgone"]])], width=80))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"incident": ("i",)}, {"incident": ("i",)}, "both report (same incident): cases of fire"),
        ({"incident": ("i", "j")}, {"incident": ("i", "j")}, "both report (2 incidents the same): cases of fire"),
        ({"day": 3}, {"day": 4}, "both report (of different days): cases of fire"),
        ({"day": 3}, {"day": 3}, "both report (whether of the same is not known): cases of fire"),
    ],
)
def test_what_both_report_is_said_with_whether_it_is_the_same(
    one: dict[str, Any], other: dict[str, Any], said: str
) -> None:
    told = [
        violation(f"{side}{incident}", side, "B", incident=incident, interval=days(given.get("day", 3)))
        for side, given in (("A", one), ("B", other))
        for incident in given.get("incident", (None,))
    ]
    assert f"  {said}" in list(_agreements(board_of(ceasefire(), WEEK, told)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"said": "denied", "alleged": "A"}, "A of fire by A, denied: “"),
        ({"said": "not observed", "alleged": None, "kind": "drone"}, "A of drone, not observed: “"),
        ({"said": "cannot tell", "alleged": None, "kind": None}, "A of the ceasefire, cannot tell: “"),
        ({"said": "none", "harm": "wounded"}, "A of wounded by B, none: “"),
        ({}, "A of fire by B: “"),
    ],
)
def test_what_has_no_days_says_what_is_said_of_it(change: dict[str, Any], said: str) -> None:
    one = violation("v", interval=None, **change)
    assert any(line.startswith(f"  {said}") for line in _notes(board_of(ceasefire(), WEEK, [one]), {"v": one}))


def test_who_names_no_doer_is_listed_apart_from_who_does() -> None:
    told = [violation("a", incident="i"), violation("m", "M", None, incident="i")]
    (one,) = happenings_of(told, WEEK)
    assert _alleged(one.alleged) == "alleged of B by A; told without a doer by M"
    (alone,) = happenings_of(told[1:], WEEK)
    assert _alleged(alone.alleged) == "alleged (doer not told) by M"


def test_access_denied_after_a_finding_stands_beside_it() -> None:
    given: dict[str, Any] = {"subject": "s", "by": "Ann Brook", "day": "2031-05-04"}
    taken = [
        Step(number=1, rung="confirmed", body="M", **given),
        Step(number=2, rung="access denied", body="B", denied_by="B", **given),
    ]
    assert stands_words(standing_of(taken), ("A", "M", "B")) == "confirmed; access denied (found by M: confirmed)"
