"""Sentences: every word in one, in order, and a quotation's marks with the sentence they belong to."""

import itertools
from collections.abc import Callable
from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences, _past_closers, paragraphs


def split(text: str) -> list[str]:
    reading = Reading(document=Document(id="d", text=text))
    return [text[s.start : s.end] for s in SplitSentences()(reading)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "She stayed."],
        ["Mr. Smith met Gen. Jones at 5 p.m. on Monday.", "They agreed."],
        ["The U.S. sent $19.5 million.", "Nobody asked why."],
        ["“It is quiet.”", "He left."],
        ["“It is quiet.", "Nobody shoots,” he said.", "Then he left."],
        ["“Are they gone?” he asked.", "They were."],
        ['"We met.', 'We agreed," the minister said.'],
        ["Baku said so!", "Why?", "Nobody knows…"],
    ],
)
def test_cuts(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", "\r\n\r\n", "\r\r", "\n\u00a0\n", "\u2029"])
def test_a_blank_line_always_ends_a_sentence(gap: str) -> None:
    assert split(f"A headline without a stop{gap}The first sentence.") == [
        "A headline without a stop",
        "The first sentence.",
    ]


def test_a_blank_line_of_any_kind_parts_a_quotation_from_what_follows() -> None:
    assert split('"Are they gone?"\r\n\r\nhe asked.') == ['"Are they gone?"', "he asked."]


def test_each_space_and_mark_is_gone_over_once() -> None:
    """Cuts in a long run of blank lines are moved without going over the run for each of them."""
    looked = 0

    class Watched(str):
        __slots__ = ()

        def __getitem__(self, key: SupportsIndex | slice, /) -> str:
            nonlocal looked
            looked += 1
            return super().__getitem__(key)

    text = Watched("A. " + "\r\n" * 2000 + '"' * 50 + "B.")
    moved = list(_past_closers(text, list(range(3, len(text) - 2))))
    assert set(moved) == {2}
    assert looked < 5 * len(text)


def test_paragraphs_stand_between_blank_lines_without_white_space() -> None:
    text = "\n  One\ntwo. \n \nThree.\u2029Four.\n\u200b\nFive.\r\r"
    assert [p.text_in(text) for p in paragraphs(text)] == ["One\ntwo.", "Three.", "Four.", "Five."]


def test_white_space_around_a_sentence_is_not_part_of_it() -> None:
    assert split("\n\n  One.   Two. \n") == ["One.", "Two."]


@given(st.text(st.characters(codec="utf-8"), max_size=80) | st.text('ab. ."“”?!\n\r', max_size=80))
def test_every_word_is_in_one_sentence_in_order(text: str) -> None:
    reading = Reading(document=Document(id="d", text=text))
    found = list(SplitSentences()(reading))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    inside = {i for s in found for i in range(s.start, s.end)}
    assert all(i in inside for i, c in enumerate(text) if not c.isspace())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in found)


def test_a_stage_says_what_it_is(document: Callable[..., Document]) -> None:
    assert list(SplitSentences()(Reading(document=document("")))) == []
    assert (SplitSentences.needs, SplitSentences.adds) == ((), "sentences")
