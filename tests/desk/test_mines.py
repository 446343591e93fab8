"""The mine record in the browser: who says it, what is blank, totals, and no person."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cli.mines_made import REPORTS, begin
from desk.conftest import Visit

HOSTILE = (
    "hostile",
    "The Joint Centre said that 3 anti-tank mines <script>alert(1)</script> were destroyed near Ash Ford in May 2031.",
    "2031-05-12",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of five composed reports, two of which are copies of one text."""
    return begin(tmp_path_factory.mktemp("mines"), *REPORTS, HOSTILE)


@pytest.fixture
def reader(visit: Visit, told: Path) -> TestClient:
    return visit(told, "reader")


def rows(reader: TestClient, fields: str = "", sheet: str = "mines") -> list[Any]:
    found = reader.get(f"/mines?{fields}&as=json&sheet={sheet}").json()["sheets"][0]
    return list(found["rows"])


def test_who_says_it_stands_first_and_what_is_not_told_is_blank(reader: TestClient) -> None:
    page = reader.get("/mines").text
    assert page.index("who says it</th>") < page.index("in which words</th>")
    bare = next(row for row in rows(reader) if "clearing mines" in row["words"]["value"])
    assert bare["figures"] is None
    assert '<span class="blank">not reported</span>' in page


def test_a_value_leads_to_its_words(reader: TestClient) -> None:
    (one,) = rows(reader, "kind=accident")
    assert "five" not in one["figures"]["text"]
    assert one["words"]["words"]
    assert re.search(r"/documents/\w+\?words=\d+-\d+#words", reader.get("/mines?kind=accident").text)


def test_filters_are_in_the_address(reader: TestClient) -> None:
    every = rows(reader)
    assert len(rows(reader, "from=2031-05-09&to=2031-05-09")) < len(every)
    who = next(row["who"]["text"] for row in every)
    assert {row["who"]["text"] for row in rows(reader, f"who={who}")} == {who}
    assert reader.get("/mines?from=2031-05-09&to=2031-05-01").status_code == 400
    assert rows(reader, "known=2020-01-01") == []


def test_a_record_is_shown_whole_with_what_is_not_told(reader: TestClient) -> None:
    (href,) = set(re.findall(r'href="(/mines/\w+)"', reader.get("/mines?kind=accident").text))
    shown = reader.get(f"{href}?as=json&sheet=fields").json()["sheets"][0]["rows"]
    fields = {row["id"]: row["value"] for row in shown}
    assert fields["device"]["text"] == "mine"
    assert fields["device"]["words"]
    assert fields["killed"] is None
    assert fields["bodies"] is None
    assert '<span class="blank">not reported</span>' in reader.get(href).text
    assert reader.get("/mines/nothing").status_code == 404


def test_no_person_is_shown_and_the_page_says_why(reader: TestClient) -> None:
    page = reader.get("/mines").text
    assert "Persons who came to harm are not shown here." in page
    fields = reader.get(re.findall(r'href="(/mines/\w+)"', reader.get("/mines?kind=accident").text)[0]).text
    assert "shepherd" not in "".join(re.findall(r"<td[^>]*>.*?</td>", fields))


def test_hostile_words_are_shown_as_words(reader: TestClient) -> None:
    page = reader.get("/mines").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_of_how_many_records_what_is_told_is_counted(reader: TestClient) -> None:
    counted = {row["id"]: row for row in rows(reader, sheet="blanks")}
    assert counted["mine-accident"]["records"]["value"] == 1
    assert sum(row["records"]["value"] for row in counted.values()) == len(rows(reader))
