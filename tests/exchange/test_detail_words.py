"""Places, quantities and checks in words."""

import pytest

from detente.exchange.detail_words import (
    check_in_words,
    figure_as_said,
    figure_in_words,
    inferred_in_words,
    place_in_words,
    precision_in_words,
    sector_in_words,
    share_in_words,
)


@pytest.mark.parametrize(
    ("near", "far", "bearing", "words"),
    [
        (3.0, 6.0, 135.0, "3–6 km south-east of"),
        (1.2, 1.2, 0.0, "1.2 km north of"),
        (0.3, 0.5, 270.0, "300–500 m west of"),
        (3.0, 3.0, 22.5, "3 km north-north-east of"),
        (3.218, 8.045, 359.0, "3.2–8 km north of"),
    ],
)
def test_a_sector_in_words(near: float, far: float, bearing: float, words: str) -> None:
    sector = {"near_km": near, "far_km": far, "bearing": bearing}
    assert sector_in_words(sector) == words
    assert place_in_words({"name": "Ash", "sector": sector}) == f"{words} Ash"


def test_a_place_without_a_sector_is_its_name() -> None:
    assert sector_in_words(None) is None
    assert place_in_words({"name": "Ash"}) == "Ash"


@pytest.mark.parametrize(
    ("precision", "candidates", "words"),
    [
        ("point", 1, "point"),
        ("city", 3, "town or city"),
        ("admin1", 3, "province"),
        (None, 16, "not sure which of 16"),
        (None, 1, "not sure of the one known"),
        (None, 0, "not located"),
        (None, None, "not located"),
    ],
)
def test_how_exactly_a_place_is_known(precision: str | None, candidates: int | None, words: str) -> None:
    assert precision_in_words({"precision": precision, "candidates": candidates}) == words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.834, "83\u00a0%"),
        (0.999, "99\u00a0%"),
        (1.0, "100\u00a0%"),
        (0.001, "1\u00a0%"),
        (0, "0\u00a0%"),
        (None, None),
    ],
)
def test_a_share_is_all_only_where_it_is_certain(score: float | None, words: str | None) -> None:
    assert share_in_words(score) == words


def test_what_is_inferred_says_from_what() -> None:
    assert inferred_in_words({"inferred": "the text names Kyiv"}) == "inferred: the text names Kyiv"
    assert inferred_in_words({}) is None


def test_the_three_outcomes_of_a_check() -> None:
    assert [check_in_words(a) for a in (True, False, None)] == ["agrees", "contradicts", "one end only"]


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        ("fewer than", "fewer than 300"),
        ("Nearly", "fewer than 300"),
        ("under; a day", "fewer than 300"),
        ("up to", "at most 300"),
        ("no more than", "at most 300"),
        (None, "at most 300"),
    ],
)
def test_an_upper_bound_leaves_itself_out_where_the_text_does(qualifier: str | None, words: str) -> None:
    assert figure_in_words({"high": 300, "qualifier": qualifier}) == words


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [("more than", "more than 300"), ("at least", "at least 300"), ("no fewer than", "at least 300")],
)
def test_a_lower_bound_leaves_itself_out_where_the_text_does(qualifier: str, words: str) -> None:
    assert figure_in_words({"low": 300, "qualifier": qualifier}) == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ({"value": 120, "qualifier": "About"}, "120 (about)"),
        ({"value": 25, "unit": "%", "qualifier": "only about"}, "25 % (only about)"),
        ({"low": 10, "high": 15, "qualifier": "Roughly"}, "10 to 15 (roughly)"),
        ({"low": 5, "qualifier": "at least"}, "at least 5"),
        ({"qualifier": "dozens"}, "no figure (dozens)"),
        ({"value": 5, "qualifier": None}, "5"),
    ],
)
def test_a_figure_says_how_exact_the_text_makes_it(quantity: dict[str, object], words: str) -> None:
    assert figure_as_said(quantity) == words


def test_what_is_measured_is_less_and_not_fewer() -> None:
    assert figure_in_words({"high": 7, "unit": "ha", "qualifier": "under"}) == "less than 7"


def test_a_figure_that_no_column_holds_is_no_crash() -> None:
    assert figure_in_words({"value": float("inf")}) == "inf"
    assert figure_in_words({"value": 10**400}).startswith("10")


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (19_500_000_000, None, None, "19\u202f500\u202f000\u202f000"),
        (2.5, None, None, "2.5"),
        (0, None, None, "0"),
        (None, 5, None, "at least 5"),
        (None, None, 300, "at most 300"),
        (None, 3, 6, "3 to 6"),
        (None, None, None, "no figure"),
    ],
)
def test_a_figure_that_is_not_given_is_no_figure(
    value: float | None, low: int | None, high: int | None, words: str
) -> None:
    assert figure_in_words({"value": value, "low": low, "high": high}) == words
