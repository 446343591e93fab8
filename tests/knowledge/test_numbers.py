"""Numbers in figures and in words amount to what they say, and to nothing where that is not certain."""

import re

import pytest

from detente.knowledge.numbers import load_numbers


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,990", 1990),
        ("12,34,567", 1_234_567),
        ("1.500.000", 1_500_000),
        ("10 000", 10_000),
        ("2.5", 2.5),
        ("19.3 million", 19_300_000),
        ("5bn", 5_000_000_000),
        ("three", 3),
        ("twenty-one", 21),
        ("two hundred and five", 205),
        ("two hundred thousand", 200_000),
        ("twelve thousand two hundred", 12_200),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("an hundred", 100),
        ("three lakh", 300_000),
    ],
)
def test_a_number_amounts_to_what_it_says(words: str, value: float) -> None:
    assert load_numbers().value(words) == value


@pytest.mark.parametrize("words", ["1.500", "people", "999999999999999999 trillion", "two million trillion"])
def test_what_is_uncertain_or_beyond_reason_has_no_value(words: str) -> None:
    assert load_numbers().value(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("a dozen eggs", "a dozen"), ("two hundred and people", "two hundred"), ("five dozen three", "five dozen")],
)
def test_a_number_in_words_ends_where_its_words_do(text: str, found: str) -> None:
    match = re.match(load_numbers().spelled, text)
    assert match is not None
    assert match[0] == found
