"""`detente incidents`: what belongs together is shown with its reasons, and people's decisions hold and are undone."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, line_of
from detente.cli import _run
from detente.cli.exits import Exit
from detente.core.settings import load_settings

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
    load_settings.cache_clear()
    (done,) = run("incidents", "merge", folder, one, other, "--reason", "seen", "--json").items()
    assert len(ids(run, folder)) == len(before) - 1

    assert run("incidents", "undo", folder, done["decision"], *SIGNED).status == Exit.DONE

    load_settings.cache_clear()
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


def test_what_was_decided_says_where_each_account_is_now_and_where_it_was(run: Run, folder: Path) -> None:
    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()
    accounts = {one["id"]: one["words"] for one in told["accounts"]}
    first = next(iter(accounts))

    (done,) = run("incidents", "split", folder, row["id"], first, *SIGNED, "--json").items()
    assert len(done["incidents"]) == 2
    now = {account["id"]: (one["id"], account) for one in done["incidents"] for account in one["accounts"]}
    assert {key: account["words"] for key, (_, account) in now.items()} == accounts
    assert {account["was"] for _, account in now.values()} == {row["id"]}
    assert {now[key][0] for key in accounts if key != first}.isdisjoint({now[first][0]})
    assert all(one["summary"] for one in done["incidents"])

    (undone,) = run("incidents", "undo", folder, done["decision"], *SIGNED, "--json").items()
    (whole,) = undone["incidents"]
    assert {account["id"]: account["was"] for account in whole["accounts"]} == {key: now[key][0] for key in accounts}

    split = run("incidents", "split", folder, row["id"], first, *SIGNED, columns=80).out.decode()
    assert split.count("incident ") >= 2
    assert all(key[:10] in split for key in accounts)
    assert f"from {row['id'][:10]}: " in split
    assert max(map(len, split.splitlines())) <= 80


def test_history_names_the_person_whose_decision_an_account_came_and_left_by(run: Run, folder: Path) -> None:
    one, other, *_ = sorted(ids(run, folder))
    (done,) = run(
        "incidents", "merge", folder, one, other, "--author", "Ann", "--reason", "one night", "--json"
    ).items()
    (kept,) = ids(run, folder) & {one, other}
    last = run("history", folder, kept, "--json").items()[-1]
    assert last["author"] == "Ann"
    assert f"decision {done['decision'][:10]}: one night" in last["reason"]
    assert last["what changed"]
    assert all(f"decision {done['decision'][:10]}: one night" in words for words in last["what changed"])

    run("incidents", "undo", folder, done["decision"], "--author", "Bo", "--reason", "two nights after all")
    last = run("history", folder, kept, "--json").items()[-1]
    assert last["author"] == "Bo"
    assert f"decision {done['decision'][:10]} taken back: two nights after all" in last["reason"]
    first = run("history", folder, kept, "--json").items()[0]
    assert first["author"].startswith("machine")


def test_what_would_change_nothing_is_refused(run: Run, folder: Path) -> None:
    one, other, *_ = sorted(ids(run, folder))
    assert run("incidents", "merge", folder, one, one[:8], *SIGNED).status == Exit.USAGE
    (done,) = run("incidents", "merge", folder, one, other, *SIGNED, "--json").items()
    again = run("incidents", "merge", folder, one, other, *SIGNED)
    assert again.status == Exit.USAGE
    assert "together already" in again.err
    idle = run("incidents", "dismiss", folder, done["decision"], *SIGNED)
    assert idle.status == Exit.USAGE
    assert "nothing that came since speaks against" in idle.err


@pytest.mark.parametrize(
    "options", [("--type", "FOO"), ("--country", "XX"), ("--from", "2024-06-01", "--to", "2024-05-01")]
)
def test_what_no_incident_can_answer_to_is_refused(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    assert run("incidents", "list", folder, *options).status == Exit.USAGE


def test_where_columns_would_cut_words_claimants_stand_under_one_another(run: Run, folder: Path) -> None:
    from detente.cli.incidents.print import NARROWEST

    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()
    narrow = run("incidents", "show", folder, row["id"], columns=NARROWEST * len(told["columns"])).out.decode()
    for column in told["columns"]:
        assert column["claimant"] in narrow.splitlines()
    assert "  status: happened" in narrow
    assert max(map(len, run("history", folder, row["id"], columns=80).out.decode().splitlines())) <= 80
    assert "number: " in run("history", folder, row["id"], columns=80).out.decode()


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
        "Ministry of Defence of Soluvia: none (“Nobody was wounded”), reports it",
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
NIGHT = Path(__file__).parents[3] / "examples" / "22-one-night.jsonl"


def test_a_proposal_tells_the_decision_what_is_new_in_words_and_what_to_do(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    row = max(run("incidents", "list", folder, "--json").items(), key=lambda one: one["reports"])
    (told,) = run("incidents", "show", folder, row["id"], "--json").items()
    split = ("incidents", "split", folder, row["id"], told["accounts"][0]["id"])
    assert run(*split, "--author", "Ann", "--reason", "two hills").status == Exit.DONE
    more = tmp_path / "more.jsonl"
    words = "Shelling hit a school in Tessel on 7 November 2022, wounding three civilians, the mayor said."
    more.write_bytes(line_of("new", words))
    assert run("add", folder, more).status == Exit.DONE

    (found,) = run("incidents", "proposals", folder, "--json").items()

    assert (found["decision"]["author"], found["decision"]["reason"]) == ("Ann", "two hills")
    assert (found["decision"]["kind"], found["speaks for"]) == ("apart", "together")
    assert [one["name"] for one in found["new"]] == ["new"]
    assert "Tessel" in found["new"][0]["words"]
    shown = run("incidents", "proposals", folder, columns=80).out.decode()
    assert "put apart by Ann" in shown
    assert "two hills" in shown
    assert "wounding three civilians" in " ".join(shown.split()) or "Shelling hit a school" in " ".join(shown.split())
    assert "{" not in shown
    assert f"detente incidents dismiss {folder} {found['decision']['id'][:10]}" in shown
    done = run("incidents", "dismiss", folder, found["decision"]["id"], *SIGNED)
    assert done.status == Exit.DONE
    assert not run("incidents", "proposals", folder, "--json").items()
