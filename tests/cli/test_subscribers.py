"""`detente subscribers`: what somebody at the machine sees and does of who is sent the brief."""

import datetime as dt
import json
from pathlib import Path

import pytest

from brief.subscribers.made import Office, opened
from cli.runs import Run
from detente.cli.exits import Exit

SETTINGS = """
address = "https://desk.example.org"
terms = "We send you what you chose."
[[edition]]
id = "daily"
title = "Morning brief"
"""
WHO = "ann@example.org"


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """Return the folder of an empty record with a brief."""
    assert run("init", tmp_path / "desk").status == Exit.DONE
    (tmp_path / "desk" / "brief.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path / "desk"


def states(run: Run, desk: Path) -> dict[str, str]:
    return {row["address"]: row["state"] for row in json.loads(run("subscribers", "list", desk, "--json").out)}


def test_somebody_is_added_confirms_is_suspended_resumed_given_out_and_erased(run: Run, desk: Path) -> None:
    added = run("subscribers", "add", desk, "Ann@Example.org", "--note", "by telephone, 19 March")
    assert added.status == Exit.DONE
    assert states(run, desk) == {"Ann@example.org": "pending"}
    office = opened(desk)
    office.confirm(office.last_token(), now=found_at(office))
    office.file.close()
    assert run("subscribers", "suspend", desk, WHO, "--reason", "letters come back").status == Exit.DONE
    assert states(run, desk) == {"Ann@example.org": "suspended"}
    assert run("subscribers", "resume", desk, WHO, "--reason", "it works again").status == Exit.DONE
    told = json.loads(run("subscribers", "export", desk, WHO).out)
    assert [one["deed"] for one in told["consents"]] == ["asked", "confirmed", "suspended", "resumed", "exported"]
    assert told["consents"][0]["choice"]["note"] == "by telephone, 19 March"
    assert b"Ann@example.org" in run("subscribers", "list", desk).out
    assert run("subscribers", "erase", desk, told["subscriber"]["id"], "--never-again").status == Exit.DONE
    assert states(run, desk) == {None: "erased"}
    assert run("subscribers", "add", desk, WHO, "--note", "by telephone").status == Exit.USAGE
    assert run("subscribers", "add", desk, WHO, "--note", "they ask for it now", "--again").status == Exit.DONE


def found_at(office: Office) -> dt.datetime:
    found = office.at(WHO)
    assert found is not None
    return found.made_at


@pytest.mark.parametrize(
    "given",
    [
        ("add", "no address", "--note", "x"), ("add", WHO, "--note", " "),
        ("add", WHO, "--note", "x", "--edition", "no"),
        ("export", WHO), ("erase", WHO), ("suspend", WHO, "--reason", "x"), ("list", "--state", "king"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_nothing_is_kept(run: Run, desk: Path, given: tuple[str, ...]) -> None:
    verb, *more = given
    assert run("subscribers", verb, desk, *more).status == Exit.USAGE
    assert states(run, desk) == {}


def test_looking_makes_no_file_of_mail(run: Run, desk: Path) -> None:
    assert run("subscribers", "list", desk).status == Exit.DONE
    assert not (desk / "mail.sqlite").exists()


def test_without_a_brief_nobody_is_asked_to_confirm_one(run: Run, desk: Path) -> None:
    (desk / "brief.toml").unlink()
    ended = run("subscribers", "add", desk, WHO, "--note", "x")
    assert ended.status == Exit.USAGE
    assert "brief.toml" in ended.err
