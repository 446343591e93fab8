from collections.abc import Iterable
from typing import Any

import pytest

from detente.registry.ceasefires.verification.subject import Found, find_again, subject_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from registry.ceasefires.made import WORDS, days, violation


def again(before: Violation, now: Iterable[Violation]) -> Found:
    """Return what the subject of an earlier reading is in a later one."""
    now = list(now)
    return find_again(subject_of(before), {one.id: one for one in now}, {"d1": now})


def at(start: int, end: int) -> tuple[Evidence, ...]:
    return (Evidence(words="opened fire", document="d1", start=start, end=end),)


def test_what_has_its_id_is_the_subject_and_what_is_read_otherwise_is_named() -> None:
    found = again(violation("v1"), [violation("v1", kind=None, interval=days(4)), violation("v2")])
    assert found.violation is not None
    assert (found.violation.id, found.changed, found.by_words) == ("v1", ("kind", "interval"), False)


def test_a_newer_reading_that_finds_it_at_other_words_does_not_lose_it() -> None:
    found = again(violation("v1"), [violation("new", evidence=at(8, 40)), violation("far", evidence=at(90, 120))])
    assert found.violation is not None
    assert (found.violation.id, found.changed, found.by_words) == ("new", (), True)


def test_of_several_at_its_words_the_one_that_is_read_like_it_is_meant() -> None:
    found = again(
        violation("v1"), [violation("like"), violation("other", claimant="M"), violation("harm", harm="killed")]
    )
    assert found.violation is not None
    assert found.violation.id == "like"


@pytest.mark.parametrize("change", [{"kind": "drone"}, {"alleged": "A"}, {"said": "denied"}, {"harm": "killed"}])
def test_what_its_words_tell_of_something_else_is_not_taken_for_it(change: dict[str, Any]) -> None:
    found = again(violation("v1"), [violation("new", **change)])
    assert found.violation is None
    assert found.perhaps == (() if "said" in change else ("new",))


def test_two_that_are_as_like_are_both_named_and_neither_is_taken() -> None:
    found = again(violation("v1"), [violation("n1"), violation("n2")])
    assert found == Found(violation=None, perhaps=("n1", "n2"))


def test_a_figure_that_a_person_brought_is_found_by_its_id_or_not_at_all() -> None:
    own = (Evidence(words="14", by="Ann Brook", source="table, row 2"),)
    figure = violation("f1", origin="published", evidence=own)
    assert again(figure, [figure]).violation == figure
    assert again(figure, [violation("f2", origin="published", evidence=own)]).violation is None


def test_the_same_place_in_another_document_is_another_place() -> None:
    other = violation("new", evidence=(Evidence(words="opened fire", document="d2", start=10, end=33),))
    assert again(violation("v1", evidence=WORDS), [other]).violation is None
