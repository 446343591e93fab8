"""`detente review`: verdicts from the command line, by keys in a terminal, blind sessions, drills, grades, export."""

import json
import os
import pty
import select
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.evaluate.collect import collect_file
from detente.store import create_record
from store.made import NOON, add

EVENTS = 2
PATIENCE = 60  # seconds that a terminal may be silent


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Make a desk with two reports, read by hand."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in (1, 2):
            add(record, n)
    return tmp_path


def objects(run: Run, *arguments: object) -> list[dict[str, Any]]:
    ended = run(*arguments, "--json")
    assert ended.status == Exit.DONE, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def ids(run: Run, desk: Path, kind: str = "event") -> list[str]:
    return [row["id"] for row in objects(run, "review", "queue", desk) if row["kind"] == kind]


def test_the_queue_tells_its_points(run: Run, desk: Path) -> None:
    rows = objects(run, "review", "queue", desk, "--limit", "3")
    assert len(rows) == 3
    assert all(row["because"] and row["sums"] for row in rows)
    assert all(row["words"] and row["report"] in {"d1", "d2"} for row in rows)
    assert "points" in run("review", "queue", desk).out.decode()


@pytest.mark.parametrize("columns", [80, 140])
def test_next_shows_the_words_around_and_takes_nothing_where_there_is_no_terminal(
    run: Run, desk: Path, columns: int
) -> None:
    said = run("review", "next", desk, "--coder", "Ann", columns=columns).out.decode()
    assert all(len(line) <= columns for line in said.splitlines())
    assert "Northland's ministry denied it" in " ".join(said.split())
    assert "actors" in said
    assert objects(run, "review", "list", desk) == []


def test_verdicts_are_kept_and_shown_beside_what_the_machine_read(run: Run, desk: Path) -> None:
    first, second, third, *_ = ids(run, desk)
    assert run("review", "accept", desk, first[:8], "--coder", "Ann").status == Exit.DONE
    assert run("review", "reject", desk, second[:8], "--coder", "Bo", "--comment", "a rumour").status == Exit.DONE
    assert run("review", "correct", desk, third[:8], "--coder", "Bo", "--field", "status=alleged").status == Exit.DONE
    by_key = {row["key"]: row for row in objects(run, "show", desk, "events")}
    assert by_key[first]["review"]["verdict"] == "accept"
    assert by_key[second]["review"]["comment"] == "a rumour"
    assert by_key[third]["status"] != "alleged"
    assert by_key[third]["review"]["fields"]["status"]["value"] == "alleged"
    shown = run("show", desk, "events", columns=200).out.decode()
    assert "reviewed" in shown
    counted = {(row["what"], row["of"]): row["count"] for row in objects(run, "show", desk)}
    assert counted["rejected", "claims and events, by people"] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--field", "actor=the navy"], "does not stand in the text"),
        (["--field", "type=SHELL"], "is no type"),
        (["--field", "colour=red"], "is no field"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(run: Run, desk: Path, given: list[str], said: str) -> None:
    ended = run("review", "correct", desk, ids(run, desk)[0][:8], "--coder", "Ann", *given)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert objects(run, "review", "list", desk) == []


def test_who_says_otherwise_than_somebody_else_is_told_so_and_needs_a_word(run: Run, desk: Path) -> None:
    item = ids(run, desk)[0]
    ann = ("review", "correct", desk, item, "--coder", "Ann", "--field", "status=alleged", "--field", "contexts=legal")
    assert run(*ann).status == Exit.DONE
    bo = ("review", "correct", desk, item, "--coder", "Bo")
    refused = run(*bo, "--field", "status=demanded")
    assert refused.status == Exit.USAGE
    assert "Ann has corrected status already" in " ".join(refused.err.split())
    assert run("review", "accept", desk, item, "--coder", "Bo").status == Exit.USAGE
    kept = run(*bo, "--field", "type=AID")
    assert kept.status == Exit.DONE
    assert "holds beside it: Ann (contexts, status)" in " ".join(kept.out.decode().split())
    (row,) = (row for row in objects(run, "show", desk, "events") if row["key"] == item)
    assert {"contexts", "status", "type"} <= row["review"]["fields"].keys()
    assert row["review"]["beside"][0]["fields"] == ["contexts", "status"]
    assert run(*bo, "--field", "status=demanded", "--again").status == Exit.DONE


def test_a_review_is_taken_back_with_a_reason(run: Run, desk: Path) -> None:
    run("review", "reject", desk, ids(run, desk)[0][:8], "--coder", "Ann")
    (made,) = objects(run, "review", "list", desk)
    blank = run("review", "withdraw", desk, made["id"][:8], "--author", "Ann", "--reason", " ")
    assert blank.status == Exit.USAGE
    assert run("review", "withdraw", desk, made["id"][:8], "--author", "Ann", "--reason", "slip").status == Exit.DONE
    assert objects(run, "review", "list", desk) == []


def typed(arguments: list[str], keys: bytes) -> str:
    """Run the command line in a terminal of its own, and return what it shows there to somebody who presses keys."""
    child, terminal = pty.fork()
    if not child:  # pragma: no cover - another process
        os.execv(sys.executable, [sys.executable, "-m", "detente", *arguments])  # noqa: S606 - our own command
    # Before anything is shown: what is typed early counts.
    os.write(terminal, keys)
    shown = b""
    while True:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            pytest.fail(f"nothing came for {PATIENCE} s after: {shown.decode()}")
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side is gone
            break
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == Exit.DONE, shown
    return shown.decode()


def test_in_a_terminal_a_key_is_enough(run: Run, desk: Path) -> None:
    shown = typed(["review", "next", str(desk), "--coder", "Ann"], b"xasrc" + b"mood=announced\n\nq")
    assert "does nothing" in shown
    assert "accepted" in shown
    assert "rejected" in shown
    verdicts = [row["verdict"] for row in objects(run, "review", "list", desk)]
    assert verdicts[:2] == ["accept", "reject"]


def test_a_slip_in_a_correction_costs_only_its_line_and_the_item_is_asked_again(run: Run, desk: Path) -> None:
    lines = b"status=alleged\nplace=Nowhere\ncolour=red\ncontexts=legal\n\nq"
    shown = typed(["review", "next", str(desk), "--coder", "Ann"], b"c\nc" + lines)
    assert shown.count("not taken") == 2
    assert "take a key for it again" in shown
    (row,) = objects(run, "review", "list", desk)
    assert sorted(row["fields"]) == ["contexts", "status"]


@pytest.mark.parametrize("name", ["machine", "Machine 2", "An\x1b[31mn", "An\nn", " ", "x" * 200])
def test_nobody_reviews_or_decides_under_a_name_that_is_none(run: Run, desk: Path, name: str) -> None:
    one = ids(run, desk)[0]
    coded = ("--coder", name)
    signed = ("--author", name, "--reason", "so it is")
    assert run("review", "accept", desk, one, *coded).status == Exit.USAGE
    assert run("review", "next", desk, *coded).status == Exit.USAGE
    assert run("review", "grade-source", desk, "Daily", "B", *signed).status == Exit.USAGE
    assert run("incidents", "undo", desk, "abc", *signed).status == Exit.USAGE
    coders = ("--coders", name, "--coders", "Bo")
    assert run("review", "session", "start", desk, "--sample", "2", *coders).status == Exit.USAGE
    assert objects(run, "review", "list", desk) == []


@pytest.mark.parametrize(
    ("given", "said"), [("wounded=-3@Three", "is no number with its words"), ("wounded=2@Three", "does not tell 2")]
)
def test_a_number_is_that_of_its_words(run: Run, desk: Path, given: str, said: str) -> None:
    ended = run("review", "correct", desk, ids(run, desk)[0], "--coder", "Bo", "--field", given)
    assert ended.status == Exit.USAGE
    assert said in ended.err


def start(run: Run, desk: Path, *more: str) -> str:
    ended = run("review", "session", "start", desk, "--sample", "2", "--coders", "Ann", "--coders", "Bo", *more)
    assert ended.status == Exit.DONE, ended.err
    return ended.out.decode().split()[1].rstrip(":")


def items_of(run: Run, desk: Path) -> list[str]:
    waiting = set(ids(run, desk))
    return sorted({row["key"] for row in objects(run, "show", desk, "events")} - waiting)


def test_a_session_from_its_start_to_its_end(run: Run, desk: Path) -> None:
    session = start(run, desk)
    one, other = items_of(run, desk)
    for coder, verdict in (("Ann", "reject"), ("Bo", "accept")):
        assert run("review", verdict, desk, one, "--coder", coder).status == Exit.DONE
        if coder == "Ann":
            assert "blind session" in run("review", "next", desk, "--coder", "Bo").out.decode()
            assert run("review", "session", "compare", desk, session).status == Exit.USAGE
            assert objects(run, "review", "list", desk) == []
            assert not any(row["review"] for row in objects(run, "show", desk, "events"))
        run("review", "accept", desk, other, "--coder", coder)
    (listed,) = objects(run, "review", "session", "list", desk)
    assert (listed["differ"], listed["settled"]) == (1, 0)
    (differs,) = objects(run, "review", "session", "compare", desk, session)
    assert (differs["id"], differs["field"], differs["Ann"], differs["Bo"]) == (one, "there at all", "no", "yes")
    assert "too few items" in run("review", "session", "compare", desk, session).out.decode()
    settling = ("review", "session", "settle", desk, session, one, "--reason", "as the text says")
    assert run(*settling, "--by", "Ann", "--take", "Bo").status == Exit.USAGE
    assert run(*settling, "--by", "Cy", "--take", "Ann").status == Exit.DONE
    (row,) = [r for r in objects(run, "show", desk, "events") if r["key"] == one]
    assert row["review"]["settles"]
    twice = run(*settling, "--by", "Dan", "--take", "Bo")
    assert twice.status == Exit.USAGE
    assert "Cy settled" in twice.err
    assert run(*settling, "--by", "talk", "--how", "talk", "--take", "Bo", "--again").status == Exit.USAGE
    assert run(*settling, "--by", "Dan", "--take", "Ann", "--again").status == Exit.DONE
    agreed = ("review", "session", "settle", desk, session, other, "--by", "Cy", "--take", "Ann", "--reason", "so")
    assert "the coders agree" in run(*agreed).err
    (there,) = [r for r in objects(run, "review", "agreement", desk) if r["field"] == "there at all"]
    assert (there["items"], there["agreed"]) == (2, 1)
    assert objects(run, "review", "agreement", desk, "--until", "1999-01-01") == []
    turned = run("review", "agreement", desk, "--since", "2027-01-01", "--until", "2020-01-01")
    assert turned.status == Exit.USAGE


def test_who_codes_blind_to_the_machine_sees_nothing_of_it(run: Run, desk: Path) -> None:
    start(run, desk, "--blind-to-machine")
    shown = run("review", "next", desk, "--coder", "Bo").out.decode()
    assert "to code:" in shown
    assert "actors" not in shown
    hidden = items_of(run, desk)
    assert len(hidden) == 2
    for row in objects(run, "show", desk, "events"):
        assert (row["type"] is None) == (row["key"] in hidden)
    assert run("review", "accept", desk, hidden[0], "--coder", "Bo").status == Exit.USAGE
    few = run("review", "correct", desk, hidden[0], "--coder", "Bo", "--field", "type=AID")
    assert "needs status" in few.err


def test_what_is_coded_blind_is_withheld_everywhere_until_the_session_ends(run: Run, desk: Path) -> None:
    session = start(run, desk, "--blind-to-machine", "--kind", "claim", "--sample", "9")
    run("review", "reject", desk, (hidden := _claims_of(run, desk))[0], "--coder", "Ann", "--comment", "a wild guess")
    said = _everything(run, desk)
    assert "a wild guess" not in said
    withheld = [row for row in objects(run, "show", desk, "statements") if "withheld" in row["words"]]
    assert withheld
    assert not any(row["who"] or row["how"] for row in withheld)
    (one, *_) = objects(run, "show", desk, "documents")
    (reading,) = [json.loads(line) for line in run("show", desk, "--reading", one["id"]).out.splitlines()]
    assert {left["kind"] for left in reading["withheld"]} == {"claim", "event"}
    assert len(reading["events"]) < EVENTS  # what a withheld claim holds would seem to be the publisher's own word
    assert "coded blind until the session has ended" in (desk / "index.html").read_text(encoding="utf-8")
    run("review", "session", "end", desk, session, "--author", "Cy", "--reason", "enough")
    assert not any("withheld" in row["words"] for row in objects(run, "show", desk, "statements"))
    assert hidden


def _claims_of(run: Run, desk: Path) -> list[str]:
    return [row["key"] for row in objects(run, "show", desk, "claims") if "withheld" in row["words"]]


def _everything(run: Run, desk: Path) -> str:
    """Return what every command shows that shows what was read or said."""
    assert run("page", desk).status == Exit.DONE
    documents = [row["id"] for row in objects(run, "show", desk, "documents")]
    asked: list[tuple[object, ...]] = [
        ("show", desk, what) for what in ("events", "claims", "statements", "quantities")
    ]
    asked += [("show", desk, "--reading", one) for one in documents]
    asked += [("history", desk, one) for one in documents]
    asked += [("incidents", "list", desk), ("incidents", "utterances", desk), ("review", "list", desk)]
    said = "".join(run(*one).out.decode() for one in asked)
    return said + (desk / "index.html").read_text(encoding="utf-8")


DRILL = {
    "id": "x", "text": "The army shelled the town.", "events": [{
        "type": "ASSAULT", "mode": None, "contexts": [], "trigger": [9, 16], "actors": [[0, 8]],
        "recipients": [[17, 25]], "status": "happened", "claim": None, "where": None, "when": None,
    }],
}  # fmt: skip


def test_a_drill_is_scored_and_counts_nowhere(run: Run, desk: Path) -> None:
    questions, answers = desk / "set.jsonl", desk / "answers.txt"
    questions.write_text(json.dumps(DRILL) + "\n", encoding="utf-8")
    answers.write_text("type=ASSAULT\tstatus=alleged\tactor=army\trecipient=town\n", encoding="utf-8")
    drill = ("review", "drill", desk, "--set", questions, "--coder", "Ann")
    scores = {row["field"]: row["share"] for row in objects(run, *drill, "--answers", answers)}
    assert scores["type"] == 1
    assert scores["status"] == 0
    assert objects(run, "review", "list", desk) == []
    asked = run(*drill, stdin=b"type=ASSAULT\nstatus=happened\nactor=army\nrecipient=town\n\n").out.decode()
    assert "drill item 1 of 1" in asked
    none = {"id": "y", "text": "Nothing was shelled.", "events": []}
    questions.write_text(f"{json.dumps(none)}\n{json.dumps(DRILL)}\n", encoding="utf-8")
    some = run(*drill, "--answers", answers)
    assert some.status == Exit.DONE
    assert "left out: 'y' has no events" in some.err
    questions.write_text('{"id": "x", "text": "y", "events": [{"type": "AID"}]}\n', encoding="utf-8")
    assert run(*drill).status == Exit.USAGE


def test_a_grade_needs_a_letter_and_a_reason(run: Run, desk: Path) -> None:
    graded = ("review", "grade-source", desk, "Daily Wire")
    assert run(*graded, "B", "--author", "Ann", "--reason", "right twice").status == Exit.DONE
    assert run(*graded, "Q", "--author", "Ann", "--reason", "x").status == Exit.USAGE
    (row,) = objects(run, "review", "grades", desk)
    assert (row["grade"], row["means"], row["reason"]) == ("B", "usually reliable", "right twice")


def test_what_was_reviewed_is_exported_and_read_back(run: Run, desk: Path) -> None:
    out = desk / "reviewed.jsonl"
    assert run("review", "export", desk, "-o", out).status == Exit.OUTPUT
    assert not out.exists()
    for key in ids(run, desk):
        run("review", "accept", desk, key, "--coder", "Ann")
    ended = run("review", "export", desk, "-o", out)
    if ended.status == Exit.DONE:  # the reading made by hand has one sentence only
        assert collect_file(out, split="train", items=None).documents


MISSED = ("--trigger", "were wounded", "--field", "type=ASSAULT", "--field", "status=happened")


def test_what_the_machine_missed_is_added_counts_and_is_taken_back(run: Run, desk: Path) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    before = {(row["what"], row["of"]): row["count"] for row in objects(run, "show", desk)}
    add = ("review", "add", desk, one["id"], *MISSED, "--field", "recipient=Three soldiers", "--coder", "Ann")
    ended = run(*add, "--comment", "said in the next sentence")
    assert ended.status == Exit.DONE, ended.err

    (row,) = [r for r in objects(run, "show", desk, "events") if r["review"]]
    assert (row["type"], row["to whom"], row["status"], row["sure"]) == ("ASSAULT", "Three soldiers", "happened", None)
    assert row["review"]["comment"] == "said in the next sentence"
    assert row["incident"] in {r["id"] for r in objects(run, "incidents", "list", desk)}
    assert "coded by Ann" in " ".join(run("show", desk, "events", columns=220).out.decode().split())
    after = {(r["what"], r["of"]): r["count"] for r in objects(run, "show", desk)}
    assert after["events", None] == before["events", None] + 1
    (listed,) = objects(run, "review", "list", desk)
    assert listed["fields"]["added"]["value"] == "by a person"
    assert "add" in run("review", "list", desk, columns=140).out.decode()
    assert run(*add).status == Exit.USAGE

    run("review", "withdraw", desk, listed["id"], "--author", "Ann", "--reason", "one deed, not two")
    assert not [r for r in objects(run, "show", desk, "events") if r["review"]]
    assert {(r["what"], r["of"]): r["count"] for r in objects(run, "show", desk)} == before


CLAIM = ("--content", "Three soldiers were wounded", "--field", "source=the Southland ministry")
HOW = ("--field", "cue=said", "--field", "mode=indirect", "--field", "mood=accused", "--comment", "as before")


def test_a_missed_claim_is_added_holds_events_and_is_told_as_a_person_s(run: Run, desk: Path) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    before = run("show", desk, "claims").out
    assert run("review", "add", desk, one["id"], *CLAIM, *HOW, "--coder", "Ann").status == Exit.DONE
    held = ("--field", "recipient=Three soldiers", "--field", "claim=soldiers were wounded")
    assert run("review", "add", desk, one["id"], *MISSED, *held, "--coder", "Bo").status == Exit.DONE

    (row,) = [r for r in objects(run, "show", desk, "claims") if r["review"]]
    assert (row["who"], row["how"], row["sure"]) == ("the Southland ministry (ZAF)", "indirect, accused", None)
    told = " ".join(run("show", desk, "claims", columns=80).out.decode().split())
    assert "coded by Ann on" in told
    assert "the machine read none: as before" in told
    assert [len(objects(run, "show", desk, "claims", "--country", code)) for code in ("ZAF", "NLD")] == [3, 0]
    counts = {(r["what"], r["of"]): r["count"] for r in objects(run, "show", desk)}
    assert counts["added", "claims and events, by people"] == 2
    (event,) = [r for r in objects(run, "show", desk, "events") if r["review"]]
    (incident,) = [r for r in objects(run, "incidents", "list", desk) if r["id"] == event["incident"]]
    assert "the Southland ministry" in incident["summary"]
    (reading,) = run("show", desk, "--reading", one["id"]).items()
    assert [c["id"] for c in reading["added"]["claims"]] == ["AC1"]
    assert "AC1" not in {c["id"] for c in reading["claims"]}
    claim, added = sorted(objects(run, "review", "list", desk), key=lambda r: r["kind"])
    assert "claim" in run("history", desk, claim["id"], columns=200).out.decode()
    refused = run("review", "withdraw", desk, claim["id"], "--author", "Ann", "--reason", "no")
    assert (refused.status, "would be told by nobody" in refused.err) == (Exit.USAGE, True)
    for review in (added, claim):
        run("review", "withdraw", desk, review["id"], "--author", "Ann", "--reason", "no")
    assert run("show", desk, "claims").out == before


def test_an_addition_is_corrected_by_others_and_not_accepted(run: Run, desk: Path) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    run("review", "add", desk, one["id"], *CLAIM, *HOW, "--coder", "Ann")
    (added,) = objects(run, "review", "list", desk)
    correct = ("review", "correct", desk, added["key"][:10], "--field", "mood=denied", "--coder", "Bo")
    assert "Ann has corrected mood" in run(*correct).err
    assert run(*correct, "--again").status == Exit.DONE
    (row,) = [r for r in objects(run, "show", desk, "claims") if r["review"]]
    assert row["how"] == "indirect, denied"
    assert "coded by Ann and Bo" in " ".join(run("show", desk, "claims", columns=220).out.decode().split())
    for verdict in ("accept", "reject"):
        assert "was added by" in run("review", verdict, desk, added["key"][:10], "--coder", "Cy").err


def test_an_addition_says_whether_it_is_an_event_or_a_claim(run: Run, desk: Path) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    both = run("review", "add", desk, one["id"], *MISSED, "--content", "Three soldiers", "--coder", "Ann")
    neither = run("review", "add", desk, one["id"], "--field", "type=ASSAULT", "--coder", "Ann")
    assert [ended.status for ended in (both, neither)] == [Exit.USAGE, Exit.USAGE]
    assert "say what is added" in both.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--trigger", "marched", "--field", "type=ASSAULT"), "does not stand in the text"),
        (("--trigger", "opened fire", "--field", "type=ASSAULT"), "correct it"),
        (("--trigger", "were wounded", "--field", "type=ASSAULT"), "needs status"),
        ((*MISSED,), "somebody who takes part"),
    ],
)
def test_what_cannot_be_added_is_refused(run: Run, desk: Path, given: tuple[str, ...], said: str) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    ended = run("review", "add", desk, one["id"], *given, "--coder", "Ann")
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert objects(run, "review", "list", desk) == []


def test_an_added_event_goes_into_the_corpus_with_its_sentence(run: Run, desk: Path) -> None:
    (one, *_) = objects(run, "show", desk, "documents")
    run("review", "add", desk, one["id"], *MISSED, "--field", "recipient=Three soldiers", "--coder", "Ann")
    run("review", "export", desk, "-o", desk / "out.jsonl")
    _, row = [json.loads(line) for line in (desk / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    (event,) = row["events"]
    assert row["text"][slice(*event["trigger"])] == "were wounded"
    assert [row["text"][slice(*span)] for span in event["recipients"]] == ["Three soldiers"]
