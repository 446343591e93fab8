"""`detente gather`: what is due is visited, kept and read; the clock of these runs is moved by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.core.settings import load_settings
from detente.gather import clock as clocks
from detente.pipeline.lease import Alone
from detente.store import documents, open_record
from gather.conftest import HandClock, Web
from pipeline.given import PAGE, REPORT


@pytest.fixture
def folder(
    run: Run,
    tmp_path: Path,
    web: Web,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Return a folder that watches a feed of a host of the house."""
    items = "".join(
        f"<item><title>Story {n}</title><link>{web.url(f'/{n}')}</link><description>Story {n}: {REPORT}</description>"
        "</item>"
        for n in (1, 2)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    web.serve("/feed", body.encode(), Content_Type="application/rss+xml", ETag='"1"')
    monkeypatch.setenv("DETENTE_PRIVATE_HOSTS", f"127.0.0.1:{web.port}")
    monkeypatch.setenv("DETENTE_CONTACT", "desk@mission.example")
    monkeypatch.setattr(clocks, "WallClock", lambda: clock)
    load_settings.cache_clear()
    run("init", tmp_path / "desk")
    assert run("sources", tmp_path / "desk", "add", web.url("/feed"), "--entries-only").status == Exit.DONE
    yield tmp_path / "desk"
    load_settings.cache_clear()


def titles(folder: Path) -> list[tuple[str | None, int]]:
    with open_record(folder / "record.sqlite") as record:
        return sorted((d.title, d.readings) for d in documents(record))


def test_what_is_due_is_visited_kept_and_read_once(run: Run, folder: Path, web: Web) -> None:
    ended = run("gather", folder, "--once")
    assert ended.status == Exit.DONE
    assert "fetched: 2 entries, 2 new (2 new)" in ended.err
    assert "2 documents were new; 2 were read" in ended.err
    assert titles(folder) == [("Story 1", 1), ("Story 2", 1)]
    assert web.times("/feed") == 1
    assert all("+desk@mission.example" in headers["User-Agent"] for _, headers in web.asked)
    assert "0 documents were new" in run("gather", folder, "--once").err
    assert web.times("/feed") == 1, "it is not due yet"


def test_what_is_only_kept_is_read_by_the_next_add(run: Run, folder: Path) -> None:
    run("gather", folder, "--once", "--keep-only")
    assert titles(folder) == [("Story 1", 0), ("Story 2", 0)]
    waiting = run("show", folder, "unread").out.decode()
    assert "waits to be read" in waiting
    assert run("add", folder).status == Exit.DONE
    assert titles(folder) == [("Story 1", 1), ("Story 2", 1)]


def test_a_later_run_asks_whether_anything_changed(
    run: Run,
    folder: Path,
    web: Web,
    clock: HandClock,
) -> None:
    run("gather", folder, "--once")
    clock.sleep(7_200)
    web.serve("/feed", status=304)
    assert "unchanged: nothing has changed" in run("gather", folder, "--once").err
    assert web.asked[-1][1]["If-None-Match"] == '"1"'


def test_pages_behind_entries_come_when_they_are_wanted(run: Run, folder: Path, web: Web) -> None:
    for n in (1, 2):
        page = PAGE.format(title=f"Page {n}", text=f"Page {n}: {REPORT}").encode()
        web.serve(f"/{n}", page, Content_Type="text/html")
    run("sources", folder, "add", web.url("/feed"))
    run("gather", folder, "--once")
    assert [title for title, _ in titles(folder)] == ["Page 1", "Page 2"]


def test_a_host_of_this_machine_that_is_not_named_is_refused(
    run: Run,
    folder: Path,
    web: Web,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DETENTE_PRIVATE_HOSTS", "")
    load_settings.cache_clear()
    ended = run("gather", folder, "--once")
    assert ended.status == Exit.REFUSED
    assert "visited 1 source, 1 of them in vain; 0 documents were new; 0 were read; 0 could not be" in ended.err
    assert f"why: detente sources {folder} list" in ended.err
    assert web.asked == []
    assert titles(folder) == []
    assert "failed once" in run("sources", folder).out.decode()


def test_a_setting_that_is_none_is_said(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_PRIVATE_HOSTS", "http://nowhere/")
    load_settings.cache_clear()
    ended = run("gather", folder, "--once")
    assert ended.status == Exit.USAGE
    assert "DETENTE_PRIVATE_HOSTS" in ended.err


def test_a_source_that_fails_does_not_end_the_run(run: Run, folder: Path, web: Web) -> None:
    web.serve("/broken", status=500)
    run("sources", folder, "add", web.url("/broken"))
    ended = run("gather", folder, "--once")
    assert ended.status == Exit.REFUSED
    assert "status 500" in ended.err
    assert "visited 2 sources, 1 of them in vain; 2 documents were new; 2 were read" in ended.err
    assert len(titles(folder)) == 2


def test_a_second_run_at_the_same_time_is_told_who_is_at_work(run: Run, folder: Path, web: Web) -> None:
    with (
        open_record(folder / "record.sqlite") as record,
        Alone(record, "gather", clock=lambda: dt.datetime.now(dt.UTC)),
    ):
        ended = run("gather", folder, "--once")
    assert ended.status == Exit.RECORD
    assert "is at work on" in ended.err
    assert "process " in ended.err
    assert web.asked == []
    assert run("gather", folder, "--once").status == Exit.DONE
