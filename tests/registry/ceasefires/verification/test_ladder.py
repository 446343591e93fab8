import datetime as dt
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.verification.ladder import Step, checked_step, standing_of
from detente.registry.evidence import Evidence
from registry.ceasefires.made import ceasefire, days

TODAY = dt.date(2031, 5, 20)
WORDS = (Evidence(words="Two craters beside the post.", by="Ann Brook"),)


def step(number: int, rung: str, **change: Any) -> Step:
    made: dict[str, Any] = {
        "subject": "v1",
        "number": number,
        "rung": rung,
        "by": "Ann Brook",
        "day": "2031-05-04",
        "evidence": WORDS,
    }
    return Step(**made | change)


def test_without_a_step_something_is_alleged_or_told_by_others_as_well() -> None:
    assert standing_of([]).rung == "alleged"
    assert standing_of([], independent=1).rung == "corroborated"


def test_steps_stand_above_each_other_and_the_last_counts() -> None:
    steps = [
        step(1, "enquiry open"),
        step(2, "access denied", denied_by="B"),
        step(3, "confirmed", method="crater analysis", body="M"),
    ]
    standing = standing_of(reversed(steps))
    assert [one.number for one in standing.steps] == [1, 2, 3]
    assert (standing.rung, standing.is_open, standing.is_disputed) == ("confirmed", False, False)
    assert standing_of(steps[:2]).is_open


def test_bodies_that_find_different_things_are_in_dispute() -> None:
    steps = [step(1, "confirmed", method="visit", body="A"), step(2, "refuted", method="visit", body="B")]
    standing = standing_of(steps)
    assert standing.is_disputed
    assert standing.findings == (("A", "confirmed"), ("B", "refuted"))


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (step(1, "alleged"), "nobody writes it; a step is one of"),
        (step(1, "corroborated"), "follows from the record"),
        (step(1, "likely"), "a step is one of"),
        (step(1, "enquiry open", day="2031-05-21"), "lies ahead"),
        (step(1, "enquiry open", day="2031-05-02"), "before 2031-05-03, of which it is told"),
        (step(1, "enquiry open", day="yesterday"), "is no day"),
        (step(1, "confirmed"), "by what method"),
        (step(1, "confirmed", method="guess"), "is no method"),
        (step(1, "enquiry open", body="C"), "no party and no monitor"),
        (step(1, "enquiry open", denied_by="B"), "only access is denied"),
        (step(1, "access denied", denied_by="M"), "by a party"),
        (step(1, "enquiry open", evidence=()), "no words"),
        (step(0, "enquiry open"), "taken before"),
    ],
)
def test_a_step_says_what_it_needs(taken: Step, said: str) -> None:
    before = [step(0, "enquiry open")] if "before" in said else []
    with pytest.raises(UsageError, match=said):
        checked_step(taken, ceasefire(), before, today=TODAY, told_of=days(3))


def test_who_cannot_tell_disputes_nothing() -> None:
    steps = [step(1, "confirmed", method="visit", body="A"), step(2, "cannot tell", method="camera", body="M")]
    standing = standing_of(steps)
    assert not standing.is_disputed
    assert standing.findings == (("A", "confirmed"), ("M", "cannot tell"))


def test_a_step_of_something_without_days_may_be_of_any_day_up_to_today() -> None:
    taken = step(1, "enquiry open", day="2031-05-20")
    assert checked_step(taken, ceasefire(), [], today=TODAY) is taken


@pytest.mark.parametrize("after", ["access denied", "enquiry open", "cannot tell"])
def test_what_comes_after_a_finding_and_finds_nothing_else_takes_its_place_from_nobody(after: str) -> None:
    method = {"method": "visit"} if after == "cannot tell" else {}
    found = step(1, "confirmed", method="visit", body="M")
    standing = standing_of([found, step(2, after, body="B", **method)])
    assert standing.rung == "confirmed"
    assert (standing.is_denied, standing.is_open) == (after == "access denied", after == "enquiry open")


def test_a_body_that_finds_otherwise_later_finds_that() -> None:
    found = [step(1, "confirmed", method="visit", body="M"), step(2, "cannot tell", method="visit", body="M")]
    assert standing_of(found).rung == "cannot tell"
    assert standing_of([*found, step(3, "refuted", method="visit", body="M")]).rung == "refuted"
