"""Composed reports: what somebody says of projects is read with who says it, and what nobody says is not."""

from collections.abc import Mapping
from typing import Any

import pytest

from registry.projects.told_made import fits, sentences, told


@pytest.mark.parametrize("one", [*sentences("dev"), *sentences("held")], ids=lambda one: one["id"])
def test_a_composed_report_is_read_as_a_careful_reader_reads_it(one: Mapping[str, Any]) -> None:
    got = told(one["text"], published="2024-05-06")
    missed = [wanted for wanted in one["expect"] if not any(fits(made, wanted) for made in got)]
    assert not missed
    assert not [made for made in got if made.what in one["never"]]


def test_everything_told_has_words_of_the_report() -> None:
    for one in sentences("held"):
        for made in told(one["text"], published="2024-05-06"):
            assert all(words.words in one["text"] for words in made.evidence)


def test_a_line_that_may_be_either_of_two_is_neither() -> None:
    text = "The Kessing Railway and the Velduria-Corvessa pipeline were discussed. The line was closed in May."
    assert not [one for one in told(text, published="2024-05-06") if one.what == "status"]


def test_two_who_give_a_cost_are_two_claimants() -> None:
    text = next(one["text"] for one in sentences("held") if "its critics" in one["text"])
    costs = {one.claimant.name: one.amount.count.low for one in told(text) if one.what == "money" and one.amount}
    assert costs == {"government": 900_000_000, "its critics": 1_400_000_000}
    assert not [part for one in told(text) for part in one.parts]
