"""`detente projects` and `detente statements`: what is told stands with who says so, as of when it was known."""

from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit

WATCH = """
id = "kessing-desk"
name = "Kessing"
invented = true
[[actors]]
id = "N"
name = "Northmark"
[[projects]]
id = "kessing"
name = "Kessing Railway"
kind = "railway"
parties = ["N"]
[[phrases]]
id = "rails"
words = "open rails make quiet frontiers"
"""
REPORT = """Composed report.

4 May 2023. The Kessing Railway was opened on 3 May 2023. Northmark has invested 40 million euros in the railway.
"Open rails make quiet frontiers," Northmark's trade minister Tove Lindal said.
"""
SIGNED = ("--author", "Ann Brook", "--reason", "test")


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "kessing.toml").write_text(WATCH, encoding="utf-8")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    folder = tmp_path / "desk"
    run("init", folder)
    assert run("watch", "load", folder, tmp_path / "kessing.toml", *SIGNED).status == Exit.DONE
    assert run("add", folder, tmp_path / "report.txt").status == Exit.DONE
    return folder


def test_projects_are_listed_with_their_last_stage_and_who_tells_it(desk: Path, run: Run) -> None:
    (row,) = run("projects", "list", desk, "--json").items()
    assert (row["project"], row["stage"]) == ("kessing", "opened (2023-05-03)")
    assert row["claimed by"]


def test_a_project_is_shown_with_its_words_and_what_nobody_has_told(desk: Path, run: Run) -> None:
    shown = run("projects", "show", desk, "Kessing Railway", columns=80)
    assert shown.status == Exit.DONE
    assert b"LENGTH: nobody has told" in shown.out
    assert max(map(len, shown.out.decode().splitlines())) <= 80


def test_a_cumulative_sum_is_in_no_series(desk: Path, run: Run) -> None:
    (refused,) = run("projects", "money", desk, "--series", "--json").items()
    assert refused["refused"]["value"] == "invested so far"
    assert "no flow" in refused["reason"]


def test_a_note_is_kept_once_with_its_words_and_tells_a_field(desk: Path, run: Run) -> None:
    said = ("--words", "Trains stopped.", "--source", "gazette (invented)", "--claimant", "N", "--first", "2023-06-01")
    note = ("projects", "note", desk, "kessing", "--what", "status", "--value", "suspended", *said, *SIGNED)
    assert b"is kept" in run(*note).out
    assert b"nothing changed" in run(*note).out
    (row,) = run("projects", "list", desk, "--json").items()
    assert (row["stage"], row["claimed by"]) == ("suspended (2023-06-01)", "Northmark")


def test_a_stage_that_there_is_not_is_refused(desk: Path, run: Run) -> None:
    ended = run("projects", "note", desk, "kessing", "--what", "status", "--value", "shiny", "--words", "x", "--source",
                "y", "--claimant", "N", *SIGNED)  # fmt: skip
    assert ended.status == Exit.USAGE
    assert "under construction" in ended.err


def test_a_day_before_anything_was_known_shows_nothing(desk: Path, run: Run) -> None:
    assert run("projects", "list", desk, "--json", "--as-known-on", "2020-01-01").items() == []
    assert run("projects", "said", desk, "--json", "--as-known-on", "2020-01-01").items() == []
    assert run("statements", "list", desk, "--json", "--as-known-on", "2020-01-01").items() == []
    assert run("statements", "phrases", desk, "--json", "--as-known-on", "2020-01-01").items() == []


def test_a_quotation_is_listed_and_shown_with_its_outlet_and_mode(desk: Path, run: Run) -> None:
    (row,) = run("statements", "list", desk, "--speaker", "Lindal", "--json").items()
    (shown,) = run("statements", "show", desk, row["id"][:12], "--json").items()
    assert shown == row
    assert (row["speaker"], row["versions"][0]["mode"]) == ("Tove Lindal", "direct")


def test_a_phrase_is_shown_with_who_says_it(desk: Path, run: Run) -> None:
    (said,) = run("statements", "phrase", desk, "rails", "--json").items()
    assert (said["speaker"], said["words"]) == ("Tove Lindal", "Open rails make quiet frontiers")
    (row,) = run("statements", "phrases", desk, "--json").items()
    assert (row["kind"], row["times"]) == ("followed", 1)


@pytest.mark.parametrize(
    "asked", [("statements", "phrase", "nothing"), ("statements", "show", "f" * 12), ("projects", "show", "none")]
)
def test_what_is_not_there_is_said_and_what_to_do(desk: Path, run: Run, asked: tuple[str, str, str]) -> None:
    ended = run(asked[0], asked[1], desk, asked[2])
    assert ended.status == Exit.USAGE
    assert ended.err.startswith("detente: no")


def test_everything_said_can_be_narrowed(desk: Path, run: Run) -> None:
    every = run("projects", "said", desk, "--json").items()
    money = run("projects", "said", desk, "--project", "kessing", "--what", "money", "--json").items()
    assert {one["what"] for one in money} == {"money"}
    assert len(money) < len(every)
    assert run("projects", "completeness", desk, "--json").items()[0]["score"] > 0
