"""Proposals, decisions and assessments from reports to the matrix, through the command line."""

import json
from pathlib import Path

import pytest

from cli.runs import Ended, Run

WATCH = """
id = "kessing-desk"
name = "Kessing"
invented = true
[[actors]]
id = "N"
name = "Northmark"
kind = "state"
[[actors]]
id = "S"
name = "Southmark"
kind = "state"
[[agreements]]
id = "kessing"
name = "Kessing Protocol"
invented = true
parties = [{ actor = "N" }, { actor = "S" }]
[[agreements.provisions]]
id = "1"
words = "The parties withdraw heavy weapons from the line."
bound = ["N", "S"]
is_composed = true
[[agreements.provisions]]
id = "2"
words = "Northmark frees the prisoners it holds."
bound = ["N"]
[[stated]]
of = "kessing"
what = "signed"
claimant = "N"
first = "2021-05-02"
evidence = [{ words = "The protocol was signed.", by = "Wanda Pell", source = "gazette (invented)" }]
"""
REPORTS = (
    (
        "2021-06-02",
        "Northmark pulled back artillery from the river on Monday. Southmark said it would withdraw its guns.",
    ),
    ("2020-06-02", "Northmark pulled back artillery from the hills on Monday."),
)
BY = ("--author", "Ann Brook", "--reason", "read both")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    there = tmp_path / "desk"
    (tmp_path / "w.toml").write_text(WATCH)
    lines = (json.dumps({"id": f"r{n}", "text": text, "published": day}) for n, (day, text) in enumerate(REPORTS))
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    assert run("init", there).status == 0
    assert run("watch", "load", there, tmp_path / "w.toml", *BY).status == 0
    assert run("add", there, tmp_path / "r.jsonl").status == 0
    return there


def listed(run: Run, folder: Path, *more: str) -> dict[str, tuple[str, object]]:
    rows = run("agreements", "proposals", folder, "kessing", "--json", *more).items()
    return {row["proposal"]["manner"]: (row["proposal"]["id"], row["decision"]) for row in rows}


def judge(run: Run, folder: Path, value: int, *more: str, by: str = "Ann Brook") -> Ended:
    about = ("--party", "Northmark", "--value", value, "--on", "2021-07-01", "--words", "one battery")
    return run("agreements", "assess", folder, "kessing", "1", *about, "--author", by, "--reason", "seen", *more)


def test_a_report_from_before_the_signature_is_not_proposed_and_what_is_said_is_apart(run: Run, folder: Path) -> None:
    rows = listed(run, folder)
    assert set(rows) == {"done", "said"}
    shown = run("agreements", "proposals", folder, columns=80).out.decode()
    assert "pulled back artillery" in shown
    assert "heavy weapons" in shown
    assert "hills" not in shown


def test_a_decision_is_reversible_and_its_past_is_known(run: Run, folder: Path) -> None:
    id_, decided = listed(run, folder)["done"]
    assert decided is None
    assert run("agreements", "bears", folder, id_, "--yes", *BY).status == 0
    assert "2021-06-02 towards" in run("agreements", "implementation", folder, "kessing").out.decode()
    assert set(listed(run, folder, "--open")) == {"said"}
    assert run("agreements", "bears", folder, id_, "--no", *BY).status == 0
    assert "2021-06-02 towards" not in run("agreements", "implementation", folder, "kessing").out.decode()
    past = run("agreements", "implementation", folder, "kessing", "--history", "--json").items()
    assert [(one["said"], one["revision"]) for one in past] == [("bears", 1), ("does not bear", 2)]
    assert run("agreements", "bears", folder, "zzz", "--yes", *BY).status == 2
    assert run("agreements", "bears", folder, id_, *BY).status == 2
    assert run("agreements", "bears", folder, id_, "--yes", "--author", "A").status == 2


def test_assessments_stand_beside_each_other_with_their_evidence(run: Run, folder: Path) -> None:
    id_ = listed(run, folder)["done"][0]
    assert judge(run, folder, 1, "--bearing", id_).status == 0
    assert judge(run, folder, 2, by="Cal Dorn").status == 0
    assert judge(run, folder, 7).status == 2
    first, second = run("agreements", "implementation", folder, "kessing", "--json").items()
    cell = next(one for one in first["cells"] if one["party"] == "N")
    assert [(one["by"], one["value"]) for one in cell["assessments"]] == [("Ann Brook", 1), ("Cal Dorn", 2)]
    assert cell["is_disputed"]
    assert cell["assessments"][0]["proposals"] == [id_]
    assert not any(one["assessments"] for one in second["cells"])
    told = run("agreements", "implementation", folder, "kessing", columns=80).out.decode()
    assert "they dissent" in told
    assert "Southmark: not judged" in told
    assert "not bound by it" in told
    assert max(map(len, told.splitlines())) <= 80
    earlier = run("agreements", "implementation", folder, "kessing", "--on", "2021-06-30").out.decode()
    assert "Ann Brook" not in earlier


@pytest.mark.parametrize("verdict", ["--yes", "--no"])
def test_a_decision_on_words_that_both_sides_share_is_read_again(run: Run, folder: Path, verdict: str) -> None:
    more = {"id": "r9", "text": "Northmark sent home nine prisoners on Friday.", "published": "2021-06-09"}
    (folder.parent / "more.jsonl").write_text(json.dumps(more))
    assert run("add", folder, folder.parent / "more.jsonl").status == 0
    rows = run("agreements", "proposals", folder, "--json").items()
    shared = next(row["proposal"] for row in rows if row["proposal"]["published"] == "2021-06-09")
    assert None in [met["topic"] for met in shared["met"]]
    assert run("agreements", "bears", folder, shared["id"], verdict, *BY).status == 0
    (kept,) = (row for row in run("agreements", "proposals", folder, "--json").items() if row["decision"])
    assert kept["proposal"] == shared
    assert run("agreements", "implementation", folder, "kessing").status == 0
    assert run("agreements", "bears", folder, shared["id"], "--no", *BY).status == 0
    assert judge(run, folder, 1, "--bearing", shared["id"]).status == 0


def add(run: Run, folder: Path, *told: tuple[str, str]) -> None:
    lines = (json.dumps({"id": f"m{n}", "text": text, "published": day}) for n, (day, text) in enumerate(told))
    (folder.parent / "more.jsonl").write_text("\n".join(lines))
    assert run("add", folder, folder.parent / "more.jsonl").status == 0


def test_one_sentence_under_two_agencies_is_proposed_once(run: Run, folder: Path) -> None:
    add(
        run, folder,
        ("2021-07-02", "TARN (Reuters) - Northmark freed nine prisoners on Friday, officers said (Reuters)."),
        ("2021-07-03", "Northmark freed nine prisoners on Friday, officers said (AP)."),
        ("2021-07-04", "Northmark freed twelve prisoners on Sunday, officers said (AP)."),
    )  # fmt: skip
    rows = run("agreements", "proposals", folder, "--json").items()
    days = [one["proposal"]["published"] for one in rows if one["proposal"]["provision"] == "2"]
    assert days == ["2021-07-02", "2021-07-04"]


def test_what_only_a_text_lays_down_is_proposed_judged_and_shown(run: Run, folder: Path) -> None:
    text = "Article 1\nThe Parties shall withdraw heavy weapons from the line.\nArticle 2\n"
    text += "Southmark shall open the railway for goods.\nArticle 3\nSouthmark may hold a fair.\n"
    (folder.parent / "text.txt").write_text(text)
    given = ("kessing", folder.parent / "text.txt", "--as", "english", *BY)
    assert run("agreements", "text", folder, *given).status == 0
    add(run, folder, ("2021-07-02", "Southmark closed the railway to goods on Friday."))
    rows = run("agreements", "proposals", folder, "--json").items()
    (found,) = (one["proposal"] for one in rows if one["proposal"]["published"] == "2021-07-02")
    assert (found["provision"], found["direction"], found["bound"]) == ("english/2", "against", ["S"])
    told = run("agreements", "implementation", folder, "kessing", "--json").items()
    assert [one["provision"] for one in told] == ["1", "2", "english/2"]
    about = ("--party", "S", "--value", 0, "--on", "2021-07-05", "--words", "closed", *BY)
    assert run("agreements", "assess", folder, "kessing", "english/2", *about).status == 0


def test_the_day_of_signature_is_taken_from_reports_where_the_watch_gives_none(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    (tmp_path / "w.toml").write_text(WATCH.partition("[[stated]]")[0])
    assert run("init", folder).status == 0
    assert run("watch", "load", folder, tmp_path / "w.toml", *BY).status == 0
    add(
        run, folder,
        ("2020-05-02", "Northmark freed nine prisoners on Friday."),
        ("2021-05-03", "Northmark and Southmark signed the Kessing Protocol on 2 May 2021."),
        ("2021-06-02", "Northmark freed ten prisoners on Monday."),
    )  # fmt: skip
    rows = run("agreements", "proposals", folder, "--json").items()
    assert {one["proposal"]["published"] for one in rows if one["proposal"]["provision"] == "2"} == {"2021-06-02"}


@pytest.mark.parametrize("more", [("--on", "1900-01-01"), ("--on", "2999-01-01"), ("--words", "  "), ("--words", "")])
def test_what_cannot_be_judged_is_refused_and_says_why(run: Run, folder: Path, more: tuple[str, str]) -> None:
    ended = judge(run, folder, 1, *more)
    assert ended.status == 2
    assert not any(row["timeline"] for row in run("agreements", "implementation", folder, "kessing", "--json").items())


def test_a_proposal_is_a_block_with_each_thing_on_a_line_of_its_own(run: Run, folder: Path) -> None:
    for columns in (80, 120):
        told = run("agreements", "proposals", folder, columns=columns).out.decode().splitlines()
        heads = [line.split(":")[0].strip() for line in told if line.startswith("  ") and ":" in line[:13]]
        assert {"provision", "report", "told by", "bound", "done by", "direction", "meets", "decided"} <= set(heads)
        assert max(map(len, told)) <= columns
