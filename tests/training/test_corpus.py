"""Coded documents as examples, a sentence each."""

import json
from pathlib import Path

from corpus import Json, examples_of, load_reviewed

TEXT = 'He spoke. "We will stay," the envoy said. "Nobody leaves."'


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def row(**claim: object) -> Json:
    given: Json = {"cue": at("said"), "source": at("the envoy"), "content": at('"We will stay,"'), "mood": "said"}
    return {"id": "x", "text": TEXT, "events": [], "claims": [given | claim]}


def test_a_claim_goes_with_the_sentence_of_its_cue() -> None:
    examples = list(examples_of([row()], "composed"))
    assert [len(e.claims or ()) for e in examples].count(1) == 1
    (telling,) = [e for e in examples if e.claims]
    (claim,) = telling.claims or ()
    assert telling.text[claim.cue.start : claim.cue.end] == "said"
    assert claim.mood == "said"


def test_of_a_content_over_several_sentences_only_what_stands_there_is_kept() -> None:
    start = TEXT.index('"We')
    (telling,) = [e for e in examples_of([row(content=[start, len(TEXT)])], "composed") if e.claims]
    (claim,) = telling.claims or ()
    assert claim.content is not None
    assert claim.content.end <= len(telling.text)
    assert telling.text[claim.content.start :].startswith('"We will stay')


def test_a_source_in_another_sentence_is_not_marked() -> None:
    (telling,) = [e for e in examples_of([row(source=at("He"))], "composed") if e.claims]
    (claim,) = telling.claims or ()
    assert claim.source is None


def test_a_claim_without_a_cue_is_nothing_to_tag() -> None:
    assert all(e.claims == () for e in examples_of([row(cue=None)], "composed"))


def test_what_was_reviewed_is_learnt_from_the_same_sentence_once(tmp_path: Path) -> None:
    event = {
        "type": "CONSULT", "mode": None, "contexts": [], "trigger": at("spoke"), "actors": [at("He")],
        "recipients": [], "status": "happened", "claim": None, "where": None, "when": None,
    }  # fmt: skip
    line = json.dumps({"id": "review-1-0", "split": "train", "text": TEXT, "events": [event], "claims": []})
    assert load_reviewed(tmp_path / "reviewed") == []
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps({"_about": {}}) + "\n" + line + "\n", encoding="utf-8")
    (reviewed,) = load_reviewed(tmp_path)
    told = [e for e in examples_of([reviewed], "reviewed") if e.events]
    assert [e.events[0].type for e in told] == ["CONSULT"]
