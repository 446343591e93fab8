"""The engine of one machine: every answer once, whatever becomes of the processes."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.core.errors import KnowledgeError, ModelError
from detente.runs.engine import TRIES, TasksLost
from detente.runs.local import LocalEngine
from detente.runs.processes import memory_of_tree, tree_of
from runs import work


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(workers=2)
    yield made
    made.close()


def test_every_task_is_answered_once(engine: LocalEngine) -> None:
    assert sorted(engine.run(work.double, range(100))) == [2 * n for n in range(100)]
    assert list(engine.run(work.double, [])) == []


def test_all_workers_work(engine: LocalEngine) -> None:
    assert len(set(engine.run(work.whose, range(8)))) == 2


def test_few_tasks_are_handed_out_ahead(engine: LocalEngine) -> None:
    handed: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(1_000):
            handed.append(n)
            yield n

    for answered, _ in enumerate(engine.run(work.double, tasks()), 1):
        assert len(handed) <= answered + 6


def test_what_is_prepared_is_prepared_once_a_worker(engine: LocalEngine) -> None:
    assert set(engine.run(work.begun, range(20), prepare=work.note_begin)) == {"x"}


def test_a_worker_that_dies_is_replaced_and_its_task_done_again(engine: LocalEngine, tmp_path: Path) -> None:
    tasks = [(n, str(tmp_path / "mark") if n == 5 else "") for n in range(20)]
    assert sorted(engine.run(work.die_once, tasks)) == [2 * n for n in range(20)]


def test_a_task_that_ends_each_worker_is_told_when_all_others_are_done(engine: LocalEngine) -> None:
    found: list[int] = []
    with pytest.raises(TasksLost, match=rf"{TRIES} times each") as lost:
        found.extend(engine.run(work.die_at_seven, range(12)))
    assert lost.value.tasks == (7,)
    assert sorted(found) == [2 * n for n in range(12) if n != 7]


def test_what_a_task_raises_ends_the_run(engine: LocalEngine) -> None:
    with pytest.raises(KnowledgeError, match="a file of the package is damaged") as raised:
        list(engine.run(work.fail_at_seven, range(12)))
    assert "in fail_at_seven" in raised.value.__notes__[0]
    assert sorted(engine.run(work.double, range(5))) == [0, 2, 4, 6, 8]


def test_answers_of_a_run_that_was_left_do_not_come_to_the_next(engine: LocalEngine) -> None:
    for _ in engine.run(work.double, range(50)):
        break
    assert sorted(engine.run(work.double, [100, 200])) == [200, 400]


def test_a_worker_that_is_killed_from_outside_costs_nothing(engine: LocalEngine) -> None:
    found = []
    for n, answer in enumerate(engine.run(work.double, range(300))):
        found.append(answer)
        if n in {20, 90}:
            os.kill(engine._workers[0].process.pid or 0, signal.SIGKILL)
    assert sorted(found) == [2 * n for n in range(300)]


@pytest.mark.parametrize(("prepare", "error"), [(work.die, ModelError), (work.fail, KnowledgeError)])
def test_workers_that_do_not_get_ready_end_the_run(prepare: object, error: type[Exception]) -> None:
    engine = LocalEngine(workers=1)
    with pytest.raises(error):
        list(engine.run(work.double, [1], prepare=prepare))  # type: ignore[arg-type]
    engine.close()


def test_the_processes_and_their_memory_are_seen(engine: LocalEngine) -> None:
    list(engine.run(work.double, [1]))
    assert {worker.process.pid for worker in engine._workers} <= set(tree_of(os.getpid()))
    assert memory_of_tree(os.getpid()) > memory_of_tree(engine._workers[0].process.pid or 0) > 1_000_000
