"""What carries out the tasks of a run: processes of this machine, or a cluster."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

__all__ = ["RunsTasks"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class RunsTasks(Protocol):
    """An engine. A task that is lost with its process or machine is done again; what a task raises ends the run."""

    def run(
        self, work: Callable[[Task], Answer], tasks: Iterable[Task], *, prepare: Callable[[], object] | None = None
    ) -> Iterator[Answer]:
        """Yield the answers as they come, in any order; few tasks are handed out ahead, so that memory stays flat.

        `work`, `prepare` (done once a worker, before its first task) and the tasks can be imported by another process.
        """
        ...

    def close(self) -> None:
        """End what was started."""
        ...
