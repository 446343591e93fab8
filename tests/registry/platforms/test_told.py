import json
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.matrix import matrix_of
from detente.registry.platforms.meetings import Decision, meetings_of
from detente.registry.platforms.told import assertions_of

HELD = [json.loads(line) for line in (Path(__file__).parent / "held/composed.jsonl").read_text().splitlines()[1:]]
ACTORS = tuple(
    Actor(id=name, name=name) for name in ("Northmark", "Southmark", "Velduria", "Corvessa", "Norvelia")
)  # fmt: skip
STATES = ("ARM", "AZE", "GEO", "IRN", "RUS", "TUR")
SIX = Platform(id="3+3", name="Caucasus 3+3 Platform", names=("3+3 format",), envisaged=STATES)


def said(text: str, *, published: str | None = "2024-06-12", things: tuple[Platform, ...] = ()) -> list[Assertion]:
    reading = detente.read(text, published=published, publisher="Valley Wire").model_dump()
    return list(assertions_of(Telling(reading=reading, document="d", actors=ACTORS, things=things)))


def who(one: Assertion) -> set[str]:
    return {f"{part.role}:{part.actor or part.name}" for part in one.parts}


@pytest.mark.parametrize("case", [one for one in HELD if one["set"] == "open"], ids=lambda one: one["text"][:40])
def test_composed_reports_tell_what_is_expected_and_nothing_else(case: dict[str, Any]) -> None:
    told = said(case["text"], published=case["published"])
    assert sorted(one.what for one in told) == sorted(one["what"] for one in case["expected"])
    for wanted in case["expected"]:
        parts = {part.partition("=")[0] for part in wanted["parts"].split(",") if part}
        assert any(one.what == wanted["what"] and parts <= who(one) for one in told), wanted


def test_of_held_cases_none_tells_what_nobody_says() -> None:
    for case in (one for one in HELD if one["set"] == "held"):
        wanted = [one["what"] for one in case["expected"]]
        assert all(one.what in wanted for one in said(case["text"], published=case["published"])), case["text"]


def test_of_five_who_came_nobody_is_taken_to_be_absent() -> None:
    told = said("Armenia, Azerbaijan, Iran, Russia and Turkey took part in the first 3+3 meeting.", things=(SIX,))
    (row,) = matrix_of(meetings_of(told), told, SIX.envisaged).rows
    assert "GEO" not in row[1]
    assert sorted(row[1]) == ["ARM", "AZE", "IRN", "RUS", "TUR"]


def test_rival_claims_stand_in_one_cell() -> None:
    told = said(
        "Georgia took part in the first 3+3 meeting. Georgia did not attend the first 3+3 meeting.", things=(SIX,)
    )
    (meeting,) = meetings_of(told)
    (row,) = matrix_of([meeting], told).rows
    assert row[1]["GEO"].told == ("present", "absent")
    assert row[1]["GEO"].is_rival


def test_meetings_are_put_apart_and_together_by_a_person() -> None:
    told = said("Georgia took part in the first 3+3 meeting. Iran did not attend the first 3+3 meeting.", things=(SIX,))
    one, other = told
    assert len(meetings_of(told)) == 1
    apart = Decision(one=one.id, other=other.id, together=False)
    assert len(meetings_of(told, [apart])) == 2
    two = said("Georgia took part in the first 3+3 meeting. Iran did not attend the third 3+3 meeting.", things=(SIX,))
    assert len(meetings_of(two)) == 2
    assert len(meetings_of(two, [Decision(one=two[0].id, other=two[1].id, together=True)])) == 1


@pytest.mark.seeds
def test_the_seed_on_the_platform_tells_what_its_facts_say_and_leaves_the_rest_empty(shared: Path) -> None:
    path = shared / "seeds" / "000_298cf02dc2c2d8d2.txt"
    ots = Platform(
        id="ots", name="Organization of Turkic States", names=("Organization of Turkish States",), kind="organisation"
    )
    told = said(path.read_text(), published=None, things=(SIX, ots))
    by = {one.what: one for one in told}
    assert who(by["envisaged"]) == {f"envisaged:{state}" for state in STATES}
    assert who(by["called for"]) == {"caller:TUR"}
    assert by["being established"].standing == "ongoing"
    assert (by["aim"].value, by["taking part"].subject) == ("deeper integration and cooperation in the region", "ots")
    absent, declined, expected = by["absent"], by["declined"], by["expected"]
    assert absent.where is not None
    assert expected.where is not None
    assert (who(absent), absent.value, absent.where.words, absent.day) == ({"absent:GEO"}, "round 1", "Moscow", None)
    assert (who(declined), declined.value, declined.standing) == ({"declined:GEO"}, "next round", "planned")
    assert (expected.value, expected.where.words, expected.day, expected.standing) == (
        "next round",
        "Turkey",
        None,
        "expected",
    )
    assert "present" not in by


def states(text: str) -> list[tuple[str, str, str]]:
    """Return what is told to be expected or held of the platform, in what standing, and who says it."""
    told = said(text, things=(SIX,))
    return [(one.what, one.standing, one.claimant.name) for one in told if one.what in {"expected", "planned", "held"}]


def test_what_a_report_adds_behind_somebodys_claim_is_not_theirs() -> None:
    told = states(
        "Georgia announced that it will not take part in the next round of the 3+3 format, "
        "which is expected to be held in Turkey."
    )
    assert told == [("expected", "expected", "Valley Wire")]


def test_what_somebody_says_to_be_expected_stays_theirs() -> None:
    told = states("Georgia said that the next round of the 3+3 format is expected to be held in Turkey.")
    assert told == [("expected", "expected", "Georgia")]


def test_what_was_expected_once_is_recalled_and_no_expectation() -> None:
    told = states("Turkey once expected to host the second meeting of the 3+3 format; it was held in Tehran.")
    assert [one[:2] for one in told] == [("expected", "background"), ("held", "happened")]
