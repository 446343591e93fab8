import dataclasses

import pytest

from detente.incidents.account import Account, Side
from detente.incidents.from_reading import accounts_of
from detente.review.credibility import Facts, facts_of, grade_credibility
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
        ({"voices": 3, "sources": 3, "not_observed": 1}, 5),
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


def test_monitors_are_told_by_their_documents() -> None:
    first = accounts()[0]
    seen = dataclasses.replace(first, document="m", voice="m", claimant=None)
    assert facts_of([first, seen], monitors={"m"}).observed == 1
    unseen = facts_of([first, seen], not_observed={"m"})
    assert (unseen.not_observed, unseen.reports) == (1, 1)
    assert grade_credibility(unseen).grade == 5
