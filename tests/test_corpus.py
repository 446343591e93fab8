"""The corpus keeps the rules of its guide, and the check would see where it did not."""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def checker(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("check_corpus")


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
        ("contexts", ["legal", "legal"]),
        ("actors", [[0, 1], [0, 1]]),
        ("recipients", [[0, 1]]),
    ],
)
def test_a_fault_in_an_event_is_seen(checker: ModuleType, field: str, value: object) -> None:
    item = copy.deepcopy(GOOD)
    item["events"][0][field] = value
    assert list(checker.faults_of(item, None)) != []


def test_a_text_that_changed_is_seen(checker: ModuleType) -> None:
    assert list(checker.faults_of(GOOD, "another text")) == ["the text at this number is another one than was coded"]


@pytest.mark.parametrize("entity", [{"country": "Turkey"}, {"country": "ZZZ"}, {"sectors": ["XYZ"]}])
def test_a_fault_in_an_entity_is_seen(checker: ModuleType, entity: dict[str, Any]) -> None:
    item = copy.deepcopy(GOOD)
    item["entities"][0] |= entity
    assert list(checker.faults_of(item, None)) != []


TEXT = "Kenya blamed Fiji for the leak."
COMPOSED: dict[str, Any] = {
    "id": "c-1",
    "split": "train",
    "voice": "wire",
    "region": "AFR",
    "year": 2011,
    "hard": [],
    "text": TEXT,
    "events": [GOOD["events"][0] | {"trigger": [6, 12], "actors": [[0, 5]], "recipients": [[13, 17]]}],
    "claims": [],
    "entities": [
        {"start": 0, "end": 5, "country": "KEN", "sectors": []},
        {"start": 13, "end": 17, "country": "FJI", "sectors": []},
    ],
}


def composed_of(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "composed").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in ({"_about": {}}, *rows))
    (folder / "composed" / "sentences.jsonl").write_text(lines, encoding="utf-8")
    return folder


def another(**changes: Any) -> dict[str, Any]:
    """Give a second document, of another text and another cell than the first."""
    return COMPOSED | {"id": "c-2", "region": "ASI", "text": TEXT.replace("leak", "flood")} | changes


def test_well_composed_documents_have_no_fault(checker: ModuleType, tmp_path: Path) -> None:
    assert list(checker.check_composed(composed_of(tmp_path, COMPOSED, another(split="test")))) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"region": "AFR", "split": "test"}, "the voice wire of AFR stands in two splits"),
        ({"text": TEXT}, "is the same text as c-1"),
        ({"voice": "poet"}, "voice poet, region ASI or year 2011 is none of the corpus"),
        ({"region": "MOON"}, "voice wire, region MOON or year 2011 is none of the corpus"),
        ({"year": 1989}, "voice wire, region ASI or year 1989 is none of the corpus"),
        ({"split": "held"}, "held is no split"),
        ({"split": None}, "None is no split"),
        ({"id": "c-1"}, "is there twice"),
    ],
)
def test_a_fault_of_a_composed_document_is_seen(
    checker: ModuleType, tmp_path: Path, changes: dict[str, Any], fault: str
) -> None:
    faults = checker.check_composed(composed_of(tmp_path, COMPOSED, another(**changes)))
    assert list(faults) == [f"sentences.jsonl {changes.get('id', 'c-2')}: {fault}"]


@pytest.mark.parametrize("field", ["split", "voice", "region", "year"])
def test_a_composed_document_that_says_too_little_is_told_of(checker: ModuleType, tmp_path: Path, field: str) -> None:
    bare = {name: value for name, value in another().items() if name != field}
    (fault,) = checker.check_composed(composed_of(tmp_path, COMPOSED, bare))
    assert "None" in fault


@pytest.mark.parametrize("padded", [[5, 12], [6, 13]])
def test_a_span_with_a_blank_at_its_end_is_seen(checker: ModuleType, tmp_path: Path, padded: list[int]) -> None:
    item = copy.deepcopy(COMPOSED)
    item["events"][0]["trigger"] = padded
    (fault,) = checker.check_composed(composed_of(tmp_path, item))
    assert fault.endswith(f"span {padded} begins or ends with a blank")


def test_a_cell_is_held_to_one_split_over_all_files(checker: ModuleType, tmp_path: Path) -> None:
    folder = composed_of(tmp_path, COMPOSED)
    moved = json.dumps(another(region="AFR", split="dev")) + "\n"
    (folder / "composed" / "reports.jsonl").write_text(moved, encoding="utf-8")
    assert len(list(checker.check_composed(folder))) == 1


@pytest.mark.parametrize("code", ["KEN", "XKX", "CSK", "SUN", "YUG", "SCG", "DDR", "UNO", "NGO", None])
def test_codes_of_states_former_states_and_bodies_are_known(checker: ModuleType, code: str | None) -> None:
    item = copy.deepcopy(GOOD)
    item["entities"][0]["country"] = code
    assert list(checker.faults_of(item, None)) == []


@pytest.mark.parametrize("field", ["events", "entities"])
def test_what_is_coded_twice_is_seen(checker: ModuleType, field: str) -> None:
    (fault,) = checker.faults_of(GOOD | {field: GOOD[field] * 2}, None)
    assert fault.endswith("is there twice")


def malformed() -> list[object]:
    """Give documents that are not in the form, each in one way."""
    event, entity = COMPOSED["events"][0], COMPOSED["entities"][0]
    strange = {"claim": "0", "type": ["ACCUSE"], "trigger": None, "more": 1, "where": 3, "contexts": "legal"}
    spans: tuple[object, ...] = ([6.0, 12], [False, True], "6-12", [6])
    events = [{field: value} for field, value in strange.items()] + [{"trigger": span} for span in spans]
    return [
        [],
        *({k: v for k, v in COMPOSED.items() if k != name} for name in ("id", "events", "claims", "entities", "text")),
        *(COMPOSED | {"events": [event | changes]} for changes in events),
        COMPOSED | {"entities": [entity | {"sectors": None}]},
        COMPOSED | {"hard": 5},
        COMPOSED | {"year": "2011"},
        COMPOSED | {"voice": []},
        COMPOSED | {"foo": 1},
        COMPOSED | {"text": "\ud800"},
    ]


@pytest.mark.parametrize("line", ["", "{x", "\ufeff{}", "[" * 100_000, *(json.dumps(row) for row in malformed())])
def test_a_line_out_of_form_is_told_with_its_number(checker: ModuleType, tmp_path: Path, line: str) -> None:
    folder = composed_of(tmp_path, COMPOSED)
    with (folder / "composed" / "sentences.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    (fault,) = checker.check_composed(folder)
    assert fault.startswith("sentences.jsonl:3: not in the form of the corpus: ")


def test_a_corpus_that_is_not_there_has_faults(checker: ModuleType, tmp_path: Path) -> None:
    assert [fault.rpartition(": ")[2] for fault in checker.check(tmp_path / "absent", {})] == [
        "there is no real/coding.jsonl",
        "there is no composed/*.jsonl",
        "incidents/ does not hold train.txt, dev.txt and test.txt",
    ]
    assert list(checker.check_composed(composed_of(tmp_path))) == ["sentences.jsonl: holds no item"]


def test_an_item_beyond_the_texts_is_seen(checker: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    item = GOOD | {"item": 7, "date": "2010-05-01", "split": "test"}
    (tmp_path / "real" / "coding.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    assert list(checker.check_real(tmp_path, {})) == []
    assert list(checker.check_real(tmp_path, {0: "A text."})) == [
        "coding.jsonl x: its number is not in the items given"
    ]


@pytest.mark.parametrize("content", [None, "", "[]\n", "{}\n", "{x\n", '{"text": "x"}\n\n'])
def test_items_that_cannot_be_used_are_told(
    checker: ModuleType,
    content: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    items = tmp_path / "items.jsonl"
    if content is not None:
        items.write_text(content, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["check_corpus", "--items", str(items)])
    with pytest.raises(SystemExit, match="2"):
        checker.main()
    assert "--items cannot be used: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"split": "dev"}, "its split is dev"),
        ({"links": [{"at": [4, 900], "means": []}]}, "outside the text"),
        ({"links": [{"at": [0, 2], "means": [[3, 3]]}]}, "outside the text"),
        ({"links": [{"at": [0, 2], "means": []}, {"at": [0, 2], "means": None}]}, "is there twice"),
    ],
)
def test_links_are_held_to_their_documents(checker: ModuleType, change: dict[str, Any], fault: str) -> None:
    document = COMPOSED | {"split": "train"}
    good = {"id": document["id"], "split": "train", "links": [{"at": [0, 2], "means": [[0, 2]]}]}
    assert list(checker.link_faults(good, document)) == []
    (found,) = checker.link_faults(good | change, document)
    assert fault in found


def test_links_of_a_document_that_is_not_there_are_seen(checker: ModuleType, tmp_path: Path) -> None:
    folder = composed_of(tmp_path, COMPOSED)
    (folder / "links").mkdir()
    row = {"id": "nobody", "split": "train", "links": []}
    (folder / "links" / "reports.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert list(checker.check_links(folder)) == ["reports.jsonl nobody: is no composed document"]


SITUATION = """## s-01 | region: Nowhere | hard: one
@ a | 2021-03-05 | Agency | -
Rebels {shelled|H1} Karavan.
@ b | 2021-03-06 | Daily | -
The {shelling|H1~} went on.
@ c | 2021-03-07 | Ministry | -
Nobody was {hurt|#}.
"""


def incidents_of(folder: Path, train: str, real: object = None) -> Path:
    (folder / "incidents").mkdir()
    for split, text in (("train", train), ("dev", ""), ("test", "")):
        (folder / "incidents" / f"{split}.txt").write_text(text, encoding="utf-8")
    if real is not None:
        (folder / "incidents" / "real.jsonl").write_text(json.dumps(real) + "\n", encoding="utf-8")
    return folder


def test_well_marked_situations_have_no_fault(checker: ModuleType, tmp_path: Path) -> None:
    assert list(checker.check_incidents(incidents_of(tmp_path, SITUATION), {})) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2021-03-06", "6 March", "s-01-b: '6 March' is no date"),
        ("{hurt|#}", "{hurt|X1}", "s-01-c: a brace or a bar outside a mark"),
        ("@ c |", "@ b |", "report"),
        ("region: Nowhere | hard: one", "region: | hard:", "its region or what makes it hard is not told"),
        ("## s-01", "Stray.\n## s-01", "text before the line of its report"),
    ],
)
def test_a_situation_out_of_form_is_told_of(
    checker: ModuleType, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert fault in " ".join(checker.check_incidents(incidents_of(tmp_path, SITUATION.replace(old, new)), {}))


def test_a_situation_that_is_there_twice_is_told_of(checker: ModuleType, tmp_path: Path) -> None:
    assert list(checker.check_incidents(incidents_of(tmp_path, SITUATION + SITUATION), {})) == [
        "incidents: s-01 is there 2 times"
    ]


def test_marks_beyond_a_real_text_and_labels_of_no_kind_are_told_of(checker: ModuleType, tmp_path: Path) -> None:
    report = {"item": 0, "date": "2003-01-01", "hash": "0" * 16, "marks": [[5, 3, "H1"], [0, 2, "H"]]}
    row = {"id": "r-1", "region": "x", "hard": [], "split": "some", "reports": [report]}
    faults = list(checker.check_incidents(incidents_of(tmp_path, SITUATION, row), {0: "A text."}))
    assert [fault.partition(": ")[2] for fault in faults] == [
        "'some' is no split",
        "item 0: not the text that was coded",
        "item 0: [5, 3, 'H1'] is no mark",
        "item 0: [0, 2, 'H'] is no mark",
    ]
