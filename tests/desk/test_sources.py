"""Sources in the browser: outlets, voices against copies, whose press, grades with who and why, what was set aside."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.ford_made import desk, told  # noqa: F401 - a fixture
from detente.documents.packet import Packet
from detente.gather.sources import make_source
from detente.gather.state import SourceState
from detente.gather.visit import Visit as Gathered
from detente.registry.watch.balance import Kept, Side, balance_by, one_sided, side_of, sides_of
from detente.store import keep_visit, open_record, put_source, refusals, refuse, source_grades
from registry.ceasefires.made import ceasefire

A, B, M = (Side(id=name, name=name, watches=name == "M") for name in "ABM")


def kept(number: int, side: str | None, *, voice: str | None = None, language: str = "en") -> Kept:
    return Kept(
        document=f"d{number}", voice=voice or f"d{number}", outlet=f"of {side}", language=language, kind="text",
        month="2021-05", day="2021-05-01", side=side,
    )  # fmt: skip


def sheets(reader: TestClient, address: str) -> dict[str, list[dict[str, Any]]]:
    return {one["id"]: one["rows"] for one in reader.get(address).json()["sheets"]}


def test_copies_are_one_voice_and_sides_are_counted_by_one_rule() -> None:
    some = [kept(n, "A", voice="d0") for n in range(5)] + [kept(9, "B", language="fr")]
    shares = {one.of: one for one in balance_by(some, lambda one: one.side)}
    assert (shares["A"].reports, shares["A"].voices, shares["A"].copies) == (5, 1, 4)
    assert {one.of for one in balance_by(some, lambda one: one.language)} == {"en", "fr"}
    assert one_sided(some, [A, B, M]) is None


@pytest.mark.parametrize("most", ["A", "B"])
def test_one_side_alone_is_said_of_either_side_alike_and_never_of_a_monitor(most: str) -> None:
    some = [kept(n, most) for n in range(6)] + [kept(n, "M") for n in range(20, 60)]
    assert one_sided(some, [A, B, M]) == (most, 6, 6)
    assert one_sided(some[:5], [A, B, M]) is None
    other = {"A": "B", "B": "A"}[most]
    assert one_sided([*some, *(kept(n, other) for n in range(70, 74))], [A, B, M]) is None


def test_whose_press_an_outlet_is_says_the_ceasefire_and_nobody_else() -> None:
    sides = sides_of((), [ceasefire()])
    party = ceasefire().parties[0]
    assert side_of(party.name, sides) == party.id
    assert side_of(f"Ministry of Defence of {party.name}", sides) == party.id
    assert side_of(f"{party.name} Courier", sides) is None
    assert side_of(None, sides) is None


def test_outlets_have_reports_and_voices_and_a_blank_is_said(visit: Visit, told: Path) -> None:
    reader = visit(told, "reader")
    rows = {row["outlet"]["text"]: row for row in sheets(reader, "/sources?as=json")["outlets"]}
    assert rows["copy"]["shared"]["value"] == rows["count"]["shared"]["value"] == 1
    page = reader.get("/sources").text
    assert "reliability, by people (not graded)" in page
    assert "side (side not known)" in page
    assert "No feed or page is watched" in page
    assert sheets(reader, "/sources?as=json&known=2020-01-01")["outlets"] == []
    assert sheets(reader, "/sources?as=json&from=2021-05-07")["outlets"][0]["outlet"]["text"] == "hostile"


def test_a_coder_grades_with_a_reason_and_a_reader_does_not(visit: Visit, desk: Path) -> None:
    coder, reader = visit(desk, "coder", name="Ida Vale"), visit(desk, "reader")
    sent = {"name": "claim", "grade": "B", "reason": "was right <b>often</b>"}
    assert reader.post("/sources/grade", data=sent).status_code == HTTPStatus.UNAUTHORIZED
    assert "Keep this grade" not in reader.get("/sources/outlet?name=claim").text
    assert coder.post("/sources/grade", data=sent | {"reason": " "}).status_code == 400
    assert coder.post("/sources/grade", data=sent | {"grade": "Z"}).status_code == 400
    assert coder.post("/sources/grade", data=sent).headers["location"] == "/sources/outlet?name=claim"
    with open_record(desk / "record.sqlite", read_only=True) as record:
        (one,) = source_grades(record)
    assert (one.source, one.grade, one.author) == ("claim", "B", "Ida Vale")
    page = coder.get("/sources/outlet?name=claim").text
    assert "Ida Vale" in page
    assert "<b>often" not in page
    assert "usually reliable" in reader.get("/sources").text
    assert reader.get("/sources/outlet?name=nobody").status_code == 404


def test_a_feed_says_how_it_is_and_when_it_is_due(visit: Visit, empty: Path) -> None:
    source = make_source("https://wire.example/feed", title="Wire <script>")
    state = SourceState(failures=2, last_error="the name is not known", first_visit=NOW)
    due = NOW + dt.timedelta(hours=3)
    with open_record(empty / "record.sqlite", now=NOW) as record:
        put_source(record, source, now=NOW)
        visit_ = Gathered(source=source.id, outcome="failed", words="the name is not known", state=state, next_due=due)
        keep_visit(record, visit_, now=NOW)
    reader = visit(empty, "reader")
    (row,) = sheets(reader, "/sources?as=json")["watched"]
    assert "failed 2 times in a row: the name is not known" in row["health"]["text"]
    assert row["due"]["text"] == "2026-03-20 12:00"
    page = reader.get(f"/sources/{source.id}").text
    assert "Wire <script>" not in page
    assert "the name is not known" in page
    assert reader.get("/sources/nothing").status_code == 404


def test_what_was_set_aside_is_dropped_by_those_who_may(visit: Visit, empty: Path) -> None:
    with open_record(empty / "record.sqlite", now=NOW) as record:
        packet = Packet(name="bad.txt", suffix=".txt", data=b"\xff")
        refuse(record, packet, code="not_utf8", message="is no text; detente quarantine DIR list", now=NOW)
        id_ = refusals(record)[0].id
    coder, judge = visit(empty, "coder"), visit(empty, "adjudicator")
    assert visit(empty, "reader").get("/quarantine").status_code == HTTPStatus.UNAUTHORIZED
    assert "bad.txt" in coder.get("/quarantine").text
    assert "detente quarantine" not in coder.get("/quarantine").text
    assert "Drop" not in coder.get("/quarantine").text
    assert coder.post(f"/quarantine/{id_}/drop").status_code == HTTPStatus.UNAUTHORIZED
    assert judge.post("/quarantine/nothing/drop").status_code == 404
    assert judge.post(f"/quarantine/{id_}/retry").headers["location"].startswith("/quarantine?still=")
    assert "still cannot be brought in" in judge.get(f"/quarantine?still={id_}").text
    assert judge.post(f"/quarantine/{id_}/drop").headers["location"] == "/quarantine"
    with open_record(empty / "record.sqlite", read_only=True) as record:
        assert refusals(record) == ()
    assert "Nothing is set aside" in judge.get("/quarantine").text
