"""The corpus keeps the rules of its guide, and the check would see where it did not."""

import copy
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_corpus", ROOT / "tools" / "check_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOOD: dict[str, Any] = {
    "id": "x",
    "item": 0,
    "hash": "0" * 16,
    "events": [
        {
            "type": "ACCUSE",
            "mode": "allege",
            "contexts": ["legal"],
            "trigger": [2, 9],
            "actors": [[0, 1]],
            "recipients": [],
            "status": "happened",
            "claim": None,
            "where": None,
            "when": None,
        }
    ],
    "claims": [],
    "entities": [{"start": 0, "end": 1, "country": "TUR", "sectors": ["GOV"]}],
}


def test_the_corpus_has_no_faults(checker: ModuleType) -> None:
    assert checker.check(ROOT / "corpus", {}) == []


@pytest.mark.seeds
def test_the_corpus_fits_its_texts(checker: ModuleType, shared: Path) -> None:
    texts = checker.load_texts(shared / "data" / "open" / "current_events_2002_2019.jsonl")
    assert checker.check(ROOT / "corpus", texts) == []


def test_a_well_coded_item_has_no_fault(checker: ModuleType) -> None:
    assert list(checker.faults_of(GOOD, None)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "QUARREL"),
        ("mode", "drone"),
        ("contexts", ["weather"]),
        ("status", "maybe"),
        ("trigger", [9, 2]),
        ("actors", []),
        ("actors", [[3, 4]]),
        ("claim", 0),
    ],
)
def test_a_fault_in_an_event_is_seen(checker: ModuleType, field: str, value: object) -> None:
    item = copy.deepcopy(GOOD)
    item["events"][0][field] = value
    assert list(checker.faults_of(item, None)) != []


def test_a_text_that_changed_is_seen(checker: ModuleType) -> None:
    assert list(checker.faults_of(GOOD, "another text")) == ["the text at this number is another one than was coded"]


@pytest.mark.parametrize("entity", [{"country": "Turkey"}, {"sectors": ["XYZ"]}])
def test_a_fault_in_an_entity_is_seen(checker: ModuleType, entity: dict[str, Any]) -> None:
    item = copy.deepcopy(GOOD)
    item["entities"][0] |= entity
    assert list(checker.faults_of(item, None)) != []
