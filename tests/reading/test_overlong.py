"""A sentence without an end is cut where it breaks best, and told."""

from itertools import pairwise

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.overlong import MOST_WORDS, cut_overlong, find_overlong
from detente.reading.reading import Reading
from detente.reading.records import Damage
from detente.reading.sentences import SplitSentences


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in cut_overlong(text, 0, len(text))]


def read(text: str) -> Reading:
    return Reader([SplitSentences()]).read(Document(id="x", text=text))


def test_a_sentence_of_as_many_words_as_may_be_is_whole() -> None:
    text = " ".join(["word"] * (MOST_WORDS - 1)) + "."
    (sentence,) = read(text).sentences
    assert (sentence.start, sentence.end, sentence.piece) == (0, len(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 3_000 + "a",
        "(" * 3_000,
        "x" * 60_000,
        "a, b; c\n" * 900 + "d",
        "a\u0301\u200b" * 2_000,
        "_" * 3_000,
        "中" * 50_000,
        '"' * 2_000,
    ],
)
def test_pieces_hold_everything_in_order_and_none_is_too_long(text: str) -> None:
    found = list(cut_overlong(text, 0, len(text)))
    assert [s.piece for s in found] == list(range(1, len(found) + 1))
    assert all(not text[a.end : b.start].strip() for a, b in pairwise(found))
    assert (found[0].start, found[-1].end) == (0, len(text))
    assert all(len(list(cut_overlong(text, s.start, s.end))) == 1 for s in found)


@pytest.mark.parametrize(
    ("filler", "break_", "ends"),
    [("w ", "w\n", "w"), ("w, ", "w; ", "w;"), ("w ", "w, ", "w,"), ("(", "( ", "(")],
)
def test_the_best_break_of_the_second_half_is_taken(filler: str, break_: str, ends: str) -> None:
    units = 2 if filler == "w, " else 1
    text = filler * (350 // units) + break_ + filler * 400
    first = pieces(text)[0]
    assert first == (filler * (350 // units) + break_).rstrip()
    assert first.endswith(ends)


def test_where_no_break_is_better_the_piece_is_as_long_as_it_may_be() -> None:
    first, second, third = pieces("w " * 1_100 + "w")
    assert [len(p.split()) for p in (first, second, third)] == [500, 500, 101]


def test_an_overlong_sentence_is_told_as_damage_as_it_stood() -> None:
    long = "a " * 600 + "a."
    text = f"It rained.\n\n{long}\n\n{long}\n\nIt stopped."
    reading = read(text)
    begins = [text.index(long), text.rindex(long)]
    told = list(find_overlong(reading.sentences))
    assert told == [Damage(start=b, end=b + len(long), kind="overlong sentence") for b in begins]
    assert all("overlong" not in d.kind for d in find_overlong(read("It rained. It stopped.").sentences))


def test_the_last_sentence_is_told_too() -> None:
    reading = read("a " * 700)
    assert [(d.start, d.end) for d in find_overlong(reading.sentences)] == [(0, 1399)]
