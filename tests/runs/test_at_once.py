"""Requests that go out together: answered in their order, few at a time, and what fails is told in its place."""

import threading
from collections.abc import Iterator

import pytest

from detente.runs.at_once import ask_at_once


@pytest.mark.parametrize("at_once", [1, 2, 7, 100])
def test_answers_come_in_the_order_of_the_questions(at_once: int) -> None:
    assert [*ask_at_once(lambda n: n * n, range(50), at_once=at_once)] == [n * n for n in range(50)]
    assert [*ask_at_once(str, [], at_once=at_once)] == []


def test_so_many_are_under_way_at_once() -> None:
    together = threading.Barrier(4)  # each waits until four are there
    assert [*ask_at_once(lambda n: (together.wait(20), n)[1], range(12), at_once=4)] == [*range(12)]


def test_no_more_are_taken_than_may_be_under_way() -> None:
    taken: list[int] = []

    def questions() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    for answered, _ in enumerate(ask_at_once(str, questions(), at_once=5)):
        assert len(taken) <= answered + 5


def test_what_fails_is_told_after_what_came_before() -> None:
    found: list[float] = []
    with pytest.raises(ZeroDivisionError):
        found.extend(ask_at_once(lambda n: 1 / (3 - n), range(40), at_once=8))
    assert found == [1 / 3, 1 / 2, 1]
