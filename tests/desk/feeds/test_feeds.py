"""Feeds and the calendar: who claims it first, ids that stay, words of others as text and nothing else."""

import datetime as dt
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.line_made import line  # noqa: F401 - a fixture
from detente.desk.feeds.atom import as_atom, as_json_feed
from detente.desk.feeds.calendar import as_calendar
from detente.desk.feeds.entry import Entry, Feed
from detente.desk.feeds.made import _days_of
from detente.registry.assertions.assertion import Assertion, Claimant, Day
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Expectation, State
from registry.ceasefires.made import violation

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ["today", "incidents", "ceasefires/ford", "agreements", "contradictions"]
KNOWN = "2024-03-01T10:00:00+00:00"


@pytest.fixture
def reader(visit: Visit, line: Path) -> TestClient:  # noqa: F811
    return visit(line, "reader")


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_what_atom_asks_for(reader: TestClient, name: str) -> None:
    told = reader.get(f"/feeds/{name}.atom")
    assert told.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(told.text)  # noqa: S314 - our own
    entries = feed.findall("a:entry", ATOM)
    assert entries
    for one in (feed, *entries):
        for field in ("id", "title", "updated"):
            (found,) = one.findall(f"a:{field}", ATOM)
            assert found.text
        assert dt.datetime.fromisoformat(one.findtext("a:updated", "", ATOM)).utcoffset() == dt.timedelta()
        assert one.findtext("a:id", "", ATOM).startswith("tag:testserver,2026:")
        assert one.find("a:link[@rel='alternate']", ATOM) is not None
    (own,) = feed.findall("a:link[@rel='self']", ATOM)
    assert own.get("href") == f"http://testserver/feeds/{name}.atom"
    assert len({one.findtext("a:id", "", ATOM) for one in entries}) == len(entries)
    days = [one.findtext("a:updated", "", ATOM) for one in entries]
    assert days == sorted(days, reverse=True)
    for one in entries:
        who = one.findtext("a:author/a:name", "", ATOM)
        assert who
        assert one.findtext("a:content", "", ATOM).strip()


def test_who_claims_it_stands_before_what_is_claimed(reader: TestClient) -> None:
    feed = ET.fromstring(reader.get("/feeds/ceasefires/ford.atom").text)  # noqa: S314
    for one in feed.findall("a:entry", ATOM):
        who = one.findtext("a:author/a:name", "", ATOM)
        assert one.findtext("a:title", "", ATOM).startswith(f"{who}: “")


def test_what_is_said_of_a_ceasefire_has_the_days_that_it_is_of(reader: TestClient) -> None:
    feed = ET.fromstring(reader.get("/feeds/ceasefires/ford.atom").text)  # noqa: S314
    last = [one.findtext("a:content", "", ATOM).splitlines()[-1] for one in feed.findall("a:entry", ATOM)]
    assert "Of: 3 May 2021" in last
    assert all(one.startswith("Of: ") for one in last)
    assert _days_of(violation("v", interval=None)) == "Of which day is not reported."


def test_hostile_words_are_text(reader: TestClient) -> None:
    for address in ("/feeds/today.atom", "/feeds/ceasefires/ford.atom", "/feeds/today.json"):
        told = reader.get(address).text
        assert "alert(1)" in told
        assert "\u202e" not in told
        if address.endswith("atom"):
            assert "<script" not in told
            assert {one.get("type") for one in ET.fromstring(told).iter(f"{{{ATOM['a']}}}content")} == {"text"}  # noqa: S314


def test_what_no_xml_holds_is_replaced() -> None:
    entry = Entry(id="tag:a,2026:b", who="\x00", title="a\x0bb\ud800", text="]]> & <b>", href="h", updated=NOW)
    feed = Feed(id="tag:a,2026:f", title="t", href="h", own="o", entries=(entry,), now=NOW)
    made = ET.fromstring(as_atom(feed).encode())  # noqa: S314
    assert made.findtext("a:entry/a:content", "", ATOM) == "]]> & <b>"
    as_json_feed(feed).encode()


def test_json_feed_has_what_its_version_asks_for(reader: TestClient) -> None:
    told = reader.get("/feeds/today.json")
    assert told.headers["content-type"].startswith("application/feed+json")
    made = told.json()
    assert (made["version"], made["feed_url"]) == (
        "https://jsonfeed.org/version/1.1", "http://testserver/feeds/today.json",
    )  # fmt: skip
    assert made["title"]
    assert made["items"]
    for one in made["items"]:
        assert one["id"]
        assert one["content_text"]
        assert one["authors"][0]["name"]


def test_ids_stay_when_the_record_is_opened_elsewhere(visit: Visit, line: Path, tmp_path: Path) -> None:  # noqa: F811
    other = Path(shutil.copytree(line, tmp_path / "desk"))
    one, two = (visit(desk, "reader").get("/feeds/today.json").json()["items"] for desk in (line, other))
    assert [item["id"] for item in one] == [item["id"] for item in two]


def test_feeds_are_listed_and_linked_from_pages(reader: TestClient) -> None:
    page = reader.get("/feeds").text
    for name in FEEDS:
        assert f'href="/feeds/{name}.atom"' in page
    assert 'href="/feeds/expectations.ics"' in page
    assert '<link rel="alternate" type="application/atom+xml"' in reader.get("/documents").text


def test_nothing_was_known_before_the_record_was_there(reader: TestClient) -> None:
    assert reader.get("/feeds/today.json?known=2020-01-01").json()["items"] == []
    assert b"VEVENT" not in reader.get("/feeds/expectations.ics?known=2020-01-01").content


def test_the_calendar_of_a_desk_says_who_says_so(reader: TestClient) -> None:
    told = reader.get("/feeds/expectations.ics")
    assert told.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(told.content).walk("VEVENT")
    meeting = next(one for one in events if one.decoded("dtstart") == dt.date(2024, 3, 14))
    assert meeting.decoded("dtend") == dt.date(2024, 3, 15)
    assert str(meeting["description"]).startswith("Valley Wire: “")
    assert not [one for one in events if "bring peace" in str(one["description"])]


def expected(id_: str, first: str | None, last: str | None, state: State = "due", **more: object) -> Expectation:
    said = Assertion(
        id=f"t{id_}", room="expectation", named="talks", what="meeting", standing="planned", known_at=KNOWN,
        claimant=Claimant(name="Northmark"), evidence=(Evidence(words="They; will,\nmeet.", by="the desk"),),
    )  # fmt: skip
    due = Day(first=first, last=last, words="in March")
    return Expectation(id=id_, kind="meeting", tellings=(said,), state=state, why="", due=due, **more)  # type: ignore[arg-type]


def calendar(*found: Expectation) -> list[object]:
    made = as_calendar(found, title="t", href="http://h/expectations", host="h", begun=NOW)
    again = Calendar.from_ical(made)
    assert again.to_ical() == made
    return list(again.walk("VEVENT"))


def test_what_is_put_off_is_the_same_event_moved() -> None:
    (before,) = calendar(expected("a", "2024-03-14", "2024-03-14"))
    old = expected("a", "2024-03-14", "2024-03-14", "replaced", replaced_by="b")
    (after,) = calendar(old, expected("b", "2024-03-20", "2024-03-21", replaces="a"))
    assert before["uid"] == after["uid"]  # type: ignore[index]
    assert (before["sequence"], after["sequence"]) == (0, 1)  # type: ignore[index]
    assert after.decoded("dtstart") == dt.date(2024, 3, 20)  # type: ignore[attr-defined]
    assert after.decoded("dtend") == dt.date(2024, 3, 22)  # type: ignore[attr-defined]


def test_what_replaces_itself_in_a_circle_is_told_once() -> None:
    found = [
        expected("a", "2024-03-14", "2024-03-14", replaces="b"),
        expected("b", "2024-03-14", "2024-03-14", replaces="a"),
    ]
    assert len(calendar(*found)) == 2


@pytest.mark.parametrize("state", ["hope", "replaced", "told in hindsight"])
def test_hopes_are_no_events(state: State) -> None:
    assert calendar(expected("a", "2024-03-14", "2024-03-14", state)) == []


@pytest.mark.parametrize("days", [(None, "2024-03-14"), (None, None), ("2024-01-01", "2024-12-31")])
def test_where_no_days_are_told_none_are_made_up(days: tuple[str | None, str | None]) -> None:
    assert calendar(expected("a", *days)) == []


def test_what_was_dropped_is_cancelled_and_no_time_is_told() -> None:
    (one,) = calendar(expected("a", "2024-03-14", "2024-03-14", "dropped"))
    assert one["status"] == "CANCELLED"  # type: ignore[index]
    assert type(one.decoded("dtstart")) is dt.date  # type: ignore[attr-defined]
    assert str(one["summary"]) == "Northmark: “They; will, meet.”"  # type: ignore[index]
