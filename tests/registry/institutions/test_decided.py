"""What somebody decides of an institution, and what is only wished for. All is composed."""

import pytest

import detente
from detente.cli.registry.assertions import what_words
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.institutions.told import assertions_of

ACTORS = tuple(Actor(id=name, name=name) for name in ("Northmark", "Southmark", "Velduria", "Corvessa"))


def said(text: str) -> list[Assertion]:
    reading = detente.read(text, published="2024-06-12", publisher="Valley Wire").model_dump()
    return list(assertions_of(Telling(reading=reading, document="d", actors=ACTORS)))


@pytest.mark.parametrize(
    ("text", "what", "parts"),
    [
        ("Kenya and Chad set up a joint monitoring centre in Kessing.", "founded", {"founder:KEN", "founder:TCD"}),
        ("Kenya and Chad agree to establish a truth commission.", "agreed", {"founder:KEN", "founder:TCD"}),
        ("The African Union suspends its observer mission in Velduria.", "suspended", {"decided by:African Union"}),
        ("The African Union votes to extend its peacekeeping mission in Velduria.", "mandate",
         {"decided by:African Union"}),
        ("The African Union approves the creation of a verification mission.", "agreed", {"founder:African Union"}),
    ],
)  # fmt: skip
def test_what_is_decided_is_told_with_who_decides_it(text: str, what: str, parts: set[str]) -> None:
    (one,) = said(text)
    assert one.what == what
    assert {f"{part.role}:{part.actor or part.name}" for part in one.parts} == parts


@pytest.mark.parametrize(
    "text",
    [
        "Nobody here wants the joint monitoring centre to be moved to Kessing.",
        "Corvessa opposes the joint monitoring centre being closed.",
        "The joint monitoring centre must be moved to Kessing.",
        "The joint monitoring centre ought to be closed.",
        "Kenya vetoes a plan to extend the observer mission in Velduria.",
        "Kenya announced plans to establish a truth commission.",
        "Will Kenya close the joint monitoring centre?",
        "If Kenya closes the joint monitoring centre, the truce will end.",
        "Kenya launched an attack on a border control centre.",
    ],
)
def test_what_is_wished_for_asked_or_planned_is_not_told_as_done(text: str) -> None:
    assert said(text) == []


def test_a_founding_has_no_day_of_something_else() -> None:
    for behind in ("after the 1999 vote", "to prepare the Veldurian election, 2027"):
        (one,) = said(f"A truth commission is set up by Kenya {behind}.")
        assert (one.what, one.day) == ("founded", None)
    (other,) = said("2011 war in Velduria: The African Union suspends its observer mission.")
    assert other.day is None


def test_one_claim_of_staff_is_one_and_its_number_is_shown_once() -> None:
    (one,) = said("The joint monitoring centre is staffed by two colonels and 40 soldiers.")
    assert one.amount is not None
    assert (one.value, one.amount.count.low) == ("two colonels and 40 soldiers", 40)
    (each,) = said("The joint monitoring centre is staffed by 25 officers each from both sides.")
    assert what_words(each) == "staffed: 25 officers each"


@pytest.mark.parametrize("instrument", ["the Kessing Declaration", "the Ossering Protocol", "the Kessing Charter"])
def test_the_instrument_of_what_was_opened_is_read(instrument: str) -> None:
    told = said(f"The joint monitoring centre was opened on 1 May 2024 under {instrument}.")
    assert [one.value for one in told if one.what == "legal basis"] == [instrument]
