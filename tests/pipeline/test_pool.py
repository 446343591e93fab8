"""Work over processes: in order, and with one piece's end kept from the others."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.pipeline.pool import AHEAD, _Crew, map_in_order
from pipeline.pieces import die_at_negative, die_once, double, fail_at_negative, report_worker

GIVEN_UP = 10_000


def give_up(piece: object) -> int:
    assert piece is not None
    return GIVEN_UP


@pytest.mark.parametrize("workers", [1, 2])
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
    for pid, _ in map_in_order(report_worker, range(30), workers=2, give_up=lambda _: (0, False)):
        if len(found) == 9:
            os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # the pool may have seen to it already
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        found.append(pid)
        pids.add(pid)
    assert len(found) == 30
    assert 0 not in pids


def test_work_handed_to_a_pool_that_has_broken_is_found_out_in_its_turn() -> None:
    crew = _Crew(2)
    with pytest.raises(Exception, match="terminated abruptly"):
        crew.submit(die_at_negative, -1).result()
    later = crew.submit(double, 1)
    assert later.exception() is not None
    crew.dismiss()


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
    results = map_in_order(report_worker, range(4), workers=2, give_up=lambda _: (0, False))
    assert all(quiet for _, quiet in results)


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
