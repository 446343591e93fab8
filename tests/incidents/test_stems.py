"""The stems that accounts are compared by."""

import pytest

from detente.incidents.deeds import deeds_of, is_general
from detente.incidents.stems import names_of, read_stems, stems_with


def test_single_letters_months_and_days_tell_nothing() -> None:
    told = read_stems("As p. 4 says, U.S. guns shelled Karavan on Monday, 7 June.")
    assert {"shell", "karavan"} < told.keys()
    assert not {"a", "p", "u", "s", "june", "monday"} & told.keys()
    assert "june" not in names_of("On Monday, 7 June, Karavan was shelled.")


def test_stems_are_like_themselves_and_unlike_others() -> None:
    some, others = stems_with({"karavan": 14, "shell": 8}), stems_with({"talk": 6})
    assert some.likeness(some) == pytest.approx(1.0)
    assert some.likeness(others) == 0.0
    assert stems_with({}).likeness(some) == 0.0


def test_a_share_of_what_is_told_is_found_elsewhere() -> None:
    assert stems_with({"karavan": 12, "shell": 8, "the": 0}).found_in(stems_with({"karavan": 12})) == 0.6
    assert stems_with({"the": 0}).found_in(stems_with({"the": 0})) == 0.0


def test_words_for_one_deed_share_it() -> None:
    assert deeds_of(["shell"]) & deeds_of(["mortar"])
    assert not deeds_of(["shell"]) & deeds_of(["arrest"])
    assert is_general(["attack"])
    assert not is_general(["arrest"])
