"""A report that the desk withdrew keeps its page for those it was released to, and says so; it counts nowhere."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.filled import filled
from detente.store import events_told, keep_releases, open_record, restate, withdraw

BY: dict[str, Any] = {"author": "Vera Mint", "reason": "forged: not the ministry's paper"}
ROOMS = ("", "/values", "/versions", "/history", "/original")
THEN = NOW - dt.timedelta(hours=2)


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    """Return the ids of two reports that are released to everybody."""
    found = filled(tmp_path)
    with open_record(tmp_path / "record.sqlite", now=THEN) as record:
        keep_releases(record, "document", list(found.values()), level="public", now=THEN, **BY)
    return found


def withdrawn(folder: Path, document: str, *, told: str | None = None) -> None:
    with open_record(folder / "record.sqlite", now=NOW) as record:
        withdraw(record, "document", document, told=told, now=NOW - dt.timedelta(hours=1), **BY)


def words_in(desk: TestClient, document: str) -> str:
    start = desk.get(f"/documents/{document}/original").text.index("opened fire")
    return desk.get(f"/documents/{document}?words={start}-{start + 11}").text


@pytest.mark.parametrize("role", ["public", "party officer", "adjudicator"])
def test_its_page_stays_with_its_words_and_the_day_above_it(
    visit: Visit, tmp_path: Path, ids: dict[str, str], role: Any
) -> None:
    document = ids["d0"]
    text = visit(tmp_path, role).get(f"/documents/{document}/original").text
    withdrawn(tmp_path, document)
    desk = visit(tmp_path, role)
    for room in ROOMS:
        answer = desk.get(f"/documents/{document}{room}")
        assert answer.status_code == 200, room
        assert ("has withdrawn this report on " in answer.text) == (room != "/original")
    assert desk.get(f"/documents/{document}/original").text == text
    assert "opened fire" in words_in(desk, document).partition('id="words"')[2]
    assert "has withdrawn this report" not in desk.get(f"/documents/{ids['d1']}").text
    assert document not in desk.get("/documents").text


def test_the_reason_for_readers_stands_above_it_and_the_desks_own_does_not(
    visit: Visit, tmp_path: Path, ids: dict[str, str]
) -> None:
    withdrawn(tmp_path, ids["d0"], told="The ministry says it is <b>not</b> its paper.")
    withdrawn(tmp_path, ids["d1"])
    desk = visit(tmp_path, "public")
    page = desk.get(f"/documents/{ids['d0']}").text
    assert "The ministry says it is &lt;b&gt;not&lt;/b&gt; its paper." in page
    assert "forged" not in page + desk.get(f"/documents/{ids['d0']}/history").text
    assert "Its reason:" not in desk.get(f"/documents/{ids['d1']}").text


def test_as_known_before_and_once_it_is_back_in_nothing_stands_above_it(
    visit: Visit, tmp_path: Path, ids: dict[str, str]
) -> None:
    document = ids["d0"]
    withdrawn(tmp_path, document)
    before = f"{THEN:%Y-%m-%dT%H:%M:%SZ}"
    assert (
        "has withdrawn this report" not in visit(tmp_path, "public").get(f"/documents/{document}?known={before}").text
    )
    with open_record(tmp_path / "record.sqlite", now=NOW) as record:
        restate(record, "document", document, now=NOW, **BY)
    assert "has withdrawn this report" not in visit(tmp_path, "public").get(f"/documents/{document}").text


def test_what_was_never_released_or_is_taken_back_as_well_is_not_shown(
    visit: Visit, tmp_path: Path, ids: dict[str, str]
) -> None:
    withdrawn(tmp_path, ids["d0"])
    with open_record(tmp_path / "record.sqlite", now=NOW) as record:
        keep_releases(record, "document", [ids["d0"]], level="internal", now=NOW, **BY)
        assert all(told[0] for told in events_told(record, ids["d1"]).values())
    assert visit(tmp_path, "public").get(f"/documents/{ids['d0']}").status_code == 404
    assert visit(tmp_path, "reader").get(f"/documents/{ids['d0']}").status_code == 200
