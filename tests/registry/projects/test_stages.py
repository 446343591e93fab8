"""Composed sentences: at which stage a project is said to be, and on which day it came to it."""

import pytest

from detente.registry.assertions.assertion import Assertion
from registry.projects.told_made import told


def stages(text: str) -> list[Assertion]:
    return [one for one in told(text, published="2024-05-06") if one.what == "status"]


@pytest.mark.parametrize(
    ("text", "stage", "standing"),
    [
        ("The Kessing Railway is operating, Northmark said.", "operating", "happened"),
        ("The Ormsund Bridge is in service.", "operating", "happened"),
        ("The Ormsund Bridge is not in use any more.", "operating", "negated"),
        ("The Kessing Railway was never built, Southmark said.", "built", "negated"),
        ("The Ormsund Bridge does not exist, Corvessa said.", "built", "negated"),
        ("The Kessing Railway has not been finished yet.", "built", "negated"),
        ("Northmark completed the Talvik Dam in 2018.", "built", "happened"),
        ("The Talvik Dam will be completed in 2027.", "built", "planned"),
        ("The Talvik Dam is being built by Velduria.", "under construction", "happened"),
    ],
)
def test_a_stage_is_told_in_its_standing(text: str, stage: str, standing: str) -> None:
    assert [(one.value, one.standing) for one in stages(text)] == [(stage, standing)]


@pytest.mark.parametrize(
    ("text", "stage", "first"),
    [
        ("The Kessing Railway was approved on 4 March 2010, to be finished in 2015.", "agreed", "2010-03-04"),
        ("Parliament approved the Kessing Railway, which will open in 2027.", "agreed", None),
        ("The Ormsund Bridge, built in 1990, was closed on 4 March.", "closed", "2024-03-04"),
        ("The Ormsund Bridge, built in 1990, was closed on 4 March.", "built", "1990-01-01"),
    ],
)
def test_the_day_of_a_stage_is_the_one_beside_its_verb(text: str, stage: str, first: str | None) -> None:
    one = next(one for one in stages(text) if one.value == stage)
    assert (one.day.first if one.day else None) == first


def test_a_state_behind_a_town_is_no_stop_of_a_route() -> None:
    (route,) = [
        one for one in told("The Kessing Railway runs from Kars, Turkey to Tbilisi, Georgia.") if one.what == "route"
    ]
    assert [part.name for part in route.parts] == ["Kars", "Tbilisi"]
    assert not [
        one for one in told("The Kessing Railway runs to London, England, United Kingdom.") if one.what == "route"
    ]
