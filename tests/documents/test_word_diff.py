"""Two wordings are laid side by side word by word, and spans found again in the new one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.word_diff import match_words, word_diff

OLD = "The army said on Monday that “two shells” fell near Tartar. Nobody was hurt. The post at Agdara was closed."
NEW = "The army said on Tuesday that “two shells” fell near Tartar, in a field. The post at Agdara was closed."


def test_blocks_say_what_was_kept_changed_left_out_and_put_in() -> None:
    diff = word_diff(OLD, NEW)
    found = [(b.kind, OLD[b.old_start : b.old_end], NEW[b.new_start : b.new_end]) for b in diff.blocks]
    assert ("changed", "Monday", "Tuesday") in found
    assert found[0] == ("kept", "The army said on", "The army said on")
    assert found[-1] == ("kept", "The post at Agdara was closed", "The post at Agdara was closed")
    assert any(kind == "changed" and was == "Nobody was hurt" and now == "in a field" for kind, was, now in found)


def test_a_span_is_found_again_in_the_new_text() -> None:
    diff = word_diff(OLD, NEW)
    for words in ("“two shells” fell near Tartar", "The army", "Agdara was closed.", "shells"):
        start = OLD.index(words)
        span = diff.new_span(start, start + len(words))
        assert span is not None
        assert NEW[slice(*span)] == words


@pytest.mark.parametrize(
    "words", ["on Monday that", "Nobody was hurt", "near Tartar. Nobody", "Monday", "Tartar. Nobody was hurt. The"]
)
def test_a_span_whose_words_were_changed_is_not_found(words: str) -> None:
    start = OLD.index(words)
    assert word_diff(OLD, NEW).new_span(start, start + len(words)) is None


def test_words_put_in_between_break_a_span() -> None:
    old, new = "He left Baku by train.", "He left for Baku by train."
    assert word_diff(old, new).new_span(3, 12) is None
    assert word_diff(old, new).new_span(8, 21) == (12, 25)


def test_a_span_without_words_is_not_found() -> None:
    assert word_diff(OLD, NEW).new_span(OLD.index("."), OLD.index(".") + 1) is None
    assert word_diff("", "").new_span(0, 0) is None


HOSTILE = {
    "the same word": ("x " * 125_000, "y " * 125_000),
    "two words in turn": ("a b " * 60_000, "b a " * 60_000),
    "all in reverse": (" ".join(map(str, range(40_000))), "q " + " ".join(map(str, range(40_000, 0, -1)))),
    "no spaces": ("中" * 250_000, "中文" * 125_000),
}


@pytest.mark.parametrize(("old", "new"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_laid_side_by_side_in_two_seconds_of_work(old: str, new: str) -> None:
    started = time.process_time()
    word_diff(old, new)
    assert time.process_time() - started < 2


WORDS = st.lists(
    st.sampled_from(["the", "army", "took", "a", "town", "on", "the", "river", "and", "left"]), max_size=60
)


@given(WORDS, WORDS)
@settings(max_examples=150)
def test_what_is_common_is_common_and_in_order(one: list[str], other: list[str]) -> None:
    at = its = 0
    for here, there, length in match_words(one, other):
        assert here >= at
        assert there >= its
        assert one[here : here + length] == other[there : there + length]
        at, its = here + length, there + length
    assert match_words(one, one) == ([(0, 0, len(one))] if one else [])


@given(WORDS, WORDS)
@settings(max_examples=100)
def test_long_texts_are_laid_side_by_side_as_short_ones_are(one: list[str], other: list[str]) -> None:
    many = [f"w{n}" for n in range(500)]
    old, new = " ".join([*one, *many, *other]), " ".join([*other, *many, *one])
    diff = word_diff(old, new)
    start = old.index("w0")
    span = diff.new_span(start, start + len(" ".join(many)))
    assert span is not None
    assert new[slice(*span)] == " ".join(many)


@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
@settings(max_examples=200)
def test_any_span_of_any_text_is_found_with_the_same_words_or_not_at_all(
    old: str, new: str, start: int, end: int
) -> None:
    span = word_diff(old, old + new).new_span(start, end)
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(old + new)
    same = word_diff(old, old)
    assert all(block.kind == "kept" for block in same.blocks)
    if 0 <= start < end <= len(old) and (found := same.new_span(start, end)) is not None:
        assert found == (start, end)
