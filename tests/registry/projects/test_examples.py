"""Examples about a railway and a pipeline: figures by claimant, forecasts as forecasts, nothing that is not told."""

import io
import json
from pathlib import Path

import pytest

from detente.documents.packets import packets_of
from detente.pipeline.outcomes import lines_of
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.projects.told import assertions_of
from registry.projects.told_made import ACTORS, PROJECTS

EXAMPLES = Path(__file__).parents[3] / "examples"


def said_in(name: str) -> list[Assertion]:
    packets = packets_of(EXAMPLES / name, standard_input=io.BytesIO())
    (line,) = lines_of(packets, workers=1)
    return list(assertions_of(Telling(reading=json.loads(line.data), document=name, actors=ACTORS, things=PROJECTS)))


def facts_of(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((EXAMPLES / name).read_text("utf-8"))["facts"]
    return found


@pytest.fixture(scope="module")
def railway() -> list[Assertion]:
    return said_in("07-btk-railway.html")


@pytest.fixture(scope="module")
def pipeline() -> list[Assertion]:
    return said_in("08-btc-pipeline.txt")


def test_the_railway_was_opened_on_the_day_of_the_facts(railway: list[Assertion]) -> None:
    (day,) = (one["from"] for one in facts_of("07-btk-railway.facts.json") if one["kind"] == "date")
    (opened,) = (one for one in railway if one.what == "status")
    assert opened.day is not None
    assert (opened.subject, opened.value, opened.day.first) == ("btk", "opened", day)


def test_parties_are_those_of_its_agreement_and_not_who_came_to_the_opening(railway: list[Assertion]) -> None:
    (wanted,) = (
        one["actors"]
        for one in facts_of("07-btk-railway.facts.json")
        if one["kind"] == "party" and "agreement" in str(one["words"])
    )
    (parties,) = (one for one in railway if one.what == "party")
    assert [part.actor for part in parties.parts] == wanted


def test_forecasts_of_freight_are_the_presidents_and_did_not_happen(railway: list[Assertion]) -> None:
    freight = [one for one in railway if one.what == "capacity" and one.amount]
    assert {one.claimant.name for one in freight} == {"Ilham Aliyev"}
    assert not [one for one in freight if one.is_claimed_fact]


def test_the_state_that_the_line_does_not_pass_is_on_no_route(railway: list[Assertion]) -> None:
    through = {part.actor for one in railway if one.what == "route" and one.is_claimed_fact for part in one.parts}
    assert "ARM" not in through
    assert [part.actor for one in railway if one.standing == "negated" for part in one.parts] == ["ARM"]


def test_capacity_of_the_pipeline_is_its_operators_figure(pipeline: list[Assertion]) -> None:
    (capacity,) = (one for one in pipeline if one.what == "capacity")
    assert capacity.amount is not None
    assert (capacity.claimant.name, capacity.amount.count.low, capacity.amount.unit) == (
        "BP",
        1_000_000,
        "barrels a day",
    )


def test_no_money_is_told_of_the_pipeline(pipeline: list[Assertion]) -> None:
    assert not [one for one in pipeline if one.what == "money"]


def test_georgia_is_no_party_for_its_capital_in_a_name(pipeline: list[Assertion]) -> None:
    assert "GEO" not in {part.actor for one in pipeline if one.what == "party" for part in one.parts}
