"""What reports tell of what is to come. The reports are composed; a half of them was read only when the rules stood."""

import json
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.expectations.proposals import happenings_of
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


def who(one: Assertion) -> list[str]:
    return [part.name for part in one.parts if part.role in {"who", "with"}]


def test_who_only_says_so_takes_no_part_but_who_speaks_of_a_deed_of_his_own_does() -> None:
    (one,) = told_in("The 3+3 meeting is due to be held in Sochi on 4 May 2024, the African Union said.")
    assert (who(one), [(part.role, part.name) for part in one.parts]) == ([], [("about", "3+3 meeting")])
    (two,) = told_in("Norway announced that Iran and Russia will meet in Sochi on 4 May 2024.")
    assert who(two) == ["Iran", "Russia"]
    (three,) = told_in("Iran said that it will not attend the next 3+3 meeting.")
    assert (three.what, who(three)) == ("refusal", ["Iran"])


def test_all_who_promise_are_kept() -> None:
    (one,) = told_in("Iran, Russia and Turkey pledged to reopen the crossing by 4 May 2024.")
    assert who(one) == ["Iran", "Russia", "Turkey"]


@pytest.mark.parametrize(
    "text",
    [
        "The gulls will not join the treaty, Norway said.",
        "Norway said it would send monitors as soon as the truce holds.",
        "The commander vowed to avenge the dead of Kessing.",
        "Russia is due to open a media centre in Sochi.",
        "Fog delayed the envoy's journey to the talks in Sochi.",
    ],
)
def test_what_nobody_waits_for_is_not_expected(text: str) -> None:
    assert told_in(text) == []


def test_a_hope_is_a_hope_alone() -> None:
    found = told_in("Norway hopes that Russia will release the sailors by 4 May 2024.")
    assert [one.what for one in found] == ["hope"]


def test_days_owed_under_an_agreement_count_from_its_signing_or_not_at_all() -> None:
    rest = "Iran must hand over the maps within 45 days."
    (one,) = told_in(f"Under the treaty signed in Sochi on 5 February 2024, {rest}")
    assert one.day is not None
    assert (one.what, one.day.first, one.day.last) == ("deadline", None, "2024-03-21")
    assert told_in(f"Under the treaty {rest}") == []


def test_a_day_told_of_something_else_is_not_its_day() -> None:
    (one,) = told_in("Iran will resume talks with Russia, stalled since a stormy round in Sochi in February.")
    assert (one.day, one.where) == (None, None)


def test_a_day_to_which_something_is_postponed_lies_ahead() -> None:
    (one,) = told_in("The ministers of Iran and Russia postponed their talks in Sochi to 4 May.")
    assert (one.what, one.day and one.day.last) == ("postponed", "2024-05-04")


def test_an_event_in_words_that_foretell_it_is_marked() -> None:
    text = "Iran and Russia agreed to withdraw their troops by 4 May 2024. The summit was cancelled on Monday."
    reading = detente.read(text, published="2024-03-06", publisher="Valley Wire").model_dump()
    found = list(happenings_of(Telling(reading=reading, document="d1", things=())))
    assert found
    assert all(one.foretells for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Under the agreement of 5 May both armies must withdraw their guns from the line.",
        "Both armies must withdraw their guns from the line under the ceasefire agreement signed on 5 May.",
        "The 5 May agreement obliges both armies, under its second article, to withdraw their guns.",
    ],
)
def test_the_day_that_names_an_agreement_is_no_deadline(text: str) -> None:
    assert [one for one in told_in(text, published="2024-06-06") if one.what == "deadline"] == []


def test_the_day_of_a_named_agreement_stands_beside_the_deadline_that_it_sets() -> None:
    text = "Under the agreement of 5 May both armies must withdraw their guns from the line by 1 July."
    (one,) = told_in(text, published="2024-06-06")
    assert (one.what, one.day and one.day.last) == ("deadline", "2024-07-01")
