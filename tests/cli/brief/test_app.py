"""`detente brief`: settings that are never written over, a brief composed, kept, listed and shown."""

import email
import email.policy
import json
from pathlib import Path

import pytest

from cli.runs import Run
from detente.brief.settings import read_brief_settings
from detente.cli.exits import Exit

HOSTILE = "Corvessa opened fire near Tolvane, \x1b[31mthe ministry said.\u202e"


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "desk"
    assert run("init", str(folder)).status == Exit.DONE
    assert run("brief", "init", str(folder)).status == Exit.DONE
    return folder


def test_init_writes_settings_that_can_be_read(desk: Path) -> None:
    settings = read_brief_settings(desk)
    assert [one.id for one in settings.editions] == ["daily"]
    assert settings.mail is None


def test_init_never_writes_over_settings(desk: Path, run: Run) -> None:
    before = (desk / "brief.toml").read_text("utf-8")
    (desk / "brief.toml").write_text(f"{before}\n# ours\n", encoding="utf-8")
    ended = run("brief", "init", str(desk))
    assert ended.status == Exit.USAGE
    assert "was not touched" in ended.err
    assert (desk / "brief.toml").read_text("utf-8").endswith("# ours\n")


def test_a_brief_is_composed_kept_listed_and_shown(desk: Path, run: Run) -> None:
    composed = run("brief", "compose", str(desk), "--json")
    assert composed.status == Exit.DONE
    brief = json.loads(composed.out)
    (row,) = json.loads(run("brief", "list", str(desk), "--json").out)
    assert (row["id"], row["day"], row["edition"], row["approved by"]) == (brief["id"], brief["day"], "daily", "")
    shown = run("brief", "show", str(desk), brief["day"], "--as", "json")
    assert json.loads(shown.out) == brief
    assert "No report that came in since" in " ".join(run("brief", "show", str(desk), row["id"]).out.decode().split())


def test_a_brief_is_written_as_a_file(desk: Path, run: Run, tmp_path: Path) -> None:
    run("brief", "compose", str(desk))
    html = tmp_path / "brief.html"
    assert "wrote" in run("brief", "show", str(desk), "--as", "html", "-o", str(html)).out.decode()
    assert "No report that came in" in html.read_text("utf-8")
    assert "cid:" not in html.read_text("utf-8")
    text = run("brief", "show", str(desk), "--as", "text").out.decode()
    assert "No report that came in" in " ".join(text.split())
    assert "\x1e" not in text
    unset = run("brief", "show", str(desk), "--as", "eml")
    assert (unset.status, unset.out) == (Exit.USAGE, b"")
    with (desk / "brief.toml").open("a", encoding="utf-8") as out:
        out.write('\n[mail]\nhost = "127.0.0.1"\nsecurity = "none"\nsender = "brief@example.org"\n')
    message = email.message_from_bytes(run("brief", "show", str(desk), "--as", "eml").out, policy=email.policy.default)
    assert "Morning brief" in str(message["Subject"])
    assert (message["To"], message["Auto-Submitted"]) == ("brief@example.org", "auto-generated")


def test_a_brief_cannot_be_written_where_a_folder_is(desk: Path, run: Run, tmp_path: Path) -> None:
    run("brief", "compose", str(desk))
    told = run("brief", "show", str(desk), "--as", "eml", "-o", str(tmp_path))
    assert told.status == Exit.USAGE
    assert "brief.eml" in told.err
    assert run("brief", "show", str(desk), "-o", str(tmp_path / "none" / "x.txt")).status == Exit.OUTPUT


def test_without_a_brief_the_last_one_is_none(desk: Path, run: Run) -> None:
    told = run("brief", "show", str(desk))
    assert told.status == Exit.USAGE
    assert "detente brief compose" in told.err


def test_composing_again_keeps_nothing_new(desk: Path, run: Run) -> None:
    assert "it is kept" in run("brief", "compose", str(desk)).err
    assert "nothing changed" in run("brief", "compose", str(desk)).err


def test_reports_that_are_held_back_are_counted_and_their_silence_is_not_told(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    report = {"id": "h", "text": "Corvessa opened fire near Tolvane, the ministry said.", "publisher": "P"}
    (tmp_path / "r.jsonl").write_text(json.dumps(report) + "\n", encoding="utf-8")
    assert run("add", str(desk), str(tmp_path / "r.jsonl")).status == Exit.DONE
    ended = run("brief", "compose", str(desk))
    assert "1 report that came in since: not released to 'public'" in ended.err
    told = " ".join(ended.out.decode().split())
    assert "No report came in" not in told
    assert "is released to those whom this brief is for" in told


def test_a_brief_as_known_before_there_was_one(desk: Path, run: Run) -> None:
    run("brief", "compose", str(desk))
    before = run("brief", "list", str(desk), "--as-known-on", "2020-01-01", "--json")
    assert json.loads(before.out) == []
    assert run("brief", "show", str(desk), "2020-01-01").status == Exit.USAGE


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--date", "2999-01-01"), "lies ahead"),
        (("--since", "2999-01-01"), "not before the end"),
        (("--edition", "weekly"), "no edition 'weekly'"),
        (("--watch", "nowhere"), "no watch is called 'nowhere'"),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Path, run: Run, more: tuple[str, str], told: str) -> None:
    ended = run("brief", "compose", str(desk), *more)
    assert ended.status == Exit.USAGE
    assert told in ended.err


def test_without_settings_it_is_said_how_to_get_some(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path / "bare"))
    ended = run("brief", "compose", str(tmp_path / "bare"))
    assert ended.status == Exit.USAGE
    assert "detente brief init" in ended.err


def test_hostile_words_reach_the_terminal_harmless(desk: Path, run: Run, tmp_path: Path) -> None:
    report = {
        "id": "h",
        "text": HOSTILE,
        "publisher": "P\x1b[2J",
    }
    (tmp_path / "r.jsonl").write_text(json.dumps(report) + "\n", encoding="utf-8")
    (desk / "brief.toml").write_text(
        (desk / "brief.toml").read_text("utf-8").replace('level = "public"', 'level = "internal"'), encoding="utf-8"
    )
    assert run("add", str(desk), str(tmp_path / "r.jsonl")).status == Exit.DONE
    ended = run("brief", "compose", str(desk))
    assert "opened fire near Tolvane" in ended.out.decode()
    assert b"\x1b" not in ended.out
    assert "\u202e" not in ended.out.decode()
