"""`detente add DIR --run RUN`: a finished run into the record, told as adding is."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.pipeline.opening import Opened
from detente.pipeline.outcomes import Outcome
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.runs.layout import MANIFEST
from detente.runs.rows import Rows
from runs.tabled import made, make_run, rows_by_number


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder with an empty record."""
    assert run("init", tmp_path / "desk").status == Exit.DONE
    return tmp_path / "desk"


def _rows(count: int) -> list[Rows]:
    """Return rows of documents that the stages of this version are said to have read."""
    outcomes = [made(n) for n in range(count)]
    return rows_by_number([_of_this_version(one.opened, one.reading) or one for one in outcomes])


def _of_this_version(opened: Opened, reading: Reading | None) -> Outcome | None:
    stages = default_reader().versions
    return None if reading is None else Outcome(opened=opened, reading=replace(reading, stages=stages))


def test_a_run_is_taken_in_and_told(run: Run, folder: Path, tmp_path: Path) -> None:
    store = make_run(tmp_path / "run", _rows(50), stages=default_reader().versions)
    ended = run("add", folder, "--run", store.address)
    assert ended.status == Exit.REFUSED
    assert "kept 50 documents; 0 were there already; 49 readings taken over; 1 could not be kept or read" in ended.err
    assert "reading it took too long (49)" in ended.err
    again = run("add", folder, "--run", store.address)
    assert again.status == Exit.DONE
    assert "kept 0 documents; 50 were there already; 0 readings taken over; 0 could not be kept or read" in again.err
    events = run("show", folder, "events", "--json")
    assert events.status == Exit.DONE
    assert b"opened fire" in events.out


def test_a_run_of_another_version_waits(run: Run, folder: Path, tmp_path: Path) -> None:
    store = make_run(tmp_path / "run", rows_by_number([made(n) for n in range(3)]))
    ended = run("add", folder, "--run", store.address)
    assert ended.status == Exit.DONE
    assert f"3 wait to be read by this version (detente add {folder})" in ended.err


def test_a_run_goes_with_nothing_else(run: Run, folder: Path, tmp_path: Path) -> None:
    store = make_run(tmp_path / "run", _rows(1))
    for more in (["x.txt"], ["--keep-only"], ["--map", "text=notes"]):
        ended = run("add", folder, *more, "--run", store.address)
        assert ended.status == Exit.USAGE
        assert "leave them out" in ended.err


def test_a_run_that_is_not_finished_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    store = make_run(tmp_path / "run", _rows(1))
    store.remove(MANIFEST)
    ended = run("add", folder, "--run", store.address)
    assert ended.status == Exit.USAGE
    assert "not finished" in ended.err
