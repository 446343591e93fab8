"""What programs are given: the words behind each value, lists that go on, tags, problems, and how much may be asked."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.line_made import HOSTILE, line  # noqa: F401 - a fixture
from detente.desk.access.viewer import NOBODY, Viewer
from detente.desk.app import make_desk
from detente.desk.limited import Buckets, whose_bucket
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits
from detente.documents.packet import Packet
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.store import open_record

API = "/api/v1"


@pytest.fixture
def reader(visit: Visit, line: Path) -> TestClient:  # noqa: F811
    return visit(line, "reader")


def items(reader: TestClient, address: str, **fields: Any) -> list[Any]:
    return list(reader.get(f"{API}/{address}", params=fields).json()["items"])


def all_of(reader: TestClient, address: str) -> list[Any]:
    """Follow a list to its end."""
    found, following = [], f"{API}/{address}"
    while following:
        answer = reader.get(following)
        found += answer.json()["items"]
        following = answer.json()["next"]
        assert ('rel="next"' in answer.headers.get("link", "")) == bool(following)
    return found


@pytest.mark.parametrize(
    "room", ["documents", "claims", "events", "incidents", "statements", "mines", "contradictions"]
)
@pytest.mark.parametrize("limit", [1, 3])
def test_a_list_goes_on_until_all_of_it_was_given_once(reader: TestClient, room: str, limit: int) -> None:
    assert all_of(reader, f"{room}?limit={limit}") == items(reader, room, limit=200)
    assert items(reader, room, limit=200)


@pytest.mark.parametrize("room", ["documents", "claims", "events"])
def test_the_last_first_is_the_list_turned_round(reader: TestClient, room: str) -> None:
    assert all_of(reader, f"{room}?limit=2&newest=true") == items(reader, room, limit=200)[::-1]


def test_what_is_added_meanwhile_moves_no_place_of_a_list(visit: Visit, line: Path, tmp_path: Path) -> None:  # noqa: F811
    desk = Path(shutil.copytree(line, tmp_path / "desk"))
    reader = visit(desk, "reader")
    before = items(reader, "documents", limit=200)
    first = reader.get(f"{API}/documents?limit=3").json()
    packet = Packet(name="new.txt", suffix=".txt", data=b"Northmark and Southmark met in Kessing.")
    now = dt.datetime.now(dt.UTC)
    with open_record(desk / "record.sqlite", now=now) as record, Opener() as opener:
        (one,) = take_in(record, [packet], opener, clock=lambda: now)
    assert one.new
    rest = all_of(reader, first["next"].removeprefix(f"{API}/"))
    assert [one["id"] for one in (*first["items"], *rest)][: len(before)] == [one["id"] for one in before]
    assert len(rest) == len(before) - 3 + 1


def test_who_says_it_and_the_words_stand_with_each_value(reader: TestClient) -> None:
    for one in items(reader, "ceasefires/ford/violations"):
        assert one["claimant_name"]
        assert all(own["words"] and (own["document"] or own["by"]) for own in one["evidence"])
    claim = items(reader, "claims", limit=1)[0]["claim"]
    text = reader.get(f"{API}/documents/{claim['document_id']}/text").text
    assert text[claim["content"]["start"] : claim["content"]["end"]] == claim["content"]["exact"]


def test_a_board_names_what_its_violations_say_and_leaves_blank_what_nobody_does(reader: TestClient) -> None:
    made = reader.get(f"{API}/ceasefires/ford/board?from=2021-05-01&to=2021-05-08").json()
    known = {one["id"] for one in made["violations"]}
    cells = [cell for row in made["board"]["rows"] for cell in (*row["cells"], row["others"])]
    named = {id_ for cell in cells for told in cell["told"] for id_ in told["violations"]}
    assert named
    assert named <= known
    assert any(cell["told"] == [] for cell in cells)


def test_hostile_words_are_given_as_they_stand_and_as_nothing_but_text(reader: TestClient) -> None:
    (own,) = [one for one in items(reader, "documents") if one["external_id"] == "hostile"]
    told = reader.get(f"{API}/documents/{own['id']}/text")
    assert told.text == HOSTILE
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert told.headers["x-content-type-options"] == "nosniff"


def test_as_known_before_there_was_anything_nothing_is_there(reader: TestClient) -> None:
    made = reader.get(f"{API}/documents?known=2020-01-01").json()
    assert (made["items"], made["known"]) == ([], "2020-01-01")
    own = items(reader, "documents")[0]["id"]
    assert reader.get(f"{API}/documents/{own}?known=2020-01-01").status_code == 404
    assert reader.get(f"{API}/documents/{own}/text?known=2020-01-01").status_code == 404


def test_an_answer_that_one_has_is_not_sent_again(reader: TestClient) -> None:
    for room in ("documents", "record", "ceasefires/ford/board", "openapi.json"):
        tag = reader.get(f"{API}/{room}").headers["etag"]
        for had in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            assert reader.get(f"{API}/{room}", headers={"If-None-Match": had}).status_code == 304
        assert reader.get(f"{API}/{room}", headers={"If-None-Match": '"other"'}).status_code == 200
        assert reader.head(f"{API}/{room}").headers["etag"] == tag


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing", 404), ("documents/00000000000000000000000000000000", 404), ("ceasefires/none", 404),
        ("documents?limit=0", 422), ("documents?limit=9000", 422), ("events?from=2021-13-01", 422),
        ("documents?known=never", 400), ("documents?known=2999-01-01", 400), ("documents?after=WzFd", 400),
        ("documents?after=AAAA", 400), ("documents?after=WyJ4Il0", 400), ("events?from=2021-05-02&to=2021-05-01", 400),
        ("relations/N/N", 400), ("relations/N/nobody", 404), ("incidents/00000000000000000000000000000000", 404),
        ("agreements/none", 404), ("platforms/none/matrix", 404), ("ceasefires/none/board", 404),
        ("ceasefires/none/violations", 404), ("ceasefires/none/figures", 404), ("ceasefires/none/trend", 404),
        ("documents/00000000000000000000000000000000/text", 404), ("documents?limit=", 422), ("events?from=", 422),
    ],
)  # fmt: skip
def test_every_error_is_a_problem_that_names_no_command(reader: TestClient, address: str, status: int) -> None:
    told = reader.get(f"{API}/{address}")
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.json()["status"] == status
    assert told.json()["instance"] == f"{API}/{address.partition('?')[0]}"
    assert "detente " not in told.json()["detail"]


def test_what_cannot_be_done_is_told_with_what_can(reader: TestClient) -> None:
    told = reader.delete(f"{API}/documents")
    assert (told.status_code, told.headers["allow"]) == (405, "GET")
    assert told.headers["content-type"] == "application/problem+json"


def test_no_other_site_reads_the_answers(reader: TestClient) -> None:
    told = reader.get(f"{API}/documents", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in told.headers if name.startswith("access-control")]


def test_more_than_may_be_asked_is_refused_until_it_may(empty: Path) -> None:
    settings = DeskSettings(folder=empty, everyone=NOBODY, hosts=("testserver",), limits=Limits(stranger=3))
    reader = Viewer(role="reader")
    made = make_desk(replace(settings, everyone=reader), open_records(empty / "record.sqlite", now=NOW))
    with TestClient(made) as program:
        answers = [program.get(f"{API}/documents") for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert answers[0].headers["ratelimit-policy"] == '"minute";q=3;w=60'
        assert answers[0].headers["ratelimit"].startswith('"minute";r=2;t=')
        last = answers[-1]
        assert last.headers["content-type"] == "application/problem+json"
        assert 1 <= int(last.headers["retry-after"]) <= 20
        assert last.headers["ratelimit"].startswith('"minute";r=0;')
        assert program.get("/feeds/today.atom").status_code == 429
        assert program.get("/documents").status_code == 200  # people go on


def test_a_bucket_fills_again_and_is_nobody_elses() -> None:
    clock = [0.0]
    buckets = Buckets(clock=lambda: clock[0], most=2)
    assert [buckets.take("one", 2).whole for _ in range(2)] == [1, 0]
    assert buckets.take("one", 2).wait == pytest.approx(30)
    assert buckets.take("other", 2).wait == 0
    clock[0] = 31
    assert buckets.take("one", 2).wait == 0
    buckets.take("third", 2)
    assert buckets.take("one", 2).wait > 0  # the one that nobody asked of longest is forgotten, and not this one


def test_whoever_has_a_household_of_addresses_has_one_bucket() -> None:
    def own(address: str, viewer: Viewer = NOBODY) -> str:
        return whose_bucket(viewer, {"client": (address, 1)})

    assert own("2001:db8:1:2:3::4") == own("2001:db8:1:2:ffff::9") != own("2001:db8:1:3::4")
    assert own("192.0.2.1") != own("192.0.2.2")
    known, program = Viewer(role="reader", account="a"), Viewer(role="reader", account="a", token="t")  # noqa: S106 - an id
    assert own("192.0.2.1", known) == own("192.0.2.2", known) != own("192.0.2.1", program)


def test_the_state_of_the_record_is_told(reader: TestClient) -> None:
    made = reader.get(f"{API}/record").json()
    assert made["documents"] == len(items(reader, "documents", limit=200))
    assert made["revision"] > 0
    assert len(made["hash"]) == 64
    assert NOW.year == 2026


def test_a_field_that_an_address_does_not_know_is_refused_and_those_it_knows_are_named(reader: TestClient) -> None:
    answer = reader.get(f"{API}/documents?limit=1&form=2021-05-01")
    assert answer.status_code == 422
    assert "“form”" in answer.json()["detail"]
    assert "after, known, limit, name, newest" in answer.json()["detail"]
    assert reader.get(f"{API}/record?known=2021-05-01").status_code == 200


def test_a_figure_has_the_name_of_who_says_it_beside_the_id(reader: TestClient) -> None:
    parties = {one["id"]: one["name"] for one in reader.get(f"{API}/ceasefires/ford").json()["parties"]}
    figures = items(reader, "ceasefires/ford/figures", limit=200)
    own = [one for one in figures if one["claimant"] in parties]
    assert own
    assert all(one["claimant_name"] == parties[one["claimant"]] for one in own)


def test_events_of_the_record_are_counted_as_people_left_them(reader: TestClient) -> None:
    state = reader.get(f"{API}/record").json()
    listed = all_of(reader, "events")
    assert state["events"] == len([one for one in listed if not one["review"] or one["review"]["verdict"] != "reject"])
