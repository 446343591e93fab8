"""Parties: the mention of a reading that a coded party is."""

import pytest

from detente.core.spans import Span
from detente.evaluate.party import mention_of_party


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("party", "mentions", "meant"),
    [
        ("government in Damascus", ["government", "Damascus"], "government"),
        ("Major Brent Taylor of the National Guard", ["Major Brent Taylor", "National Guard"], "Major Brent Taylor"),
        ("Ministry of Defence", ["Ministry of Defence", "Defence"], "Ministry of Defence"),
        ("two Yemeni soldiers", ["Yemeni soldiers", "Yemeni"], "Yemeni soldiers"),
        ("thousands of people", ["people"], "people"),
    ],
)
def test_a_party_is_the_mention_of_its_head(party: str, mentions: list[str], meant: str) -> None:
    text = f"Before noon {party} left."
    found = mention_of_party(text, span_of(text, party), [span_of(text, m) for m in mentions])
    assert found == span_of(text, meant)


def test_a_party_that_nothing_mentions_is_no_mention() -> None:
    text = "Shells hit a clinic near Bria."
    assert mention_of_party(text, span_of(text, "clinic"), [span_of(text, "Bria")]) is None
