"""Who stands how to whom: who is named after the deed stands nowhere, and a proposal is not whoever makes it."""

import pytest

from detente.registry.relations.positions import OF_THEIRS, positions_in
from registry.relations.test_told import found, read


def positions(text: str) -> set[tuple[str, ...]]:
    return {one[1:] for one in found(text) if one[0] == "position"}


def test_those_whose_bids_are_supported_are_stood_with_and_hold_no_position() -> None:
    text = "The President of Peru supports the bids by Kenya and Uganda to join the council."
    assert {holder for holder, _ in positions(text)} <= {"PER"}
    assert ("KEN", "UGA") not in positions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru has rejected the suggestion of Chile to hold a summit about the lake.",
        "Velduria rejected Corvessa's proposal of a joint patrol.",
        "The President of Kenya rejects Ugandan objections to a bridge.",
    ],
)
def test_who_rejects_a_proposal_stands_against_nobody(text: str) -> None:
    assert not positions(text)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Kenya opposed Uganda's plan to dam the river.", OF_THEIRS),
        ("Peru condemned the decision by Chile to close the pass.", OF_THEIRS),
        ("Turkey supports Azerbaijan.", None),
        ("Kenya condemned Uganda over the raid.", None),
    ],
)
def test_a_stand_on_something_of_theirs_says_so(text: str, note: str | None) -> None:
    (one,) = positions_in(read(text))
    assert one.note == note


@pytest.mark.parametrize(
    "text",
    [
        "Lord's Resistance Army commander Odd Sterrin accused Kenya of violating the truce.",
        "Odd Sterrin, the leader of the Lord's Resistance Army, accused Kenya of violating the truce.",
        "Ugandan Lord's Resistance Army leader Joseph Kony entered Kenya, thus violating a ceasefire.",
    ],
)
def test_who_leads_rebels_counts_to_no_state(text: str) -> None:
    assert not {one for one in found(text) if "UGA" in one}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Chile and Peru celebrated the tenth anniversary of the border accord.", 1),
        ("Chile and Peru refused to mark the tenth anniversary of the border accord.", 0),
        ("Peru said that it would stay away from the UN meeting marking the fifth anniversary of the Lima accord.", 0),
        (
            "Chile will boycott the UN session commemorating the tenth anniversary of the conference of 2001.",
            0,
        ),
        ('Kenyan President William Ruto said: "This is the 60th anniversary of our relations with Uganda."', 1),
        ('Kenyan President William Ruto said: "This is the 60th anniversary of the treaty with Uganda."', 0),
    ],
)
def test_who_stays_away_from_an_anniversary_keeps_none(text: str, kept: int) -> None:
    assert len({one for one in found(text) if one[0] == "anniversary"}) == kept
