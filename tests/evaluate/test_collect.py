"""Gold from the corpus and from files."""

import json
from pathlib import Path

import pytest

from detente.core.errors import UsageError
from detente.evaluate.collect import collect_corpus, collect_file
from evaluate.made import CODED, MARKED, TEXT, write_corpus, write_rows


def test_real_items_are_joined_with_their_texts_and_composed_ones_stand_apart(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    real, composed = collect_corpus(corpus, split="test", items=items)
    assert [(d.id, d.text, d.published) for d in real.documents] == [
        ("r0", "A dull day.", "2010-05-01"),
        ("r2", TEXT, None),
    ]
    assert [d.id for d in composed.documents] == ["c1"]
    assert (real.section, composed.section, real.notes, composed.notes) == ("real", "composed", (), ())


def test_another_split(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    assert [[d.id for d in g.documents] for g in collect_corpus(corpus, split="dev", items=items)] == [[], ["c2"]]


def test_real_items_whose_texts_are_not_at_hand_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    corpus, _ = write_corpus(tmp_path)
    real, composed = collect_corpus(corpus, split="test", items=None)
    assert (real.documents, len(composed.documents)) == ((), 1)
    assert "2 items are left out" in real.notes[0]
    assert (real.left_out, composed.left_out) == (2, 0)
    assert "--items" in real.notes[0]


def test_a_text_that_changed_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    write_rows(items, {"text": "A dull day!"}, {"text": "Not coded."}, {"text": TEXT})
    real, _ = collect_corpus(corpus, split="test", items=items)
    assert [d.id for d in real.documents] == ["r2"]
    assert "1 items are left out: their texts are others" in real.notes[0]


def test_items_that_end_too_early_are_said_to(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    write_rows(items, {"text": "A dull day."})
    real, _ = collect_corpus(corpus, split="test", items=items)
    assert [d.id for d in real.documents] == ["r0"]
    assert "ends before them" in real.notes[0]


def test_another_collection_is_refused(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    write_rows(items, *({"text": f"Something else {n}."} for n in range(3)))
    with pytest.raises(UsageError, match=r"no text of .* is one that was coded"):
        list(collect_corpus(corpus, split="test", items=items))


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--corpus"):
        list(collect_corpus(tmp_path, split="test", items=None))


def test_the_hash_is_of_the_files_whether_or_not_the_texts_are_there(tmp_path: Path) -> None:
    corpus, items = write_corpus(tmp_path)
    before = [g.hash for g in collect_corpus(corpus, split="test", items=items)]
    assert [g.hash for g in collect_corpus(corpus, split="dev", items=None)] == before
    with (corpus / "composed" / "b.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(CODED | {"id": "c3", "split": "train"}) + "\n")
    after = [g.hash for g in collect_corpus(corpus, split="test", items=items)]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_a_file_is_a_section_by_its_name_and_needs_no_split(tmp_path: Path) -> None:
    gold = collect_file(write_rows(tmp_path / "mine.jsonl", CODED, MARKED), split="dev", items=None)
    assert (gold.section, [d.id for d in gold.documents]) == ("mine.jsonl", ["d1", "p1"])


@pytest.mark.parametrize("rows", [[], [{"_about": {}}], [CODED | {"split": "train"}]])
def test_a_file_without_gold_is_refused(rows: list[dict[str, object]], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gives no gold"):
        collect_file(write_rows(tmp_path / "mine.jsonl", *rows), split="test", items=None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{not json\n", ":1: not JSON"),
        (b"\n\xff\xfe{}\n", ":2: not UTF-8"),
        ('{"id": "x", "text": "Ruritani\u00e9", "events": []}'.encode("latin-1"), ":1: not UTF-8"),
        (b'{"id": "x", "text": "\\uD800", "events": []}', ":1: a text holds half a surrogate pair"),
        (b'{"id": "\\udfff", "text": "It rained.", "events": []}', ":1: a text holds half a surrogate pair"),
        (
            b'{"id": "x", "text": "It rained.", "events": [], "split": "tset"}',
            ":1: 'tset' is no split; there are: test,",
        ),
        (b'{"id": "x", "item": [1], "hash": "x", "events": []}', r":1: `item` is .*\[1\].*; give the number of a line"),
        (b'{"id": "x", "item": -1, "hash": "x", "events": []}', ":1: `item` is"),
        (b'{"id": "x", "item": true, "hash": "x", "events": []}', ":1: `item` is"),
        (b"[" * 100_000, ":1: not JSON"),
        (b"[1]\n", ":1: the line is JSON and no object"),
        (b'{"id": "x", "events": []}\n', ":1: there is neither a `text`"),
        (b'{"id": "x", "text": null, "events": []}\n', ":1: there is neither a `text`"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_bytes(data)
    with pytest.raises(UsageError, match=said):
        collect_file(tmp_path / "mine.jsonl", split="test", items=tmp_path / "items.jsonl")


def test_a_whole_surrogate_pair_and_a_byte_order_mark_are_no_fault(tmp_path: Path) -> None:
    line = b'\xef\xbb\xbf{"id": "x", "text": "It rained \\ud83d\\ude00.", "events": []}\n'
    (tmp_path / "mine.jsonl").write_bytes(line)
    (document,) = collect_file(tmp_path / "mine.jsonl", split="test", items=None).documents
    assert document.text == "It rained \U0001f600."


def test_splits_that_are_there_are_named_where_the_one_asked_for_is_not(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "mine.jsonl", CODED | {"split": "train"}, MARKED | {"split": "dev"})
    with pytest.raises(UsageError, match=r"no line is in the split 'test'; there are: train \(1\), dev \(1\)"):
        collect_file(path, split="test", items=None)


def test_an_id_that_is_there_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "mine.jsonl", CODED, MARKED, CODED)
    with pytest.raises(UsageError, match=r"mine.jsonl:3: the id 'd1' is taken already, at .*mine.jsonl:1"):
        collect_file(path, split="test", items=None)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent.jsonl cannot be read: No such file or directory; name a file"):
        collect_file(tmp_path / "absent.jsonl", split="test", items=None)
