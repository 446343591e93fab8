"""Assessments are persons' own: blank is not 0, dissent stands beside, no party is always left."""

import datetime as dt

import pytest

from detente.core.errors import EvidenceError, UsageError
from detente.registry.agreements.definition import Agreement, AgreementParty, Provision
from detente.registry.agreements.implementation import (
    Assessment,
    check_assessment,
    matrix_of,
    parties_in_order,
)
from detente.registry.evidence import Evidence

DAY = dt.date(2021, 8, 1)
AGREEMENT = Agreement(
    id="kessing",
    name="Kessing Protocol",
    parties=(AgreementParty(actor="N"), AgreementParty(actor="S"), AgreementParty(actor="E", role="witness")),
    provisions=(Provision(id="1", words="a", bound=("N", "S")), Provision(id="2", words="b", bound=("N",))),
)


def judged(value: int, by: str = "Ann Brook", **more: str) -> Assessment:
    about = {"agreement": "kessing", "provision": "1", "party": "N", "day": "2021-07-01"} | more
    words = (Evidence(words="two batteries gone", by=by),)
    return Assessment(value=value, by=by, reason="counted", evidence=words, **about)  # type: ignore[arg-type]


def test_a_blank_is_no_zero_and_who_is_not_bound_has_no_cell_to_judge() -> None:
    first, second = matrix_of(AGREEMENT, [judged(0)], day=DAY)
    told = {cell.party: [one.value for one in cell.assessments] for cell in first.cells}
    assert told == {"N": [0], "S": []}
    assert {cell.party: cell.is_bound for cell in second.cells} == {"N": True, "S": False}


def test_two_persons_stand_beside_each_other_and_are_not_averaged() -> None:
    cell = next(c for c in matrix_of(AGREEMENT, [judged(1), judged(3, "Cal Dorn")], day=DAY)[0].cells if c.party == "N")
    assert [(one.by, one.value) for one in cell.assessments] == [("Ann Brook", 1), ("Cal Dorn", 3)]
    assert cell.is_disputed


def test_a_persons_later_judgement_counts_from_its_day() -> None:
    said = [judged(1), judged(2, day="2021-07-20")]
    for day, value in ((dt.date(2021, 6, 30), []), (dt.date(2021, 7, 19), [1]), (DAY, [2])):
        cell = next(c for c in matrix_of(AGREEMENT, said, day=day)[0].cells if c.party == "N")
        assert [one.value for one in cell.assessments] == value
        assert not cell.is_disputed


def test_columns_turn_every_other_day() -> None:
    orders = {parties_in_order(AGREEMENT, DAY + dt.timedelta(days=n)) for n in range(2)}
    assert orders == {("N", "S"), ("S", "N")}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (judged(4), "no value of the scale"),
        (judged(1, provision="9"), "no provision '9'"),
        (judged(1, provision="2", party="S"), "does not bind"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Assessment, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_assessment(AGREEMENT, wrong)


def test_nothing_is_judged_without_words() -> None:
    with pytest.raises(EvidenceError):
        Evidence(words=" ", by="Ann Brook")
