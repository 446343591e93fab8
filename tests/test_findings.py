"""The page of a run's findings: counts of what is there, and the same sample however a run was cut."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.runs.layout import ASIDE, MANIFEST
from detente.runs.rows import Rows
from runs.tabled import made, make_run, rows_by_number

MANIFEST_BODY: dict[str, Any] = {
    "detente": "0.1.0",
    "inputs": [{"address": "file:///somewhere/else/reports.jsonl"}],
    "documents": 60,
    "read": 58,
    "unread": {"not_english": 1},
    "aside": {"took_too_long": 1},
    "passed": {"blank": 2},
    "dropped": {"events: nobody is named": 58},
    "rows": {"documents": 60, "events": 116},
    "stage_seconds": {"shard": 30.0, "parse": 10.0},
    "seconds": 16.0,
    "plan": {"workers": 2},
}


@pytest.fixture(scope="module")
def findings(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("findings")


@pytest.fixture(scope="module")
def rows() -> list[Rows]:
    return rows_by_number([made(n) for n in range(60)])


def _page(findings: ModuleType, folder: Path, rows: list[Rows], *, size: int) -> str:
    store = make_run(folder / "run", rows, size=size)
    store.write(MANIFEST, json.dumps(MANIFEST_BODY).encode())
    aside = [{"id": f"d{n}", "code": "took_too_long", "message": f"it took {n} seconds"} for n in (7, 1_200)]
    store.write(ASIDE, b"".join(json.dumps(one).encode() + b"\n" for one in aside))
    findings.main(store.address, str(folder / "out.md"))
    return (folder / "out.md").read_text(encoding="utf-8")


def test_the_page_counts_what_is_there(findings: ModuleType, tmp_path: Path, rows: list[Rows]) -> None:
    lines = _page(findings, tmp_path, rows, size=7).splitlines()
    for line in (
        "| documents | 60 |",
        "| kept and not read: not\\_english | 1 |",
        "| took\\_too\\_long | it took … seconds | 2 |",
        "| events: nobody is named | 58 |",
        "| year | ASSAULT | REJECT | all |",
        "| 2021 | 59 | 59 | 118 |",
        "| happened | 59 |",
        "| the text's own voice | 59 |",
        "| NLD | ZAF | 0 | 0 | 0 | 59 | 0 | 59 |",
        "| the Southland ministry | organisation | ZAF | 59 |",
        "| the Daily | organisation | not told | 59 |",
        "| indirect | denied | 59 |",
        "| parse | 10.0 |",
    ):
        assert line in lines
    assert "Claims whose source is not named, or named by words that stand for nobody known: 59." in lines
    assert "2.0 documents a second and worker" in "\n".join(lines)
    assert "somewhere" not in "\n".join(lines)


def test_the_sample_is_the_same_however_a_run_was_cut(findings: ModuleType, tmp_path: Path, rows: list[Rows]) -> None:
    pages = [_page(findings, tmp_path / str(size), rows, size=size) for size in (7, 60)]
    assert pages[0] == pages[1]
    sample = pages[0].partition("## Twenty events")[2].splitlines()
    judged = [line for line in sample if line.startswith(tuple(f"| {n} | d" for n in range(1, 21)))]
    assert len(judged) == 20
    assert len({line.split(" | ", 1)[1] for line in judged}) == 20
    assert all(line.endswith(" |  |  |") for line in judged)


def test_words_that_look_like_mark_up_stay_words(findings: ModuleType, tmp_path: Path, rows: list[Rows]) -> None:
    hostile = "a | b\n\n# c <script>[x](y) `z`" + "w" * 5_000
    event = rows[0].events[0] | {"evidence_words": hostile, "document": "x|y", "published_from": None}
    page = _page(findings, tmp_path, [replace(rows[0], events=(event,))], size=1)
    (line,) = [line for line in page.splitlines() if line.startswith("| 1 | ")]
    assert line.startswith("| 1 | x\\|y, not told | a \\| b \\# c \\<script\\>\\[x\\](y) \\`z\\`wwww")
    assert len(line) < 2_000


def test_a_run_of_nothing_has_a_page(findings: ModuleType, tmp_path: Path) -> None:
    page = _page(findings, tmp_path, [], size=1)
    assert "## Twenty events to be judged" in page
