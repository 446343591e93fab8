"""Work over processes: in order, and with one piece's end kept from the others."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente.core.errors import DocumentError, ModelError
from detente.pipeline.guard import Limits
from detente.pipeline.pool import AHEAD, map_in_order
from pipeline.pieces import (
    be_slow,
    die_at_negative,
    die_once,
    double,
    fail_at_negative,
    hang_at_any_negative,
    hang_at_negative,
    lack_model,
    report_worker,
    swell_at_negative,
)

QUICK = Limits(seconds=2.0, memory=800_000_000, doing="trying it")

GIVEN_UP = 10_000


def give_up(piece: object, error: DocumentError, again: object) -> int:
    assert piece is not None
    assert callable(again)
    assert error.code in {"crashed", "took_too_long", "too_much_memory"}
    return GIVEN_UP


def give_up_worker(*_: object) -> tuple[int, bool]:
    return 0, False


@pytest.fixture(autouse=True)
def in_processes(in_processes: None) -> None:
    """Every test here is of processes, of one as of many."""


@pytest.mark.parametrize("workers", [0, 1, 2])
@pytest.mark.parametrize("count", [0, 1, 30])
def test_results_come_in_order(workers: int, count: int) -> None:
    assert list(map_in_order(double, range(count), workers=workers, give_up=give_up)) == [2 * n for n in range(count)]


def test_a_piece_that_kills_its_workers_is_given_up_and_no_other() -> None:
    pieces = [0, 1, 2, -1, 4, 5, 6, 7, 8, 9, 10, 11, 12, -1]
    found = list(map_in_order(die_at_negative, pieces, workers=2, give_up=give_up))
    assert found == [GIVEN_UP if n < 0 else 2 * n for n in pieces]


def test_a_piece_that_kills_one_worker_is_tried_again(tmp_path: Path) -> None:
    pieces = [(n, str(tmp_path / "mark") if n == 2 else "") for n in range(6)]
    assert list(map_in_order(die_once, pieces, workers=2, give_up=give_up)) == [2 * n for n in range(6)]


def test_a_worker_that_dies_between_two_pieces_costs_nothing() -> None:
    found: list[int] = []
    pids: set[int] = set()
    for pid, _ in map_in_order(report_worker, range(30), workers=2, give_up=give_up_worker):
        if len(found) == 9:
            os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # the pool may have seen to it already
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        found.append(pid)
        pids.add(pid)
    assert len(found) == 30
    assert 0 not in pids


@pytest.mark.parametrize("workers", [1, 2])
def test_a_defect_in_the_work_stops_the_run(workers: int) -> None:
    results = map_in_order(fail_at_negative, [1, 2, -3, 4], workers=workers, give_up=give_up)
    assert [next(results), next(results)] == [2, 4]
    with pytest.raises(ValueError, match="-3 is negative"):
        next(results)


def test_a_long_input_is_taken_little_by_little() -> None:
    taken = 0

    def pieces() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = map_in_order(double, pieces(), workers=2, give_up=give_up)
    assert [next(results) for _ in range(20)] == [2 * n for n in range(1, 21)]
    assert taken <= 20 + 2 * AHEAD
    results.close()  # type: ignore[attr-defined]


def test_an_interruption_ends_a_worker_without_a_word() -> None:
    results = map_in_order(report_worker, range(4), workers=2, give_up=give_up_worker)
    assert all(quiet for _, quiet in results)


def test_with_one_worker_no_piece_is_taken_before_the_last_is_answered() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for n in range(3):
            taken.append(n)
            yield n

    results = map_in_order(double, pieces(), workers=1, give_up=give_up)
    assert [(next(results), list(taken)) for _ in range(2)] == [(0, [0]), (2, [0, 1])]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("work", "code", "words"),
    [
        (hang_at_negative, "took_too_long", "trying it did not come to an end in 2 seconds"),
        (swell_at_negative, "too_much_memory", "trying it wanted more than 800 MB"),
        (die_at_negative, "crashed", "trying it ended the process"),
    ],
)
def test_what_hangs_swells_or_crashes_costs_its_own_result_alone(
    workers: int, work: Callable[[int], int], code: str, words: str
) -> None:
    told: list[DocumentError] = []

    def note(piece: int, error: DocumentError, again: object) -> int:
        told.append(error)
        return give_up(piece, error, again)

    pieces = [0, 1, -1, 3, 4]
    found = list(map_in_order(work, pieces, workers=workers, give_up=note, limits=QUICK))
    assert found == [0, 2, GIVEN_UP, 6, 8]
    assert [(e.code, words in e.message) for e in told] == [(code, True)]


def test_the_parts_of_a_piece_are_done_apart() -> None:
    def one_by_one(piece: list[int], error: DocumentError, again: Callable[[list[int]], list[int]]) -> list[int]:
        if len(piece) > 1:
            return [n for part in piece for n in again([part])]
        return [give_up(piece, error, again)]

    found = list(map_in_order(hang_at_any_negative, [[1, -2, 3]], workers=1, give_up=one_by_one, limits=QUICK))
    assert found == [[2, GIVEN_UP, 6]]


def test_what_has_to_be_loaded_first_counts_against_nobody() -> None:
    short = replace(QUICK, seconds=0.3)
    assert list(map_in_order(double, [1], workers=1, give_up=give_up, prepare=be_slow, limits=short)) == [2]


def test_an_installation_that_cannot_be_loaded_ends_the_run_with_its_own_error() -> None:
    with pytest.raises(ModelError, match="model is gone"):
        list(map_in_order(double, [1], workers=1, give_up=give_up, prepare=lack_model))


def test_a_process_that_does_not_start_is_no_documents_fault() -> None:
    never = replace(QUICK, ready=0.0)
    with pytest.raises(ModelError, match=r"does not start.*--workers"):
        list(map_in_order(double, [1], workers=1, give_up=give_up, limits=never))


def test_a_run_that_is_left_early_ends_what_is_under_way() -> None:
    before = multiprocessing.active_children()  # what other tests read with may live on
    results = map_in_order(hang_at_negative, [1, -1, -1, -1], workers=2, give_up=give_up)
    assert next(results) == 2
    assert len(multiprocessing.active_children()) > len(before)
    results.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) <= set(before)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    program = "import os, sys; from pipeline.pieces import run_for_ever; run_for_ever(lambda b: os.write(1, b))"
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert pid != parent.pid
        parent.kill()
        # The workers hold the pipe's other end: it comes to its end when the last of them does.
        assert parent.stdout.read() is not None
