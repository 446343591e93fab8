"""Statements, expectations, contradictions: who says it before what, its words a click away, what people decide."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit
from desk.said_made import filled

BEFORE = "2026-03-19"
LISTS = (
    "/statements",
    "/statements/phrases",
    "/expectations",
    "/contradictions",
    "/relations",
    "/relations/accusations",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("said"))


@pytest.fixture
def own(told: Path, tmp_path: Path) -> Path:
    """A copy of that desk, to be changed."""
    return Path(shutil.copytree(told, tmp_path / "desk"))


@pytest.fixture
def desk(told: Path, visit: Visit) -> TestClient:
    return visit(told)


def rows(desk: TestClient, address: str, sheet: str) -> list[dict[str, Any]]:
    answer = desk.get(f"{address}{'&' if '?' in address else '?'}as=json")
    assert answer.status_code == 200, answer.text
    return next(one["rows"] for one in answer.json()["sheets"] if one["id"] == sheet)


def text(row: dict[str, Any], column: str) -> str | None:
    return row[column]["text"] if row[column] else None


def links_to_words(page: str) -> Iterator[str]:
    yield from re.findall(r'href="(/documents/[0-9a-f]+\?words=\d+-\d+[^"]*)"', page)


def test_an_utterance_is_one_row_with_its_speaker_first_and_leads_to_its_words(desk: TestClient) -> None:
    (one,) = rows(desk, "/statements?speaker=Tarn", "statements")
    assert list(one)[1] == "speaker"
    assert (text(one, "speaker"), one["versions"]["value"]) == ("Ivo Tarn", 2)
    assert one["words"]["words"][0]["document"]
    assert list(links_to_words(desk.get("/statements?speaker=Tarn").text))


def test_all_versions_are_shown_with_who_passed_each_on(desk: TestClient) -> None:
    (one,) = rows(desk, "/statements?speaker=Tarn", "statements")
    versions = rows(desk, f"/statements/{one['id']}", "versions")
    assert {text(version, "passed") for version in versions} >= {"Valley Wire"}
    assert len(versions) == 2
    assert versions[0]["said"] is None


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ("audience=reporters", ["Ada Rell"]),
        ("about=men", ["Ivo Tarn"]),
        ("words=talks go on", ["Ada Rell"]),
        ("from=2026-03-18&to=", ["Ivo Tarn"]),
        ("from=&to=2026-03-18&all=&speaker=", ["Ada Rell"]),
        ("speaker=nobody", []),
    ],
)
def test_filters_stand_in_the_address(desk: TestClient, asked: str, speakers: list[str]) -> None:
    assert [text(one, "speaker") for one in rows(desk, f"/statements?{asked}", "statements")] == speakers


def test_days_that_end_before_they_begin_are_refused(desk: TestClient) -> None:
    assert desk.get("/statements?from=2026-03-19&to=2026-03-18").status_code == 400


def test_what_was_not_known_then_is_left_out_and_links_keep_the_day(desk: TestClient) -> None:
    assert [text(one, "speaker") for one in rows(desk, f"/statements?known={BEFORE}", "statements")] == ["Ada Rell"]
    page = desk.get(f"/statements?known={BEFORE}").text
    assert all(f"known={BEFORE}" in href for href in links_to_words(page))


def test_a_long_list_is_paged_and_each_entry_stands_on_one_page(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.desk.pages.said.paging.turn_to.__kwdefaults__", {"at_once": 1})
    first = desk.get("/statements").text
    (href,) = re.findall(r'<p class="more"><a href="(/statements\?after=[^"]+)">', first)
    seen = [text(one, "speaker") for address in ("/statements", href) for one in rows(desk, address, "statements")]
    assert seen == ["Ivo Tarn", "Ada Rell"]
    assert 'class="more"><a href="/statements?after' not in desk.get(href).text


def test_a_phrase_of_the_watch_is_followed_month_by_month_and_where_it_stands(desk: TestClient) -> None:
    (months,) = rows(desk, "/statements/phrases?phrase=line-holds", "months")
    assert (text(months, "month"), months["phrase_0"]["value"]) == ("2026-03", 1)
    (one,) = rows(desk, "/statements/phrases?phrase=line-holds", "occurrences")
    assert (text(one, "speaker"), text(one, "passed"), one["mouths"]) == ("Ada Rell", "Valley Wire", None)
    assert desk.get("/statements/phrases?phrase=none-such").status_code == 404


def test_what_is_expected_says_by_whose_word_and_when(desk: TestClient) -> None:
    meeting, maps = rows(desk, "/expectations", "expectations")
    assert (text(meeting, "by"), text(meeting, "due"), meeting["state"]["value"]) == (
        "Valley Wire",
        "2026-03-24",
        "due",
    )
    assert (text(maps, "by"), text(maps, "due")) == ("Kessing Pact", "by 2026-03-28")
    assert meeting["became"] is None


def test_a_day_that_is_past_is_no_verdict(desk: TestClient) -> None:
    late = rows(desk, "/expectations?on=2026-04-10", "expectations")
    assert {one["state"]["value"] for one in late} == {"overdue"}
    assert [text(one, "by") for one in rows(desk, "/expectations?on=2026-04-10&by=pact", "expectations")] == [
        "Kessing Pact"
    ]
    page = desk.get(f"/expectations/{late[0]['id']}?on=2026-04-10").text
    assert "That nothing was done is not said." in page


def test_a_person_drops_an_expectation_with_a_reason_and_takes_it_up_again(visit: Visit, own: Path) -> None:
    desk = visit(own, "adjudicator")
    (one,) = rows(desk, "/expectations?kind=meeting", "expectations")
    address = f"/expectations/{one['id']}"
    assert desk.post(f"{address}/decision", data={"deed": "dropped", "reason": "  "}).status_code == 400
    answer = desk.post(f"{address}/decision", data={"deed": "dropped", "reason": "called off by both"})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    (dropped,) = rows(desk, "/expectations?state=dropped", "expectations")
    assert dropped["id"] == one["id"]
    (decision,) = rows(desk, address, "decisions")
    assert (text(decision, "who"), text(decision, "why")) == ("Wanda Pell", "called off by both")
    assert desk.post(f"{address}/decision", data={"deed": "open", "reason": "a slip"}).status_code == 303
    assert rows(desk, "/expectations?state=dropped", "expectations") == []


def test_an_event_that_was_not_proposed_is_not_accepted(visit: Visit, own: Path) -> None:
    desk = visit(own, "adjudicator")
    (one,) = rows(desk, "/expectations?kind=meeting", "expectations")
    refused = desk.post(f"/expectations/{one['id']}/decision", data={"deed": "met", "event": "x", "reason": "seen"})
    assert refused.status_code == 400


def test_both_sides_of_a_contradiction_stand_in_equal_columns(desk: TestClient) -> None:
    (one,) = rows(desk, "/contradictions", "contradictions")
    sheet = desk.get(f"/contradictions/{one['id']}?as=json&sheet=sides").json()["sheets"][0]
    sides = {row["id"]: row for row in sheet["rows"]}
    assert {column["title"] for column in sheet["columns"][1:]} == {"Northmark", "Southmark"}
    assert {sides["day-0"][side]["text"] for side in ("claimant_1", "claimant_2")} == {"2024-01-09", "2024-01-10"}
    assert sides["along"]["claimant_1"] is None
    page = desk.get(f"/contradictions/{one['id']}").text
    assert page.count('<th scope="col" class=" equal">') == 2
    assert "two days of signing" in page


def test_a_person_upholds_a_contradiction_and_it_can_be_undone(visit: Visit, own: Path) -> None:
    desk = visit(own, "adjudicator")
    (one,) = rows(desk, "/contradictions", "contradictions")
    address = f"/contradictions/{one['id']}"
    assert desk.post(f"{address}/ruling", data={"ruling": "upheld"}).status_code == 400
    assert desk.post(f"{address}/ruling", data={"ruling": "upheld", "reason": "two days"}).status_code == 303
    (upheld,) = rows(desk, "/contradictions?ruling=upheld", "contradictions")
    assert upheld["ruling"]["note"].startswith("Wanda Pell")
    assert "two days" in desk.get(address).text
    assert desk.post(f"{address}/ruling", data={"ruling": "open", "reason": "too early"}).status_code == 303
    assert rows(desk, "/contradictions?ruling=upheld", "contradictions") == []


def test_only_who_may_adjudicate_decides_and_sees_how(visit: Visit, own: Path) -> None:
    for role in ("reader", "coder"):
        desk = visit(own, role)
        (one,) = rows(desk, "/contradictions", "contradictions")
        (due,) = rows(desk, "/expectations?kind=meeting", "expectations")
        posts = {
            f"/contradictions/{one['id']}/ruling": {"ruling": "upheld", "reason": "x"},
            f"/expectations/{due['id']}/decision": {"deed": "dropped", "reason": "x"},
        }
        for address, data in posts.items():
            assert '<form class="act"' not in desk.get(address.rpartition("/")[0]).text
            assert desk.post(address, data=data).status_code in {401, 403}


@pytest.mark.parametrize("address", ["/statements/zz", "/expectations/zz", "/contradictions/zz", "/relations/XX1/XX2"])
def test_what_is_not_here_is_told_without_a_command_line(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 404
    assert "detente " not in re.sub(r"<[^>]*>", " ", answer.text)


@pytest.mark.parametrize("address", ["/", *LISTS])
def test_an_empty_desk_says_what_that_means(visit: Visit, empty: Path, address: str) -> None:
    answer = visit(empty).get(address)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


@pytest.mark.parametrize("address", ["/", "/statements", "/statements?speaker=%3Cscript%3Ealert(1)%3C/script%3E"])
def test_hostile_words_stay_words(desk: TestClient, address: str) -> None:
    page = desk.get(address).text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "U+202E" in page or "speaker" in address


@pytest.mark.parametrize("address", LISTS)
def test_what_is_taken_away_is_what_is_shown(desk: TestClient, address: str) -> None:
    sheets = json.loads(desk.get(f"{address}?as=json").text)["sheets"]
    for sheet in sheets:
        taken = csv.DictReader(io.StringIO(desk.get(f"{address}?as=csv&sheet={sheet['id']}").text))
        assert [row["id"] for row in taken] == [row["id"] for row in sheet["rows"]]
        page = desk.get(address).text
        assert all(f'id="{sheet["id"]}-{row["id"]}"' in page for row in sheet["rows"])


def test_two_expectations_are_put_together_and_taken_apart_again(visit: Visit, own: Path) -> None:
    desk = visit(own, "adjudicator")
    first, second = rows(desk, "/expectations", "expectations")[:2]
    address, count = f"/expectations/{first['id']}", len(rows(desk, "/expectations", "expectations"))
    pair = {"other": f"http://desk.example/expectations/{second['id']}?known=", "deed": "together"}
    assert desk.post(f"{address}/pair", data=pair).status_code == 400
    assert desk.post(f"{address}/pair", data=pair | {"other": first["id"], "reason": "one"}).status_code == 400
    assert desk.post(f"{address}/pair", data=pair | {"reason": "one promise, told twice"}).status_code == 303
    assert len(rows(desk, "/expectations", "expectations")) == count - 1
    one = next(
        row
        for row in rows(desk, "/expectations", "expectations")
        if len(rows(desk, f"/expectations/{row['id']}", "told")) > 1 and row["id"] in {first["id"], second["id"]}
    )
    page = desk.get(f"/expectations/{one['id']}").text
    assert "Take a telling out of it" in page
    told = rows(desk, f"/expectations/{one['id']}", "told")[-1]["id"]
    apart = {"other": told, "deed": "apart", "reason": "they are two"}
    assert desk.post(f"/expectations/{one['id']}/pair", data=apart).status_code == 303
    assert len(rows(desk, "/expectations", "expectations")) == count
    assert visit(own, "coder").post(f"{address}/pair", data=pair | {"reason": "x"}).status_code in {401, 403}
