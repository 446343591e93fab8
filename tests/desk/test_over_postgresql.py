"""The desk over a record in a database: search at each level, releases, board, reviews, incidents, while it grows."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from desk.line_made import line  # noqa: F401 - a fixture
from desk.walked import desk_over, release_half, walk
from detente.desk.access.rights import Role
from detente.documents.document import Document
from detente.store import (
    Address,
    KeptDocument,
    Wanted,
    documents,
    gather_incidents,
    keep_documents,
    open_record,
    take_snapshot,
)
from detente.store.restore import open_snapshot, restore

NOW = dt.datetime.now(dt.UTC)
"""The line's record is made by commands, which have no other clock."""
ROLES: tuple[Role, ...] = ("public", "party officer", "reader")


@pytest.fixture
def place(line: Path, tmp_path: Path, server: Any) -> Iterator[Address]:  # noqa: F811
    """Return the database that holds the line's record, of which half is released."""
    address: Address = server.make()
    with open_record(line / "record.sqlite", read_only=True) as record:
        take_snapshot(record, tmp_path / "line.zip", now=NOW)
    with open_snapshot(tmp_path / "line.zip") as snapshot:
        restore(snapshot, address)
    release_half(address, now=NOW)
    yield address
    server.drop(address)


def kept(name: str, text: str) -> KeptDocument:
    return KeptDocument(document=Document(id=name, text=text), data=text.encode(), name=name)


def test_an_officer_finds_a_page_behind_every_link(place: Address, tmp_path: Path) -> None:
    with desk_over(place, tmp_path, "party officer", now=NOW) as desk:
        found = walk(desk, most=80)
    assert {address: status for address, status in found.items() if status >= 400} == {}
    assert "/ceasefires/ford" in found


def test_search_and_lists_hold_what_is_released_to_each(place: Address, tmp_path: Path) -> None:
    with open_record(place, read_only=True) as record:
        every = documents(record)
    seen = {}
    for role in ROLES:
        with desk_over(place, tmp_path, role, now=NOW) as desk:
            listed = {row["id"] for row in desk.get("/documents?as=json").json()["sheets"][0]["rows"]}
            told = desk.get("/search?q=Northmark&as=json&sheet=reports")
            assert told.status_code == 200
            found = {row["id"] for sheet in told.json()["sheets"] for row in sheet["rows"]}
            seen[role] = (len(listed), len(found))
            assert desk.get("/search?q=Northmark").status_code == 200
    assert seen["public"][0] == seen["party officer"][0] == (len(every) + 1) // 2
    assert seen["reader"][0] == len(every)
    assert 0 < seen["public"][1] < seen["reader"][1]


def test_what_is_released_on_a_page_is_seen_at_once_and_what_is_taken_back_is_not(
    place: Address, tmp_path: Path
) -> None:
    def number(desk: Any) -> int:
        count: int = desk.get("/api/v1/record").json()["documents"]
        return count

    with (
        desk_over(place, tmp_path, "administrator", now=NOW) as here,
        desk_over(place, tmp_path, "public", now=NOW) as public,
    ):
        before = number(public)
        for level, expected in (("public", number(here)), ("internal", 0)):
            data = {"what": "all", "level": level, "reason": "agreed on Monday"}
            assert here.post("/release", data=data).status_code == 303
            assert number(public) == expected != before
            assert public.get("/ceasefires").status_code == 200


def test_a_board_stands_as_it_does_over_a_file(place: Address, line: Path, tmp_path: Path) -> None:  # noqa: F811
    week = "/ceasefires/ford?from=2021-05-01&to=2021-05-09&as=json"
    with desk_over(place, tmp_path, "reader", now=NOW) as desk:
        told = desk.get(week).json()["sheets"]
    with desk_over(line / "record.sqlite", tmp_path, "reader", now=NOW) as desk:
        assert desk.get(week).json()["sheets"] == told
    assert any(row for sheet in told for row in sheet["rows"])


def test_a_review_and_a_split_are_kept(place: Address, tmp_path: Path) -> None:
    with desk_over(place, tmp_path, "adjudicator", now=NOW) as desk:
        item = desk.get("/review/next?kind=event").headers["location"]
        coding = next(one for one in html.fromstring(desk.get(item).content).forms if "seen" in one.fields)
        assert desk.post(item, data={**dict(coding.form_values()), "act": "accept"}).status_code == 303
        assert "Ilse Ford" in desk.get("/review/done").text
        with open_record(place, read_only=True) as record:
            one = max(gather_incidents(record, Wanted()), key=lambda found: len(found.accounts))
        assert len(one.accounts) > 1
        split = {"account": one.accounts[0].key, "reason": "another day"}
        done = desk.post(f"/incidents/{one.id}/split", data=split)
        assert done.status_code == 303
        assert "another day" in desk.get(done.headers["location"].partition("#")[0]).text


def test_pages_are_right_while_reports_come_in(place: Address, tmp_path: Path) -> None:
    pages = ("/", "/documents", "/incidents", "/ceasefires/ford", "/search?q=Orlen", "/map", "/statements")
    first = {}

    def add() -> None:
        with open_record(place, now=NOW) as record:
            for n in range(12):
                keep_documents(record, [kept(f"new{n}", f"The mill of Orlen is closed for {n} days.")], now=NOW)

    with desk_over(place, tmp_path, "reader", now=NOW) as desk:
        first = desk.get("/api/v1/record").json()["documents"]
        adding = threading.Thread(target=add)
        adding.start()
        numbers = []
        while adding.is_alive():
            for page in pages:
                assert desk.get(page).status_code == 200, page
            numbers.append(len(desk.get("/api/v1/documents?limit=200").json()["items"]))
        adding.join()
        last = len(desk.get("/api/v1/documents?limit=200").json()["items"])
    assert numbers == sorted(numbers)
    assert last == first + 12
