"""The material of the Ossering Line: composed, whole, equal to both sides, and true to its story."""

import csv
import importlib
import json
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from tabulate_line_truth import HEAD, board_lines, periods

from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.table import EffortMapping, efforts_of
from detente.registry.ceasefires.parse import parse_ceasefire
from detente.registry.ceasefires.verification.ladder import FINDINGS, METHODS, RUNGS
from detente.registry.ceasefires.verification.signing import (
    FindingText,
    Signature,
    checked_signature,
    sign_off,
    text_id,
)
from detente.registry.forms import from_plain
from detente.registry.mines.mapping import MineMapping
from detente.registry.mines.records import MineFigure
from detente.registry.mines.table import mine_records_of_table
from detente.registry.mines.totals import reconcile_totals
from example_line.built import LINE

REPORTS = [json.loads(line) for line in (LINE / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
TEXTS = {one["id"]: one["text"] for one in REPORTS}


def table(name: str) -> list[dict[str, str]]:
    with (LINE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def mapped(name: str) -> dict[str, object]:
    return tomllib.loads((LINE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ceasefire() -> Ceasefire:
    return parse_ceasefire((LINE / "ceasefire.toml").read_bytes(), name="ceasefire.toml", read_beside=lambda _: b"")


def test_every_report_says_that_it_is_composed() -> None:
    assert 150 <= len(REPORTS) <= 250
    assert len(TEXTS) == len(REPORTS)
    assert all(text.startswith("Composed report: ") and "are invented." in text for text in TEXTS.values())


def test_every_week_has_reports_of_it() -> None:
    weeks = Counter(one["id"][:3] for one in REPORTS)
    assert len(weeks) == sum(name != "whole" for name, _, _ in periods())
    assert min(weeks.values()) >= 4


def test_both_sides_publish_about_as_much(ceasefire: Ceasefire) -> None:
    by = Counter(one["publisher"] for one in REPORTS)
    own = [(*party.press, f"Ministry of Defence of {party.name}") for party in ceasefire.parties]
    numbers = [sum(by[name] for name in names) for names in own]
    assert abs(numbers[0] - numbers[1]) <= max(numbers) / 10


def test_whatever_is_told_names_its_report_and_a_happening_of_the_story() -> None:
    happened = {row["id"] for row in table("truth/happenings.csv")} | {"F01", "F02", "D01"}
    told = table("truth/told.csv")
    assert {row["report"] for row in told} <= TEXTS.keys()
    assert {row["happening"] for row in told if row["happening"]} <= happened


def test_the_truth_is_counted_from_what_persons_wrote() -> None:
    assert [tuple(row[head] for head in HEAD) for row in table("truth/board.csv")] == board_lines(LINE)


@pytest.mark.parametrize("tool", ["make_line_tables", "make_line_observations"])
def test_the_dull_tables_are_those_that_the_tools_make(tool: str, tmp_path: Path) -> None:
    shutil.copytree(LINE, tmp_path / "line")
    importlib.import_module(tool).main(tmp_path / "line")
    for made in (tmp_path / "line").rglob("*.csv"):
        assert made.read_bytes() == (LINE / made.relative_to(tmp_path / "line")).read_bytes(), made.name


def test_effort_is_read_whole(ceasefire: Ceasefire) -> None:
    mapping = from_plain(mapped("effort/effort.toml"), EffortMapping, what="effort.toml")
    read = efforts_of(table("effort/effort.csv"), mapping=mapping, ceasefire=ceasefire, name="effort.csv", by="test")
    assert read.faults == ()
    assert len(read.efforts) == len(table("effort/effort.csv"))
    assert sorted(one.denied_by for one in read.efforts if one.denied_by) == ["C", "V"]


@pytest.mark.parametrize("name", ["corvessa-weekly", "corvessa-running", "velduria-areas", "accidents"])
def test_tables_about_mines_are_read_whole(name: str) -> None:
    mapping = from_plain(mapped(f"mines/{name}.toml"), MineMapping, what=name)
    read = mine_records_of_table(table(f"mines/{name}.csv"), mapping=mapping, name=name, by="test")
    assert read.faults == ()
    assert len(read.records) == len(table(f"mines/{name}.csv"))


def test_the_last_running_total_of_mines_does_not_fit_its_weeks() -> None:
    records: list[MineFigure] = []
    for name in ("corvessa-weekly", "corvessa-running"):
        mapping = from_plain(mapped(f"mines/{name}.toml"), MineMapping, what=name)
        read = mine_records_of_table(table(f"mines/{name}.csv"), mapping=mapping, name=name, by="test")
        records += [one for one in read.records if isinstance(one, MineFigure)]
    found = reconcile_totals(records).differences
    assert [one.kind for one in found] == ["total differs"]


def test_steps_of_verification_stand_on_words_of_their_reports(ceasefire: Ceasefire) -> None:
    for row in table("verify/steps.csv"):
        assert row["words"] in TEXTS[row["source"]], row
        assert row["rung"] in RUNGS
        assert row["body"] in ceasefire.columns
        assert (row["method"] in METHODS) == (row["rung"] in FINDINGS)
    assert {row["denied by"] for row in table("verify/steps.csv") if row["denied by"]} == {"V", "C"}


def test_one_text_is_joint_and_each_side_refuses_one_with_a_reason(ceasefire: Ceasefire) -> None:
    names = dict.fromkeys(row["text"] for row in table("sign/acts.csv"))
    offs = {}
    for name in names:
        words = (LINE / "sign" / f"{name}.txt").read_text(encoding="utf-8")
        text = FindingText(id=text_id(words, [name]), subjects=(name,), text=words, by="test")
        given: list[Signature] = []
        for number, row in enumerate((row for row in table("sign/acts.csv") if row["text"] == name), 1):
            act = Signature(
                text=text.id, number=number, act=row["act"], officer=row["officer"], party=row["party"],  # type: ignore[arg-type]
                at="2019-09-01T10:00:00+00:00", reason=row["reason"] or None,
            )  # fmt: skip
            given.append(checked_signature(act, ceasefire, given))
        offs[name] = sign_off(text, given, ceasefire)
    assert [name for name, one in offs.items() if one.is_joint] == ["1-night-of-two-incidents"]
    assert {act.party for one in offs.values() for act in one.refused} == {"V", "C"}
    assert {act.party for one in offs.values() for act in one.dissents} == {"V", "C"}
