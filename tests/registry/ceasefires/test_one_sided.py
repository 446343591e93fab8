"""One-sidedness: said of words and of outlets by one rule, whichever party it is that nobody hears."""

import pytest

from detente.registry.ceasefires.board import board_of
from detente.registry.ceasefires.definition import Party
from detente.registry.ceasefires.homes import home_of
from detente.registry.ceasefires.one_sided import one_sided_outlets, one_sided_words
from registry.ceasefires.made import ceasefire, days, violation

OWN = ceasefire(
    parties=(
        Party(id="A", name="Northmark", press=("Northmark Courier",)),
        Party(id="B", name="Southmark", press=("Southmark Post",)),
    )
)


@pytest.mark.parametrize(("heard", "silent"), [("A", "B"), ("B", "A")])
def test_one_party_alone_is_warned_of_whichever_it_is(heard: str, silent: str) -> None:
    board = board_of(OWN, days(1, 5), [violation("v", heard, silent), violation("w", "M", silent)])
    found = one_sided_words(board, OWN)
    assert found is not None
    assert (found.heard, found.silent, found.of, found.n) == (heard, silent, "words", 1)


def test_a_denial_or_a_none_is_heard_as_well() -> None:
    for said in ("denied", "none"):
        told = [violation("v"), violation("w", "B", "A", said=said)]
        assert one_sided_words(board_of(OWN, days(1, 5), told), OWN) is None


def test_where_nobody_or_only_a_monitor_says_anything_no_side_is_alone() -> None:
    assert one_sided_words(board_of(OWN, days(1, 5), []), OWN) is None
    assert one_sided_words(board_of(OWN, days(1, 5), [violation("v", "M")]), OWN) is None


def test_what_is_said_of_other_days_is_not_heard_on_these() -> None:
    told = [violation("v"), violation("w", "B", "A", interval=days(20))]
    assert one_sided_words(board_of(OWN, days(1, 5), told), OWN) is not None
    assert one_sided_words(board_of(OWN, days(1, 25), told), OWN) is None


@pytest.mark.parametrize(("outlet", "heard"), [("Northmark Courier", "A"), ("Southmark Post", "B"), ("Southmark", "B")])
def test_outlets_of_one_side_are_warned_of(outlet: str, heard: str) -> None:
    found = one_sided_outlets([outlet, outlet, "Far Wire", None], OWN)
    assert found is not None
    assert (found.heard, found.of, found.n) == (heard, "outlets", 1)


def test_outlets_of_both_sides_or_of_none_are_not() -> None:
    assert one_sided_outlets(["Northmark Courier", "Southmark Post"], OWN) is None
    assert one_sided_outlets(["Far Wire", None], OWN) is None


def test_a_monitor_and_a_paper_of_another_name_have_no_home() -> None:
    assert home_of("Joint Centre", OWN) is None
    assert home_of("Northmark Gazette", OWN) is None
    assert home_of(None, OWN) is None
