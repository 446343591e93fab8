"""What is withdrawn leaves incidents and comes back; what people reject or correct is linked as they left it."""

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, line_of
from detente.cli.exits import Exit
from detente.store import Wanted, gather_incidents, open_record

REPORTS = (
    ("one", "Shelling hit a school in Tessel on 7 November 2022, wounding three civilians, the village council said."),
    ("two", "On 7 November 2022 shelling hit a school in Tessel. Three civilians were wounded."),
)
SIGNED = ("--author", "Anna", "--reason", "sent by mistake")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("init", tmp_path / "desk")
    reports = tmp_path / "reports.jsonl"
    reports.write_bytes(b"".join(line_of(*report) for report in REPORTS))
    assert run("add", tmp_path / "desk", reports).status == Exit.DONE
    return tmp_path / "desk"


def shared(run: Run, folder: Path, *options: object) -> dict[str, Any]:
    """Return the incident that most reports tell of."""
    rows = run("incidents", "list", folder, "--json", *options).items()
    top: dict[str, Any] = max(rows, key=lambda one: one["reports"])
    return top


def shown(run: Run, folder: Path, incident: str, *options: object) -> dict[str, Any]:
    (told,) = run("incidents", "show", folder, incident, "--json", *options).items()
    return dict(told)


def document(run: Run, folder: Path, name: str) -> str:
    rows = run("show", folder, "documents", "--json").items()
    return next(str(row["id"]) for row in rows if row["name"] == name)


def test_a_withdrawn_document_leaves_incidents_and_comes_back_when_that_is_undone(run: Run, folder: Path) -> None:
    before = shared(run, folder)
    two = document(run, folder, "two")
    then = dt.datetime.fromisoformat(shown(run, folder, before["id"])["history"][-1]["at"])
    assert before["reports"] == before["voices"] == 2

    assert run("withdraw", folder, two, *SIGNED).status == Exit.DONE
    after = shared(run, folder)
    left = shown(run, folder, after["id"])
    assert after["reports"] == after["voices"] == 1
    assert two not in {account["document"] for account in left["accounts"]}
    assert all(row["reports"] == 1 for row in run("incidents", "list", folder, "--json").items())

    with open_record(folder / "record.sqlite", read_only=True) as record:
        known = max(gather_incidents(record, Wanted(), known_on=then), key=lambda one: len(one.accounts))
    assert two in {account.document for account in known.accounts}

    run("withdraw", folder, two, "--undo", *SIGNED)
    back = shared(run, folder)
    assert back == before
    assert any(one["reason"] == "its report was withdrawn" for one in shown(run, folder, back["id"])["history"])


def test_an_event_that_people_reject_has_no_account_until_the_review_is_taken_back(run: Run, folder: Path) -> None:
    before = shared(run, folder)
    two = document(run, folder, "two")
    keys = {a["id"] for a in shown(run, folder, before["id"])["accounts"] if a["document"] == two}
    for key in keys:
        assert run("review", "reject", folder, key, "--coder", "Ben").status == Exit.DONE

    assert shared(run, folder)["reports"] == 1
    for row in run("review", "list", folder, "--json").items():
        run("review", "withdraw", folder, row["id"], *SIGNED)
    assert shared(run, folder) == before


def test_a_corrected_event_is_linked_as_corrected_under_the_same_key(run: Run, folder: Path) -> None:
    before = shown(run, folder, shared(run, folder)["id"])
    first = before["accounts"][0]
    other = "planned" if first["status"] != "planned" else "happened"
    said = run("review", "correct", folder, first["id"], "--field", f"status={other}", "--coder", "Ben")
    assert said.status == Exit.DONE, said.err

    rows = [shown(run, folder, row["id"]) for row in run("incidents", "list", folder, "--json").items()]
    (found,) = [a for row in rows for a in row["accounts"] if a["id"] == first["id"]]
    assert found["status"] == other


def test_what_is_told_of_incidents_stands_in_the_chain_and_in_history(run: Run, folder: Path) -> None:
    incident = shared(run, folder)["id"]
    keys = [account["id"] for account in shown(run, folder, incident)["accounts"]]
    split = run("incidents", "split", folder, incident, keys[-1], "--json", *SIGNED)
    decision = split.items()[0]["decision"]
    assert run("incidents", "dismiss", folder, decision, *SIGNED).status == Exit.USAGE  # nothing speaks against it
    run("incidents", "undo", folder, decision, "--author", "Ben", "--reason", "one after all")
    run("review", "reject", folder, keys[0], "--coder", "Ben")

    told = run("history", folder, decision, "--json").items()
    assert [row["what changed"][0].split()[-1] for row in told] == ["others", "back"]
    assert [(row["of"], row["revision"], row["author"]) for row in told] == [
        ("decision", 1, "Anna"),
        ("decision", 2, "Ben"),
    ]
    changes = run("history", folder, incident, "--json").items()
    assert {row["of"] for row in changes} == {"incident"}
    assert {row["author"] for row in changes if "linking" not in row["author"]} == {"Anna", "Ben"}
    assert sum(words.startswith("account") and " came" in words for words in changes[0]["what changed"]) == len(keys)
    assert any(" left" in words for row in changes for words in row["what changed"])
    review = run("review", "list", folder, "--json").items()[0]["id"]
    (said,) = run("history", folder, review, "--json").items()
    assert (said["of"], said["author"]) == ("review", "Ben")
    assert said["what changed"] == [f"event {keys[0][:10]}: reject"]
    assert run("verify", folder).status == Exit.DONE


TAMPERED = {
    "decision": "UPDATE decisions SET reason = 'other'",
    "a decision put in": "INSERT INTO decisions SELECT '0', kind, accounts, others, withdraws, at, author, reason "
    "FROM decisions LIMIT 1",
    "incident": "UPDATE memberships SET author = 'Mallory' WHERE incident IS NOT NULL",
    "incident that was left": "DELETE FROM memberships WHERE incident IS NULL",
    "review": "UPDATE reviews SET verdict = 'accept'",
    "grade": "UPDATE source_grades SET grade = 'A'",
}


def test_tampering_with_what_people_said_shows_in_a_restored_snapshot(run: Run, folder: Path, tmp_path: Path) -> None:
    incident = shared(run, folder)["id"]
    keys = [account["id"] for account in shown(run, folder, incident)["accounts"]]
    run("incidents", "split", folder, incident, keys[-1], *SIGNED)
    run("review", "reject", folder, keys[0], "--coder", "Ben")
    run("review", "grade-source", folder, "the village council", "C", *SIGNED)
    assert run("snapshot", folder, tmp_path / "one.zip").status == Exit.DONE
    assert run("restore", tmp_path / "one.zip", tmp_path / "again").status == Exit.DONE
    assert run("verify", tmp_path / "again").status == Exit.DONE
    rows = [run("incidents", "list", one, "--json").out for one in (folder, tmp_path / "again")]
    assert rows[0] == rows[1]

    for what, statement in TAMPERED.items():
        copy = shutil.copytree(tmp_path / "again", tmp_path / what)
        with closing(sqlite3.connect(copy / "record.sqlite")) as connection, connection:
            assert connection.execute(statement).rowcount > 0, what
        found = run("verify", copy)
        assert found.status != Exit.DONE, what
        assert what.removeprefix("a ").split()[0] in found.out.decode() + found.err


def test_reliability_and_credibility_are_shown_side_by_side(run: Run, folder: Path) -> None:
    incident = shared(run, folder)["id"]
    source = shown(run, folder, incident)["reliability"][0]["source"]
    run("review", "grade-source", folder, source, "B", *SIGNED)

    told = shown(run, folder, incident)
    assert {one["source"]: one["grade"] for one in told["reliability"]}[source] == "B"
    assert told["credibility"]["grade"] in range(1, 7)
    assert told["credibility"]["rule"]
    page = run("incidents", "show", folder, incident).out.decode()
    assert "reliability of each source" in page
    assert "credibility of the incident" in page


def test_the_queue_counts_what_hangs_on_an_event(run: Run, folder: Path) -> None:
    assert "accounts in its incident" in run("review", "queue", folder, "--limit", "100", "--json").out.decode()
