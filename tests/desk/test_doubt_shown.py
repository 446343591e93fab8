"""What stands doubted in review says so wherever the event stands: on pages and in the terminal, in each database."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cli.runs import Run
from desk.ford_made import MAY, desk, told  # noqa: F401 - fixtures
from desk.walked import desk_over
from detente.incidents.account import Account
from detente.store import (
    RecordPlace,
    Wanted,
    add_review,
    gather_incidents,
    open_record,
    subject_rows,
    take_snapshot,
    withdraw_review,
)
from detente.store.restore import open_snapshot, restore

WHY = "who fired <script>alert(1)</script> is \u202enot told"
DAYS = ("--from", "2021-05-01", "--to", "2021-05-08")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, desk: Path, tmp_path: Path) -> Iterator[RecordPlace]:
    """Return where the record lies: in a file, and in a database."""
    if request.param == "sqlite":
        yield desk / "record.sqlite"
        return
    server: Any = request.getfixturevalue("server")
    address = server.make()
    with open_record(desk / "record.sqlite", read_only=True) as record:
        take_snapshot(record, tmp_path / "ford.zip", now=now())
    with open_snapshot(tmp_path / "ford.zip") as snapshot:
        restore(snapshot, address)
    yield address
    server.drop(address)


def now() -> dt.datetime:
    """Return the time: the record is made by commands, which have no other clock."""
    return dt.datetime.now(dt.UTC)


def fired(place: RecordPlace) -> tuple[str, Account]:
    """Return the incident of 3 May, and the account of it that a report gives."""
    with open_record(place, read_only=True) as record:
        every = gather_incidents(record, Wanted())
    return next(
        (one.id, account) for one in every for account in one.accounts
        if "opened fire" in account.said and "3 May" in account.said
    )  # fmt: skip


def doubt(place: RecordPlace, *coders: str) -> str:
    """Doubt that account, and return the id of the last doubt."""
    _, account = fired(place)
    made = ""
    with open_record(place, now=now()) as record:
        subject = next(row.subject for row in subject_rows(record) if row.subject.key == account.key)
        for coder in coders:
            made = add_review(record, subject, coder=coder, verdict="doubt", comment=WHY, now=now()).id
    return made


def fire(desk: TestClient, fields: str = MAY) -> dict[str, Any]:
    rows = desk.get(f"/ceasefires/ford?{fields}&as=json&sheet=board").json()["sheets"][0]["rows"]
    return next(row for row in rows if row["id"] == "fire")


def test_a_doubted_event_says_so_on_the_board_its_incident_and_its_own_page(place: RecordPlace, tmp_path: Path) -> None:
    incident, account = fired(place)
    pages = (f"/incidents/{incident}", f"/events/{account.document}/{account.event}")
    with desk_over(place, tmp_path, "reader", now=now()) as desk:
        before = fire(desk)["A"]["text"]
        before_it = {page: desk.get(page).text for page in (*pages, f"/ceasefires/ford?{MAY}")}
        assert not {page for page, text in before_it.items() if "doubted" in text}
    then = now()
    made = doubt(place, "Ann", "Bea")
    with desk_over(place, tmp_path, "reader", now=now()) as desk:
        board, cell = (
            desk.get(f"/ceasefires/ford?{MAY}").text,
            desk.get(f"/ceasefires/ford/cell?row=fire&column=A&{MAY}"),
        )
        assert "1 of 2 doubted" in board
        assert cell.text.count("doubted in review") == 1
        assert "1 of 2 doubted" in fire(desk)["A"]["text"]
        assert fire(desk)["A"]["text"].startswith(before.partition(" (")[0])  # it counts as it was read
        for page in pages:
            told = desk.get(page).text
            assert "doubted by Ann, Bea" in told, page
            assert "<script>alert" not in told
        (row,) = (
            row for row in desk.get(f"{pages[0]}?as=json&sheet=accounts").json()["sheets"][0]["rows"]
            if row["id"] == account.key[:10]
        )  # fmt: skip
        assert row["what"]["certainty"] == "unsure"
        assert "doubted" not in desk.get(pages[0], params={"known": then.isoformat()}).text
    with open_record(place, now=now()) as record:
        withdraw_review(record, made, author="Bea", reason="a slip", now=now())
    with desk_over(place, tmp_path, "reader", now=now()) as desk:
        assert "doubted by Ann," in desk.get(pages[0]).text


def test_the_terminal_says_so_in_few_words(run: Run, desk: Path) -> None:
    incident, account = fired(desk / "record.sqlite")
    shown = ("incidents", "show", desk, incident[:10])

    def said(*words: object) -> str:
        return " ".join(run(*words, columns=240).out.decode().split())

    for words in (("ceasefire", "board", desk, "ford", *DAYS), ("incidents", "list", desk), shown):
        assert "doubted" not in said(*words)
    (plain,) = run(*shown, "--json").items()
    assert (plain["doubted"], {one["doubted"] for one in plain["accounts"]}) == (0, {None})

    then = now().isoformat()
    doubt(desk / "record.sqlite", "Ann", "Bea")
    assert ", 1 of 2 doubted" in said("ceasefire", "board", desk, "ford", *DAYS)
    assert re.search(r"· 1 account doubted", said("incidents", "list", desk))
    told = said(*shown)
    assert f", doubted by Ann, Bea, {now().date()}: “who fired <script>alert(1)</script> is" in told
    assert "\u202e" not in told
    (plain,) = run(*shown, "--json").items()
    (one,) = (each["doubted"] for each in plain["accounts"] if each["id"] == account.key)
    assert (plain["doubted"], one["by"], one["reason"]) == (1, ["Ann", "Bea"], WHY)
    (board,) = run("ceasefire", "board", desk, "ford", "--json", *DAYS).items()
    doubted = [each for each in board["violations"] if each["id"] in board["doubted"]]
    assert doubted
    assert {held["document"] for each in doubted for held in each["evidence"]} == {account.document}
    assert "doubted" not in said(*shown, "--as-known-on", then)
