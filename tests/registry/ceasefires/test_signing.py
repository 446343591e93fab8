from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.signing import FindingText, Signature, checked_signature, sign_off, text_id
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
    ],
)
def test_what_cannot_be_signed_is_refused(given: Signature, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked_signature(given, ceasefire(), [signed(1)])
