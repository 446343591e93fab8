import dataclasses
from typing import Any

import pytest

from detente.registry.ceasefires.definition import Monitor, Party
from detente.registry.ceasefires.from_reading import violations_of
from detente.registry.ceasefires.homes import column_of_publisher, standing_of_publisher
from registry.ceasefires.report_made import WATCHED, Made

AT_HOME = dataclasses.replace(
    WATCHED,
    parties=(
        Party(id="A", name="Northmark", names=("Ministry of Defence of Northmark",), press=("Northmark Courier",)),
        Party(id="B", name="Southmark", names=("Ministry of Defence of Southmark",), press=("Southmark Post",)),
    ),
)


def told(made: Made) -> list[tuple[Any, ...]]:
    found = violations_of(made.reading, document="d1", ceasefire=AT_HOME)
    return [(one.claimant, one.said, one.kind, one.alleged) for one in found]


@pytest.mark.parametrize(
    ("publisher", "column"),
    [
        ("Ministry of Defence of Northmark", "A"),
        ("Ministry of Defence of Southmark", "B"),
        ("Joint Centre", "M"),
        ("Northmark Courier", None),
        ("Southmark Post", None),
        ("Friends of the Joint Centre", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_publisher_of_that_very_name_is_a_side(publisher: str | None, column: str | None) -> None:
    assert column_of_publisher(publisher, AT_HOME) == column


@pytest.mark.parametrize(
    ("publisher", "column"), [("Northmark Courier", "A"), ("Southmark Post", "B"), ("Ford Herald", None)]
)
def test_a_ministry_that_nobody_is_told_to_own_is_that_of_the_papers_side(publisher: str, column: str | None) -> None:
    text = "Shots were fired at Ash Ford, the Ministry of Defence said."
    made = Made(text, publisher=publisher)
    claim = made.claim("Shots were fired at Ash Ford", made.who("Ministry of Defence", sectors=["GOV", "MIL"]))
    made.event("fired", claim=claim)
    assert told(made) == [(column, "some", "fire", None)]


@pytest.mark.parametrize("publisher", ["Northmark Courier", "Southmark Post"])
def test_a_paper_does_not_speak_for_its_side(publisher: str) -> None:
    made = Made("Shots were fired at Ash Ford.", publisher=publisher)
    made.event("fired")
    assert told(made) == [(None, "some", "fire", None)]


def test_an_office_with_a_name_of_its_own_is_not_at_home() -> None:
    made = Made("Shots were fired at Ash Ford, the Fishery Office said.", publisher="Northmark Courier")
    made.event("fired", claim=made.claim("Shots were fired at Ash Ford", made.who("Fishery Office", sectors=["GOV"])))
    assert told(made)[0][0] is None


@pytest.mark.parametrize(("owner", "doer"), [("Northmark", "A"), ("Southmark", "B")])
def test_an_army_of_a_party_is_its_own(owner: str, doer: str) -> None:
    made = Made(f"The army of {owner} opened fire at Ash Ford.")
    army = made.who("army", sectors=["MIL"])
    made.who(owner, kind="place")
    made.event("opened fire", (army,))
    assert told(made) == [(None, "some", "fire", doer)]


def test_a_school_in_a_third_place_is_nobodys() -> None:
    made = Made("The army of Farland opened fire at Ash Ford.")
    army = made.who("army", sectors=["MIL"])
    made.who("Farland", kind="place")
    made.event("opened fire", (army,))
    assert told(made) == [(None, "some", "fire", None)]


def test_a_statement_of_a_ministry_is_its_word() -> None:
    text = "According to a statement by the Southmark ministry, shots were fired at Ash Ford."
    made = Made(text)
    made.who("Southmark ministry", sectors=["GOV"])
    claim = made.claim(
        "shots were fired at Ash Ford", made.at("a statement by the Southmark ministry") | {"entity": None}
    )
    made.event("fired", claim=claim)
    assert told(made) == [("B", "some", "fire", None)]


@pytest.mark.parametrize(
    ("publisher", "standing"),
    [
        ("Ministry of Defence of Northmark", "party"),
        ("Southmark border guard service", "party"),
        ("Joint Centre", "monitor"),
        ("Northmark Courier", None),
        ("Northmark", "party"),
        ("Ministry of Defence", None),
        ("Friends of the Joint Centre", None),
    ],
)
def test_a_publisher_is_what_the_file_of_a_ceasefire_says_of_it(publisher: str, standing: str | None) -> None:
    assert standing_of_publisher(publisher, [AT_HOME]) == standing
    assert standing_of_publisher(publisher, []) is None


def test_who_is_a_party_here_and_a_monitor_there_is_called_neither() -> None:
    there = dataclasses.replace(AT_HOME, id="other", monitors=(Monitor(id="M", name="Northmark"),), parties=(
        Party(id="C", name="Eastmark"), Party(id="D", name="Westmark")))  # fmt: skip
    assert standing_of_publisher("Northmark", [AT_HOME, there]) is None
