"""What carries out the tasks of a run: processes of this machine, or a cluster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from detente.core.errors import DetenteError

__all__ = ["TRIES", "RunsTasks", "TasksLost"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")

TRIES = 4
"""How often a task is begun whose process or machine ended under it, before it is given up."""


class TasksLost(DetenteError):
    """Tasks ended their process or machine each time that they were tried; all others were done."""

    def __init__(self, tasks: Sequence[object], reason: str) -> None:
        """Keep the tasks, so that whoever knows what they are can name them."""
        super().__init__(
            f"{len(tasks):,} of the tasks ended their worker {TRIES} times each ({reason}); all others are done; look "
            "at the memory and the limits of the machines, and run it again: only these are left"
        )
        self.tasks = tuple(tasks)
        self.reason = reason


class RunsTasks(Protocol):
    """An engine. A task that is lost with its process or machine is done again; what a task raises ends the run."""

    def run(
        self, work: Callable[[Task], Answer], tasks: Iterable[Task], *, prepare: Callable[[], object] | None = None
    ) -> Iterator[Answer]:
        """Yield the answers as they come, in any order; few tasks are handed out ahead, so that memory stays flat.

        `work`, `prepare` (done once a worker, before its first task) and the tasks can be imported by another process.
        Raises `TasksLost` after all other answers, and what a task or `prepare` raised as soon as it is known.
        """
        ...

    def close(self) -> None:
        """End what was started."""
        ...
