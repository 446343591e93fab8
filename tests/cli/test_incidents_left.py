"""What is withdrawn leaves incidents and comes back; what people reject or correct in review is linked as they left it."""

from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, line_of
from detente.cli.exits import Exit

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
    return next(str(row["id"]) for row in rows if row["document"] == name)


def test_a_withdrawn_document_leaves_incidents_and_comes_back_when_that_is_undone(run: Run, folder: Path) -> None:
    before = shared(run, folder)
    two = document(run, folder, "two")
    moment = shown(run, folder, before["id"])["history"][-1]["at"][:19]
    assert before["reports"] == before["voices"] == 2

    assert run("withdraw", folder, two, *SIGNED).status == Exit.DONE
    after = shared(run, folder)
    left = shown(run, folder, after["id"])
    assert after["reports"] == after["voices"] == 1
    assert two not in {account["document"] for account in left["accounts"]}
    assert all(row["reports"] == 1 for row in run("incidents", "list", folder, "--json").items())

    run("withdraw", folder, two, "--undo", *SIGNED)
    back = shared(run, folder)
    assert back == before
    assert any(one["reason"] == "its report was withdrawn" for one in shown(run, folder, back["id"])["history"])
    assert moment


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
