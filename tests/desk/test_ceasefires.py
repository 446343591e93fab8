"""A ceasefire in the browser: who says what, each value one click from its words, blanks, days, what was known when."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit
from desk.ford_made import MAY, between, told  # noqa: F401 - a fixture
from detente.desk.pages.ceasefires.period import asked_week, asked_whole, beside
from detente.registry.interval import Interval
from registry.ceasefires.made import ceasefire


@pytest.fixture
def reader(visit: Visit, told: Path) -> TestClient:
    return visit(told, "reader")


def board(reader: TestClient, fields: str = MAY) -> dict[str, dict[str, Any]]:
    """Return the cells of a board by row and column, as they are taken away."""
    found = reader.get(f"/ceasefires/ford?{fields}&as=json&sheet=board").json()["sheets"][0]
    return {row["id"]: row for row in found["rows"]}


def test_a_cell_says_what_its_column_says_and_by_whom_it_is_said_to_be_done(reader: TestClient) -> None:
    fire = board(reader)["fire"]
    assert "1 (by Southmark, from reports)" in fire["A"]["text"]
    assert "6 (by Southmark, published figure)" in fire["A"]["text"]
    assert fire["B"] is None
    assert fire["sides"]["text"] == "only Northmark reports it"


def test_what_nobody_says_is_blank_and_says_so_in_the_same_words_for_all(reader: TestClient) -> None:
    page = reader.get(f"/ceasefires/ford?{MAY}").text
    (row,) = re.findall(r'<tr role="row" id="row-exercise".*?</tr>', page, re.DOTALL)
    assert row.count('<span class="blank">not reported</span>') == 3
    assert board(reader)["exercise"]["M"] is None


def test_not_observed_is_not_none(reader: TestClient) -> None:
    assert board(reader)["unclassed"]["M"]["text"] == "not observed (from reports, 2021-05-04)"


def test_a_value_leads_to_its_words_and_one_of_several_to_all_of_them(reader: TestClient) -> None:
    page = reader.get(f"/ceasefires/ford?{MAY}").text
    assert re.search(r'<a class="v is-claimed" href="/documents/\w+\?words=\d+-\d+#words" data-words=', page)
    (href,) = set(re.findall(r'href="(/ceasefires/ford/cell\?row=fire&amp;column=A[^"]*)"', page))
    behind = reader.get(href.replace("&amp;", "&")).text
    assert "opened fire" in behind
    assert behind.index("who says it") < behind.index("in which words")
    assert "written down by Ann Brook, table.csv" in behind.replace("corrected.csv", "table.csv")
    assert len(re.findall(r"<tr id=\"said-", behind)) == 3


def test_columns_are_equal_and_a_party_stands_at_either_end(reader: TestClient) -> None:
    heads = re.findall(r'<th role="columnheader" scope="col" class="side-(\w+)"><b>([^<]+)', _page(reader))
    assert [side for side, _ in heads] in (["one", "watch", "other"], ["other", "watch", "one"])
    turned = re.findall(r'class="side-(\w+)"', _page(reader, "from=2021-05-02&to=2021-05-08"))
    assert turned == [side for side, _ in heads][::-1]
    assert "The party on the left changes each day" in _page(reader)
    assert 'style="' not in _page(reader)


def test_a_claimed_trend_is_a_mark_without_a_figure_and_measured_says_too_little(reader: TestClient) -> None:
    sheets = {one["id"]: one for one in reader.get(f"/ceasefires/ford?{MAY}&as=json").json()["sheets"]}
    (claim,) = sheets["claimed"]["rows"]
    assert (claim["who"]["text"], claim["claimed"]["text"]) == ("Southmark", "claimed: falling")
    assert claim["claimed"]["note"] == "no figure"
    assert "decreasing" in claim["words"]["words"][0]["words"]
    assert all("too little to say" in row["trend"]["text"] for row in sheets["measured"]["rows"])


def test_a_corrected_figure_stays_beside_what_replaced_it(reader: TestClient) -> None:
    (row,) = reader.get(f"/ceasefires/ford?{MAY}&as=json&sheet=corrected").json()["sheets"][0]["rows"]
    assert (row["was"]["value"], row["is"]["value"]) == ("fire: 4", "fire: 6")
    figures = reader.get("/ceasefires/ford/figures").text
    assert "replaced by a later figure" in figures
    assert "replaces an earlier figure" in figures


def test_before_anything_was_kept_there_was_no_ceasefire(reader: TestClient) -> None:
    before = reader.get("/ceasefires/ford?known=2020-01-01")
    assert before.status_code == 404
    assert "No ceasefire of the name" in before.text
    assert "known=2020-01-01" in reader.get("/ceasefires?known=2020-01-01").text


def test_as_of_a_moment_a_figure_stands_that_was_corrected_later(
    visit: Visit, told: Path, between: dt.datetime
) -> None:
    then = f"{MAY}&known={between.isoformat().replace('+', '%2B')}"
    reader = visit(told, "reader")
    _at(reader, dt.datetime.now(dt.UTC))
    assert "4 (by Southmark, published figure)" in board(reader, then)["fire"]["A"]["text"]
    assert "6 (by Southmark, published figure)" in board(reader)["fire"]["A"]["text"]
    page = _page(reader, then)
    assert "As known on" in page
    assert re.search(r'href="/ceasefires/ford/cell\?row=fire[^"]*known=', page)


def test_the_days_are_in_the_address_and_links_lead_to_those_beside(reader: TestClient) -> None:
    page = _page(reader, "from=2021-05-03&to=2021-05-09")
    assert "<h2>3 May 2021 to 9 May 2021</h2>" in page
    assert "/ceasefires/ford?from=2021-04-26&amp;to=2021-05-02" in page
    assert "/ceasefires/ford?from=2021-06-01&amp;to=2021-06-30" in page
    assert board(reader, "from=2021-06-01&to=2021-06-07")["fire"]["A"] is None
    assert "Nobody reports anything for these days." in _page(reader, "from=2021-06-01&to=2021-06-07")


@pytest.mark.parametrize("fields", ["from=2021-05-08&to=2021-05-01", "from=1900-01-01&to=2021-05-01", "from=x"])
def test_days_that_cannot_be_shown_are_refused_in_words(reader: TestClient, fields: str) -> None:
    assert reader.get(f"/ceasefires/ford?{fields}").status_code in (400, 422)


@pytest.mark.parametrize("fields", ["from=0001-01-01", "to=0001-01-01", "from=9999-12-31", "to=9999-12-31"])
def test_the_ends_of_the_calendar_are_days_as_others(reader: TestClient, fields: str) -> None:
    assert reader.get(f"/ceasefires/ford?{fields}").status_code == 200


def test_what_is_taken_away_is_what_is_shown(reader: TestClient) -> None:
    taken = reader.get(f"/ceasefires/ford?{MAY}&as=csv&sheet=board")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(taken.text))}
    assert rows["fire"]["A"] == board(reader)["fire"]["A"]["text"]
    assert rows["fire"]["B"] == ""
    assert "opened fire" in rows["fire"]["A_words"]


def test_hostile_words_are_shown_as_words(reader: TestClient) -> None:
    fields = "row=fire&column=A&from=2021-05-06&to=2021-05-06"
    for page in (reader.get(f"/ceasefires/ford/cell?{fields}").text, _page(reader)):
        assert "<script>alert" not in page
        assert "\u202e" not in page
    assert "&lt;script&gt;alert" in reader.get(f"/ceasefires/ford/cell?{fields}").text


def test_the_list_says_who_is_heard(visit: Visit, told: Path) -> None:
    page = visit(told, "reader").get("/ceasefires").text
    assert "Line of the Ford" in page
    assert "neither side says anything" in page


def test_the_board_says_where_only_one_side_is_heard(reader: TestClient) -> None:
    assert "On these days of the two sides only Northmark says anything." in _page(reader)
    assert "On these days of the two sides only" not in _page(reader, "from=2021-06-01&to=2021-06-07")


@pytest.mark.parametrize("page", ["definition", "trend", "effort", "figures", "enquiries", "findings"])
def test_every_page_of_a_ceasefire_is_there_and_small(reader: TestClient, page: str) -> None:
    found = reader.get(f"/ceasefires/ford/{page}")
    assert found.status_code == 200
    assert len(found.content) < 100_000
    assert "detente ceasefire" not in found.text
    assert reader.get(f"/ceasefires/none/{page}").status_code == 404


def test_figures_are_narrowed_by_the_address(reader: TestClient) -> None:
    every = reader.get("/ceasefires/ford/figures?as=json").json()["sheets"][0]["rows"]
    some = reader.get("/ceasefires/ford/figures?of=drone&as=json").json()["sheets"][0]["rows"]
    assert {row["what"]["text"] for row in some} == {"flights of drones"}
    assert len(some) < len(every)
    assert all(row["who"]["text"] == "Northmark" for row in every)


def test_a_series_has_its_figures_and_its_gaps_as_rows(reader: TestClient) -> None:
    shown = reader.get("/ceasefires/ford/trend?of=fire&by=A&from=2021-05-01&to=2021-05-08&as=json").json()
    series = next(one for one in shown["sheets"] if one["id"] == "series")
    assert [row["count"] and row["count"]["value"] for row in series["rows"]] == [None, 6, None]


def test_the_last_days_are_shown_where_none_are_asked_for() -> None:
    ended = ceasefire(first="2021-03-01", last="2021-09-01")
    latest = dt.date(2026, 3, 20)
    assert asked_week(ended, None, None, latest).last == dt.date(2021, 9, 1)
    assert asked_week(ceasefire(), None, None, latest) == Interval(first=dt.date(2026, 3, 14), last=latest)
    assert asked_whole(ended, None, None, latest).first == dt.date(2021, 3, 1)
    assert beside(Interval(first=latest, last=latest), ended, latest)["month_before"].fields == {
        "from": "2026-02-01", "to": "2026-02-28",
    }  # fmt: skip


def _at(reader: TestClient, now: dt.datetime) -> None:
    """Set the clock of a desk."""
    settings = reader.app.state.settings  # type: ignore[attr-defined]
    reader.app.state.settings = replace(settings, now=lambda: now)  # type: ignore[attr-defined]


def _page(reader: TestClient, fields: str = MAY) -> str:
    found = reader.get(f"/ceasefires/ford?{fields}")
    assert found.status_code == 200, found.text
    return found.text
