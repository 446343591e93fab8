"""A process that may be ended: what is slow, swells or crashes costs one answer and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest

from detente.core.errors import DocumentError
from detente.pipeline.guard import Guard, Limits, Worn
from pipeline import pieces

QUICK = Limits(seconds=0.5, memory=800_000_000)


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(QUICK) as made:
        yield made


def test_work_is_done_elsewhere_and_comes_back(guard: Guard) -> None:
    assert guard.run(pieces.double, 21) == 42


@pytest.mark.parametrize(
    ("work", "code", "words"),
    [
        (pieces.hang, "took_too_long", "0.5 seconds"),
        (pieces.swell, "too_much_memory", "800 MB"),
        (pieces.crash, "crashed", "ended the process"),
        (pieces.refuse, "empty", "there is nothing in it"),
        (pieces.trip, "failed", "KeyError"),
    ],
)
def test_what_goes_wrong_is_said_and_the_next_piece_goes_on(guard: Guard, work: Any, code: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        guard.run(work, None)
    assert caught.value.code == code
    assert guard.run(pieces.double, 2) == 4


def test_what_other_work_left_behind_is_held_against_no_piece(guard: Guard) -> None:
    guard.close()
    assert [guard.run(pieces.keep, 500_000_000) for _ in range(2)] == [500_000_000] * 2
    with pytest.raises(Worn, match="800 MB"):
        list(guard.stream(pieces.count_and_keep, 500_000_000))
    assert list(guard.stream(pieces.count_and_keep, 500_000_000)) == [0, 500_000_000]


def test_a_stream_comes_item_by_item(guard: Guard) -> None:
    assert list(guard.stream(pieces.count_to, 1000)) == list(range(1000))


@pytest.mark.parametrize(
    ("work", "code"), [(pieces.count_and_crash, "crashed"), (pieces.count_and_hang, "took_too_long")]
)
def test_what_came_before_a_stream_broke_off_is_kept(guard: Guard, work: Any, code: str) -> None:
    got: list[int] = []
    with pytest.raises(DocumentError) as caught:
        got.extend(guard.stream(work, 3))
    assert (got, caught.value.code) == ([0, 1, 2], code)


def test_a_stream_left_early_leaves_nothing_in_the_pipe(guard: Guard) -> None:
    stream = guard.stream(pieces.count_to, 100_000)
    assert next(stream) == 0
    stream.close()
    assert guard.run(pieces.double, 3) == 6


def test_a_closed_guard_has_no_process() -> None:
    guard = Guard(QUICK)
    guard.run(pieces.double, 1)
    assert guard._child is not None
    process = guard._child.process
    guard.close()
    assert not process.is_alive()
