"""`detente expectations`: what is to come, by whose word; that it came is for a person to say."""

from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run
from cli.watched import SIGNED, begin
from detente.cli.exits import Exit


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    return begin(run, tmp_path)


def listed(run: Run, desk: Path, *options: str, on: str = "2024-03-20") -> dict[str, Any]:
    return {one["kind"]: one for one in run("expectations", "list", desk, "--on", on, *options, "--json").items()}


def test_it_is_due_then_overdue_and_met_only_when_a_person_says_so(run: Run, desk: Path) -> None:
    assert listed(run, desk, on="2024-03-10")["meeting"]["state"] == "due"
    meeting = listed(run, desk, "--overdue")["meeting"]
    (event,) = meeting["proposals"]
    assert event["evidence"][0]["words"].startswith("The foreign ministers of Northmark and Southmark met")

    done = run("expectations", "met", desk, meeting["id"][:10], "--by", event["event"][:12], *SIGNED)
    assert done.status == Exit.DONE
    assert set(listed(run, desk, "--met")) == {"meeting"}
    run("expectations", "not-met", desk, meeting["id"], "--by", event["event"], *SIGNED)
    assert listed(run, desk)["meeting"]["state"] == "overdue"
    assert run("expectations", "met", desk, meeting["id"], "--by", "zz", *SIGNED).status == Exit.USAGE


def test_hopes_are_listed_when_asked_for_and_provisions_with_a_day_are_deadlines(run: Run, desk: Path) -> None:
    assert set(listed(run, desk)) == {"meeting", "deadline"}
    assert set(listed(run, desk, "--hopes")) == {"meeting", "deadline", "hope"}
    assert listed(run, desk)["deadline"]["due"]["last"] == "2024-04-01"


def test_dropped_and_taken_back(run: Run, desk: Path) -> None:
    id_ = listed(run, desk)["deadline"]["id"]
    assert run("expectations", "drop", desk, id_, *SIGNED).status == Exit.DONE
    assert listed(run, desk)["deadline"]["state"] == "dropped"
    run("expectations", "drop", desk, id_, "--undo", *SIGNED)
    assert listed(run, desk)["deadline"]["state"] == "due"
    assert run("expectations", "drop", desk, "nothing", *SIGNED).status == Exit.USAGE


def test_a_person_writes_one_down_puts_it_together_and_takes_it_apart(run: Run, desk: Path) -> None:
    written = ("--what", "meeting", "--words", "They meet in Kessing.", "--source", "a letter", "--claimant", "N")
    noted = run(
        "expectations",
        "note",
        desk,
        *written,
        "--part",
        "who=N",
        "--from",
        "2024-05-01",
        "--due",
        "2024-05-01",
        *SIGNED,
    )
    assert noted.status == Exit.DONE, noted.err
    before = run("expectations", "list", desk, "--json").items()
    first, second = (one["id"] for one in before if one["kind"] == "meeting")
    assert run("expectations", "together", desk, first, second, *SIGNED).status == Exit.DONE
    assert len(run("expectations", "list", desk, "--json").items()) == len(before) - 1
    assert run("expectations", "apart", desk, first, second, *SIGNED).status == Exit.DONE
    assert len(run("expectations", "list", desk, "--json").items()) == len(before)
    assert run("expectations", "note", desk, *written[2:], "--what", "feast", *SIGNED).status == Exit.USAGE


def test_nothing_was_known_before_the_record_was_there(run: Run, desk: Path) -> None:
    assert run("expectations", "list", desk, "--as-known-on", "2001-01-01", "--json").items() == []


def test_one_whole_says_what_speaks_for_and_against_and_fits_a_narrow_terminal(run: Run, desk: Path) -> None:
    id_ = listed(run, desk)["meeting"]["id"]
    shown = run("expectations", "show", desk, id_, "--on", "2024-03-20", columns=80).out.decode()
    assert "overdue; its last day was 2024-03-14" in shown
    assert "proposed as meeting it" in shown
    assert "against: nothing told" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("turned", [False, True])
def test_apart_takes_back_what_put_two_of_one_report_together(run: Run, desk: Path, *, turned: bool) -> None:
    found = listed(run, desk)
    meeting, deadline = found["meeting"]["id"], found["deadline"]["id"]
    done = run("expectations", "together", desk, meeting, deadline[:8], *SIGNED)
    assert "they differ: a meeting and a deadline" in done.err
    assert len(listed(run, desk)) == 1
    given = (deadline, meeting) if turned else (meeting, deadline)
    assert run("expectations", "show", desk, deadline[:8]).status == Exit.DONE
    assert run("expectations", "apart", desk, *given, *SIGNED).status == Exit.DONE
    assert set(listed(run, desk)) == {"meeting", "deadline"}
    assert run("expectations", "apart", desk, meeting, meeting, *SIGNED).status == Exit.USAGE
