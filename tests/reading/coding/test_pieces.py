"""Pieces stand where their words do, and windows leave none out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.core.spans import Span
from detente.reading.coding.pieces import LONGEST, cut_pieces, windows_of
from detente.reading.coding.weights import load_weights


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_weights().tokenizer


def test_every_piece_stands_on_its_characters(tokenizer: Tokenizer) -> None:
    text = "Müller’s troops re-entered Şuşa — 1,200 men."
    pieces = cut_pieces(tokenizer, text, offset=100)
    words = [text[s - 100 : e - 100] for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    assert "".join(words) == text.replace(" ", "")


def test_shapes_say_how_a_piece_is_written(tokenizer: Tokenizer) -> None:
    pieces = cut_pieces(tokenizer, "nato NATO Nato 1949")
    assert pieces.shapes[0] == 0
    assert 2 in pieces.shapes
    assert 1 in pieces.shapes
    assert pieces.shapes[-1] == 3


def test_a_span_of_pieces_takes_in_whole_words(tokenizer: Tokenizer) -> None:
    text = "Kalashnikovs fell silent"
    pieces = cut_pieces(tokenizer, text)
    assert pieces.goes_on[1], "the word is cut in several pieces, else this shows nothing"
    assert pieces.span(1, 1) == Span(0, len("Kalashnikovs"))


def test_pieces_within_a_span(tokenizer: Tokenizer) -> None:
    text = "Police arrested two men"
    pieces = cut_pieces(tokenizer, text)
    assert list(pieces.within(Span(7, 15))) == [1]
    assert list(pieces.within(Span(500, 510))) == []


def test_no_piece_of_a_long_text_is_cut_off(tokenizer: Tokenizer) -> None:
    text = "word " * 1000
    pieces = cut_pieces(tokenizer, text)
    assert len(pieces.ids) == 1000
    assert pieces.ends[-1] == len(text) - 1


@given(st.integers(min_value=0, max_value=5000))
def test_the_cores_of_windows_part_all_pieces_among_them(n: int) -> None:
    windows = list(windows_of(n))
    assert [w.core_start for w in windows[1:]] == [w.core_end for w in windows[:-1]]
    assert windows[0].core_start == 0
    assert windows[-1].core_end == n
    for window in windows:
        assert window.start <= window.core_start <= window.core_end <= window.end
        assert window.end - window.start <= LONGEST


@given(st.integers(min_value=LONGEST + 1, max_value=5000))
def test_what_is_near_a_core_is_read_with_it(n: int) -> None:
    for window in windows_of(n):
        assert window.core_start - window.start >= 30 or window.start == 0
        assert window.end - window.core_end >= 30 or window.end == n
