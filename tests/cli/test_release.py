"""`detente release`: documents and entries to the parties or to everybody, and back."""

import datetime as dt
from pathlib import Path

import pytest

from cli.runs import Run, write_reports
from detente.cli.exits import Exit
from detente.store import Entry, Level, documents, entries, keep_entries, open_record

WHEN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
BY = ("--author", "A. Karimova", "--reason", "agreed on Monday")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder whose record holds a few reports and two entries."""
    folder = tmp_path / "desk"
    run("init", folder)
    run("add", folder, write_reports(tmp_path / "a.jsonl", 3))
    with open_record(folder / "record.sqlite") as record:
        new = [Entry(subject=c * 32, kind="figure", owner=owner, content={}) for c, owner in ("ax", "by")]
        keep_entries(record, new, author="Ada", reason="from a table", now=WHEN)
    return folder


def seen(folder: Path, level: Level = "public") -> tuple[int, int]:
    with open_record(folder / "record.sqlite", read_only=True, level=level) as record:
        return len(documents(record)), len(entries(record, kind="figure"))


def test_documents_and_entries_are_released_and_taken_back(run: Run, folder: Path) -> None:
    rows = run("show", folder, "documents", "--json").items()
    one = rows[0]["id"]
    assert run("release", folder, "document", one[:10], "--to", "public", *BY).status == Exit.DONE
    assert seen(folder) == (1, 0)
    told = run("release", folder, "all", "--to", "parties", *BY).out.decode()
    assert told == "released to the parties: 2 documents and 0 entries; 1 stood so already\n"
    assert (seen(folder), seen(folder, "parties")) == ((1, 0), (3, 0))
    run("release", folder, "kind", "figure", "--under", "x", "--to", "public", *BY)
    assert seen(folder) == (1, 1)
    run("release", folder, "entry", "b" * 12, "--to", "public", *BY)
    assert seen(folder) == (1, 2)
    listed = run("release", folder, "--list").out.decode()
    assert listed.count("A. Karimova") == 5
    assert run("release", folder, "all", "--to", "internal", *BY).out.decode().startswith("taken back: 3 documents")
    assert seen(folder) == (0, 2)
    assert "released" not in run("release", folder, "--list").err
    assert b"release" in run("history", folder, one[:10]).out


def test_what_waits_is_not_shown_and_listed_as_to_come(run: Run, folder: Path) -> None:
    told = run("release", folder, "all", "--to", "public", "--delay", "48", *BY).out.decode()
    assert told == "released to everybody in 48 hours: 3 documents and 0 entries\n"
    assert seen(folder) == (0, 0)
    assert run("release", folder, "--list").out.decode().count("from 2") == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("all", *BY), "say to whom"),
        (("all", "--to", "press", *BY), "say to whom"),
        (("all", "x", "--to", "public", *BY), "takes no name"),
        (("outlet", "--to", "public", *BY), "takes one name"),
        (("outlet", "Nobody", "--to", "public", *BY), "no report here is of 'Nobody'"),
        (("kind", "figures", "--to", "public", *BY), "there are figure"),
        (("ceasefire", "line", "--to", "public", *BY), "no ceasefire 'line'"),
        (("everything", "--to", "public", *BY), "say what to release"),
        (("document", "zz", "--to", "public", *BY), "no document answers"),
        (("outlet", "x", "--until", "2026-01-01", "--to", "public", *BY), "--until goes with all"),
        (("all", "--to", "public", "--delay", "-1", *BY), "--delay takes hours"),
        (("all", "--to", "internal", "--delay", "1", *BY), "at once"),
        (("all", "--to", "public", "--author", "A"), "no reason"),
        (("all", "--list"), "takes nothing else"),
    ],
)
def test_what_does_not_say_enough_is_refused(run: Run, folder: Path, asked: tuple[str, ...], said: str) -> None:
    ended = run("release", folder, *asked)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert seen(folder) == seen(folder, "parties") == (0, 0)
