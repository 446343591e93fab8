"""Drawings in the pages: each with its table, blanks as gaps, doubt as doubt, and a sentence where there is nothing."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cli.mines_made import begin
from desk.conftest import Visit
from desk.ford_made import MAY, told  # noqa: F401 - a fixture
from desk.rooms import sheet
from desk.test_map import folder as reports_with_places  # noqa: F401 - a fixture
from desk.test_relations import REPORTS as PAIRS
from detente.desk.pages.ceasefires.board_places import placed_of, places_map, places_sheet
from detente.desk.pages.ceasefires.weeks import count_weeks, said_weeks, strip_of, weeks_around
from detente.desk.pages.mines.drawn import figures_chart, figures_sheet
from detente.desk.pages.mines.sheets import published_sheet
from detente.display.ceasefires.names import names_of
from detente.pipeline.mines import MineRow
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.records import MineFigure
from detente.registry.where import Locality
from registry.ceasefires.made import ceasefire, days, violation

HOSTILE = "<script>alert(1)</script>\u202e"
POINT = {"type": "Point", "coordinates": [46.5, 39.9]}
LINE = {"type": "LineString", "coordinates": [[46.0, 39.0], [47.0, 40.0]]}


@pytest.fixture
def reader(visit: Visit, told: Path) -> TestClient:
    return visit(told, "reader")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("drawn-pairs"), *PAIRS)


def spec(client: TestClient, address: str, drawing: str) -> dict[str, list[dict[str, Any]]]:
    """Return the data of a drawing by name."""
    found = client.get(f"{address}{'&' if '?' in address else '?'}as=vega&drawing={drawing}&width=wide")
    return {one["name"]: one["values"] for one in json.loads(found.text)["data"]}


def test_a_week_of_the_strip_leads_to_the_board_of_that_week(reader: TestClient) -> None:
    weeks = sheet(reader, f"/ceasefires/ford?{MAY}", "weeks")
    told_of = [one for one in weeks if one["A"] or one["B"]]
    assert told_of
    page = reader.get(f"/ceasefires/ford?{MAY}").text
    first = told_of[0]["week"]["value"]
    assert f'href="/ceasefires/ford?from={first}' in page


def test_all_who_say_something_stand_in_the_strip_by_one_rule_and_a_blank_week_has_no_row() -> None:
    ford = ceasefire()
    said = [violation("a"), violation("b", "B", "A", said="none"), violation("c", "B", "A", interval=days(12))]
    weeks = weeks_around(days(3), Interval(first=dt.date(2031, 4, 28), last=dt.date(2031, 5, 25)))
    columns = ("A", "M", "B")
    table = said_weeks(ford, count_weeks(said, columns, weeks), columns, names_of(ford), weeks)
    counts = {row.id: [one.plain for one in row.cells[1:]] for row in table.rows}
    assert counts == {
        "2031-04-28": [1, None, 1], "2031-05-12": [None, None, 1], "2031-05-19": [None, None, None]
    }  # fmt: skip
    drawn = strip_of(table, id="strip", rows=columns)
    assert drawn is not None
    assert "3 weeks with a figure" in drawn.told


def test_what_is_told_of_long_days_stands_in_no_week() -> None:
    weeks = weeks_around(days(3), days(1, 31))
    assert count_weeks([violation("a", interval=days(1, 20))], ("A",), weeks) == ()
    over = dict(count_weeks([violation("a", interval=days(4, 5))], ("A",), weeks))
    assert over == {("A", dt.date(2031, 4, 28)): 1, ("A", dt.date(2031, 5, 5)): 1}
    before = violation("a", interval=Interval(first=dt.date(2030, 1, 1), last=dt.date(2030, 1, 2)))
    assert count_weeks([before], ("A",), weeks) == ()


@pytest.mark.parametrize("day", [dt.date(2011, 1, 3), dt.date(2016, 7, 9), dt.date(2026, 12, 31)])
def test_of_a_long_ceasefire_the_weeks_around_the_days_are_shown(day: dt.date) -> None:
    whole = Interval(first=dt.date(2011, 1, 1), last=dt.date(2026, 12, 31))
    weeks = weeks_around(Interval(first=day, last=day), whole)
    assert len(weeks) == 40
    assert any(one.first <= day <= one.last for one in weeks)
    assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(weeks))


def test_a_strip_of_one_week_is_not_drawn() -> None:
    ford, weeks = ceasefire(), weeks_around(days(3), days(1, 31))
    table = said_weeks(ford, count_weeks([violation("a")], ("A",), weeks), ("A",), names_of(ford), weeks)
    assert strip_of(table, id="strip") is None


def test_places_of_a_board_are_drawn_as_they_are_told_and_rows_without_a_point_stay_in_the_table() -> None:
    ford = ceasefire()
    said = [
        violation("a", where=(Locality(words="Ash Ford", kind="named", geometry=POINT, radius_km=2.0),)),
        violation("b", where=(Locality(words="Ash Ford", kind="named", geometry=POINT, radius_km=2.0),)),
        violation("c", "B", "A", said="denied", where=(Locality(words="the line", kind="named", geometry=LINE),)),
        violation("d", "M", None, said="not observed", where=(Locality(words="Elm", geometry=POINT),)),
        violation("e", "B", "A", where=(Locality(words=HOSTILE),)),
    ]
    placed = placed_of(said, days(1, 8))
    table = places_sheet(placed, ford, names_of(ford))
    by_place = {row.cells[2].text: row for row in table.rows}
    assert by_place["Ash Ford"].cells[4].plain == 2
    assert by_place["Ash Ford"].cells[2].words
    assert by_place[HOSTILE].cells[5].plain is None
    assert "Elm" not in by_place
    drawn = places_map(placed, table)
    assert drawn is not None
    told_of = json.dumps(drawn.draw(1040))
    assert "<script>" not in told_of
    assert "\u202e" not in drawn.told
    assert "2 of 3" in drawn.told


def test_a_board_whose_places_have_no_point_says_so_and_draws_nothing(reader: TestClient) -> None:
    page = reader.get(f"/ceasefires/ford?{MAY}").text
    (place,) = sheet(reader, f"/ceasefires/ford?{MAY}", "places")
    assert place["place"]["words"]
    assert place["lat"] is None
    assert "there is nothing to draw" in page
    assert "drawing=map" not in page
    assert "<script>alert" not in page
    assert places_map((), places_sheet((), ceasefire(), {})) is None


def test_the_figures_of_a_trend_have_their_words_and_days_without_one_are_gaps(reader: TestClient) -> None:
    address = "/ceasefires/ford/trend?from=2021-04-01&to=2021-06-30"
    figures = sheet(reader, address, "figures")
    told_of = [one for one in figures if one["count"]]
    assert told_of
    assert len(told_of) < len(figures)
    assert all(one["count"]["words"] for one in told_of)
    drawn = spec(reader, address, "chart")
    assert [one["count"] for one in drawn["of-0"]] == [one["count"]["value"] for one in told_of]
    assert drawn["name-0"][0]["name"] == "Northmark: incidents of fire by Southmark"
    assert '<details class="behind">' in reader.get(address).text


def test_two_lanes_are_drawn_of_what_has_a_period_and_the_table_is_behind(visit: Visit, pairs: Path) -> None:
    desk = visit(pairs)
    rows = sheet(desk, "/relations/PAK/IND", "lanes")
    drawn = spec(desk, "/relations/PAK/IND", "chart")
    told_of = sum(one[lane]["value"] for one in rows for lane in ("cooperation", "conflict") if one[lane])
    assert told_of == sum(
        bar["told"] for bar in {(one["period"], one["y0"] >= 0 < one["y1"]): one for one in drawn["bars"]}.values()
    )
    assert {one["cooperation"] and one["cooperation"]["value"] for one in rows}.isdisjoint({0})
    page = desk.get("/relations/PAK/IND").text
    assert '<details class="behind">' in page
    assert "as=svg" in page


def test_money_is_drawn_side_by_side_in_one_unit_and_never_summed(desk: TestClient) -> None:
    rows = sheet(desk, "/projects/line", "sums")
    assert [one["sum"]["value"] for one in rows] == [5, 7]
    assert all(one["sum"]["words"] for one in rows)
    drawn = spec(desk, "/projects/line", "chart")["table"]
    assert [one["number"] for one in drawn] == [5, 7]
    assert [one["label"].split(",")[0] for one in drawn] == ["Northmark", "Southmark"]
    assert "as=svg" not in desk.get("/projects/pipe").text


def figure(id_: str, first: int, last: int, low: int | None, *, running: bool = False) -> MineRow:
    words = str(low) if low is not None else "dozens"
    made = MineFigure(
        id=id_, origin="published", evidence=(Evidence(words=words, by="Ann Brook", source="table"),),
        claimant="Clearance Service", interval=days(first, last), what="mine", running=running,
        count=Count(low=low, high=low, words=words),
    )  # fmt: skip
    return MineRow(record=made)


def test_running_totals_and_figures_for_periods_are_never_on_one_scale() -> None:
    rows = [figure("a" * 32, 1, 7, 5), figure("b" * 32, 8, 14, None), figure("c" * 32, 1, 7, 5, running=True),
            figure("d" * 32, 1, 14, 96, running=True)]  # fmt: skip
    periods, totals = figures_sheet(rows, running=False), figures_sheet(rows, running=True)
    assert [one.cells[3].plain for one in periods.rows] == [5, None]
    assert [(one.cells[1].text, one.cells[3].plain) for one in totals.rows] == [("2031-05-07", 5), ("2031-05-14", 96)]
    drawn = figures_chart(periods)
    assert drawn is not None
    assert "1 figure" in drawn.told
    assert figures_chart(figures_sheet(rows[:1], running=False)) is None


def test_published_figures_stand_in_a_table_of_their_own_with_their_words() -> None:
    rows = [figure("a" * 32, 1, 7, 5), figure("d" * 32, 1, 14, 96, running=True)]
    shown = published_sheet(rows, more=None)
    assert shown.columns[0].title == "who says it"
    told = [{column.id: cell for column, cell in zip(shown.columns, row.cells, strict=True)} for row in shown.rows]
    assert [(one["figures"].text, one["running"].text) for one in told] == [
        ("“5”", "of these days"), ("“96”", "running total"),
    ]  # fmt: skip
    assert all(one["figures"].words and one["figures"].certainty == "claimed" for one in told)


def test_today_draws_where_it_is_told_to_have_been(visit: Visit, reports_with_places: Path) -> None:
    client = visit(reports_with_places, "reader")
    page = client.get("/").text
    assert '<figure class="drawn" id="map"' in page
    names = {one["label"] for one in spec(client, "/", "map")["table"]}
    assert any(name.startswith("Kabul") for name in names)
    assert "<script>alert" not in page


def test_an_incident_draws_its_places_with_their_claimants_and_leads_to_the_words(
    visit: Visit, reports_with_places: Path
) -> None:
    client = visit(reports_with_places, "reader")
    rows = sheet(client, "/incidents", "incidents")
    lisbon = next(one for one in rows if one["places"] and one["places"]["text"] == "Lisbon")
    address = f"/incidents/{lisbon['id']}"
    places = sheet(client, address, "places")
    assert all(one["place"]["words"] for one in places)
    (mark,) = {one["href"] for one in spec(client, address, "map")["table"] if one["label"] == "Lisbon"}
    assert re.fullmatch(r"/documents/\w+\?words=\d+-\d+#words", mark)


def test_an_incident_of_a_country_alone_draws_nothing_and_says_so(visit: Visit, reports_with_places: Path) -> None:
    client = visit(reports_with_places, "reader")
    rows = sheet(client, "/incidents", "incidents")
    wide = next(one for one in rows if one["places"] and one["places"]["text"] == "Ghana")
    page = client.get(f"/incidents/{wide['id']}").text
    assert "as=svg" not in page
    assert "No place that is named for it has a point or an area" in page


def test_a_page_below_another_says_where_it_is_and_marks_the_place_in_the_menu(reader: TestClient) -> None:
    page = reader.get(f"/ceasefires/ford?{MAY}").text
    assert re.search(r'<nav class="trail"[^>]*><a href="/ceasefires">Ceasefires</a></nav>', page)
    assert '<a href="/ceasefires" aria-current="true">' in page
    top = reader.get("/ceasefires").text
    assert 'class="trail"' not in top
    assert '<a href="/ceasefires" aria-current="page">' in top


def test_filters_are_folded_away_until_something_is_asked_for(reader: TestClient) -> None:
    assert '<details class="narrow"><summary>' in reader.get("/statements").text
    assert '<details class="narrow" open><summary>' in reader.get("/statements?speaker=North").text
    assert '<details class="narrow"><summary>' in reader.get("/statements?speaker=&after=").text
