"""A process and those that it started, as the system tells of them."""

import contextlib
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

__all__ = ["end_tree", "memory_of_tree", "tree_of"]

PAGE = resource.getpagesize()
PROCESSES = Path("/proc")


def tree_of(process: int) -> Iterator[int]:
    """Yield a process's number and those of all that it started, where the system tells (Linux)."""
    yield process
    with contextlib.suppress(OSError, ValueError):
        for thread in (PROCESSES / str(process) / "task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from tree_of(int(child))


def memory_of_tree(process: int) -> int:
    """Return the bytes of memory that a process and those it started hold."""
    held = 0
    for one in tree_of(process):
        with contextlib.suppress(OSError, ValueError, IndexError):
            held += int((PROCESSES / str(one) / "statm").read_text(encoding="ascii").split()[1]) * PAGE
    return held


def end_tree(process: int) -> None:
    """End a process of ours and those that it started, whatever they are doing."""
    for one in tuple(tree_of(process)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
