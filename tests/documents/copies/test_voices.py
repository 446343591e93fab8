"""Who counts as one voice."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.copies.voices import Pair, join_voices

CUT = ("a", "b", 0.4, 1.0)
EDITED = ("b", "c", 0.9, 0.95)


def test_a_copy_of_a_copy_is_of_one_voice() -> None:
    assert join_voices([EDITED, ("a", "b", 0.9, 0.9)]) == dict.fromkeys("abc", "a")


def test_what_is_cut_short_is_of_the_voice_of_the_whole() -> None:
    assert join_voices([CUT, EDITED]) == dict.fromkeys("abc", "a")


def test_a_digest_does_not_make_one_voice_of_what_it_holds() -> None:
    digest = [("d", "x", 0.3, 1.0), ("d", "y", 0.3, 1.0), ("w", "d", 1.0, 0.3)]
    assert join_voices(digest) == {"d": "d", "x": "x", "y": "y", "w": "w"}


def test_two_cuts_of_one_text_that_overlap_are_of_its_voice() -> None:
    cuts = [("a", "b", 0.4, 1.0), ("a", "c", 0.45, 1.0), ("b", "c", 0.4, 0.3)]
    assert join_voices(cuts) == dict.fromkeys("abc", "a")


@pytest.mark.parametrize("seed", range(100))
def test_whoever_hangs_together_is_of_one_voice_however_long_the_chain(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not secret
    drawn = (chance.sample(range(40), 2) for _ in range(45))
    pairs: list[Pair] = [(f"{one:02}", f"{other:02}", 1.0, 1.0) for one, other in drawn]
    least = {text: text for pair in pairs for text in pair[:2]}
    for _ in least:
        for one, other, *_ in pairs:
            least[one] = least[other] = min(least[one], least[other])
    assert join_voices(pairs) == least


def test_nobody_has_no_voice() -> None:
    assert join_voices([]) == {}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefg"), st.sampled_from("hijklm"), st.floats(0, 1), st.floats(0, 1)), max_size=12
    ),
    st.integers(0, 5),
    st.booleans(),
)
def test_neither_order_nor_side_matters(pairs: list[Pair], seed: int, swap: bool) -> None:  # noqa: FBT001 - drawn
    unique = list({(a, b): (a, b, x, y) for a, b, x, y in pairs}.values())
    mixed = [(b, a, y, x) if swap else (a, b, x, y) for a, b, x, y in unique]
    random.Random(seed).shuffle(mixed)  # noqa: S311 - not secret
    assert join_voices(mixed) == join_voices(unique)
