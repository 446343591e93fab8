"""`detente evaluate` over gold, readings and floors."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.core.spans import Span
from detente.pipeline import outcomes
from detente.pipeline.reader import Reader
from detente.reading.sentences import SplitSentences
from evaluate.made import ACCUSATION, CODED, MARKED, MEETING, reading_of, write_corpus, write_rows

TYPED = "type and trigger"
COMMAND = "detente.cli.evaluate"


@pytest.fixture(autouse=True)
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a coder that always accuses in the model's place, and a reader that finds no events."""

    def relate(_text: str, _actor: Span, _recipient: Span) -> Mapping[str, float]:
        return {"ACCUSE": 0.7, "NONE": 0.3}

    monkeypatch.setattr(sys.modules[COMMAND], "_relate", lambda: relate)
    monkeypatch.setattr(outcomes, "default_reader", lambda: Reader([SplitSentences()]))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "mine.jsonl", CODED)


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "readings.jsonl", reading_of(CODED, ACCUSATION | {"confidence": 0.75}))


def values(items: list[Any]) -> dict[tuple[str, str], Any]:
    return {(i["section"], i["figure"]): i for i in items if i["label"] is None}


def test_the_corpus_is_measured_real_and_composed_apart(run: Run, tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    ended = run("evaluate", "--corpus", corpus, "--items", items, "--json")
    found = values(ended.items())
    assert ended.status == Exit.DONE
    assert {section for section, _ in found} == {"real", "composed"}
    assert (found["real", TYPED]["gold"], found["real", TYPED]["value"]) == (2, 0.0)
    assert found["real", "sentences without events coded"]["all"] == 2
    assert found["real", "type given the pair"]["gold"] == 3
    assert ended.err == ""


def test_the_corpus_is_looked_for_in_this_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path)
    monkeypatch.chdir(tmp_path)
    ended = run("evaluate", "--split", "dev", "--json")
    assert {i["split"] for i in ended.items()} == {"dev"}
    assert {section for section, _ in values(ended.items())} == {"composed"}


def test_without_their_texts_real_items_are_left_out_and_said_to_be(run: Run, tmp_path: Path) -> None:
    corpus, _ = write_corpus(tmp_path)
    ended = run("evaluate", "--corpus", corpus, "--json")
    assert ended.status == Exit.DONE
    assert {section for section, _ in values(ended.items())} == {"composed"}
    assert ended.err == "real: 2 items are left out: their texts stand elsewhere; name the file with --items\n"


def test_readings_made_before_are_measured_as_they_are(run: Run, gold: Path, readings: Path) -> None:
    found = values(run("evaluate", gold, "--readings", readings, "--json").items())
    typed = found["mine.jsonl", TYPED]
    assert (typed["right"], typed["given"], typed["gold"], typed["precision"]["value"]) == (1, 1, 2, 1.0)
    assert found["mine.jsonl", "calibration error"]["value"] == pytest.approx(0.25)


def test_a_table_for_people(run: Run, gold: Path, readings: Path) -> None:
    ended = run("evaluate", gold, "--readings", readings)
    lines = ended.out.decode().splitlines()
    assert lines[0] == "mine.jsonl (test): 1 documents, 2 events, 4 pairs"
    assert any(line.split() == ["CONSULT", "0.000", "0.000", "0.000", "0.000–0.000", "0", "0", "1"] for line in lines)
    brief = run("evaluate", gold, "--readings", readings, "--brief").out.decode()
    assert TYPED in brief
    assert "CONSULT" not in brief


def test_marked_pairs(run: Run, tmp_path: Path) -> None:
    pairs = write_rows(tmp_path / "pairs.jsonl", MARKED, MARKED | {"id": "p2", "type": "YIELD"})
    found = values(run("evaluate", pairs, "--json").items())
    assert found["pairs.jsonl", "type or NONE given the pair"]["value"] == pytest.approx((2 / 3 + 0) / 2)
    ended = run("evaluate", pairs, "--no-pairs")
    assert ended.status == Exit.USAGE
    assert "this gold marks pairs only" in ended.err


def test_texts_without_events_are_not_said_to_mark_pairs(run: Run, tmp_path: Path) -> None:
    dull = write_rows(tmp_path / "dull.jsonl", CODED | {"events": []})
    refused = write_rows(tmp_path / "r.jsonl", {"id": "d1", "error": {"code": "failed", "message": "it failed"}})
    ended = run("evaluate", dull, "--no-pairs", "--readings", refused)
    assert ended.status == Exit.USAGE
    assert "no event is coded or given" in ended.err


def test_without_pairs_the_model_is_not_asked_for(
    run: Run, gold: Path, readings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[COMMAND], "_relate", None)
    ended = run("evaluate", gold, "--readings", readings, "--no-pairs", "--json")
    assert ended.status == Exit.DONE
    assert not [figure for _, figure in values(ended.items()) if "pair" in figure.lower()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--raise-floors"], "give --floors FILE"),
        (["--floors", "f.json", "--lower", "because"], "--lower goes with --raise-floors"),
        (["--floors", "f.json", "--raise-floors", "--lower", " "], "--lower needs a reason"),
        (["--floors", "f.json"], "f.json cannot be read"),
        (["--readings", "r.jsonl"], "r.jsonl cannot be read"),
        (["absent.jsonl"], "absent.jsonl cannot be read: No such file or directory; name a file that is there"),
        (["--raise-floors", "--floors", "no/f.json"], "no/f.json cannot be written"),
        (["--corpus", "."], "holds neither real/coding.jsonl nor"),
        (["--split", "train"], "gives no gold"),
    ],
)
def test_arguments_that_cannot_be_used(
    arguments: list[str], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "mine.jsonl", CODED | {"split": "test"})
    ended = run("evaluate", "mine.jsonl", *arguments)
    assert ended.status == (Exit.OUTPUT if "written" in said else Exit.USAGE)
    assert ended.out == b""
    assert said in ended.err


def test_two_files_of_one_name_are_told_apart_by_nobody(run: Run, gold: Path, tmp_path: Path) -> None:
    again = write_rows(tmp_path / "other" / "mine.jsonl", CODED)
    ended = run("evaluate", gold, again)
    assert ended.status == Exit.USAGE
    assert "rename one" in ended.err


def test_a_corpus_with_nothing_in_the_split(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "corpus" / "composed" / "a.jsonl", CODED | {"split": "train"})
    ended = run("evaluate", "--corpus", tmp_path / "corpus")
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert "there is no gold in the split 'test'" in ended.err


def test_floors_hold_then_rise_and_are_not_let_down(run: Run, gold: Path, readings: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    measure = ("evaluate", gold, "--readings", readings, "--brief", "--floors", floors)
    made = run(*measure, "--raise-floors")
    assert (made.status, made.err) == (Exit.DONE, f"floors written to {floors}\n")
    kept = json.loads(floors.read_text())["evaluate"]["sections"]["mine.jsonl"]["floors"]
    assert kept[TYPED] == 0.666
    assert kept["calibration error"] == 0.25

    held = run(*measure)
    assert held.status == Exit.DONE
    assert "fallen" not in held.out.decode()

    write_rows(readings, reading_of(CODED, ACCUSATION | {"confidence": 0.75}, MEETING | {"confidence": 0.8}))
    better = run(*measure, "--json")
    assert better.status == Exit.DONE
    assert values(better.items())["mine.jsonl", TYPED]["verdict"] == "rose"
    run(*measure, "--raise-floors")
    assert json.loads(floors.read_text())["evaluate"]["sections"]["mine.jsonl"]["floors"][TYPED] == 1.0

    write_rows(readings, reading_of(CODED, ACCUSATION | {"confidence": 0.75}))
    before = floors.read_bytes()
    fallen = run(*measure)
    assert fallen.status == Exit.BROKEN
    assert "fallen" in fallen.out.decode()
    assert f"fallen under their floors in {floors}: mine.jsonl: {TYPED}" in fallen.err
    refused = run(*measure, "--raise-floors")
    assert refused.status == Exit.USAGE
    assert floors.read_bytes() == before

    lowered = run(*measure, "--raise-floors", "--lower", "the meeting was coded wrongly")
    assert lowered.status == Exit.DONE
    assert json.loads(floors.read_text())["evaluate"]["lowered"][0]["reason"] == "the meeting was coded wrongly"
    assert run(*measure).status == Exit.DONE


def test_figures_are_printed_though_no_floor_could_be_held(
    run: Run, gold: Path, readings: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    kept = {"split": "test", "hash": "h", "floors": {"type given the pair": 0.5}}
    floors.write_text(json.dumps({"evaluate": {"sections": {"mine.jsonl": kept}}}), encoding="utf-8")
    ended = run("evaluate", gold, "--readings", readings, "--no-pairs", "--floors", floors)
    assert ended.status == Exit.USAGE
    assert TYPED in ended.out.decode()
    assert "nothing that has a floor is measured" in ended.err


def test_a_part_of_the_corpus_makes_no_floors(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, items = write_corpus(tmp_path)
    items.write_text("".join(items.read_text().splitlines(keepends=True)[:1]))
    monkeypatch.setattr(sys.modules[COMMAND], "_measure", None)
    floors = tmp_path / "floors.json"
    ended = run("evaluate", "--corpus", corpus, "--items", items, "--floors", floors, "--raise-floors")
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert "real: 1 documents are left out; floors are made on the whole only" in ended.err
    assert not floors.exists()


def test_a_reason_that_nothing_needed_is_said_to_be_dropped(
    run: Run, gold: Path, readings: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    ended = run("evaluate", gold, "--readings", readings, "--floors", floors, "--raise-floors", "--lower", "because")
    assert ended.status == Exit.DONE
    assert "no floor fell, so the reason given with --lower is not kept" in ended.err


def test_brief_holds_for_programs_too(run: Run, gold: Path, readings: Path) -> None:
    assert {i["label"] for i in run("evaluate", gold, "--readings", readings, "--brief", "--json").items()} == {None}


def test_gold_that_changed_since_its_floors_is_said_to_have(
    run: Run, gold: Path, readings: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    measure = ("evaluate", gold, "--readings", readings, "--brief", "--floors", floors)
    run(*measure, "--raise-floors")
    assert "changed" not in run(*measure).err
    write_rows(gold, CODED, CODED | {"id": "d2", "split": "train"})
    ended = run(*measure)
    assert ended.status == Exit.DONE
    assert "mine.jsonl: the gold has changed since its floors were measured" in ended.err


def test_the_output_has_no_colours_where_nobody_looks(run: Run, gold: Path, readings: Path) -> None:
    assert b"\x1b" not in run("evaluate", gold, "--readings", readings).out


def test_figures_are_written_in_the_form_that_ships(run: Run, gold: Path, readings: Path, tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    printed = run("evaluate", gold, "--readings", readings, "--json", "--write", path)
    assert printed.status == Exit.DONE
    assert printed.err.endswith(f"figures written to {path}\n")
    content = json.loads(path.read_text(encoding="utf-8"))
    (section,) = content["sections"]
    assert (section["name"], section["documents"]) == ("mine.jsonl", 1)
    rows = {(row["figure"], row["label"]): row["value"] for row in section["figures"]}
    assert rows == {(row["figure"], row["label"]): round(row["value"], 6) for row in printed.items()}
    assert content["stages"]["dates"]
    refused = run("evaluate", gold, "--readings", readings, "--write", tmp_path / "none" / "figures.json")
    assert refused.status == Exit.OUTPUT
