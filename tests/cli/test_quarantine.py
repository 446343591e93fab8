"""`detente quarantine`: what was set aside is listed with its reason, tried again, or dropped."""

from pathlib import Path

import pytest

from cli.runs import Run, line_of
from detente.cli.exits import Exit
from detente.pipeline import guard
from detente.store import documents, open_record, refusals
from pipeline.given import PAGE, REPORT

HASTY = guard.Limits(seconds=0.02)
"""Less than any page takes in a process that has yet to import what reads it."""


@pytest.fixture
def folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose record has a page set aside that took too long, and a file that is no text."""
    folder = tmp_path / "desk"
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "page.html").write_text(PAGE.format(title="Market hit", text=REPORT), encoding="utf-8")
    run("init", folder)
    with monkeypatch.context() as hasty:
        hasty.setattr(guard, "Limits", lambda: HASTY)
        ended = run("add", folder, tmp_path / "bad.txt", tmp_path / "page.html")
    assert ended.status == Exit.REFUSED
    assert f"why: detente quarantine {folder} list" in ended.err
    return folder


def ids(folder: Path) -> dict[str, str]:
    with open_record(folder / "record.sqlite") as record:
        return {r.name: r.id for r in refusals(record)}


def test_it_is_listed_with_its_reason(run: Run, folder: Path) -> None:
    for arguments in ((folder,), (folder, "list")):
        ended = run("quarantine", *arguments)
        assert ended.status == Exit.DONE
        out = ended.out.decode()
        assert "bad.txt" in out
        assert "not_utf8" in out
        assert "took_too_long" in out
    one = run("quarantine", folder, "list", "bad.txt").out.decode()
    assert "page.html" not in one


def test_nothing_set_aside_is_said(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "desk")
    ended = run("quarantine", tmp_path / "desk")
    assert ended.status == Exit.DONE
    assert "nothing is set aside" in ended.out.decode() + ended.err
    again = run("quarantine", tmp_path / "desk", "retry")
    assert again.status == Exit.DONE
    assert "tried 0; 0 still cannot" in again.err


def test_trying_all_again_takes_in_and_reads_what_can_be(run: Run, folder: Path) -> None:
    ended = run("quarantine", folder, "retry")
    assert ended.status == Exit.REFUSED
    assert "bad.txt: not UTF-8" in ended.err
    assert "tried 2; 1 still cannot be taken in or read" in ended.err
    assert set(ids(folder)) == {"bad.txt"}
    with open_record(folder / "record.sqlite") as record:
        (found,) = documents(record)
    assert (found.title, found.readings) == ("Market hit", 1)


def test_one_can_be_tried_again_by_the_beginning_of_its_id(run: Run, folder: Path) -> None:
    ended = run("quarantine", folder, "retry", ids(folder)["page.html"][:6])
    assert ended.status == Exit.DONE
    assert set(ids(folder)) == {"bad.txt"}


def test_what_is_dropped_stays_dropped_though_it_is_added_again(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("quarantine", folder, "drop", "bad.txt").status == Exit.DONE
    assert set(ids(folder)) == {"page.html"}
    again = run("add", folder, tmp_path / "bad.txt", "--keep-only")
    assert set(ids(folder)) == {"page.html"}
    assert again.status == Exit.DONE
    assert "bad.txt: dropped from the quarantine earlier: not UTF-8" in again.err
    assert "1 were dropped from the quarantine earlier; 0 could not be kept" in again.err


def test_dropping_needs_ids(run: Run, folder: Path) -> None:
    ended = run("quarantine", folder, "drop")
    assert ended.status == Exit.USAGE
    assert "drop needs the ids" in ended.err
    assert len(ids(folder)) == 2


@pytest.mark.parametrize("deed", ["list", "retry", "drop"])
@pytest.mark.parametrize("wrong", ["nothing.txt", "00000000000", "*", ""])
def test_an_id_of_nothing_is_refused_and_nothing_is_done(deed: str, wrong: str, run: Run, folder: Path) -> None:
    ended = run("quarantine", folder, deed, "bad.txt", wrong)
    assert ended.status == Exit.USAGE
    assert "nothing is set aside under" in ended.err
    assert len(ids(folder)) == 2


def test_a_deed_that_is_none(run: Run, folder: Path) -> None:
    ended = run("quarantine", folder, "burn")
    assert ended.status == Exit.USAGE
    assert "Usage:" in ended.err


def test_an_id_too_short_to_mean_anything_names_nothing(run: Run, folder: Path) -> None:
    assert run("quarantine", folder, "drop", ids(folder)["bad.txt"][:2]).status == Exit.USAGE


def test_what_waits_is_read_without_any_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    run("init", folder)
    kept = run("add", folder, "-", "--keep-only", stdin=line_of("d1", REPORT))
    assert "kept 1 document; 0 were there already; 0 could not be kept" in kept.err
    ended = run("add", folder)
    assert ended.status == Exit.DONE
    assert "1 were read; 0 could not be read" in ended.err
    assert "0 were read" in run("add", folder).err
