"""Work in a child process that dies at a moment: before a statement (BEGIN too), or before a commit.

Before a statement is after the one before it, so that between any two something dies. What a killed process leaves is
what lies in its files. Statements that ask, or change what is not written yet, leave what the one before them left:
of moments in a row that leave the same, the first and the last stand for all.
"""

import json
import os
import signal
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event

__all__ = ["Moments", "die_at", "in_child", "moments_of"]

FILES = ("", "-journal", "-wal")
"""What a record consists of. The index beside its log is made anew by whoever opens it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """How many moments there are in some work, and the first and the last of each row of them that leave the same."""

    all: int
    telling: list[int]


def in_child(work: Callable[[], object]) -> int:
    """Do something in a child process and return what became of it: its exit status, or minus the signal."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(moment: int, work: Callable[[], object]) -> int:
    """Do something in a child process that kills itself at a moment; return what became of it."""

    def doomed() -> None:
        def come(number: int) -> None:
            if number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        _at_each_moment(come)
        work()

    return in_child(doomed)


def moments_of(path: Path, work: Callable[[], object]) -> Moments:
    """Return the moments of some work on the record at a path, which it does to its end."""
    out, into = os.pipe()

    def watched() -> None:
        left: list[int] = []

        def come(_: int) -> None:
            left.append(_left_at(path))

        _at_each_moment(come)
        work()
        telling = [
            n for n, one in enumerate(left) if {one} != {*left[max(n - 1, 0) : n + 2]} or n in (0, len(left) - 1)
        ]
        os.write(into, json.dumps([len(left), telling]).encode())

    assert in_child(watched) == 0
    os.close(into)
    with os.fdopen(out) as stream:
        number, telling = json.load(stream)
    return Moments(all=number, telling=telling)


def _at_each_moment(come: Callable[[int], None]) -> None:
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        come(seen)
        seen += 1

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def _left_at(path: Path) -> int:
    """Return a sum of all bytes that a process leaves that dies now."""
    told = 0
    for end in FILES:
        file = Path(f"{path}{end}")
        told = zlib.crc32(file.read_bytes() if file.exists() else b"none", told)
    return told
