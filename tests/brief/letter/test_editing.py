"""What an editor does with a draft: never silently, never after it was approved, and told by what differs."""

from typing import TYPE_CHECKING

import pytest

from brief.made import full, line, sentence
from detente.brief.brief import Approval, Brief, Line, Remark, Sentence
from detente.brief.letter.differences import differences
from detente.brief.letter.editing import (
    MOST_REMARK,
    line_of,
    move_section,
    put_back,
    put_sentences_back,
    remark_on,
    sentences_to_strike,
    strike,
    strike_sentence,
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


def test_what_the_desk_says_in_a_line_can_be_left_out_alone_and_is_told() -> None:
    whole = line_of(DRAFT, "drones")
    assert sentences_to_strike(whole) == (1,)
    cut = strike_sentence(DRAFT, "drones", 1)
    own = line_of(cut, "drones")
    assert own.sentences == whole.sentences[:1]
    assert (own.basis, cut.cut, cut.struck) == (whole.basis, 1, 0)
    assert [(one.deed, one.before) for one in differences(DRAFT, cut)] == [
        ("sentence left out", "No word of Velduria’s on it was found in the reports.")
    ]
    assert put_sentences_back(cut, DRAFT, "drones") == DRAFT
    assert deeds(cut, DRAFT) == [("sentence put back", "drones")]
    with pytest.raises(UsageError, match="all its sentences"):
        put_sentences_back(DRAFT, DRAFT, "drones")


@pytest.mark.parametrize("place", [0, 1, 2, 3, 99])
def test_one_sides_word_is_not_left_out_without_the_others(place: int) -> None:
    assert sentences_to_strike(line_of(DRAFT, "fire")) == ()
    with pytest.raises(UsageError, match="without the other’s"):
        strike_sentence(DRAFT, "fire", place)


def test_one_of_several_sentences_of_one_who_speaks_alone_can_be_left_out() -> None:
    ann, ben, own = (
        sentence("Ann", "Ann says one."),
        sentence("Ben", "Ben says two."),
        sentence(None, "Both may be so."),
    )
    for said, found in (
        ((ann, ann), (0, 1)), ((ann, own), (1,)), ((own,), ()), ((ann,), ()), ((ann, ben, own), (2,)),
        ((ann, ben, ann), ()),
    ):  # fmt: skip
        assert sentences_to_strike(line("x", *said)) == found


def test_that_a_trend_is_a_claim_stays_with_who_claims_it() -> None:
    told = (
        sentence("Ann", "Ann says it falls."),
        sentence(None, "That is a claim."),
        sentence(None, "No word by Ben."),
    )
    assert sentences_to_strike(_trend(*told)) == (2,)


def _trend(*told: Sentence) -> Line:
    return Line(id="t", kind="trend", about="t", href="/", sentences=told, documents=(), basis="")


def test_no_sentence_is_left_out_of_what_is_approved() -> None:
    approved = full(approval=Approval(by="Ann", at="2026-11-23T07:00:00+00:00"))
    with pytest.raises(UsageError, match="approved"):
        strike_sentence(approved, "drones", 1)
    with pytest.raises(UsageError, match="approved"):
        put_sentences_back(approved, DRAFT, "drones")
