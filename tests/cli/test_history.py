"""`detente history`, `withdraw`, `snapshot`, `verify`, `restore` and `--as-known-on`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.runs import Run, write_reports
from detente.cli.exits import Exit
from detente.core.settings import load_settings
from detente.store import open_record, withdrawals

BY = ("--author", "A. Karimova", "--reason", "sent by mistake")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder whose record holds a few reports."""
    folder = tmp_path / "desk"
    run("init", folder)
    run("add", folder, write_reports(tmp_path / "a.jsonl", 3))
    return folder


def ids(run: Run, folder: Path, *options: str) -> list[str]:
    return [row["id"] for row in run("show", folder, "documents", "--json", *options).items()]


def test_history_tells_who_did_what_when_and_why(run: Run, folder: Path) -> None:
    one = ids(run, folder)[0]
    run("withdraw", folder, one[:8], *BY)
    rows = run("history", folder, one[:8], "--json").items()
    assert [(row["of"], row["revision"], row["what changed"]) for row in rows] == [
        ("document", 1, []),
        ("reading", 1, ["first reading"]),
        ("withdrawal", 1, ["withdrawn"]),
    ]
    assert rows[0]["author"].startswith("machine détente")
    assert (rows[2]["author"], rows[2]["reason"]) == ("A. Karimova", "sent by mistake")
    table = run("history", folder, one[:8]).out.decode()
    assert "sent by mistake" in table


def test_history_says_what_a_new_reading_changed(run: Run, folder: Path) -> None:
    import dataclasses

    from detente.reading.load import load_reading
    from detente.store import documents, keep_reading, open_record, reading_of

    with open_record(folder / "record.sqlite") as record:
        one = documents(record)[0]
        read = load_reading(reading_of(record, one.id))
        stages = tuple((name, "99" if name == "events" else version) for name, version in read.stages)
        lost = dataclasses.replace(read, events=(), bindings=(), stages=stages)
        keep_reading(record, one.id, lost, now=one.added_at)
    last = run("history", folder, one.id, "--json").items()[-1]
    assert last["revision"] == 2
    assert last["what changed"][0].startswith("stage events")
    assert any(words.startswith("event gone") for words in last["what changed"])


@pytest.mark.parametrize("given", ["", "nothing", "%"])
def test_history_of_nothing_is_refused(run: Run, folder: Path, given: str) -> None:
    ended = run("history", folder, given)
    assert ended.status == Exit.USAGE
    assert "answers to" in ended.err


def test_what_is_withdrawn_is_left_out_listed_and_comes_back(run: Run, folder: Path) -> None:
    before = ids(run, folder)
    one = before[0]
    moment = run("history", folder, one, "--json").items()[-1]["at"]
    assert run("withdraw", folder, one, *BY).status == Exit.DONE
    assert ids(run, folder) == before[1:]
    assert ids(run, folder, "--as-known-on", moment) == before
    assert one[:10] in run("withdraw", folder).out.decode()
    assert "already" in run("withdraw", folder, one, *BY).out.decode()
    assert run("withdraw", folder, one, "--undo", *BY).status == Exit.DONE
    assert ids(run, folder) == before
    assert "nothing stands withdrawn" in run("withdraw", folder).out.decode()


def test_a_reason_for_readers_stands_apart_from_the_desks_own(run: Run, folder: Path) -> None:
    one, other, _ = ids(run, folder)
    assert run("withdraw", folder, one, *BY, "--public-reason", "not  the ministry’s paper").status == Exit.DONE
    assert run("withdraw", folder, other, *BY).status == Exit.DONE
    with open_record(folder / "record.sqlite", read_only=True) as record:
        found = {view.subject: view for view in withdrawals(record)}
    assert (found[one].told, found[other].told) == ("not the ministry’s paper", None)
    assert found[one].reason == found[other].reason == BY[-1]
    assert "not the ministry’s paper" in run("withdraw", folder).out.decode()
    assert run("verify", folder).status == Exit.DONE


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--reason", "x"), "nobody is named"),
        (("--author", "A. Karimova"), "no reason"),
        (("--author", "machine", "--reason", "x"), "cannot be noted"),
        (("--author", "A. Karimova", "--reason", "x" * 3000), "3,000 characters"),
        ((*BY, "--public-reason", " "), "--public-reason"),
    ],
)
def test_nobody_withdraws_without_a_name_and_a_reason(
    run: Run, folder: Path, options: tuple[str, ...], told: str
) -> None:
    ended = run("withdraw", folder, ids(run, folder)[0], *options)
    assert ended.status == Exit.USAGE
    assert told in ended.err
    assert len(ids(run, folder)) == 3


def test_the_setting_names_the_author(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_settings.cache_clear()
    monkeypatch.setenv("DETENTE_AUTHOR", "B. Avakian")
    one = ids(run, folder)[0]
    assert run("withdraw", folder, one, "--reason", "a draft").status == Exit.DONE
    assert run("history", folder, one, "--json").items()[-1]["author"] == "B. Avakian"
    load_settings.cache_clear()


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "2026-03-01T12:00", "9999-12-31", ""])
def test_a_time_that_is_none_is_refused(run: Run, folder: Path, date: str) -> None:
    ended = run("show", folder, "--as-known-on", date)
    assert ended.status == Exit.USAGE
    assert "no time" in ended.err or "lies ahead" in ended.err


@pytest.mark.parametrize(
    "what", ["summary", "documents", "claims", "events", "copies", "versions", "refused", "unread"]
)
def test_before_anything_came_nothing_was_known(run: Run, folder: Path, what: str) -> None:
    rows = run("show", folder, what, "--json", "--as-known-on", "2020-01-01").items()
    assert not any(row.get("count") for row in rows) if what == "summary" else not rows


def test_a_page_is_drawn_as_known_then(run: Run, folder: Path, tmp_path: Path) -> None:
    for date, count in (("2020-01-01", "0 reports"), ("2100-01-01", None)):
        ended = run("page", folder, "--as-known-on", date, "-o", tmp_path / "p.html")
        assert (ended.status == Exit.DONE) is (count is not None)
        assert count is None or count in ended.out.decode()
    assert "as known on 2020-01-01" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_a_snapshot_is_proved_and_restored(run: Run, folder: Path, tmp_path: Path) -> None:
    file, anew = tmp_path / "s.zip", tmp_path / "anew" / "desk"
    said = run("snapshot", folder, file).out.decode()
    head = said.split("head ")[1].split()[0]
    for arguments in ((file,), (folder,), (folder, "--head", head)):
        ended = run("verify", *arguments)
        assert ended.status == Exit.DONE
        assert head in ended.out.decode()
    assert run("restore", file, anew).status == Exit.DONE
    assert ids(run, anew) == ids(run, folder)
    assert run("verify", anew, "--head", head).status == Exit.DONE
    assert run("snapshot", folder, file).status == Exit.USAGE
    assert run("restore", file, anew).status == Exit.RECORD


def test_what_was_altered_is_said_with_status_1(run: Run, folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "record.sqlite")) as connection, connection:
        connection.execute("UPDATE events SET status = 'denied'")
    ended = run("verify", folder)
    assert ended.status == Exit.BROKEN
    assert "rows in events" in ended.out.decode()
    run("snapshot", folder, tmp_path / "s.zip")
    assert run("verify", tmp_path / "s.zip").status == Exit.BROKEN


@pytest.mark.parametrize(("head", "status"), [("0123", Exit.USAGE), ("f" * 64, Exit.BROKEN)])
def test_a_head_that_is_none_and_one_that_is_not_there(run: Run, folder: Path, head: str, status: Exit) -> None:
    assert run("verify", folder, "--head", head).status == status


def test_a_file_that_is_no_snapshot_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"nothing")
    for arguments in (("verify", tmp_path / "x.zip"), ("restore", tmp_path / "x.zip", tmp_path / "y")):
        assert run(*arguments).status == Exit.RECORD
    assert not (tmp_path / "y").exists()
