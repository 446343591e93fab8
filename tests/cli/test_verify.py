"""`detente verify` with its options, and `detente rekey`, as a person runs them."""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli.runs import Run
from detente.cli.exits import Exit
from detente.store import create_record, decisions, open_record, open_snapshot, tables, take_snapshot
from detente.store.migrations import m0012_deeds
from detente.store.snapshots import MANIFEST, entry_of
from store.made import NOON, add, judge
from store.test_revisions import make_between


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a desk's folder with three readings, and what people and linking did about them."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with create_record(folder / "record.sqlite", now=NOON) as record:
        for n in range(3):
            add(record, n)
        judge(record)
    return folder


def test_what_was_kept_before_it_was_noted_is_told_whole_in_its_first_revision(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_between(tmp_path, monkeypatch).parent
    with open_record(folder / "record.sqlite") as record:
        (merged,) = (one for one in decisions(record) if one.kind == "together")
        with record.reading() as connection:
            taken_back = connection.scalar(sa.select(tables.review_withdrawals.c.review_id))
    (told,) = run("history", folder, merged.id, "--json").items()
    assert (told["author"], told["reason"]) == ("machine", "kept before revisions were noted")
    assert sorted(words.split()[-1] for words in told["what changed"]) == ["back", "since", "together"]
    (told,) = run("history", folder, taken_back, "--json").items()
    assert told["what changed"][-1] == "withdrawn"
    assert run("verify", folder).status == Exit.DONE


def test_a_snapshot_of_an_earlier_form_is_proved_by_the_end_that_it_had(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_between(tmp_path, monkeypatch)
    with open_record(path) as record:
        take_snapshot(record, tmp_path / "now.zip", now=NOON)
    earlier = of_earlier_form(tmp_path / "now.zip", tmp_path / "earlier.zip")
    with open_snapshot(earlier) as snapshot:
        head = snapshot.manifest.head
    proved = run("verify", earlier)
    assert proved.status == Exit.DONE, proved.out.decode()
    assert head in proved.out.decode()


def of_earlier_form(file: Path, made: Path) -> Path:
    """Return a snapshot as it was before the last step of migrations: without what that noted."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries[MANIFEST])
    kept = [
        line
        for line in entries[entry_of("revisions")].splitlines(keepends=True)
        if m0012_deeds.REASON.encode() not in line
    ]
    steps = entries[entry_of("migrations")].splitlines(keepends=True)[:-1]
    for name, lines in (("revisions", kept), ("migrations", steps)):
        data = entries[entry_of(name)] = b"".join(lines)
        own = {"rows": len(lines), "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        manifest["tables"][name] |= own
    manifest |= {"form": manifest["form"] - 1, "revisions": len(kept), "head": json.loads(kept[-1])[-1]}
    entries[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made


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
