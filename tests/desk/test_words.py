"""Plain words: why an item of the review is pressing, what codes are called, what is said of what cannot be read."""

import re
from html import unescape
from http import HTTPStatus
from pathlib import Path

import pytest

from desk.conftest import Visit
from desk.filled import filled, report
from detente.desk.pages.review.fields_words import code_text, field_name
from detente.desk.pages.review.pressing import points_told, pressing_text
from detente.desk.pages.said.deeds import deed_text, event_text
from detente.knowledge.plover import plover
from detente.store import Wanted, gather_incidents
from review.given import DOCUMENT, body


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filled(tmp_path, reports=1)
    return tmp_path


def test_why_an_item_is_pressing_is_said_without_codes_and_points() -> None:
    from detente.review.queue import weigh_reading

    one = next(each for each in weigh_reading(body(), document=DOCUMENT, reports=4) if each.local_id == "V1")
    told, points = pressing_text(one), points_told(one)

    assert told.startswith("attack or fighting")
    assert not any(code in told for code in (*plover().types, "confidence", "0."))
    assert any("4 reports have it" in each for each in points)
    assert any("numbers of people are given (wounded)" in each for each in points)
    assert all(each[0].isdigit() for each in points)


def test_codes_have_plain_words_and_what_is_none_stays_as_it_is() -> None:
    assert deed_text("ASSAULT", "heavy-weapons") == "attack or fighting: artillery, rockets or armour"
    assert event_text({"type": "ASSAULT", "mode": "drone"}, "A drone hit a post") == "attack or fighting: drone"
    assert event_text({"type": "ASSAULT", "mode": None}, "A farmer's tractor hit a mine") == "mine accident"
    assert code_text("contexts", "political_institutions") == "political institutions"
    assert code_text("trigger", "opened fire") == "opened fire"
    assert field_name("killed") == "number: killed"
    assert deed_text("<script>") == "<script>"


def test_an_event_is_headed_in_plain_words_with_the_code_as_a_note(visit: Visit, folder: Path) -> None:
    with report(folder) as record:
        account = gather_incidents(record, Wanted())[0].accounts[0]
    page = visit(folder).get(f"/events/{account.document}/{account.event}").text

    assert f"<h1>{account.type}" not in page
    assert f"<h1>{deed_text(account.type, account.mode)}".casefold() in page.casefold()
    assert "Code of the machine and the coders:" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/incidents?since=then&country=ARM", "“then” does not fit “from”: give a day, written as 2026-03-01."),
        ("/incidents?recalled=perhaps&country=ARM", "“perhaps” does not fit “reported as”: give yes or no."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_kept(visit: Visit, folder: Path, asked: str, told: str) -> None:
    answer = visit(folder).get(asked)
    page = unescape(answer.text)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in re.sub("<[^>]+>", "", page)
    assert 'href="/incidents?country=ARM"' in page
    assert "Input should" not in page
