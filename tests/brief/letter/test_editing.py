"""What an editor does with a draft: never silently, never after it was approved, and told by what differs."""

from typing import TYPE_CHECKING

import pytest

from brief.made import full
from detente.brief.brief import Approval, Brief, Remark
from detente.brief.letter.differences import differences
from detente.brief.letter.editing import (
    MOST_REMARK,
    line_of,
    move_section,
    put_back,
    remark_on,
    strike,
    take_back_remarks,
)
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

DRAFT = full()


def deeds(before: object, now: object) -> list[tuple[str, str]]:
    return [(one.deed, one.where) for one in differences(before, now)]  # type: ignore[arg-type]


def test_a_line_that_is_left_out_is_counted_and_can_be_put_back_where_it_stood() -> None:
    struck = strike(DRAFT, "drones")
    assert [one.id for one in struck.sections[0].lines] == ["fire", "trend"]
    assert struck.struck == 1
    assert deeds(DRAFT, struck) == [("struck", "drones")]
    assert put_back(struck, DRAFT, "drones") == DRAFT
    assert deeds(struck, DRAFT) == [("put in", "drones")]


def test_a_line_is_put_back_with_its_section_where_that_was_recomposed_away() -> None:
    bare = full(sections=DRAFT.sections[1:])
    assert put_back(bare, DRAFT, "fire").sections[-1].subject == "ceasefire/ossering"


def test_own_words_stand_beside_what_was_composed_with_the_name() -> None:
    made = remark_on(DRAFT, " The place\nis given by one side. ", by="Ann Brook", line="fire")
    line = line_of(made, "fire")
    assert line.remarks == (Remark(text="The place is given by one side.", by="Ann Brook"),)
    assert line.sentences == line_of(DRAFT, "fire").sentences
    assert deeds(DRAFT, made) == [("own words", "fire")]
    assert take_back_remarks(made, line="fire") == DRAFT
    whole = remark_on(DRAFT, "A short day.", by="Ann Brook")
    assert whole.remarks == (Remark(text="A short day.", by="Ann Brook"),)
    assert take_back_remarks(whole) == DRAFT


def test_sections_change_places() -> None:
    made = move_section(DRAFT, "platforms", up=True)
    assert [one.subject for one in made.sections][1:3] == ["platforms", "ceasefire/south-caucasus"]
    assert [one.deed for one in differences(DRAFT, made)] == ["moved"]
    assert move_section(made, "platforms", up=False) == DRAFT


@pytest.mark.parametrize("text", ["", " \n", "x" * (MOST_REMARK + 1)])
def test_own_words_are_some_and_not_too_many(text: str) -> None:
    with pytest.raises(UsageError, match="Write between"):
        remark_on(DRAFT, text, by="Ann Brook")


def test_what_is_not_there_is_not_changed() -> None:
    changes: tuple[Callable[[], Brief], ...] = (
        lambda: strike(DRAFT, "none"), lambda: put_back(DRAFT, DRAFT, "fire"), lambda: put_back(DRAFT, DRAFT, "none"),
        lambda: move_section(DRAFT, "ceasefire/ossering", up=True), lambda: move_section(DRAFT, "none", up=True),
        lambda: remark_on(DRAFT, "x", by="Ann", line="none"),
    )  # fmt: skip
    for deed in changes:
        with pytest.raises(UsageError):
            deed()


def test_what_is_approved_stays_as_it_is() -> None:
    sent = full(approval=Approval(by="Ann Brook", at="2026-11-23T07:40:00+00:00"))
    assert deeds(DRAFT, sent) == [("approved", "")]
    changes: tuple[Callable[[], Brief], ...] = (
        lambda: strike(sent, "fire"), lambda: put_back(sent, DRAFT, "fire"), lambda: take_back_remarks(sent),
        lambda: move_section(sent, "platforms", up=True), lambda: remark_on(sent, "x", by="Ann"),
    )  # fmt: skip
    for deed in changes:
        with pytest.raises(UsageError, match="is approved"):
            deed()
