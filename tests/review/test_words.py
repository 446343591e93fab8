import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.review.words import find_words

TEXT = "The army left. Then the\narmy of the north came back, and the army rested."


def test_words_are_found_whatever_white_space_stands_between_them() -> None:
    assert find_words("the army of  the north", TEXT, within=Span(0, 5)).text_in(TEXT) == "the\narmy of the north"


def test_what_stands_once_in_the_sentence_is_meant_though_it_stands_elsewhere_too() -> None:
    assert find_words("army", TEXT, within=Span(0, 14)) == Span(4, 8)


def test_words_that_stand_there_more_than_once_are_refused_with_their_offsets() -> None:
    with pytest.raises(UsageError, match=r"2 times, at 20, 57; say which: the army\[20\]"):
        find_words("the army", TEXT, within=Span(0, len(TEXT)))
    assert find_words("the army[57]", TEXT, within=Span(0, len(TEXT))).start == 57


@pytest.mark.parametrize("words", ["navy", "rmy", "", "   ", "the army[3]", "...", "army ... navy"])
def test_words_that_do_not_stand_there_are_refused(words: str) -> None:
    with pytest.raises(UsageError, match="does not stand in the text"):
        find_words(words, TEXT, within=Span(0, len(TEXT)))


def test_a_long_passage_is_named_by_its_ends() -> None:
    found = find_words("Then the ... rested.", TEXT, within=Span(0, len(TEXT)))
    assert found.text_in(TEXT).startswith("Then the")
    assert found.end == len(TEXT)


@given(st.text(max_size=40), st.text(max_size=200))
def test_whatever_is_given_is_found_in_the_text_or_refused(words: str, text: str) -> None:
    try:
        found = find_words(words, text, within=Span(0, 1))
    except UsageError:
        return
    assert 0 <= found.start < found.end <= len(text)
    if not re.search(r"\[\d+\]$|\.\.\.|…", words):
        assert text[found.start : found.end].split() == words.split()
