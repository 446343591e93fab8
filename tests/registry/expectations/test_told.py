"""What reports tell of what is to come. The reports are composed; a half of them was read only when the rules stood."""

import json
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.expectations.told import assertions_of
from detente.registry.platforms.definition import Platform

HELD = Path(__file__).parent / "held" / "reports.jsonl"
EXAMPLES = Path(__file__).parents[3] / "examples"
CASES = [json.loads(line) for line in HELD.read_text(encoding="utf-8").splitlines()][1:]
FORMAT = Platform(id="3+3", name="3+3", names=("3+3 meeting", "3+3 platform"))


def told_in(text: str, *, published: str | None = "2024-03-06") -> list[Assertion]:
    reading = detente.read(text, published=published, publisher="Valley Wire").model_dump()
    return list(assertions_of(Telling(reading=reading, document="d1", things=(FORMAT,))))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_is_to_come_is_found_and_nothing_else(case: dict[str, Any]) -> None:
    found = told_in(case["text"], published=case["published"])
    assert [one.what for one in found] == [one["kind"] for one in case["expected"]]
    for one in found:
        assert one.room == "expectation"
        assert one.named in " ".join(case["text"].split())


@pytest.mark.seeds
def test_the_next_round_and_who_will_stay_away_are_two_and_neither_has_a_day(readings: dict[str, Any]) -> None:
    reading = next(one for one in readings.values() if "Mammadov" in one["text"])
    found = list(assertions_of(Telling(reading=reading, document="a", things=(FORMAT,))))
    assert [(one.what, one.subject, one.day) for one in found] == [("refusal", "3+3", None), ("meeting", "3+3", None)]
    refusal, meeting = found
    assert (refusal.claimant.name, meeting.claimant.is_publisher) == ("Georgia", True)  # A38, A39
    assert meeting.where is not None
    assert (meeting.where.words, [part.role for part in meeting.parts]) == ("Turkey", ["about"])
    assert meeting.standing == "expected"


@pytest.mark.seeds
def test_hopes_are_hopes_and_a_declaration_that_promises_is_no_promise(readings: dict[str, Any]) -> None:
    reading = next(one for one in readings.values() if "Akar" in one["text"])
    found = list(assertions_of(Telling(reading=reading, document="b")))
    assert [(one.what, one.value, one.day) for one in found] == [("hope", "hoped", None), ("hope", "believed", None)]
    assert {one.claimant.name for one in found} == {"Hulusi Akar"}  # B11, B12
    assert "a ceasefire will be achieved" in found[1].named


def test_what_was_once_expected_is_told_in_hindsight() -> None:
    found = told_in("Turkey once expected to host the second meeting; it was held in Tehran.", published="2024-10-19")
    assert [(one.what, one.standing) for one in found] == [("meeting", "background")]
    assert "Tehran" not in found[0].named


def test_a_boundary_that_was_never_marked_is_expected_by_nobody() -> None:
    text = (EXAMPLES / "10-boundary-commission.txt").read_text(encoding="utf-8")
    assert told_in(text, published=None) == []


def test_a_visit_in_the_coming_weeks_has_no_day_and_an_offer_is_no_promise() -> None:
    text = (EXAMPLES / "14-pretoria-agreement.txt").read_text(encoding="utf-8")
    (visit,) = told_in(text, published="2022-11-03")
    assert (visit.what, visit.where and visit.where.words) == ("visit", "Addis Ababa")
    assert visit.day is not None
    assert (visit.day.first, visit.day.last, visit.day.words) == (None, None, "in the coming weeks")
