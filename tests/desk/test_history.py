"""The history of one thing: by whom, when, why; of what is not there, or too short an id, nothing."""

from pathlib import Path

import pytest

from desk.conftest import Visit
from detente.store import Wanted, create_record, documents, gather_incidents, open_record, reviews
from store.made import NOON, add, judge


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
