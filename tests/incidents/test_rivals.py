"""Of several like accounts in one report, the likeliest is the one that another's is put to."""

import random

import pytest

from detente.incidents.rivals import weigh_rivals

DOCUMENTS = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"}


def test_the_better_of_two_rivals_gains_and_the_other_loses() -> None:
    weighed = weigh_rivals({("a", "c"): 0.6, ("b", "c"): 0.4}, DOCUMENTS)
    assert weighed["a", "c"] > 0.6
    assert weighed["b", "c"] < 0.15


def test_a_link_without_a_rival_hardly_changes() -> None:
    assert weigh_rivals({("a", "e"): 0.001}, DOCUMENTS)["a", "e"] == pytest.approx(0.001, rel=0.01)
    assert weigh_rivals({("a", "e"): 0.5}, DOCUMENTS)["a", "e"] > 0.5


def test_rivals_that_are_equally_likely_keep_what_they_have() -> None:
    weighed = weigh_rivals({("a", "c"): 0.5, ("b", "c"): 0.5}, DOCUMENTS)
    assert weighed == {("a", "c"): pytest.approx(0.5), ("b", "c"): pytest.approx(0.5)}


def test_accounts_of_other_documents_are_no_rivals() -> None:
    alone = weigh_rivals({("a", "c"): 0.5}, DOCUMENTS)
    assert weigh_rivals({("a", "c"): 0.5, ("a", "e"): 0.9}, DOCUMENTS)["a", "c"] == alone["a", "c"]


def test_two_accounts_of_one_document_keep_their_link() -> None:
    assert weigh_rivals({("a", "b"): 0.7, ("a", "c"): 0.9}, DOCUMENTS)["a", "b"] == 0.7


def test_the_order_of_links_changes_nothing() -> None:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    links = [((a, b), chance.random()) for a in "ab" for b in "cde"]
    first = weigh_rivals(dict(links), DOCUMENTS)
    for _ in range(20):
        chance.shuffle(links)
        assert weigh_rivals(dict(links), DOCUMENTS) == first
