"""Effort that is written down: a later telling takes the place of the earlier one, and what does not fit is told."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from detente.registry.ceasefires.effort.checks import find_misfits
from detente.registry.ceasefires.effort.effort import Effort, Hours
from detente.registry.ceasefires.effort.kept import replace_earlier, replaced_by, standing
from registry.ceasefires.effort.test_effort import MAPPING, effort, table
from registry.ceasefires.made import counted

TODAY = dt.date(2031, 6, 1)


def hours(*told: Effort) -> list[float | None]:
    return [one.hours.low if one.hours else None for one in told]


def test_a_later_table_takes_the_place_of_the_earlier_one_and_both_stay() -> None:
    (old,) = table({"team": "Team 2", "hours": "4", "place": "Ash Ford"}).efforts
    (new,) = replace_earlier(table({"team": "Team 2", "hours": "6", "place": "Ash Ford"}).efforts, [old])

    assert new.supersedes == (old.id,)
    assert hours(*standing([old, new])) == [6]
    assert replaced_by([old, new]) == {old.id: new.id}
    assert hours(*standing([old])) == [4], "where the later one is withdrawn the earlier one stands again"


@pytest.mark.parametrize(
    "other",
    [{"team": "Team 3"}, {"place": "the mill"}, {"what": "camera", "team": "Team 2"}, {"day": "2031-05-04"}],
)
def test_another_team_place_kind_or_day_takes_nobodys_place(other: dict[str, str]) -> None:
    row = {"team": "Team 2", "hours": "4", "place": "Ash Ford"}
    (old,) = table(row).efforts
    (new,) = replace_earlier(table(row | other | {"hours": "6"}).efforts, [old])
    assert new.supersedes == ()


def test_a_table_brought_again_is_not_taken_for_a_correction_of_its_own_correction() -> None:
    first, second = ({"team": "Team 2", "hours": told} for told in ("4", "6"))
    (old,) = table(first).efforts
    (new,) = replace_earlier(table(second).efforts, [old])
    assert replace_earlier(table(first).efforts, [old, new]) == ()


def test_two_rows_of_one_table_both_stand_and_are_told_of() -> None:
    rows = ({"team": "Team 2", "hours": told} for told in ("4", "5"))
    both = table(*rows).efforts
    assert hours(*standing(replace_earlier(both, []))) == [4, 5]
    (misfit,) = find_misfits(both, today=TODAY)
    assert (misfit.kind, misfit.efforts) == (
        "days that overlap",
        tuple(one.id for one in sorted(both, key=lambda e: e.id)),
    )


def test_a_table_that_says_the_earlier_row_again_replaces_it_by_nothing() -> None:
    (old,) = table({"team": "Team 2", "hours": "4"}).efforts
    both = table({"team": "Team 2", "hours": "4"}, {"team": "Team 2", "hours": "5"}).efforts
    (new,) = replace_earlier(both, [old])
    assert (hours(new), new.supersedes) == ([5], ())


def test_a_row_that_changes_only_who_refused_is_a_new_telling() -> None:
    row = {"what": "visit refused", "place": "the mill"}
    (old,) = table(row).efforts
    (new,) = replace_earlier(table(row | {"by": "Northmark"}).efforts, [old])
    assert (new.denied_by, new.supersedes) == ("A", (old.id,))


def test_what_lies_ahead_and_what_is_too_much_is_told_and_not_mended() -> None:
    ahead = effort("a", 3)
    camera = effort("c", 3, kind="camera", hours=60, count=counted(2))
    assert [one.kind for one in find_misfits([ahead], today=dt.date(2031, 5, 2))] == ["days that lie ahead"]
    (misfit,) = find_misfits([camera], today=TODAY)
    assert misfit.said == "camera, 2031-05-03: 60 hours, and on these days 2 have 48"


@pytest.mark.parametrize("is_by_hand", [False, True])
@pytest.mark.parametrize("change", [{"kind": "camera"}, {"kind": "drone"}, {"kind": "watch", "observer": "Team 2"}])
def test_what_tells_no_number_is_one_and_has_no_more_hours_than_one(
    change: dict[str, Any], *, is_by_hand: bool
) -> None:
    (misfit,) = find_misfits([effort("c", 3, hours=25, **change)], today=TODAY, is_by_hand=is_by_hand)
    assert misfit.kind == "more hours than there are"
    assert "25 hours, and on these days one has 24; no number is told" in misfit.said
    assert find_misfits([effort("d", 3, hours=24, **change)], today=TODAY, is_by_hand=is_by_hand) == ()


def test_a_row_may_be_all_of_a_monitors_day_and_a_line_by_hand_is_one_watch() -> None:
    whole = effort("w", 3, kind="watch", hours=25)
    assert find_misfits([whole], today=TODAY) == ()
    assert find_misfits([whole], today=TODAY, is_by_hand=True) != ()
    assert find_misfits([replace(whole, count=counted(2))], today=TODAY, is_by_hand=True) == ()
    (three,) = find_misfits([replace(whole, hours=Hours(low=73, high=73), count=counted(3))], today=TODAY)
    assert three.said == "watch, 2031-05-03: 73 hours, and on these days 3 have 72"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"what": "visit refused", "hours": "4"}, "where nobody watched"),
        ({"by": "Northmark"}, "a visit refused is a row of its own"),
        ({"what": "visit refused", "by": "Eastmark"}, "no party"),
        ({"team": "Team 2", "hours": "25"}, "more than the 24 hours"),
    ],
)
def test_a_row_that_cannot_be_is_told_of_and_left_out(row: dict[str, str], said: str) -> None:
    found = table(row, {"hours": "3"})
    assert len(found.efforts) == 1
    (fault,) = found.faults
    assert (fault.row, said in fault.said) == (2, True)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"begins": "08:00", "ends": "12:30"}, 4.5),
        ({"begins": "08:00", "ends": "12:30", "hours": "4:30"}, 4.5),
        ({"begins": "08:00", "ends": "12:30", "hours": "6"}, "4.5 hours apart"),
        ({"begins": "08:00", "ends": "12:30", "hours": "0"}, "4.5 hours apart"),
        ({"begins": "08:00"}, "write both"),
        ({"begins": "08:00", "ends": "24:00"}, "is no time"),
        ({"begins": "22:00", "ends": "02:00"}, "a watch through a night"),
    ],
)
def test_times_give_hours_and_must_fit_those_that_are_told(row: dict[str, str], told: float | str) -> None:
    times = replace(MAPPING, begins="begins", ends="ends")
    found = table({"begins": "", "ends": ""} | row, mapping=times)
    if isinstance(told, str):
        assert found.efforts == ()
        assert told in found.faults[0].said
    else:
        assert hours(*found.efforts) == [told]
        assert found.efforts[0].begins == dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC)
