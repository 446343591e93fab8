"""`detente ceasefire verify`: each thing with where it stands, steps that are checked, findings beside claims."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cli.ceasefire.test_app import MAY, desk, told  # noqa: F401 - fixtures
from cli.runs import Ended, Run
from detente.cli.exits import Exit

ANN = ("--author", "Ann Brook")
LOG = ("--words", "Two craters beside the post.", "--source", "log 7")
VISIT = ("--rung", "confirmed", "--method", "visit", "--day", "2021-05-06", *LOG, *ANN)


def rows(run: Run, desk: Path, *options: str) -> list[Any]:
    return run("ceasefire", "verify", desk, "ford", "--json", *(options or MAY)).items()


def fire(run: Run, desk: Path) -> str:
    """Return the id of what the ministry alleges on 3 May."""
    (one,) = (row for row in rows(run, desk) if row["kind"] == "fire")
    return str(one["id"])


def take(run: Run, desk: Path, subject: str, *options: str) -> Ended:
    return run("ceasefire", "verify", desk, "ford", subject, *options)


def test_what_could_be_verified_is_listed_with_who_alleges_it_and_where_it_stands(run: Run, told: Path) -> None:
    (one,) = (row for row in rows(run, told) if row["kind"] == "fire")
    assert (one["rungs"], one["alleged by"], one["alleged of"]) == (["alleged"], ["A"], ["B"])
    assert (one["independent sources"], one["enquiries"], one["disputed"]) == ([], [], False)
    assert "opened fire" in one["words"]
    words = run("ceasefire", "verify", told, "ford", *MAY, columns=80).out.decode()
    assert max(map(len, words.splitlines())) <= 80
    for line in ("2021-05-03  case of fire", "  alleged of B by A", "independent sources beside A: none"):
        assert line in words


def test_nothing_to_verify_is_said(run: Run, told: Path) -> None:
    ended = run("ceasefire", "verify", told, "ford", "--from", "2021-03-01", "--to", "2021-03-02")
    assert b"nothing that could be verified is told of these days" in ended.out


def test_steps_append_findings_stand_by_body_and_what_was_known_then_is_shown(run: Run, desk: Path) -> None:
    own = fire(run, desk)
    opened = take(run, desk, own[:8], "--rung", "enquiry open", "--day", "2021-05-04", *LOG, *ANN)
    assert opened.status == Exit.DONE
    assert b"step 1 is kept: enquiry open" in opened.out
    then = dt.datetime.now(dt.UTC).isoformat()
    take(run, desk, own, *VISIT, "--body", "M", "--note", "one photo")
    words = take(run, desk, own, "--rung", "refuted", "--method", "documents", "--body", "B", "--day", "2021-05-07",
                 "--document", "claim", "--words", "near Ash Ford", *ANN).out.decode()  # fmt: skip
    for line in ("Stands: in dispute (found by ", "M (Joint Centre): confirmed", "B (Southmark): refuted",
                 "A (Northmark): no finding", "the desk: no finding",
                 "2. confirmed (visit), 2021-05-06; Ann Brook for M", "“near Ash Ford” (document",
                 "note: one photo"):  # fmt: skip
        assert line in words
    (now,) = (row for row in rows(run, desk) if row["id"] == own)
    assert (now["disputed"], now["findings"]) == (True, [{"B": "refuted", "M": "confirmed"}])
    (before,) = (row for row in rows(run, desk, *MAY, "--as-known-on", then) if row["id"] == own)
    assert before["rungs"] == ["enquiry open"]
    assert run("verify", desk).status == Exit.DONE


def test_a_finding_stands_on_the_board_in_the_column_of_who_found_it_and_changes_no_count(
    run: Run,
    desk: Path,
) -> None:
    (before,) = run("ceasefire", "board", desk, "ford", "--json", *MAY).items()
    own = fire(run, desk)
    take(run, desk, own, *VISIT, "--body", "M")
    take(run, desk, own, "--rung", "access denied", "--denied-by", "B", "--day", "2021-05-07", *LOG, *ANN)
    (after,) = run("ceasefire", "board", desk, "ford", "--json", *MAY).items()
    assert after["board"] == before["board"]
    assert before["verification"] == {"findings": [], "enquiries": [], "lost": [], "joint": []}
    assert after["verification"]["findings"] == [{"row": "fire", "body": "M", "found": {"confirmed": 1}}]
    lines = run("ceasefire", "board", desk, "ford", *MAY, columns=80).out.decode().splitlines()
    assert max(map(len, lines)) <= 80
    (found,) = (line for line in lines if "found: 1 confirmed" in line)
    assert found.split("│")[2].strip() == "found: 1 confirmed", "the monitors' column stands in the middle"
    assert any("access denied 1x by B" in line for line in lines)


def test_an_enquiry_whose_report_is_withdrawn_is_told_and_can_be_named(run: Run, desk: Path) -> None:
    own = fire(run, desk)
    take(run, desk, own, *VISIT, "--body", "M")
    run("withdraw", desk, "claim", *ANN, "--reason", "sent by mistake")
    lost = [row for row in rows(run, desk) if row.get("lost")]
    assert [row["id"] for row in lost] == [own]
    assert b"is no longer told (read otherwise" in run("ceasefire", "verify", desk, "ford", *MAY).out
    shown = run("ceasefire", "verify", desk, "ford", own[:8], *MAY).out.decode()
    assert "its words were “Southmark opened fire" in shown
    assert "M (Joint Centre): confirmed" in shown
    board = run("ceasefire", "board", desk, "ford", *MAY).out.decode()
    assert "found:" not in board
    assert "Enquiries whose subject is no longer told" in board
    back = take(run, desk, own, "--take-back", "1", "--reason", "of no report", *ANN)
    assert b"step 1 is taken back" in back.out
    assert [row for row in rows(run, desk) if row.get("lost")] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rung", "maybe", *LOG), "a step is one of enquiry open"),
        (("--rung", "corroborated", *LOG), "nobody writes it"),
        (("--rung", "confirmed", *LOG), "by what method"),
        (("--rung", "confirmed", "--method", "guess", *LOG), "is no method"),
        (("--rung", "confirmed", "--method", "visit"), "no words that it stands on"),
        (("--rung", "confirmed", "--method", "visit", "--words", "seen"), "where these words are from"),
        (("--rung", "confirmed", "--method", "visit", "--words", "a\x1b[2Jb", "--source", "log"), "nobody sees"),
        (("--rung", "confirmed", "--method", "visit", "--words", " ", "--source", "log"), "is blank"),
        (("--rung", "confirmed", "--method", "visit", "--words", "x" * 2001, "--source", "log"), "2,000 at most"),
        (("--rung", "access denied", "--denied-by", "M", *LOG), "by a party: A, B"),
        (("--rung", "enquiry open", "--body", "Z", *LOG), "no party and no monitor of ford"),
        (("--rung", "enquiry open", "--day", "2021-05-02", *LOG), "before 2021-05-03"),
        (("--rung", "enquiry open", "--day", "2091-05-02", *LOG), "lies ahead"),
        (("--rung", "enquiry open", "--document", "claim", "--at", "5", "999"), "names no words"),
        (("--rung", "enquiry open", "--document", "claim", "--words", "not there"), "does not stand in the text"),
        (("--rung", "enquiry open", "--document", "claim"), "either its --words"),
        (("--rung", "enquiry open", "--document", "none", "--at", "0", "4"), "no document answers"),
        (("--rung", "enquiry open", "--at", "0", "4"), "name it: --document"),
        (("--rung", "enquiry open", "--take-back", "1"), "leave out --rung or --take-back"),
        (("--rung", "enquiry open", "--as-known-on", "2021-05-05", *LOG), "leave out --as-known-on"),
        (("--rung", "enquiry open", "--reason", "why", *LOG), "--reason goes with --take-back"),
        (("--method", "visit"), "say which: --rung"),
        (("--take-back", "1", "--reason", "why"), "no step 1"),
        ((), "leave --author out"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_keeps_nothing(
    run: Run,
    told: Path,
    options: tuple[str, ...],
    said: str,
) -> None:
    ended = take(run, told, fire(run, told), *options, *ANN)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert not any(row["enquiries"] for row in rows(run, told))


def test_who_takes_a_step_and_of_what_is_named(run: Run, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_AUTHOR", raising=False)
    assert "nobody is named" in take(run, told, fire(run, told), "--rung", "enquiry open", *LOG).err
    assert "nothing answers to 'zz'" in take(run, told, "zz", *VISIT).err
    assert "is not named" in run("ceasefire", "verify", told, "ford", *VISIT).err


def test_an_enquiry_of_another_ceasefire_is_told_as_such(run: Run, desk: Path, tmp_path: Path) -> None:
    own = fire(run, desk)
    take(run, desk, own, *VISIT)
    from cli.ceasefire.test_app import FORD, SIGNED

    names = FORD.replace('"ford"', '"hill"').replace("Northmark", "Eastmark").replace("Southmark", "Westmark")
    (tmp_path / "hill.toml").write_text(names, encoding="utf-8")
    run("ceasefire", "define", desk, tmp_path / "hill.toml", *SIGNED)
    ended = run("ceasefire", "verify", desk, "hill", own, *VISIT)
    assert ended.status == Exit.USAGE
    assert "is one of the ceasefire 'ford'" in ended.err


def test_an_enquiry_whose_event_a_person_rejected_is_not_lost_unseen(run: Run, desk: Path) -> None:
    own = fire(run, desk)
    take(run, desk, own, *VISIT, "--body", "M")
    ((key, _),) = {
        (row["id"], row["words"])
        for row in run("review", "queue", desk, "--limit", "50", "--json").items()
        if row["kind"] == "event" and row["report"] == "claim"
    }
    run("review", "reject", desk, key, "--coder", "Bo Reed")
    (lost,) = (row for row in rows(run, desk) if row.get("lost"))
    assert (lost["id"], lost["enquiries"][0]["standing"]["findings"]) == (own, [["M", "confirmed"]])


def test_an_enquiry_into_what_is_told_long_after_stands_on_its_own_days(run: Run, desk: Path, tmp_path: Path) -> None:
    late = (
        "Northmark soldiers shelled a Southmark post near Ash Ford with mortars on 20 March 2021, "
        "the Southmark defence ministry said."
    )
    line = {"id": "late", "text": late, "published": "2021-07-30", "publisher": "late"}
    (tmp_path / "late.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    run("add", desk, tmp_path / "late.jsonl")
    whole = ("--from", "2021-03-01", "--to", "2021-08-01")
    (own,) = (row["id"] for row in rows(run, desk, *whole) if row["interval"]["first"] == "2021-03-20")
    assert take(run, desk, own, *VISIT, *whole).status == Exit.DONE
    march = ("--from", "2021-03-19", "--to", "2021-03-21")
    assert [row["id"] for row in rows(run, desk, *march)] == [own]
    assert "lost" not in run("ceasefire", "board", desk, "ford", *march).out.decode()
    assert [row["id"] for row in rows(run, desk, *whole) if row["enquiries"]] == [own]
