import dataclasses
from typing import Any

import pytest

from detente.incidents.account import Account, Side
from detente.incidents.from_reading import accounts_of
from detente.incidents.incident import describe
from detente.incidents.remarks import Remark, with_remarks
from detente.review.credibility import Credibility, Facts, facts_of, grade_credibility
from review.given import DOCUMENT, body

NOBODY = {"reports": 1, "voices": 1, "sources": 1, "denials": 0, "observed": 0, "not_observed": 0}


@pytest.mark.parametrize(
    ("told", "grade"),
    [
        ({}, 6),
        ({"reports": 5}, 6),
        ({"reports": 3, "voices": 3, "sources": 3}, 1),
        ({"reports": 2, "voices": 2, "sources": 2, "observed": 1}, 1),
        ({"observed": 1}, 2),
        ({"voices": 2, "sources": 2}, 2),
        ({"voices": 2, "sources": 2, "denials": 1}, 3),
        ({"voices": 3, "sources": 1}, 3),
        ({"sources": 3}, 6),
        ({"denials": 1}, 4),
        ({"denials": 2}, 5),
        ({"voices": 3, "sources": 3, "not_observed": 1}, 4),
        ({"not_observed": 1}, 5),
        ({"voices": 3, "sources": 3, "not_observed": 1, "denials": 4}, 5),
        ({"voices": 3, "sources": 3, "not_observed": 1, "observed": 1}, 1),
        ({"voices": 0, "sources": 0, "reports": 0}, 6),
    ],
)
def test_the_first_rule_that_fits_gives_the_grade_and_is_told(told: dict[str, int], grade: int) -> None:
    found = grade_credibility(Facts(**{**NOBODY, **told}))
    assert found.grade == grade
    assert found.rule
    assert found.means


def accounts() -> list[Account]:
    return list(accounts_of(body(), document=DOCUMENT))


def test_copies_count_once_and_denials_apart() -> None:
    first = accounts()[0]
    copy = dataclasses.replace(first, document="e", key="e")
    other = dataclasses.replace(copy, voice="f", document="f", claimant=Side(name="Observers", kind="organisation"))
    denial = dataclasses.replace(other, status="denied", claimant=Side(name="Northland", kind="state"))
    found = facts_of([first, copy, other, denial])
    assert (found.reports, found.voices, found.sources, found.denials) == (3, 2, 2, 1)
    assert grade_credibility(found).grade == 3


MISSION = Side(name="Monitoring Mission", kind="organisation")


def graded(*told: Account, remarks: tuple[Remark, ...] = ()) -> Credibility:
    seen = describe(told, incident="i", publishers={}, remarks=remarks)
    return grade_credibility(facts_of(with_remarks(told, remarks), columns=seen.columns))


def remark(about: Account, kind: Any) -> Remark:
    return Remark(account=about.key, document="m", kind=kind, claimant=MISSION, via=(), start=1, end=2, words=kind)


def test_what_a_monitor_tells_as_a_fact_is_observed() -> None:
    first = accounts()[0]
    seen = dataclasses.replace(first, key="m", document="m", voice="m", claimant=MISSION, status="happened")
    assert graded(first, seen).facts.observed == 1
    assert graded(first, seen).grade == 1
    assert graded(first, dataclasses.replace(seen, status="alleged")).facts.observed == 0


def test_that_a_monitor_did_not_observe_it_leaves_doubt_and_is_no_denial() -> None:
    first = accounts()[0]
    found = graded(first, remarks=(remark(first, "not observed"),))
    assert (found.facts.not_observed, found.facts.denials, found.grade) == (1, 0, 5)
    other = dataclasses.replace(first, key="o", document="o", voice="o", claimant=Side(name="Northland", kind="state"))
    assert graded(first, other, remarks=(remark(first, "not observed"),)).grade == 4


def test_that_a_monitor_could_not_look_says_nothing() -> None:
    first = accounts()[0]
    assert graded(first, remarks=(remark(first, "could not observe"),)) == graded(first)


def test_a_monitors_event_that_it_did_not_observe_is_no_denial_either() -> None:
    first = accounts()[0]
    unseen = dataclasses.replace(
        first, key="m", document="m", voice="m", claimant=MISSION, said="did not observe any fire", status="negated"
    )
    assert (graded(first, unseen).facts.denials, graded(first, unseen).facts.not_observed) == (0, 1)
