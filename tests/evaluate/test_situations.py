"""Situations are collected by split, and real ones only with the texts that were coded."""

import hashlib
import json
from pathlib import Path

import pytest

from detente.core.errors import UsageError
from detente.evaluate.situations import COMPOSED_HAPPENINGS, REAL_HAPPENINGS, collect_situations

TEXT = "Rebels shelled Karavan."
COMPOSED = "## s-01 | region: Nowhere | hard: one\n@ a | 2021-03-05 | Agency | -\nRebels {shelled|H1} Karavan.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "test.txt").write_text(COMPOSED, encoding="utf-8")
    write_real(tmp_path, [7, 14, "H1"])
    (tmp_path / "items.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    return tmp_path


def write_real(folder: Path, *marks: object) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    report = {"item": 0, "date": "2003-01-01", "hash": digest, "marks": marks}
    row = {"id": "r-1", "region": "x", "hard": ["one"], "split": "test", "reports": [report]}
    (folder / "incidents" / "real.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def test_real_and_composed_situations_are_sections_of_their_own(corpus: Path) -> None:
    real, composed = collect_situations(corpus, split="test", items=corpus / "items.jsonl")
    assert (real.section, composed.section) == (REAL_HAPPENINGS, COMPOSED_HAPPENINGS)
    for gold in (real, composed):
        (report,) = gold.situations[0].reports
        (mark,) = report.marks
        assert report.text[mark.start : mark.end] == "shelled"
        assert mark.happening == f"{gold.situations[0].id}/H1"
        assert gold.left_out == 0


def test_without_their_texts_real_situations_are_left_out(corpus: Path) -> None:
    real, _ = collect_situations(corpus, split="test", items=None)
    assert (real.situations, real.left_out) == ((), 1)


def test_a_situation_with_a_text_that_has_changed_is_left_out(corpus: Path) -> None:
    (corpus / "items.jsonl").write_text(json.dumps({"text": TEXT + " "}) + "\n", encoding="utf-8")
    real, _ = collect_situations(corpus, split="test", items=corpus / "items.jsonl")
    assert (real.situations, real.left_out) == ((), 1)


def test_what_is_recalled_or_summed_up_belongs_to_no_happening(corpus: Path) -> None:
    write_real(corpus, [0, 6, "~"], [7, 14, "H2~"], [15, 22, "#"])
    real, _ = collect_situations(corpus, split="test", items=corpus / "items.jsonl")
    marks = real.situations[0].reports[0].marks
    assert [(m.happening, m.recalled) for m in marks] == [(None, True), ("r-1/H2", True), (None, False)]


def test_a_mark_beyond_its_text_is_refused(corpus: Path) -> None:
    write_real(corpus, [7, 140, "H1"])
    with pytest.raises(UsageError, match="marks 7 to 140 of a text of 23"):
        list(collect_situations(corpus, split="test", items=corpus / "items.jsonl"))


def test_a_split_without_situations_has_none_and_a_corpus_without_any_no_section(corpus: Path, tmp_path: Path) -> None:
    (real,) = collect_situations(corpus, split="dev", items=corpus / "items.jsonl")
    assert real.situations == ()
    assert list(collect_situations(tmp_path / "absent", split="dev", items=None)) == []
