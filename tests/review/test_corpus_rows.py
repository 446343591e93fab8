import json
from pathlib import Path
from typing import Any

from detente.evaluate.collect import collect_file
from detente.review.corpus import about_corpus, corpus_rows
from review.given import DOCUMENT, body, review


def whole() -> dict[str, Any]:
    """Return a reading whose two events stand in a sentence each."""
    of = body()
    first, second = of["text"].index("On 4 May"), of["text"].index("Northland's ministry denied")
    of["sentences"] = [
        {"start": first, "end": second - 1}, {"start": second, "end": of["text"].index(" Three")},
    ]  # fmt: skip
    return of


def test_a_sentence_goes_in_only_where_every_event_of_it_was_reviewed() -> None:
    of = whole()
    of["sentences"] = [{"start": 0, "end": len(of["text"])}]
    assert list(corpus_rows(of, [review(of, "V1")], document=DOCUMENT)) == []
    assert len(list(corpus_rows(of, [review(of, "V1"), review(of, "V2")], document=DOCUMENT))) == 1
    assert list(corpus_rows(of, [review(of, "V1")], document="another")) == []


def test_what_is_exported_is_read_back_as_gold(tmp_path: Path) -> None:
    of = whole()
    verdicts = [
        review(of, "V1", "correct", ["type=COERCE", "mode=", "recipient=the Daily"]),
        review(of, "V2", "reject"),
    ]
    rows = list(corpus_rows(of, verdicts, document=DOCUMENT))
    path = tmp_path / "reviewed.jsonl"
    lines = [about_corpus("1"), *rows]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    gold = collect_file(path, split="train", items=None)
    first, second = gold.documents
    assert first.events is not None
    (event,) = first.events
    assert (event.type, event.mode, event.contexts, event.status) == ("COERCE", None, ("military",), "happened")
    assert [s.text_in(first.text) for s in event.actors] == ["Northland's army"]
    assert [s.text_in(first.text) for s in event.recipients] == ["the Daily"]
    assert event.trigger.text_in(first.text) == "opened fire"
    assert second.events == ()
    assert rows[0]["review"]["coders"] == ["Ann"]
    assert rows[0]["claims"][rows[0]["events"][0]["claim"]]["mood"] == "said"


def test_half_a_character_is_not_written() -> None:
    of = whole()
    verdicts = [review(of, "V1")]
    of["text"] = of["text"].replace("4 May", "4 \ud800ay")
    assert list(corpus_rows(of, verdicts, document=DOCUMENT)) == []
