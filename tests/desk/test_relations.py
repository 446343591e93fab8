"""Relations on the desk: two equal lanes, who deals with whom, blanks, and the same turned round."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cli.mines_made import begin
from desk.conftest import Visit
from desk.test_said import rows, text

BACK = (
    "Composed. India rejected Pakistan's accusation that its troops had violated the ceasefire near Kotli. India's "
    "Foreign Ministry denied violating the ceasefire near Kotli."
)
REPORTS = (
    ("r1", "Composed. On 2 May 2021 Pakistan accused India of violating the ceasefire near Kotli.", "2021-05-03"),
    ("r2", BACK, "2021-05-05"),
    ("r3", "Composed. Pakistan's foreign minister visited India on Monday.", "2021-06-08"),
    ("r4", "Composed. Pakistan and India marked the 30th anniversary of the water pact on 9 June.", "2021-06-09"),
    ("r5", "Composed. Kenya has firmly supported Uganda in the talks about the lake.", "2021-06-10"),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("pairs"), *REPORTS)


@pytest.fixture
def desk(told: Path, visit: Visit) -> TestClient:
    return visit(told)


def test_pairs_lead_to_their_page_and_what_is_not_told_is_blank(desk: TestClient) -> None:
    pairs = {frozenset((row["one"]["value"], row["other"]["value"])): row for row in rows(desk, "/relations", "pairs")}
    kenya = pairs[frozenset(("KEN", "UGA"))]
    assert kenya["cooperation"]["value"] == 1
    assert kenya["conflict"] is None
    assert re.search(r'href="/relations/(PAK/IND|IND/PAK)"', desk.get("/relations").text)


def test_any_two_may_be_asked_for_by_name(desk: TestClient) -> None:
    answer = desk.get("/relations?a=Pakistan&b=India&known=2026-03-20")
    assert (answer.status_code, answer.headers["location"]) == (303, "/relations/Pakistan/India?known=2026-03-20")


def test_months_have_each_way_and_the_volume_beside(desk: TestClient) -> None:
    months = {row["id"]: row for row in rows(desk, "/relations/PAK/IND", "periods")}
    assert months["2021-05"]["conflict_first_to_second"]["value"] == 1
    assert months["2021-06"]["cooperation_first_to_second"]["value"] == 1
    assert months["2021-06"]["conflict_first_to_second"] is None
    assert months["2021-05"]["both"]["value"] == 2


def test_turned_round_it_is_the_same(desk: TestClient) -> None:
    one, other = (
        {row["id"]: row for row in rows(desk, f"/relations/{pair}", "periods")} for pair in ("PAK/IND", "IND/PAK")
    )  # fmt: skip
    for period, row in one.items():
        for lane in ("cooperation", "conflict"):
            assert row[f"{lane}_first_to_second"] == other[period][f"{lane}_second_to_first"]


def test_both_lanes_stand_in_each_period_and_an_empty_one_says_so(desk: TestClient) -> None:
    page = desk.get("/relations/PAK/IND").text
    periods = re.findall(r'<section class="period".*?</section>', page, re.DOTALL)
    assert periods
    assert all(one.count('<div class="lane">') == 2 for one in periods)
    assert "none reported" in page
    assert re.search(r'href="/documents/[0-9a-f]+\?words=\d+-\d+', periods[0])


def test_who_says_it_stands_before_what(desk: TestClient) -> None:
    for row in rows(desk, "/relations/PAK/IND", "happenings"):
        assert list(row)[1] == "by"
        assert text(row, "by")


def test_days_and_weeks_stand_in_the_address(desk: TestClient) -> None:
    assert [row["id"] for row in rows(desk, "/relations/PAK/IND?from=2021-06-01&to=", "periods")] == ["2021-06"]
    assert "2021-05-03" not in [
        row["id"] for row in rows(desk, "/relations/PAK/IND?by=week&from=2021-06-01", "periods")
    ]
    assert desk.get("/relations/PAK/IND?by=year").status_code == 422


def test_an_accusation_stands_with_what_came_back(desk: TestClient) -> None:
    (one, *_) = rows(desk, "/relations/PAK/IND", "accusations")
    assert one["accuser"]["value"] == "PAK"
    assert text(one, "back") is not None
    unanswered = rows(desk, "/relations/accusations?unanswered=1", "accusations")
    assert one["id"] not in [row["id"] for row in unanswered]
    assert rows(desk, "/relations/accusations?who=nobody+at+all", "accusations") == []


def test_an_anniversary_and_a_position_stand_with_their_words(desk: TestClient) -> None:
    (kept,) = rows(desk, "/relations/PAK/IND", "anniversaries")
    assert kept["words"]["words"]
    (position,) = rows(desk, "/relations/KEN/UGA", "positions")
    assert (text(position, "by"), position["stands"]["value"]) == (text(position, "by"), "for")


def test_nothing_was_known_before_the_record_was(desk: TestClient) -> None:
    assert rows(desk, "/relations?known=2001-01-01", "pairs") == []
