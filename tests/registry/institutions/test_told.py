import json
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.institutions.definition import Institution
from detente.registry.institutions.told import assertions_of

HELD = [json.loads(line) for line in (Path(__file__).parent / "held/composed.jsonl").read_text().splitlines()[1:]]
ACTORS = tuple(Actor(id=name, name=name) for name in ("Northmark", "Southmark", "Velduria", "Corvessa"))
EXAMPLES = Path(__file__).parents[3] / "examples"
CENTRE = Institution(
    id="centre", name="joint Turkish-Russian centre",
    names=("joint Turkish-Russian monitoring centre", "joint center with Russia", "joint centre"),
)  # fmt: skip


def said(text: str, *, published: str | None = "2024-06-12") -> list[Assertion]:
    reading = detente.read(text, published=published, publisher="Valley Wire").model_dump()
    return list(assertions_of(Telling(reading=reading, document="d", actors=ACTORS, things=(CENTRE,))))


@pytest.mark.parametrize("case", HELD, ids=lambda one: one["text"][:40])
def test_composed_reports_tell_what_is_expected_and_nothing_else(case: dict[str, Any]) -> None:
    told = said(case["text"], published=case["published"])
    assert sorted(one.what for one in told) == sorted(one["what"] for one in case["expected"])


def test_rival_numbers_and_their_claimants_stand_side_by_side() -> None:
    told = said((EXAMPLES / "02-joint-centre-opening.txt").read_text(), published="2021-01-30")
    staffed = {(one.claimant.name, one.value) for one in told if one.what == "staffed"}
    assert ("Azerbaijan's Defence Ministry", "Up to 60 servicemen each") in staffed
    assert ("Turkey", "one Turkish general and 38 personnel") in staffed
    opened = next(one for one in told if one.what == "opened")
    assert (opened.day.first, opened.where.words) == ("2021-01-30", "Aghdam")  # type: ignore[union-attr]


def test_a_closing_without_a_year_has_no_day() -> None:
    told = said((EXAMPLES / "03-joint-centre-closing.txt").read_text(), published=None)
    closed = [one for one in told if one.what == "closed"]
    assert {one.claimant.name for one in closed} == {"Azerbaijan's Defence Ministry", "Turkey's Defence Ministry"}
    assert all(one.day is None or one.day.first is None for one in closed)


@pytest.mark.seeds
def test_the_seed_on_the_centre_tells_equal_staff_and_its_basis_and_no_place_or_number(shared: Path) -> None:
    path = shared / "seeds" / "004_2b2f06e3a5aa3601.txt"
    told = said(path.read_text(), published="2022-01-09")
    by = {one.what: one for one in told}
    staffed, basis = by["staffed"], by["legal basis"]
    assert (staffed.value, staffed.amount) == ("equal", None)
    assert {part.actor for part in staffed.parts} == {"RUS", "TUR"}
    assert basis.value == "a trilateral peace agreement"
    assert basis.day is not None
    assert basis.day.first == "2020-11-10"
    assert by["at work"].day is not None
    assert by["at work"].day.first == "2021-01-30"
    assert all(one.where is None and one.amount is None for one in told)
