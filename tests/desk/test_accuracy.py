"""The pages on accuracy and method: every number is the shipped file's, every rule the code's own text."""

import importlib
import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit
from detente.desk.pages.accuracy.wording import FIELDS, MEANINGS, SECTIONS
from detente.desk.pages.method.rules import RULES
from detente.evaluate.known import load_known
from detente.evaluate.measured import load_measured
from detente.knowledge.files import read_json
from detente.pipeline.reader import default_reader
from detente.registry.ceasefires.trend import enough
from detente.registry.contradictions.rules import load_rules

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reader(visit: Visit, empty: Path) -> TestClient:
    return visit(empty, "reader")


def sheets(reader: TestClient, address: str) -> dict[str, list[dict[str, Any]]]:
    found = reader.get(f"{address}{'&' if '?' in address else '?'}as=json").json()["sheets"]
    return {one["id"]: one["rows"] for one in found}


def test_the_page_shows_what_the_file_has_and_nothing_else(reader: TestClient) -> None:
    shown = sheets(reader, "/accuracy")
    kept = {
        (section["name"], row["figure"]): row
        for section in read_json("accuracy/figures.json")["sections"]
        for row in section["figures"]
        if not row["label"]
    }
    seen = 0
    for sheet in ("figures", "errors", "happenings", "merged"):
        for row in shown[sheet]:
            for section in SECTIONS:
                value = row.get(f"{section}-value")
                if value is not None and row["figure"]["value"] in MEANINGS:
                    told = kept[section, row["figure"]["value"]]
                    assert (value["value"], value["text"]) == (told["value"], f"{told['value']:.3f}")
                    assert row[f"{section}-interval"]["text"] == f"{told['low']:.3f}–{told['high']:.3f}"
                    seen += 1
    assert seen == len(kept)


def test_every_measured_thing_has_words() -> None:
    measured, known = load_measured(), load_known()
    assert {one.name for section in measured.sections for one in section.figures} <= set(MEANINGS)
    assert {section.name for section in measured.sections} <= set(SECTIONS) & {one.section for one in known.data}
    assert {one.field for one in known.agreed} <= set(FIELDS)


def test_the_card_is_made_from_the_file(tool: Callable[[str], ModuleType]) -> None:
    filler = tool("fill_card")
    card = filler.CARD.read_text(encoding="utf-8")
    assert filler.fill_measured(card, filler.load(filler.FIGURES)) == card


def test_the_figures_are_of_the_reader_that_ships_and_hold_their_floors() -> None:
    measured = load_measured()
    assert measured.stages == default_reader().versions
    floors = json.loads((ROOT / "tests/gold/floors.json").read_text(encoding="utf-8"))["evaluate"]["sections"]
    assert {one.name: one.hash for one in measured.sections} == {name: kept["hash"] for name, kept in floors.items()}


def test_weaknesses_are_those_of_the_roadmap() -> None:
    roadmap = (ROOT / "docs/roadmap.md").read_text(encoding="utf-8")
    areas = re.findall(r"^- \*\*(.+?)\.?\*\*", roadmap[roadmap.index("## Known to be weak") :], re.MULTILINE)
    assert areas
    assert set(areas) <= {one.area for one in load_known().weak}


def test_one_figure_is_shown_by_its_values(reader: TestClient) -> None:
    shown = sheets(reader, "/accuracy?figure=status, if matched&text=composed")["labels"]
    measured = next(one for one in load_measured().sections if one.name == "composed")
    values = {one.label: one.gold for one in measured.figures if one.name == "status, if matched" and one.label}
    assert {row["id"]: row["gold"]["value"] for row in shown} == values
    assert 'value="type and trigger" selected' in reader.get("/accuracy?figure=<script>&text=none").text


def test_a_rule_is_the_text_of_the_code_that_keeps_to_it(reader: TestClient) -> None:
    for rule in RULES:
        page = reader.get(f"/method/{rule.id}")
        assert page.status_code == 200
        text = inspect.getdoc(importlib.import_module(f"detente.{rule.module}")) or ""
        first = " ".join(text.split("\n\n")[0].split())
        assert first.split('"')[0].split("'")[0] in page.text
        assert f"detente.{rule.module}" in page.text
    assert reader.get("/method/nothing").status_code == 404


def test_the_rules_in_force_are_read_from_where_they_are_kept(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = sheets(reader, "/method")
    assert [row["rule"]["text"] for row in shown["contradictions"]] == [one.id for one in load_rules()]
    assert [row["id"] for row in shown["stages"]][:-1] == [name for name, _ in default_reader().versions]
    monkeypatch.setattr(enough, "FEWEST_BLOCKS", 77)
    rules = {row["id"]: row for row in sheets(reader, "/method")["rules"]}
    assert "77" in rules["enough"]["numbers"]["text"]


def test_how_often_the_trend_is_right_is_what_its_explanation_says(tool: Callable[[str], ModuleType]) -> None:
    shipper = tool("ship_trend")
    assert shipper.rows_of(shipper.PAGE.read_text(encoding="utf-8")) == read_json("accuracy/trend.json")["rows"]
