"""English words of a text are counted, names and abbreviations left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.vocabulary import english_in


@pytest.mark.parametrize(
    ("text", "english", "words"),
    [
        ("Rebels shelled the town of Goris on Monday", 5, 5),
        ("Troye soldat byli ubity pri obstrele", 0, 5),
        ("El jeish da5al w 2atal", 0, 2),
        ("ntl chkpt 122mm 2x", 0, 0),
        ("REBELS SHELLED THE TOWN OF GORIS", 5, 5),
        ("see example.org/svodka or a.petrov@example.org", 2, 2),
        ("Akar Shoigu Lavrov", 0, 0),
        ("", 0, 0),
    ],
)
def test_words_are_counted_and_the_english_ones_of_them(text: str, english: int, words: int) -> None:
    found = english_in(text)
    assert (found.english, found.words) == (english, words)


def test_without_words_nothing_speaks_against_english() -> None:
    assert english_in("Akar 12 34").share == 1.0
    assert not english_in("Akar 12 34").tells


def test_where_no_capitals_tell_names_more_words_are_asked_for() -> None:
    assert english_in("Soldat byli ubity pri obstrele sela").tells
    assert not english_in("soldat byli ubity pri obstrele sela").tells


@given(st.text(max_size=400))
def test_any_text_can_be_counted(text: str) -> None:
    found = english_in(text)
    assert 0 <= found.english <= found.words
    assert 0 <= found.share <= 1
