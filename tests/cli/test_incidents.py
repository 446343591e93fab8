"""`detente incidents`: what belongs together is shown with its reasons, and people's decisions hold and are undone."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, line_of
from detente.cli import _run
from detente.cli.exits import Exit

REPORTS = (
    ("one", "Shelling hit a school in Tessel on 7 November 2022, wounding three civilians, the village council said."),
    ("two", "On 7 November 2022 shelling hit a school in Tessel. Three civilians were wounded."),
    ("far", "Police arrested two smugglers in Lisbon on 3 May 2019."),
)
SIGNED = ("--author", "Anna", "--reason", "seen by both")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("init", tmp_path / "desk")
    reports = tmp_path / "reports.jsonl"
    reports.write_bytes(b"".join(line_of(*report) for report in REPORTS))
    assert run("add", tmp_path / "desk", reports).status == Exit.DONE
    return tmp_path / "desk"


def ids(run: Run, folder: Path, *options: object) -> set[str]:
    return {row["id"] for row in run("incidents", "list", folder, "--json", *options).items()}


def test_what_was_added_is_linked_and_listed_with_who_tells_it(run: Run, folder: Path) -> None:
    rows = run("incidents", "list", folder, "--json").items()

    assert max(row["reports"] for row in rows) == 2
    assert all(row["summary"] and row["types"] for row in rows)
    assert "Tessel" in run("incidents", "list", folder).out.decode()


def test_what_is_asked_for_narrows_the_list(run: Run, folder: Path) -> None:
    everything = ids(run, folder)
    old = ids(run, folder, "--to", "2019-12-31")

    assert old
    assert old < everything
    assert ids(run, folder, "--from", "2020-01-01") == everything - old
    assert ids(run, folder, "--document", "far") == old == ids(run, folder, "--country", "prt")
    assert not ids(run, folder, "--recalled")


def test_an_incident_is_shown_by_claimant_with_reasons_in_words(run: Run, folder: Path) -> None:
    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()

    assert told["links"][0]["reasons"][0]["reason"]
    assert {one["document"] for one in told["accounts"]}
    assert "likelihood" in run("incidents", "show", folder, row["id"][:8]).out.decode()


def test_an_event_says_to_which_incident_it_belongs(run: Run, folder: Path) -> None:
    events = run("show", folder, "events", "--json").items()

    assert {event["incident"] for event in events} == ids(run, folder)
    assert max(event["other reports"] for event in events) == 1


def test_a_decision_without_author_or_reason_is_refused(run: Run, folder: Path) -> None:
    one, other, *_ = sorted(ids(run, folder))

    assert run("incidents", "merge", folder, one, other).status == Exit.USAGE
    assert "--reason" in run("incidents", "merge", folder, one, other, "--author", "Anna").err


def test_a_merge_is_undone_to_what_was_there(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids(run, folder)
    one, other, *_ = sorted(before)
    monkeypatch.setenv("DETENTE_AUTHOR", "Anna")
    (done,) = run("incidents", "merge", folder, one, other, "--reason", "seen", "--json").items()
    assert len(ids(run, folder)) == len(before) - 1

    assert run("incidents", "undo", folder, done["decision"], *SIGNED).status == Exit.DONE

    assert ids(run, folder) == before
    assert not run("incidents", "proposals", folder, "--json").items()


def test_a_split_parts_accounts_and_a_word_too_many_is_refused(run: Run, folder: Path) -> None:
    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()
    accounts = [one["id"] for one in told["accounts"]]
    before = len(ids(run, folder))

    assert run("incidents", "split", folder, row["id"], *accounts, *SIGNED).status == Exit.USAGE
    assert run("incidents", "split", folder, row["id"], accounts[0], *SIGNED).status == Exit.DONE

    assert len(ids(run, folder)) == before + 1
    assert run("incidents", "show", folder).status == Exit.USAGE
    assert run("incidents", "list", folder, "more").status == Exit.USAGE


def test_before_anything_was_known_there_is_nothing(run: Run, folder: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()

    assert not ids(run, folder, "--as-known-on", "2020-01-01")
    assert ids(run, folder, "--as-known-on", today.isoformat()) == ids(run, folder)


def test_linking_again_links_nothing(run: Run, folder: Path) -> None:
    assert "linked 0 accounts" in run("incidents", "link", folder).out.decode()


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example of one night that two ministries and a mission tell."""
    folder = tmp_path_factory.mktemp("night") / "desk"
    with pytest.MonkeyPatch.context() as patch:
        for words in (["init", str(folder)], ["add", str(folder), str(NIGHT)]):
            patch.setattr(sys, "argv", ["detente", *words])
            assert _run() == Exit.DONE
    return folder


def told_of(run: Run, folder: Path) -> dict[str, Any]:
    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()
    assert isinstance(told, dict)
    return told


def test_a_summary_says_by_claimant_who_counts_who_says_none_and_who_did_not_observe(run: Run, night: Path) -> None:
    told = told_of(run, night)

    assert told["reports"] == 3
    assert sorted(told["summary"].split("; ")) == [
        "Border Monitoring Mission: not observed",
        "Ministry of Defence of Soluvia: none (“Nobody was wounded”), tells of it",
        "Ministry of Defence of Tarenia: 3 wounded",
    ]
    columns = {column["claimant"]: column for column in told["columns"]}
    assert [words["text"] for words in columns["Border Monitoring Mission"]["not_observed"]] == ["did not observe"]
    assert not columns["Ministry of Defence of Tarenia"]["nones"]
    assert not columns["Ministry of Defence of Soluvia"]["numbers"]


def test_that_monitors_did_not_observe_it_enters_its_credibility_with_the_rule_in_words(run: Run, night: Path) -> None:
    credible = told_of(run, night)["credibility"]

    assert (credible["grade"], credible["facts"]["not_observed"], credible["facts"]["denials"]) == (4, 1, 0)
    assert [(one["monitor"], one["text"]) for one in credible["monitors"]] == [
        ("Border Monitoring Mission", "did not observe")
    ]
    said = " ".join(run("incidents", "show", night, told_of(run, night)["id"], columns=140).out.decode().split())
    assert "by the rule: monitors say that they did not observe it" in said


@pytest.mark.parametrize("columns", [80, 140])
def test_people_see_who_blames_whom_in_the_words_of_each(run: Run, night: Path, columns: int) -> None:
    shown = run("incidents", "show", night, told_of(run, night)["id"], columns=columns).out.decode()
    listed = run("incidents", "list", night, columns=columns).out.decode()

    assert {"Tarenian forces", "Soluvian forces"} <= {words for words in BLAMED if words in shown}
    assert "3 reports, 3 voices, 3 sources" in listed
    assert max(map(len, [*shown.splitlines(), *listed.splitlines()])) <= columns


BLAMED = ("Tarenian forces", "Soluvian forces")
NIGHT = Path(__file__).parents[2] / "examples" / "22-one-night.jsonl"
