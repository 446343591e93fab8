from dataclasses import replace
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.verification.signing import (
    LONGEST_TEXT,
    FindingText,
    Signature,
    checked_signature,
    checked_words,
    is_same_person,
    sign_off,
    text_id,
)
from registry.ceasefires.made import ceasefire

TEXT = FindingText(id=text_id("Fire was opened.", ["v1"]), subjects=("v1",), text="Fire was opened.", by="Ann Brook")


def signed(number: int, party: str = "A", act: str = "signed", **change: Any) -> Signature:
    made: dict[str, Any] = {
        "text": TEXT.id, "number": number, "act": act, "officer": f"Officer {party}", "party": party,
        "at": "2031-05-05T10:00:00Z", "reason": None if act == "signed" else "the hour is wrong",
    }  # fmt: skip
    return Signature(**made | change)


def test_a_text_is_joint_only_when_both_sides_signed_it() -> None:
    one = sign_off(TEXT, [signed(1)], ceasefire())
    assert (one.is_joint, one.waits_for) == (False, ("B",))
    both = sign_off(TEXT, [signed(1), signed(2, "B")], ceasefire())
    assert (both.is_joint, both.waits_for) == (True, ())


def test_other_words_are_another_text() -> None:
    assert text_id("Fire was opened!", ["v1"]) != TEXT.id != text_id("Fire was opened.", ["v2"])
    other = signed(2, "B", text=text_id("Fire was opened!", ["v1"]))
    assert not sign_off(TEXT, [signed(1), other], ceasefire()).is_joint


def test_a_refusal_stands_with_its_reason_and_dissent_beside_a_signature() -> None:
    given = [signed(1), signed(2, "B", "refused"), signed(3, "A", "dissents")]
    stands = sign_off(TEXT, given, ceasefire())
    assert not stands.is_joint
    assert [one.reason for one in stands.refused] == ["the hour is wrong"]
    assert [one.party for one in stands.dissents] == ["A"]
    assert [one.party for one in stands.signed] == ["A"]


def test_a_signature_taken_back_waits_again() -> None:
    given = [signed(1), signed(2, "B"), signed(3, "B", "took back")]
    stands = sign_off(TEXT, given, ceasefire())
    assert (stands.is_joint, stands.waits_for) == (False, ("B",))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (signed(2, "M"), "no party"),
        (signed(2, "B", "refused", reason=" "), "says why"),
        (signed(2, "B", officer="Officer A"), "for both sides"),
        (signed(2, "A"), "has signed it already"),
        (signed(2, "B", "took back"), "has not signed"),
        (signed(2, "B", officer=" "), "name of an officer"),
        (signed(2, "B", officer="..."), "name of an officer"),
        (signed(2, "B", officer="OFFICER  a."), "Officer A stands for A already"),
        (signed(1, "B"), "meanwhile"),
    ],
)
def test_what_cannot_be_signed_is_refused(given: Signature, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked_signature(given, ceasefire(), [signed(1)])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A. Karimova", "a karimova", True),
        ("ＡＮＮ Brook", "Ann  Brook", True),
        ("Ann Brook", "Anna Brook", False),
        ("Öz", "Oz", False),
    ],
)
def test_a_name_is_one_but_for_case_space_and_punctuation(one: str, other: str, *, same: bool) -> None:
    assert is_same_person(one, other) is same


def test_who_stands_for_a_side_on_another_text_stands_for_it_here() -> None:
    elsewhere = [signed(1, "B", text="another")]
    with pytest.raises(UsageError, match="stands for B already"):
        checked_signature(signed(1, "A", officer="officer b"), ceasefire(), [], elsewhere=elsewhere)


def test_an_older_wording_is_signed_no_more_and_may_be_taken_back() -> None:
    with pytest.raises(UsageError, match="a new wording took its place, newer"):
        checked_signature(signed(2, "B"), ceasefire(), [signed(1)], replaced_by="newer")
    back = signed(2, "A", "took back")
    assert checked_signature(back, ceasefire(), [signed(1)], replaced_by="newer") is back


def test_a_side_that_refused_may_sign_later() -> None:
    given = [signed(1), signed(2, "B", "refused"), signed(3, "B")]
    assert checked_signature(given[2], ceasefire(), given[:2]) is given[2]
    assert sign_off(TEXT, given, ceasefire()).is_joint


def test_the_words_of_a_text_keep_their_lines() -> None:
    assert checked_words("\r\nFire was opened. \r\n\r\nTwice.\n") == "Fire was opened.\n\nTwice."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" \n", "no words"),
        ("x" * (LONGEST_TEXT + 1), "at most"),
        ("Fire\nwas \x1b[31mopened", r"line 2 of .*U\+001B"),
        ("Fire \u202ewas", r"U\+202E"),
    ],
)
def test_a_text_that_cannot_be_laid_says_why(words: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked_words(words)


@pytest.mark.parametrize("officer", ["Bob Hill", "Bob Two"])
def test_a_signature_is_taken_back_and_not_undone_by_a_refusal(officer: str) -> None:
    before = [signed(1), signed(2, "B")]
    refused = replace(signed(3, "B", "refused"), officer=officer)
    with pytest.raises(UsageError, match=r"B has signed it; .*--take-back"):
        checked_signature(refused, ceasefire(), before)
    back = checked_signature(replace(refused, act="took back"), ceasefire(), before)
    stands = sign_off(TEXT, [*before, back, replace(refused, number=4)], ceasefire())
    assert checked_signature(replace(refused, number=4), ceasefire(), [*before, back])
    assert not stands.is_joint
