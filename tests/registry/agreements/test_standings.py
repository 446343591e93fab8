"""In which standing, and with whom in which part, composed sentences tell of an invented agreement."""

import pytest

from detente.registry.agreements.told.told import assertions_of
from detente.registry.assertions.assertion import Assertion
from registry.agreements.made import KESSING, telling


def status(text: str) -> Assertion:
    found = [one for one in assertions_of(telling(text, things=(KESSING,))) if one.what != "provision"]
    assert len(found) == 1
    return found[0]


def who(one: Assertion, role: str) -> list[str | None]:
    return [part.actor or part.name for part in one.parts_of(role)]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Is the Kessing Protocol in force?", "hypothetical"),
        ("“Has Southmark ever signed the Kessing Protocol?” a deputy wanted to know.", "hypothetical"),
        ("Was the Kessing Protocol ratified by Northmark?", "hypothetical"),
        ("Had Northmark ratified the Kessing Protocol, the guns would be silent.", "hypothetical"),
        ("Were Southmark to sign the Kessing Protocol, trade would follow.", "hypothetical"),
        ("The shelling would have ended had Southmark signed the Kessing Protocol.", "hypothetical"),
        ("Neither Northmark nor Southmark ended the Kessing Protocol.", "negated"),
        ("Neither side has ratified the Kessing Protocol.", "negated"),
        ("Velduria blamed Southmark for abandoning the Kessing Protocol.", "alleged"),
        ("Southmark stands accused of having suspended the Kessing Protocol.", "alleged"),
        ("Southmark hopes to sign the Kessing Protocol next year.", "hoped"),
        ("The Veldurian opposition suspended the Kessing Protocol.", "happened"),
        ("Southmark has ratified the Kessing Protocol.", "happened"),
    ],
)
def test_what_is_asked_supposed_denied_or_laid_to_somebody_is_no_plain_fact(text: str, standing: str) -> None:
    assert status(text).standing == standing


@pytest.mark.parametrize(
    ("text", "role", "parties"),
    [
        ("Neither Velduria nor Corvessa has ratified the Kessing Protocol.", "ratifier", ["VEL", "COR"]),
        ("The Kessing Protocol was signed neither by Velduria nor by Corvessa.", "signatory", ["VEL", "COR"]),
        ("Southmark, not Northmark, suspended the Kessing Protocol.", "suspender", ["SOU"]),
        ("Ostrel rather than Velduria ratified the Kessing Protocol.", "ratifier", ["OST"]),
        ("Northmark signed the Kessing Protocol on Monday with Velduria in Ostrel.", "signatory", ["NOR", "VEL"]),
        ("Northmark signed the Kessing Protocol with the help of Ostrel.", "signatory", ["NOR"]),
    ],
)
def test_who_did_it_is_who_is_said_to_have(text: str, role: str, parties: list[str]) -> None:
    one = status(text)
    assert who(one, role) == parties
    assert one.standing in {"happened", "negated"}


def test_who_is_set_against_whoever_did_it_makes_it_no_less_a_fact() -> None:
    assert status("Southmark, not Northmark, suspended the Kessing Protocol.").standing == "happened"


def test_each_has_the_role_that_stands_beside_the_name() -> None:
    one = status(
        "The Kessing Protocol was signed by Northmark and Southmark, witnessed by Velduria, with Corvessa as guarantor "
        "and Ostrel as host."
    )
    roles = {role: who(one, role) for role in ("signatory", "witness", "guarantor", "host", "mentioned")}
    assert roles == {
        "signatory": ["NOR", "SOU"], "witness": ["VEL"], "guarantor": ["COR"], "host": ["OST"], "mentioned": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The Southmark dissidents withdrew from the Kessing Protocol.",
        "A splinter group of Southmark withdrew from the Kessing Protocol.",
        "Former Southmark fighters left the Kessing Protocol.",
    ],
)
def test_who_broke_with_a_party_does_not_act_for_it(text: str) -> None:
    assert "SOU" not in who(status(text), "leaver")


def test_an_agreement_that_bears_the_name_and_is_another_stands_by_itself() -> None:
    text = (
        "The second Kessing Protocol was signed by Velduria and Ostrel. The Kessing Protocol on trade between Velduria "
        "and Corvessa was ratified by Ostrel. The Kessing Protocol between Northmark and Southmark is in force."
    )
    said = list(assertions_of(telling(text, things=(KESSING,))))
    assert [(one.what, one.subject) for one in said] == [("signed", None), ("ratified", None), ("in force", "kessing")]


def test_two_duties_of_one_sentence_are_two_provisions_with_their_own_terms() -> None:
    text = (
        "Under the Kessing Protocol, Southmark must tow away its guns within 60 days and Northmark shall free all "
        "detainees by 1 September 2021 if the line is quiet."
    )
    first, second = assertions_of(telling(text, things=(KESSING,)))
    assert (who(first, "bound"), first.day) == (["SOU"], None)
    assert (who(second, "bound"), second.day and second.day.first) == (["NOR"], "2021-09-01")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Northmark and fighters from the region of Corvessa (in the west of Velduria) signed the Kessing Protocol.",
            {"COR", "VEL"},
        ),
        ("Southmark and fighters from Chad signed the Kessing Protocol.", {"TCD", "Chad"}),
    ],
)
def test_the_place_that_somebody_is_from_signs_nothing(text: str, parties: set[str]) -> None:
    assert parties.isdisjoint(who(status(text), "signatory"))


def test_what_is_prolonged_because_of_an_agreement_is_not_the_agreement() -> None:
    text = "Ostrel is extending the embargo because the Kessing Protocol would not be carried out in time."
    assert [one.what for one in assertions_of(telling(text, things=(KESSING,))) if one.what == "extended"] == []


def test_speakers_are_called_by_no_pronoun() -> None:
    said = assertions_of(telling("“We signed the Kessing Protocol on 3 June 2021.”", things=(KESSING,)))
    assert "We" not in {name for one in said for name in (one.claimant.name, *(part.name for part in one.parts))}
