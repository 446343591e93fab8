"""The facts of the two press reports that are quotations: who speaks, how, where, and which came to us damaged."""

from typing import Any

import pytest

from detente.registry.statements.ledger import Heard, heard_in
from detente.registry.statements.phrases import occurrences_in
from detente.registry.watch.definition import Phrase

pytestmark = pytest.mark.seeds

QUOTED = {
    "A08": ("Rashad Mammadov", "direct"), "A13": ("Turkish Foreign Ministry", "direct"),
    "A36": ("Sergey Lavrov", "direct"), "A40": ("Sergey Lavrov", "direct"), "B04": ("Hulusi Akar", "unmarked"),
    "B06": ("Hulusi Akar", "direct"), "B07": ("Hulusi Akar", "direct"), "A07": ("Rashad Mammadov", "indirect"),
}  # fmt: skip


@pytest.fixture(scope="module")
def heard(readings: dict[str, dict[str, Any]]) -> list[Heard]:
    return [one for document, reading in readings.items() for one in heard_in(reading, document=document)]


def over(heard: list[Heard], fact: dict[str, Any], mode: str) -> Heard:
    """Return the last saying in this mode that a fact's sentence has words of."""
    *_, one = (
        one
        for one in heard
        if one.document == fact["file"] and one.mode == mode and one.start < fact["end"] and fact["start"] < one.end
    )
    return one


@pytest.mark.parametrize("fact", QUOTED)
def test_who_says_it_and_how(heard: list[Heard], facts: dict[str, dict[str, Any]], fact: str) -> None:
    speaker, mode = QUOTED[fact]
    assert over(heard, facts[fact], mode).speaker == speaker


def test_he_whom_nobody_names_is_left_open_and_is_not_the_envoy(
    heard: list[Heard], facts: dict[str, dict[str, Any]]
) -> None:
    """A14."""
    one = over(heard, facts["A14"], "direct")
    assert (one.speaker, one.named) == (None, "he")
    assert one.confidence < 0.5
    assert "doubled attribution" in one.damage


def test_a_damaged_quotation_says_so_and_its_place_stays_empty(
    heard: list[Heard], facts: dict[str, dict[str, Any]]
) -> None:
    one = over(heard, facts["A36"], "direct")
    assert one.venue == "an annual press conference"
    assert one.damage == ("orphan fragment",)
    assert one.office == "Foreign Minister"


def test_a_quotation_that_never_closes_says_so(heard: list[Heard], facts: dict[str, dict[str, Any]]) -> None:
    assert "unclosed quotation" in over(heard, facts["A40"], "direct").damage


def test_the_slogan_is_followed_in_either_form(readings: dict[str, dict[str, Any]]) -> None:
    phrase = Phrase(id="nation", words="one nation, two states", forms=("two states, one nation",))
    found = [
        one for document, reading in readings.items() for one in occurrences_in(reading, [phrase], document=document)
    ]
    assert [(one.speaker, one.form, one.in_marks) for one in found] == [("Hulusi Akar", "two states, one nation", True)]
