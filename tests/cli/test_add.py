"""`detente init` and `detente add`: reports kept whole or not at all, whatever happens."""

import os
import resource
import select
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from cli.runs import Run, Start, line_of, status_of, write_reports
from detente.cli.exits import Exit
from detente.store import check_record, documents, open_record, refusals, summary
from store.made import dump

COUNT = 12


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder with an empty record."""
    assert run("init", tmp_path / "desk").status == Exit.DONE
    return tmp_path / "desk"


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    return dump(folder / "record.sqlite", times=False)


def ids(folder: Path) -> list[str]:
    with open_record(folder / "record.sqlite") as record:
        check_record(record)
        return sorted(d.external_id for d in documents(record))


def readings_in(folder: Path) -> int:
    with open_record(folder / "record.sqlite") as record:
        check_record(record)
        return summary(record).readings


def test_a_record_is_made_with_its_folder_and_never_over_another(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    ended = run("init", folder)
    assert ended.status == Exit.DONE
    assert f"detente add {folder} FILE..." in ended.out.decode()
    before = (folder / "record.sqlite").read_bytes()
    again = run("init", folder)
    assert again.status == Exit.RECORD
    assert "already" in again.err
    assert (folder / "record.sqlite").read_bytes() == before


def test_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "desk"):
        ended = run("init", folder)
        assert ended.status == Exit.OUTPUT
        assert "name another" in ended.err


@pytest.mark.parametrize("verb", ["add", "show", "page"])
def test_a_folder_without_a_record(verb: str, run: Run, tmp_path: Path) -> None:
    files = [write_reports(tmp_path / "a.jsonl", 1)] if verb == "add" else []
    ended = run(verb, tmp_path, *files)
    assert (ended.status, ended.out) == (Exit.RECORD, b"")
    assert "detente init" in ended.err


def test_a_file_that_is_no_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_bytes(b"not a database at all" * 100)
    ended = run("add", tmp_path, write_reports(tmp_path / "a.jsonl", 1))
    assert ended.status == Exit.RECORD
    assert "Traceback" not in ended.err


def test_adding_the_same_twice_changes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    files = [write_reports(tmp_path / "a.jsonl", 3), tmp_path / "bad.txt"]
    first = run("add", folder, *files)
    assert first.status == Exit.REFUSED
    assert "kept 3 documents; 0 were there already; 3 were read; 1 could not be read" in first.err
    assert "bad.txt: not UTF-8" in first.err
    kept = rows(folder)
    second = run("add", folder, *files)
    assert second.status == Exit.REFUSED
    assert "kept 0 documents; 3 were there already; 0 were read; 1 could not be read" in second.err
    assert rows(folder) == kept


def test_the_same_report_twice_in_one_run_is_kept_once(run: Run, folder: Path, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 2)
    assert run("add", folder, path, path).status == Exit.DONE
    assert ids(folder) == ["d0", "d1"]


def test_one_id_for_two_reports_keeps_both(run: Run, folder: Path) -> None:
    data = line_of("d", "One text.") + line_of("d", "Another text.")
    assert run("add", folder, "-", stdin=data).status == Exit.DONE
    assert ids(folder) == ["d", "d"]


def test_what_could_not_be_read_is_noted_with_its_reason(run: Run, folder: Path) -> None:
    data = b"{\n" + line_of(5, "a") + line_of("e", " ") + line_of("h", "\ud800") + line_of("good", "Some text.")
    assert run("add", folder, "-", stdin=data).status == Exit.REFUSED
    with open_record(folder / "record.sqlite") as record:
        noted = {(r.name, r.code) for r in refusals(record)}
    assert noted == {("-:1", "not_json"), ("-:2", "not_a_document"), ("-:3", "empty"), ("-:4", "not_text")}
    assert ids(folder) == ["good"]


def test_nothing_is_kept_where_an_argument_cannot_be_used(run: Run, folder: Path, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 1)
    assert run("add", folder, path, tmp_path / "absent.txt").status == Exit.USAGE
    assert ids(folder) == []


@pytest.fixture
def undisturbed(run: Run, tmp_path: Path) -> tuple[Path, dict[str, list[tuple[object, ...]]]]:
    """Return a file of reports, and the rows in which adding it ends."""
    path, folder = write_reports(tmp_path / "many.jsonl", COUNT), tmp_path / "undisturbed"
    run("init", folder)
    assert run("add", folder, path).status == Exit.DONE
    return path, rows(folder)


def repeat(run: Run, folder: Path, path: Path) -> dict[str, list[tuple[object, ...]]]:
    assert run("add", folder, path).status == Exit.DONE
    return rows(folder)


@pytest.mark.parametrize("pause", [0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.27, 0.35])
def test_a_run_killed_at_any_moment_can_be_repeated(
    pause: float, run: Run, start: Start, folder: Path, undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]]]
) -> None:
    path, expected = undisturbed
    child = start("add", folder, path)
    select.select([], [], [], pause)
    os.kill(child, signal.SIGKILL)
    assert status_of(child) in {-signal.SIGKILL, Exit.DONE}
    assert ids(folder) == sorted(f"d{n}" for n in range(len(ids(folder))))
    assert repeat(run, folder, path) == expected


def test_an_interrupted_run_can_be_repeated(
    run: Run,
    start: Start,
    folder: Path,
    tmp_path: Path,
    undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]]],
) -> None:
    path, expected = undisturbed
    long = write_reports(tmp_path / "long.jsonl", 300)
    long.write_bytes(b"{\n" + path.read_bytes() + long.read_bytes())  # the first line is refused, and that is said
    err = tmp_path / "err"
    child = start("add", folder, long, err=err)
    while not (err.exists() and err.stat().st_size):
        select.select([], [], [], 0.002)
    select.select([], [], [], 0.1)
    os.kill(child, signal.SIGINT)
    assert status_of(child) == Exit.INTERRUPTED
    assert err.read_text(encoding="utf-8").endswith("interrupted; what was finished is kept\n")
    assert readings_in(folder) < 300
    shutil.rmtree(folder)
    run("init", folder)
    assert repeat(run, folder, path) == expected


def test_a_record_that_may_not_grow(
    run: Run,
    start: Start,
    folder: Path,
    tmp_path: Path,
    undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]]],
) -> None:
    path, expected = undisturbed
    err = tmp_path / "err"
    size = (folder / "record.sqlite").stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 60_000, size + 60_000))

    assert status_of(start("add", folder, path, err=err, before=limit)) == Exit.RECORD
    said = err.read_text(encoding="utf-8")
    assert "what was kept before is safe" in said
    assert "Traceback" not in said
    assert 0 <= readings_in(folder) < COUNT
    assert repeat(run, folder, path) == expected


def test_a_full_file_system(
    run: Run, tmp_path: Path, undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]]]
) -> None:
    path, expected = undisturbed
    mount, umount = shutil.which("mount"), shutil.which("umount")
    tiny, roomy = tmp_path / "tiny", tmp_path / "roomy"
    tiny.mkdir()
    if os.getuid() != 0 or mount is None or umount is None:
        pytest.skip("only root may mount a file system")
    size = "size=1100k"
    if subprocess.run([mount, "-t", "tmpfs", "-o", size, "tmpfs", tiny], capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        run("init", tiny)
        ended = run("add", tiny, path)
        shutil.copytree(tiny, roomy)
        kept = readings_in(roomy)
    finally:
        subprocess.run([umount, tiny], check=True)
    assert ended.status == Exit.RECORD
    assert "make room" in ended.err
    assert kept < COUNT
    assert repeat(run, roomy, path) == expected
