"""`detente sources`: the list is changed whole or not at all, and goes out and in as OPML."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.add import now
from detente.cli.exits import Exit
from detente.core.settings import load_settings
from detente.gather.state import SourceState
from detente.gather.visit import Visit
from detente.store import keep_visit, open_record, sources

FEED, PAGE = "https://wire.example/feed", "https://ministry.example/news"


@pytest.fixture(autouse=True)
def _settings() -> Iterator[None]:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("init", tmp_path / "desk")
    return tmp_path / "desk"


def watched(folder: Path) -> list[str]:
    with open_record(folder / "record.sqlite") as record:
        return [source.url for source in sources(record)]


def fill(run: Run, folder: Path) -> None:
    tags = ("--tag", "north", "--tag", "canal", "--every", 600, "--title", "The <Wire> & Sons", "--publisher", "Wire")
    assert run("sources", folder, "add", FEED, *tags, "--entries-only").status == Exit.DONE
    assert run("sources", folder, "add", PAGE, "--page").status == Exit.DONE


def test_an_empty_list_says_what_to_do(run: Run, folder: Path) -> None:
    ended = run("sources", folder)
    assert ended.status == Exit.DONE
    assert "detente sources DIR add ADDRESS" in ended.out.decode() + ended.err
    told = run("gather", folder, "--once")
    assert told.status == Exit.USAGE
    assert f"detente sources {folder} add ADDRESS" in told.err


def test_what_is_added_is_listed_once(run: Run, folder: Path) -> None:
    fill(run, folder)
    again = run("sources", folder, "add", PAGE, "--page")
    assert "0 new or changed, 1 as before" in again.err
    out = run("sources", folder, "list").out.decode()
    assert all(word in out for word in ("The <Wire> & Sons", PAGE, "page", "not visited yet", "north, canal", "now"))
    assert watched(folder) == [FEED, PAGE]


def test_removing_by_address_and_adding_again(run: Run, folder: Path) -> None:
    fill(run, folder)
    ended = run("sources", folder, "remove", FEED)
    assert ended.status == Exit.DONE
    assert "removed 1" in ended.err
    assert watched(folder) == [PAGE]
    run("sources", folder, "add", FEED)
    assert watched(folder) == [FEED, PAGE]


def test_removing_what_is_on_no_list_removes_nothing(run: Run, folder: Path) -> None:
    fill(run, folder)
    ended = run("sources", folder, "remove", FEED, "https://other.example/")
    assert ended.status == Exit.USAGE
    assert "is not on the list" in ended.err
    assert watched(folder) == [FEED, PAGE]


@pytest.mark.parametrize("wrong", ["wire.example/feed", "ftp://wire.example/", "javascript:alert(1)", "https://[", ""])
def test_an_address_that_cannot_be_watched_adds_nothing(wrong: str, run: Run, folder: Path) -> None:
    ended = run("sources", folder, "add", FEED, wrong)
    assert ended.status == Exit.USAGE
    assert "Traceback" not in ended.err
    assert watched(folder) == []


@pytest.mark.parametrize("every", ["0", "-5", "59", "99999999999", "soon"])
def test_a_rhythm_that_no_source_has(every: str, run: Run, folder: Path) -> None:
    assert run("sources", folder, "add", FEED, "--every", every).status == Exit.USAGE
    assert watched(folder) == []


@pytest.mark.parametrize(
    "arguments", [("add",), ("remove",), ("import",), ("import", "a", "b"), ("list", "x"), ("export", "x")]
)
def test_a_deed_with_too_little_or_too_much(arguments: tuple[str, ...], run: Run, folder: Path) -> None:
    ended = run("sources", folder, *arguments)
    assert ended.status == Exit.USAGE
    assert ended.err.startswith("detente: ")


def test_the_list_goes_out_and_in_again(run: Run, folder: Path, tmp_path: Path) -> None:
    fill(run, folder)
    opml = run("sources", folder, "export").out
    (tmp_path / "list.opml").write_bytes(opml)
    other = tmp_path / "other"
    run("init", other)
    assert "2 new or changed, 0 as before" in run("sources", other, "import", tmp_path / "list.opml").err
    assert "0 new or changed, 2 as before" in run("sources", other, "import", "-", stdin=opml).err
    with open_record(folder / "record.sqlite") as ours, open_record(other / "record.sqlite") as theirs:
        assert {s.id: s for s in sources(ours)} == {s.id: s for s in sources(theirs)}


def test_a_record_takes_back_its_own_list_unchanged(run: Run, folder: Path, tmp_path: Path) -> None:
    fill(run, folder)
    (tmp_path / "list.opml").write_bytes(run("sources", folder, "export").out)
    assert "0 new or changed, 2 as before" in run("sources", folder, "import", tmp_path / "list.opml").err


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html><body>no</body></html>",
        b"<opml><body><outline xmlUrl='ftp://x/'/><outline type='rss' xmlUrl='https://wire.example/feed'/></body></opml>",
        b'<!DOCTYPE x [<!ENTITY a "aaa">]><opml><body><outline xmlUrl="&a;"/></body></opml>',
        b"\x00" * 50,
    ],
)
def test_a_file_that_is_no_list_changes_nothing(data: bytes, run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_bytes(data)
    ended = run("sources", folder, "import", tmp_path / "list.opml")
    assert ended.status == Exit.USAGE
    assert "Traceback" not in ended.err
    assert watched(folder) == []


def test_a_file_that_is_not_there(run: Run, folder: Path, tmp_path: Path) -> None:
    ended = run("sources", folder, "import", tmp_path / "absent.opml")
    assert ended.status == Exit.USAGE
    assert "cannot be read" in ended.err
    assert run("sources", folder, "import", tmp_path).status == Exit.USAGE


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/feed",
        "http://[::1]/feed",
        "http://169.254.169.254/",
        "http://0x7f000001/",
        "https://a.example:22/",
    ],
)
def test_what_can_never_be_visited_is_not_added_unless_it_is_a_host_of_ones_own(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    ended = run("sources", folder, "add", FEED, url)
    assert ended.status == Exit.USAGE
    assert "can never be visited" in ended.err
    assert "DETENTE_PRIVATE_HOSTS" in ended.err
    assert watched(folder) == []
    monkeypatch.setenv("DETENTE_PRIVATE_HOSTS", "127.1,[::1],a.example:22")
    load_settings.cache_clear()
    own = "127.1" in url or "::1" in url or ":22" in url
    assert run("sources", folder, "add", url).status == (Exit.DONE if own else Exit.USAGE)


def test_a_source_that_is_gone_is_listed_as_gone(run: Run, folder: Path) -> None:
    run("sources", folder, "add", FEED)
    with open_record(folder / "record.sqlite") as record:
        words = f"{FEED} is gone for good (410)"
        state = SourceState(failures=1, last_error=words)
        (source,) = sources(record)
        visit = Visit(source=source.id, outcome="gone", words=words, state=state, next_due=None)
        keep_visit(record, visit, now=now())
    out = " ".join(run("sources", folder, "list").out.decode().split())
    assert "gone: " in out
    assert "failed once" not in out
