"""What is empty for who sees only what is released says no more than can be known from that."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import csv
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.line_made import line  # noqa: F401 - a fixture
from detente.desk.access.viewer import NOBODY
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.store import documents_to_release, entries_to_release, keep_releases, open_record

CEASEFIRE = "/ceasefires/ford"
KEPT_BACK = "More may be kept back."


@pytest.fixture(scope="module")
def released(line: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release the reports and the ceasefire, and nothing of effort or of steps."""
    folder = Path(shutil.copytree(line, tmp_path_factory.mktemp("released") / "desk"))
    more: dict[str, Any] = {"level": "public", "author": "Vera Mint", "reason": "agreed", "now": NOW}
    with open_record(folder / "record.sqlite", now=NOW) as record:
        keep_releases(record, "document", documents_to_release(record, forms=True), **more)
        keep_releases(record, "entry", entries_to_release(record, kinds=["ceasefire"]), **more)
    return folder


@contextmanager
def stranger(folder: Path) -> Iterator[TestClient]:
    settings = DeskSettings(folder=folder, everyone=NOBODY, hosts=("testserver",), now=lambda: NOW)
    records = open_records(folder / "record.sqlite", now=NOW, clock=lambda: NOW)
    with TestClient(make_desk(settings, records)) as client:
        yield client


def test_effort_that_is_kept_back_is_not_said_to_be_unreported(visit: Visit, line: Path, released: Path) -> None:
    address = f"{CEASEFIRE}/effort"
    with stranger(released) as client:
        shown = client.get(address).text
        board = client.get(CEASEFIRE).text
    assert "not reported</span>" not in shown
    assert "nobody tells" not in shown
    assert "not in what is released to you" in shown
    assert "not in what is released to you" in board
    assert KEPT_BACK in shown
    staff = visit(line, "reader").get(address).text
    assert "not reported</span>" in staff
    assert "released to you" not in staff


def test_a_state_without_the_steps_of_its_enquiry_says_that_they_are_not_seen(
    visit: Visit, line: Path, released: Path
) -> None:
    address = f"{CEASEFIRE}/enquiries?from=2021-05-01&to=2021-05-31&as=json"
    with stranger(released) as client:
        rows = client.get(address).json()["sheets"][0]["rows"]
        one = client.get(f"{CEASEFIRE}/enquiries/{rows[0]['id']}").text
    assert {row["stands"]["note"] for row in rows} == {"steps of an enquiry are not released to you"}
    assert "steps of an enquiry are not released to you" in one
    staff = visit(line, "reader").get(address).json()["sheets"][0]["rows"]
    assert not any("note" in row["stands"] for row in staff)


@pytest.mark.parametrize("address", [f"{CEASEFIRE}?from=1999-01-01&to=1999-01-02", "/contradictions", "/relations"])
def test_what_days_or_reports_leave_empty_is_not_said_to_be_unreleased(released: Path, address: str) -> None:
    with stranger(released) as client:
        shown = client.get(address).text
    assert "Nothing of this is released to you so far." not in shown


def test_a_kind_of_which_nothing_is_released_says_so_until_a_filter_leaves_it_empty(released: Path) -> None:
    with stranger(released) as client:
        assert "Nothing of this is released to you so far." in client.get("/watches").text
        narrowed = client.get("/incidents?place=Nowhere").text
    assert "Nothing that is released to you is what you ask for." in narrowed
    assert "so far" not in narrowed


@pytest.mark.parametrize("fields", ["as=csv", "as=csv&sheet=bogus", "as=json&sheet=bogus"])
def test_a_table_that_is_not_named_or_not_there_is_refused_with_the_names_of_those_there(
    visit: Visit, line: Path, fields: str
) -> None:
    answer = visit(line, "reader").get(f"{CEASEFIRE}?{fields}")
    assert answer.status_code == 400
    assert "board (Who says what)" in answer.text


def test_a_form_that_no_page_has_is_refused_with_those_there(visit: Visit, line: Path) -> None:
    answer = visit(line, "reader").get(f"{CEASEFIRE}?as=%3Cscript%3E")
    assert answer.status_code == 400
    assert "csv, json" in answer.text
    assert "<script>" not in answer.text


def test_days_in_csv_are_those_that_are_shown(visit: Visit, line: Path) -> None:
    reader = visit(line, "reader")
    shown = re.sub(r"<[^>]*>", "", reader.get("/incidents").text)
    rows = list(csv.DictReader(io.StringIO(reader.get("/incidents?as=csv").text)))
    assert any(row["days"] for row in rows)
    assert all(row["days"] in shown and row.get("days_note", "") in shown for row in rows)
    assert not any("reported" in row["days"] for row in rows)
