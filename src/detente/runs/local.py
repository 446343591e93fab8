"""The engine of one machine: processes that do one task after the other, and are replaced where they end."""

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from detente.core.errors import ModelError
from detente.pipeline.guard import end_with_parent
from detente.runs.engine import TRIES, TasksLost
from detente.runs.processes import end_tree

__all__ = ["LocalEngine"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")

AHEAD = 2
"""Tasks that a worker holds where they are quick: the one under way and the next, so that it never waits for us."""
QUICK = 0.1
"""Seconds under which a task is quick. Of slower ones a worker holds one: none is to wait behind another at the end."""
STARTS = 3
"""How many workers one after the other may end before they are ready."""
GONE = (EOFError, OSError)


@dataclass(slots=True, kw_only=True)
class _Job:
    """A task, and how many workers ended with it."""

    task: Any
    lost: int = 0


@dataclass(slots=True, kw_only=True, eq=False)
class _Worker:
    """A process, our end of its pipe, and the tasks that it has, the one under way first."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    jobs: deque[_Job] = field(default_factory=deque)
    is_ready: bool = False
    prepared: object = None
    began: float = 0.0
    """When the task under way was begun, on a clock that only goes on."""
    is_quick: bool = False

    def end(self) -> None:
        if self.process.pid is not None:
            end_tree(self.process.pid)
        self.pipe.close()
        self.process.join()


class LocalEngine:
    """Carries out tasks by processes of this machine (`RunsTasks`). Close it."""

    def __init__(self, *, workers: int) -> None:
        """Start nothing yet."""
        self._most = workers
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def run(
        self, work: Callable[[Task], Answer], tasks: Iterable[Task], *, prepare: Callable[[], object] | None = None
    ) -> Iterator[Answer]:
        """Yield the answers as they come.

        Raises what a task raises; `TasksLost`, when all others are done, for tasks whose workers ended each time;
        `ModelError` where workers do not start.
        """
        waiting, self._failed_starts = _Waiting(tasks), 0
        try:
            while self._hand_out(waiting, work, prepare) or self._is_busy():
                for worker in self._with_news():
                    yield from self._hear(worker, waiting)
        finally:
            if self._is_busy():  # their answers would come to whoever asks next
                self.close()
        if waiting.lost:
            raise TasksLost([job.task for job in waiting.lost], "its process was ended")

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.end()

    def _is_busy(self) -> bool:
        return any(worker.jobs for worker in self._workers)

    def _with_news(self) -> list[_Worker]:
        ready = set(wait([worker.pipe for worker in self._workers]))
        return [worker for worker in self._workers if worker.pipe in ready]

    def _hand_out(
        self, waiting: "_Waiting", work: Callable[[Task], Answer], prepare: Callable[[], object] | None
    ) -> bool:
        """Give workers what they have room for, the freest first, and say whether tasks wait for one to be ready."""
        while not waiting.is_empty():
            worker = self._freest(prepare)
            if worker is None:
                return True
            if len(worker.jobs) >= (AHEAD if worker.is_quick else 1):
                return False
            job = waiting.take()
            worker.began = worker.began if worker.jobs else time.monotonic()
            worker.jobs.append(job)
            _send(worker, ("work", work, job.task))
        return False

    def _freest(self, prepare: Callable[[], object] | None) -> _Worker | None:
        """Return the ready worker with the fewest tasks, none where all that might be are getting ready."""
        while len(self._workers) < self._most:
            self._workers.append(_hire())
        for worker in self._workers:
            if prepare is not None and worker.is_ready and worker.prepared is not prepare:
                worker.is_ready, worker.prepared = False, prepare
                _send(worker, ("prepare", prepare, None))
        ready = [worker for worker in self._workers if worker.is_ready]
        return min(ready, key=lambda worker: len(worker.jobs)) if ready else None

    def _hear(self, worker: _Worker, waiting: "_Waiting") -> Iterator[Any]:
        try:
            kind, value = worker.pipe.recv()
        except GONE:
            self._replace(worker, waiting)
            return
        if kind == "error":
            raise value
        if kind == "ready":
            worker.is_ready = True
        else:
            self._failed_starts = 0  # not before: one may be ready, and end over what it is to prepare
            worker.jobs.popleft()
            now = time.monotonic()
            worker.is_quick, worker.began = now - worker.began < QUICK, now
            yield value

    def _replace(self, worker: _Worker, waiting: "_Waiting") -> None:
        """Take the tasks of a worker that ended; the one that it was at may be why."""
        self._workers.remove(worker)
        worker.end()
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                message = f"processes that read do not start; look at memory, or take fewer than {self._most} workers"
                raise ModelError(message)
        waiting.give_back(worker.jobs)


class _Waiting:
    """Tasks that wait: those that come back before those that were never begun."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._tasks = iter(tasks)
        self._next: deque[_Job] = deque()
        self.lost: list[_Job] = []

    def is_empty(self) -> bool:
        if not self._next:
            self._next.extend(_Job(task=task) for task in _first(self._tasks))
        return not self._next

    def take(self) -> _Job:
        return self._next.popleft()

    def give_back(self, jobs: Iterable[_Job]) -> None:
        """Take back a worker's tasks; the first is the one that it was at."""
        under_way, *others = jobs or (None,)
        if under_way is not None:
            under_way.lost += 1
            (self._next if under_way.lost < TRIES else self.lost).append(under_way)
        self._next.extendleft(job for job in reversed(others) if job is not None)


def _first(tasks: Iterator[Task]) -> list[Task]:
    """Return the next of the tasks in a list, empty at their end."""
    for task in tasks:
        return [task]
    return []


def _send(worker: _Worker, message: tuple[Any, ...]) -> None:
    try:
        worker.pipe.send(message)
    except GONE:
        return  # it ended: that is heard where its answers are


def _hire() -> _Worker:
    context = multiprocessing.get_context("spawn")  # a fork would copy locks and threads as they happen to be
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))  # no daemon: it has a process of its own
    process.start()
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _serve(pipe: Connection) -> None:
    """Do what comes down the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver ends us
    threading.Thread(target=end_with_parent, daemon=True).start()
    _answer(pipe, ("ready", None))
    while True:
        try:
            kind, work, task = pipe.recv()
        except GONE:
            return
        _answer(pipe, _done(work, task) if kind == "work" else _readied(work))


def _done(work: Callable[[Any], Any], task: Any) -> tuple[str, Any]:
    try:
        return "answer", work(task)
    except Exception as error:  # noqa: BLE001 - it is raised again by the driver, and ends the run
        error.add_note("in a worker process:\n" + traceback.format_exc())
        return "error", error


def _readied(prepare: Callable[[], object]) -> tuple[str, Any]:
    kind, value = _done(lambda _: prepare(), None)
    return ("ready", None) if kind == "answer" else (kind, value)


def _answer(pipe: Connection, message: tuple[str, Any]) -> None:
    try:
        pipe.send(message)
    except GONE:
        os._exit(1)  # the driver is gone
