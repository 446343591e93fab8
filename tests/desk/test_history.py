"""The history of one thing: by whom, when, why; of what is not there, or too short an id, nothing."""

import threading
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import NOW, Visit
from detente.desk.api import records
from detente.store import (
    Wanted,
    create_record,
    documents,
    gather_incidents,
    history,
    keep_releases,
    open_record,
    reviews,
    withdraw,
)
from store.made import NOON, add, judge

OWN: dict[str, Any] = {"author": "Wanda Pell", "reason": "agreed on Monday", "now": NOW}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a desk in which people have said and taken back all kinds of things."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in (1, 2):
            add(record, n)
        judge(record)
    return tmp_path


def test_each_change_stands_with_who_made_it_when_and_why(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "reader")
    with open_record(folder / "record.sqlite", read_only=True) as record:
        incident = gather_incidents(record, Wanted())[0].id
    rows = desk.get(f"/history/{incident}?as=json").json()["sheets"][0]["rows"]
    assert rows
    assert [row["number"]["value"] for row in rows] == sorted((row["number"]["value"] for row in rows), reverse=True)
    assert {"by", "at", "of", "changed", "reason"} <= set(rows[0])
    assert f"/history/{incident}" in desk.get(f"/incidents/{incident}").text
    earlier = desk.get(f"/history/{incident}?as=json&known=2020-01-01")
    assert earlier.status_code == 404 or earlier.json()["sheets"][0]["rows"] == []


def test_a_verdict_has_its_history_by_the_first_figures_of_its_id(visit: Visit, folder: Path) -> None:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        one = next(review for review in reviews(record) if not review.settles)
    rows = visit(folder, "reader").get(f"/history/{one.id[:16]}?as=json").json()["sheets"][0]["rows"]
    assert rows[-1]["by"]["text"] == one.coder
    assert one.verdict in rows[-1]["changed"]["text"]


@pytest.mark.parametrize("given", ["f" * 32, "abc", "zz"])
def test_of_what_is_not_there_nothing_is_told(visit: Visit, folder: Path, given: str) -> None:
    assert visit(folder, "reader").get(f"/history/{given}").status_code in {404, 422, 400}


def test_what_is_not_released_has_no_history(visit: Visit, folder: Path) -> None:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        document = documents(record)[0].id
    assert visit(folder, "reader").get(f"/history/{document}").status_code == 200
    assert visit(folder, "public").get(f"/history/{document}").status_code in {401, 403, 404}


def released(folder: Path) -> list[str]:
    """Release all reports to the public, and return their ids."""
    with open_record(folder / "record.sqlite") as record:
        ids = [one.id for one in documents(record)]
        keep_releases(record, "document", ids, level="public", **OWN)
        return ids


@pytest.mark.parametrize("address", ["/history/{}", "/documents/{}/history"])
def test_who_sees_only_what_is_released_is_not_told_how_long_the_chain_is(
    visit: Visit, folder: Path, address: str
) -> None:
    document = released(folder)[-1]
    with open_record(folder / "record.sqlite", read_only=True) as record:
        chain = [one.number for one in history(record, document)]
    assert max(chain) > len(chain)
    numbers = {}
    for role in ("public", "reader"):
        desk = visit(folder, role, name="" if role == "public" else "Wanda Pell")
        rows = desk.get(f"{address.format(document)}?as=json").json()["sheets"][0]["rows"]
        numbers[role] = sorted(row["number"]["value"] for row in rows)
    assert numbers["public"] == [n for n, _ in enumerate(numbers["public"], start=1)]
    assert numbers["public"]
    assert set(numbers["reader"]) <= set(chain)
    assert "in the chain" not in visit(folder, "public", name="").get(address.format(document)).text


def test_what_was_withdrawn_says_so_leads_to_its_page_and_is_not_counted(visit: Visit, folder: Path) -> None:
    first, other = released(folder)
    desk = visit(folder, "public", name="")
    assert desk.get("/api/v1/record").json()["documents"] == 2
    assert "To its page" in desk.get(f"/history/{first}").text
    with open_record(folder / "record.sqlite") as record:
        withdraw(record, "document", first, **OWN)
    told = desk.get(f"/history/{first}")
    assert told.status_code == 200
    assert "It stands withdrawn" in told.text
    assert f"/documents/{first}" in told.text
    assert "It stands withdrawn" not in desk.get(f"/history/{other}").text
    assert "To its page" in desk.get(f"/history/{other}").text
    state = desk.get("/api/v1/record").json()
    assert (state["documents"], state["as_of"]) == (1, None)


def test_the_state_of_the_record_is_one_state(visit: Visit, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts that take long are those of the state that is named with them, and say so."""
    released(folder)
    desk = visit(folder, "reader")
    before = desk.get("/api/v1/record").json()
    counted, gate = vars(records)["summary"], threading.Event()

    def slowly(*given: object, **more: object) -> object:
        gate.wait(timeout=30)
        return counted(*given, **more)

    monkeypatch.setattr(records, "summary", slowly)
    with open_record(folder / "record.sqlite") as record:
        withdraw(record, "document", documents(record)[0].id, **OWN)
    try:
        behind = desk.get("/api/v1/record").json()
    finally:
        gate.set()
    assert behind.pop("as_of") is not None
    assert before.pop("as_of") is None
    assert behind == before
