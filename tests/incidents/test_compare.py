"""What speaks for and against two accounts being one happening."""

import pytest

from detente.incidents.blocking import candidates, keys_of
from detente.incidents.features import compare_accounts
from incidents.made import accounts

FIRST = "Rounds shelled the market of Karavan.\nThe attack killed three."


def test_which_comes_first_changes_nothing() -> None:
    one, two = accounts("1", FIRST, "shelled", "attack")
    (other,) = accounts("2", "Karavan was shelled again.", "shelled", published="2021-03-06")
    for a, b in ((one, two), (one, other), (two, other)):
        assert list(compare_accounts(a, b).items()) == list(compare_accounts(b, a).items())


def test_a_deed_that_a_report_takes_up_is_told_as_known() -> None:
    one, two = accounts("1", FIRST, "shelled", "attack")
    assert compare_accounts(one, two)["the later one is told as known already"] == 1.0
    (first, second) = accounts("1", "Rounds shelled Karavan.\nAn attack followed.", "shelled", "attack")
    assert compare_accounts(first, second)["the later one is told as new"] == 1.0


def test_a_name_that_no_gazetteer_knows_is_found_in_the_other_report() -> None:
    (one,) = accounts("1", "Guns shelled Xolmirat.", "shelled")
    (other,) = accounts("2", "In Xolmirat it was quiet.\nThen mortars hit a school.", "hit")
    (another,) = accounts("3", "Guns shelled Dravenko.", "shelled")
    assert compare_accounts(one, other)["names in the other report: of the one that has any"] == 1.0
    assert compare_accounts(one, another)["names in the other report: of none"] == 1.0


@pytest.mark.parametrize(
    ("published", "late"),
    [
        ("2021-03-04", "before"),
        ("2021-03-05", "that day or the next"),
        ("2021-03-06", "that day or the next"),
        ("2021-03-08", "two or three days"),
        ("2021-03-12", "a week"),
        ("2021-04-12", "later"),
    ],
)
def test_news_without_a_day_is_held_against_the_others_day(published: str, late: str) -> None:
    day = {"from": "2021-03-05", "to": "2021-03-05"}
    (dated,) = accounts("1", "Guns shelled Karavan.", "shelled", date=day)
    (undated,) = accounts("2", "Guns shelled Karavan.", "shelled", published=published)
    assert f"undated, and told after the other's day: {late}" in compare_accounts(dated, undated)


def test_what_is_told_before_the_others_day_is_said_so() -> None:
    day = {"from": "2021-03-05", "to": "2021-03-05"}
    (dated,) = accounts("1", "Guns shelled Karavan.", "shelled", date=day)
    (early,) = accounts("2", "Guns shelled Karavan.", "shelled", published="2021-03-01")
    assert "time: told before the other's day" in compare_accounts(dated, early)
    (plan,) = accounts("3", "They will shell Karavan.", "shell", published="2021-03-01", status="planned")
    assert "time: told before the other's day" not in compare_accounts(dated, plan)


def test_a_letter_or_a_month_makes_no_candidates() -> None:
    (one,) = accounts("1", "As it was, guns shelled Xolmirat in June.", "shelled")
    (other,) = accounts("2", "As he says, Dravenko voted in June.", "voted", type="SUPPORT")
    assert not {"rare word a", "rare report a", "rare report june"} & keys_of(one)
    assert list(candidates([one, other])) == []


def test_a_rare_name_anywhere_in_two_reports_makes_candidates() -> None:
    (one,) = accounts("1", "All was quiet in Xolmirat.\nThen guns opened fire.", "opened fire")
    (other,) = accounts("2", "Xolmirat mourns.\nThree were hurt.", "hurt")
    assert list(candidates([one, other])) == [(0, 1)]
