"""The map page: what is told of where, in a table behind the map, and both by the same filters in the address."""

import csv
import datetime as dt
import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from starlette.testclient import TestClient

from cli.runs import line_of
from detente.cli import _run
from detente.desk.pages.incident_map import routes, view
from detente.display.drawing.bundle import bundle_href

REPORTS = (
    ("one", "Shelling hit a school in Aghdam on 7 November 2022, the Armenian Defense Ministry said."),
    ("two", "On 9 November 2022 gunmen attacked a market in Kabul. Two people were killed."),
    ("far", "Police arrested two smugglers in Lisbon on 3 May 2019."),
    ("bad", "Gunmen attacked a base <script>alert(1)</script> in Baghdad on 5 May 2021."),
    ("wide", "Gunmen attacked a convoy in Ghana on 4 May 2018."),
    ("none", "Gunmen attacked a convoy on 4 May 2018."),
)  # fmt: skip
READ = dt.datetime(2026, 3, 10, 8, tzinfo=dt.UTC)
Visit = Callable[..., TestClient]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk that has read a few reports."""
    desk = tmp_path_factory.mktemp("map") / "desk"
    reports = desk.with_name("reports.jsonl")
    reports.write_bytes(b"".join(line_of(*report) for report in REPORTS))
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(READ, tick=True):
        for given in (("init", desk), ("add", desk, reports)):
            patch.setattr(sys, "argv", ["detente", *map(str, given)])
            assert _run() == 0
    return desk


def rows(client: TestClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/map?as=csv&sheet=incidents{query}").text)))


def spec(client: TestClient, query: str = "") -> dict[str, list[dict[str, object]]]:
    told = json.loads(client.get(f"/map?as=vega&drawing=map&width=wide{query}").text)
    return {one["name"]: one["values"] for one in told["data"]}


def test_the_map_shows_places_and_the_table_says_who_tells_of_them(visit: Visit, folder: Path) -> None:
    page = visit(folder, "reader").get("/map")
    assert page.status_code == 200
    assert page.text.index("who says it") < page.text.index(">what<", page.text.index("who says it"))
    for name in ("Kabul", "Lisbon", "Baghdad"):
        assert name in page.text
    assert 'data-words="' in page.text
    assert "<picture>" in page.text
    assert len(page.content) < 100_000


def test_words_are_one_click_away_and_places_have_their_own(visit: Visit, folder: Path) -> None:
    (row,) = [one for one in rows(visit(folder)) if one["place"] == "Lisbon"]
    assert row["place_words"] == "Lisbon"
    assert "arrested" in row["what_words"]
    assert ":" in row["place_at"]
    mark = next(one for one in spec(visit(folder))["table"] if one["label"] == "Lisbon")
    assert str(mark["href"]).startswith("/incidents/")
    assert "arrested" in str(mark["words"])


def test_a_country_alone_is_no_point(visit: Visit, folder: Path) -> None:
    told = rows(visit(folder), "&country=GHA")
    assert {(one["latitude"], one["longitude"], one["within_km"]) for one in told} == {("", "", "")}
    assert "no point" in visit(folder).get("/map?country=GHA").text
    drawn = spec(visit(folder), "&country=GHA")
    assert drawn["table"] == drawn["rings"] == []


def test_filters_are_in_the_address_and_hold_for_map_and_table(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    everything = {one["id"] for one in rows(client)}
    early = {one["id"] for one in rows(client, "&last=2020-12-31")}
    assert early
    assert early < everything
    assert {one["id"] for one in rows(client, "&first=2021-01-01")} == everything - early
    assert {one["place"] for one in rows(client, "&place=lisb")} == {"Lisbon"}
    assert {one["label"] for one in spec(client, "&place=lisb")["table"]} == {"Lisbon"}
    assert {one["standing"] for one in rows(client, "&certainty=claimed")} == {"claimed"}
    kinds = {one["what"] for one in rows(client, "&type=ASSAULT")}
    assert kinds == {"attack or fighting"}


def test_fields_left_empty_ask_for_nothing(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    assert rows(client, "&type=&country=&first=&last=&certainty=&place=&after=") == rows(client)


@pytest.mark.parametrize("query", ["first=yesterday", "certainty=sure", "after=x", f"place={'x' * 90}"])
def test_what_cannot_be_asked_is_refused(visit: Visit, folder: Path, query: str) -> None:
    assert 400 <= visit(folder).get(f"/map?{query}").status_code < 500


def test_pages_follow_one_another_and_leave_nothing_out(
    visit: Visit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit(folder)
    everything = [one["id"] for one in rows(client)]
    monkeypatch.setattr(routes, "AT_ONCE", 2)
    found, address = [], "/map"
    for _ in range(len(everything) + 1):
        page = json.loads(client.get(f"{address}{'&' if '?' in address else '?'}as=json&sheet=incidents").text)
        found += [one["id"] for one in page["sheets"][0]["rows"]]
        text = client.get(address).text
        if 'class="more"' not in text:
            break
        address = text.split('class="more"><a href="')[1].split('"')[0].replace("&amp;", "&")
    assert sorted(found) == sorted(everything)
    assert len(found) == len(set(found))


def test_as_known_before_anything_came_in_there_is_nothing(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    assert rows(client, "&known=2001-01-01") == []
    empty = client.get("/map?known=2001-01-01").text
    assert "No report names a place of an incident here." in empty
    assert "<picture>" not in empty
    now = {one["id"] for one in rows(client)}
    assert {one["id"] for one in rows(client, "&known=2026-03-15")} == now
    assert rows(client, "&known=2026-03-05") == []
    marks = spec(client, "&known=2026-03-15")["table"]
    assert marks
    assert all(str(one["href"]).endswith("?known=2026-03-15") for one in marks)


def test_hostile_words_stay_text(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    assert "Baghdad" in client.get("/map").text
    assert "<script>alert" not in client.get("/map").text
    assert "<script" not in client.get("/map?as=svg&drawing=map&width=wide").text


def test_the_picture_is_one_and_says_what_it_may_do(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    picture = client.get("/map?as=svg&drawing=map&width=narrow")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert 'href="/incidents/' in picture.text
    assert "vega.github.io" not in picture.text
    again = client.get("/map?as=svg&drawing=map&width=narrow", headers={"If-None-Match": picture.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("query", ["as=svg", "as=svg&drawing=other", "as=svg&drawing=map&width=9", "as=vega&drawing=x"])
def test_a_drawing_that_is_not_there_is_named_as_such(visit: Visit, folder: Path, query: str) -> None:
    answer = visit(folder).get(f"/map?{query}")
    assert answer.status_code == 404
    assert "its drawings are: map" in answer.text


def test_drawings_ask_for_the_right_of_their_page(visit: Visit, folder: Path) -> None:
    page = visit(folder, "reader")
    assert page.get("/map?as=svg&drawing=map").status_code == page.get("/map").status_code == 200


def test_an_empty_desk_says_what_to_do(visit: Visit, empty: Path) -> None:
    text = visit(empty).get("/map").text
    assert "No report names a place of an incident here." in text


def test_the_program_for_browsers_interprets_and_is_sent_for_good(visit: Visit, empty: Path) -> None:
    client = visit(empty)
    sent = client.get(bundle_href())
    assert sent.status_code == 200
    assert sent.headers["content-encoding"] == "gzip"
    assert "immutable" in sent.headers["cache-control"]
    assert "vegaEmbed" in sent.text
    plain = client.get(bundle_href(), headers={"Accept-Encoding": "identity"})
    assert plain.text == sent.text
    assert "content-encoding" not in plain.headers
    assert client.get("/drawings/0.0.0/vega.js").status_code == 404


WATCHED = """
id = "line"
name = "Line"
[[actors]]
id = "AFG"
name = "Afghanistan"
kind = "state"
countries = ["AFG"]
[[places]]
name = "Aghdam / Akna"
names = ["Aghdam", "Akna"]
"""


@pytest.fixture(scope="module")
def watching(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same desk with a watch over one country and one place."""
    desk = Path(shutil.copytree(folder, tmp_path_factory.mktemp("watching") / "desk"))
    watch = desk.with_name("watch.toml")
    watch.write_text(WATCHED, encoding="utf-8")
    given = ("watch", "load", desk, watch, "--author", "Ann Brook", "--reason", "the desk's watch")
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(READ, tick=True):
        patch.setattr(sys, "argv", ["detente", *map(str, given)])
        assert _run() == 0
    return desk


def test_the_map_begins_with_what_is_watched_and_tells_what_lies_elsewhere(visit: Visit, watching: Path) -> None:
    client = visit(watching)
    assert "Lisbon" not in {one["label"] for one in spec(client)["table"]}
    assert "Kabul" in {one["label"] for one in spec(client)["table"]}
    page = client.get("/map").text
    assert re.search(r"beyond this part of the map: [^<]*Lisbon", page)
    assert 'href="/map?view=all#map"' in page
    assert {"Kabul", "Lisbon"} <= {one["label"] for one in spec(client, "&view=all")["table"]}
    assert "beyond this part of the map" not in client.get("/map?view=all").text
    assert "Lisbon" in {one["label"] for one in spec(client, "&view=PRT")["table"]}
    assert client.get("/map?view=nowhere").status_code == 422


def test_only_what_is_watched_is_a_filter_in_the_address(visit: Visit, watching: Path) -> None:
    told = rows(visit(watching), "&watched=yes")
    assert {one["country"] for one in told if one["place"] != "Aghdam / Akna"} == {"AFG"}
    assert any(one["place"] == "Aghdam / Akna" for one in told)
    known = rows(visit(watching), "&watched=yes&known=2026-03-15")
    assert {one["id"] for one in known} == {one["id"] for one in told}


def test_two_names_of_a_place_are_explained_with_their_order(visit: Visit, watching: Path, folder: Path) -> None:
    assert "in the order of the alphabet: “Aghdam / Akna”" in visit(watching).get("/map?view=all").text
    assert "The order says nothing of whose it is." not in visit(folder).get("/map?country=PRT").text


def test_the_legend_has_only_what_is_drawn(visit: Visit, folder: Path) -> None:
    client = visit(folder)
    assert "Faint: denied." not in client.get("/map").text
    claimed = client.get("/map?certainty=claimed").text
    assert "Full: the report itself says so." not in claimed


def test_the_table_comes_by_parts_and_is_taken_away_whole(
    visit: Visit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit(folder)
    everything = [one["id"] for one in rows(client)]
    monkeypatch.setattr(view, "AT_ONCE", 2)
    monkeypatch.setattr(routes, "PART", 2)
    first, second = client.get("/map").text, client.get("/map?part=2").text
    assert [one for one in everything if f'id="incidents-{one}"' in first] == everything[:2]
    assert [one for one in everything if f'id="incidents-{one}"' in second] == everything[2:4]
    assert 'href="/map?part=2#incidents"' in first
    assert 'href="/map?part=1#incidents"' in second
    assert [one["id"] for one in rows(client, "&part=2")] == everything


def test_a_map_can_be_moved_where_scripts_run_and_is_the_same_where_none_do(visit: Visit, folder: Path) -> None:
    told = json.loads(visit(folder).get("/map?as=vega&drawing=map&width=wide").text)
    assert {"zoom", "pan_x", "pan_y"} <= {one["name"] for one in told["signals"]}
    assert next(one["value"] for one in told["signals"] if one["name"] == "zoom") == 1


def test_where_nothing_is_drawn_it_is_said_what_can_be_taken_away(visit: Visit, empty: Path) -> None:
    answer = visit(empty).get("/glossary?as=svg")
    assert answer.status_code == 404
    assert "There is nothing drawn on this page." in answer.text
    assert "its drawings are" not in answer.text
