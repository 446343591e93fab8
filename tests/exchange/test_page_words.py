"""Days and standings in words."""

import pytest

from detente.exchange.page_words import (
    days_as_iso,
    days_in_words,
    how_said,
    language_name,
    outline,
    published_as_iso,
    published_in_words,
    standing,
)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-06-15", "2021-06-15", "15 June 2021"),
        ("2020-09-01", "2020-09-30", "September 2020"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-02-01", "2023-02-27", "1 February 2023 to 27 February 2023"),
        ("1992-01-01", "1992-12-31", "1992"),
        ("2020-01-01", "2021-12-31", "1 January 2020 to 31 December 2021"),
        ("2021-01-30", None, "since 30 January 2021"),
        (None, "2021-01-30", "until 30 January 2021"),
        ("2021-01-30T10:00", "2021-01-30T10:00", "2021-01-30T10:00"),
        ("-0044", "0001-01-01", "-0044 to 1 January 1"),
        (None, None, None),
    ],
)
def test_days_in_words(first: str | None, last: str | None, words: str | None) -> None:
    assert days_in_words({"from": first, "to": last}) == words


@pytest.mark.parametrize(
    ("first", "last", "words", "iso"),
    [
        ("2024-09-03", None, "not before 3 September 2024", "not before 2024-09-03"),
        (None, "2024-09-03", "not after 3 September 2024", "not after 2024-09-03"),
        ("2024-09-03", "2024-09-03", "3 September 2024", "2024-09-03"),
        (None, None, None, None),
    ],
)
def test_a_day_of_publication_known_from_one_side_is_no_period(
    first: str | None, last: str | None, words: str | None, iso: str | None
) -> None:
    interval = {"from": first, "to": last}
    assert (published_in_words(interval), published_as_iso(interval)) == (words, iso)


def test_no_interval_has_no_words() -> None:
    assert days_in_words(None) is None
    assert days_as_iso(None) is None


def test_days_as_iso_keep_an_open_end_open() -> None:
    assert days_as_iso({"from": "2021-01-30", "to": None}) == "2021-01-30 to …"
    assert days_as_iso({"from": "2021-01-30", "to": "2021-01-30"}) == "2021-01-30"


@pytest.mark.parametrize(
    ("status", "claim", "look"),
    [
        ("happened", None, "told"),
        ("background", None, "told"),
        ("happened", "C1", "claimed"),
        ("alleged", None, "claimed"),
        ("planned", "C1", "unsure"),
        ("hypothetical", None, "unsure"),
        ("demanded", None, "unsure"),
        ("denied", "C1", "undone"),
        ("negated", None, "undone"),
    ],
)
def test_certainty_is_an_outline(status: str, claim: str | None, look: str) -> None:
    assert outline({"status": status, "claim": claim}) == look


def test_a_standing_names_whose_word_it_is() -> None:
    assert standing({"status": "alleged"}, "Ada Bern") == "alleged, says Ada Bern"
    assert standing({"status": "negated"}, None) == "did not happen, in the publisher’s own voice"


def test_how_a_claim_was_said() -> None:
    assert how_said({"mode": "unmarked", "mood": "hoped"}) == "hoped, direct speech without marks"
    assert how_said({"mode": None, "mood": None}) == "mode not read out"


def test_languages_are_named_and_unknown_codes_stay() -> None:
    assert [language_name(c) for c in ("en", "az-Latn", "xx", None)] == [
        "English",
        "Azerbaijani",
        "xx",
        "language not stated",
    ]
