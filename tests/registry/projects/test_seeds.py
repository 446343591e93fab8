"""The facts of the two press reports about projects and money: who says so, and what is not to be taken from them."""

from typing import Any

import pytest

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.projects.series import money_series
from detente.registry.projects.told import assertions_of
from registry.projects.told_made import ACTORS, PROJECTS

pytestmark = pytest.mark.seeds


@pytest.fixture(scope="module")
def said(readings: dict[str, dict[str, Any]]) -> list[Assertion]:
    return [
        one
        for document, reading in readings.items()
        for one in assertions_of(Telling(reading=reading, document=document, actors=ACTORS, things=PROJECTS))
    ]


@pytest.mark.parametrize(("fact", "project", "kind"), [("A05", "btc", "oil pipeline"), ("A06", "btk", "railway")])
def test_parties_are_those_whom_the_speaker_names(
    said: list[Assertion], facts: dict[str, dict[str, Any]], fact: str, project: str, kind: str
) -> None:
    (party,) = (one for one in said if one.what == "party" and one.subject == project)
    assert [part.actor for part in party.parts] == ["AZE", "TUR"]
    assert party.claimant.name == "Rashad Mammadov"
    assert party.evidence[0].words == facts[fact]["sentence"]
    assert [one.value for one in said if one.what == "kind" and one.subject == project] == [kind]


def test_what_is_said_of_these_projects_is_said_of_both(said: list[Assertion]) -> None:
    """A07."""
    remarks = [one for one in said if one.what == "remark"]
    assert {one.subject for one in remarks} == {"btc", "btk"}
    assert {one.claimant.name for one in remarks} == {"Rashad Mammadov"}


def test_the_investment_is_claimed_cumulative_and_in_no_named_project(said: list[Assertion]) -> None:
    """A09, and that the years of any investment stay empty."""
    (money,) = (one for one in said if one.what == "money")
    assert money.amount is not None
    assert (money.value, money.amount.count.low, money.amount.unit) == ("invested so far", 19_500_000_000, "USD")
    assert money.amount.count.qualifier == "alone"
    assert [(part.role, part.actor or part.name) for part in money.parts] == [
        ("investor", "AZE"), ("recipient", "TUR"), ("sector", "energy"),
    ]  # fmt: skip
    assert (money.subject, money.day, money.claimant.name) == (None, None, "Rashad Mammadov")


def test_it_is_never_drawn_as_a_flow(said: list[Assertion]) -> None:
    series, refused = money_series(said)
    assert series == ()
    assert len(refused) == 1


def test_nothing_else_is_told_of_the_projects(said: list[Assertion]) -> None:
    assert {one.what for one in said} == {"kind", "party", "remark", "money"}
