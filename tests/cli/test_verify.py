"""`detente verify` with its options, and `detente rekey`, as a person runs them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.store import create_record
from store.made import NOON, add, judge


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a desk's folder with three readings, and what people and linking did about them."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with create_record(folder / "record.sqlite", now=NOON) as record:
        for n in range(3):
            add(record, n)
        judge(record)
    return folder


def alter(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "record.sqlite")) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement


def test_keys_that_are_wrong_are_told_and_made_anew(run: Run, folder: Path) -> None:
    assert run("verify", folder).status == Exit.DONE
    alter(folder, "DELETE FROM claim_keys", "UPDATE tallies SET number = 9")
    told = run("verify", folder)
    assert told.status == Exit.BROKEN
    assert "6 of the claim_keys are not those that the readings come to" in told.out.decode()
    assert "the counts in tallies" in told.out.decode()
    assert not run("show", folder, "claims", "--json").items()
    left = run("verify", folder, "--keys", "none")
    assert left.status == Exit.DONE
    assert "no keys were compared" in left.out.decode()
    assert run("verify", folder, "--keys", "some").status == Exit.BROKEN

    done = run("rekey", folder)
    assert done.status == Exit.DONE
    assert done.out.decode().splitlines() == ["claim_keys: 6 put right", "tallies: 5 put right"]
    assert len(run("show", folder, "claims", "--json").items()) == 6
    assert run("verify", folder).status == Exit.DONE
    assert "nothing to do" in run("rekey", folder).out.decode()


def test_an_earlier_snapshot_shows_that_an_end_was_cut_off(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("snapshot", folder, tmp_path / "s.zip").status == Exit.DONE
    assert run("verify", folder, "--against", tmp_path / "s.zip").status == Exit.DONE
    assert run("verify", tmp_path / "s.zip", "--against", tmp_path / "s.zip").status == Exit.DONE
    alter(
        folder,
        "DELETE FROM drill_answers",
        "DELETE FROM drill_items",
        "DELETE FROM revisions WHERE kind = 'drill'",
    )
    assert run("verify", folder).status == Exit.DONE
    told = run("verify", folder, "--against", tmp_path / "s.zip")
    assert told.status == Exit.BROKEN
    assert "the end of the chain was cut off" in told.out.decode()


def test_what_proves_nothing_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_bytes(b"PK")
    assert run("verify", folder, "--against", tmp_path / "other.zip").status == Exit.RECORD
    both = run("verify", folder, "--against", tmp_path / "other.zip", "--head", "0" * 64)
    assert both.status == Exit.USAGE
    assert "leave one of them out" in both.err
    assert run("rekey", tmp_path / "nowhere").status == Exit.RECORD
