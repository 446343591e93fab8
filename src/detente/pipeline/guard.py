"""A process of its own for what takes hostile bytes apart: it may be slow, swell or crash, and only it ends.

The process lives on from one piece of work to the next, since it takes a second to start; it is replaced when it had to
be ended. What it is told to do has to be importable by name.
"""

import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Self, TypeVar

from detente.core.errors import DocumentError
from detente.pipeline.pool import end_with_parent

__all__ = ["Guard", "Limits"]

Result = TypeVar("Result")

PAGE = resource.getpagesize()
READY_WITHIN = 60.0
"""Seconds for the process to start; that it takes longer says nothing of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one piece of work may take: seconds for each answer, bytes of memory beyond what the process starts with."""

    seconds: float = 30.0
    memory: int = 1_500_000_000


class Guard:
    """Does work in a process of its own, one piece after the other. Close it, or use it in a `with` statement."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Start nothing yet: the process is hired when there is work."""
        self.limits = limits or Limits()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        """Return the guard itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Return ``work(*given)``.

        Raises `DocumentError`: took_too_long, too_much_memory or crashed where the process had to be given up, else
        what `work` itself raised.
        """
        child = self._begin(work, given, streams=False)
        result: Result = self._answer(child)[1]
        return result

    def stream(self, work: Callable[..., Iterator[Result]], *given: Any) -> Generator[Result, None, None]:
        """Yield what ``work(*given)`` yields, as it comes; the limit of time holds for each of them.

        Raises as `run` does, after what came before. Closing the iterator early ends the process.
        """
        child = self._begin(work, given, streams=True)
        ended = False
        try:
            while True:
                kind, value = self._answer(child)
                if kind == "end":
                    ended = True
                    return
                yield value
        except DocumentError:
            ended = True
            raise
        finally:
            if not ended:
                self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _begin(self, work: Callable[..., Any], given: tuple[Any, ...], *, streams: bool) -> "_Child":
        if self._child is None or not self._child.process.is_alive():
            self.close()
            self._child = _hire(self.limits)
        self._child.pipe.send((work, given, streams))
        return self._child

    def _answer(self, child: "_Child") -> tuple[str, Any]:
        """Wait for one answer of the process; where none comes, end it and say why."""
        try:
            if not child.pipe.poll(self.limits.seconds):
                self.close()
                raise DocumentError("took_too_long", _too_long(self.limits))
            kind, value = child.pipe.recv()
        except (EOFError, ConnectionError, OSError) as error:
            self.close()
            raise DocumentError("crashed", CRASHED) from error
        if kind == "error":
            raise value
        if kind == "memory":
            self.close()  # what is left of it may be in pieces
            raise DocumentError("too_much_memory", _too_big(self.limits))
        return kind, value


CRASHED = "taking it apart ended the process that did it (a crash in a library); it was set aside"


def _too_long(limits: Limits) -> str:
    return f"taking it apart did not come to an end in {limits.seconds:g} seconds; it was set aside"


def _too_big(limits: Limits) -> str:
    return f"taking it apart wanted more than {limits.memory / 1e6:,.0f} MB of memory; it was set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    process: multiprocessing.process.BaseProcess
    pipe: Connection

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _hire(limits: Limits) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits.memory), daemon=True)
    process.start()
    theirs.close()
    child = _Child(process=process, pipe=ours)
    with contextlib.suppress(EOFError, ConnectionError):
        if ours.poll(READY_WITHIN) and ours.recv() == "ready":
            return child
    child.end()
    raise DocumentError("crashed", "the process that takes documents apart does not start; look at memory and limits")


def _serve(pipe: Connection, memory: int) -> None:
    """Do what comes down the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    threading.Thread(target=end_with_parent, daemon=True).start()
    _bound_memory(memory)
    pipe.send("ready")
    while True:
        try:
            work, given, streams = pipe.recv()
        except (EOFError, ConnectionError):
            return
        _do(pipe, work, given, streams=streams)


def _do(pipe: Connection, work: Callable[..., Any], given: tuple[Any, ...], *, streams: bool) -> None:
    try:
        if streams:
            for item in work(*given):
                pipe.send(("item", item))
            pipe.send(("end", None))
        else:
            pipe.send(("item", work(*given)))
    except MemoryError:
        pipe.send(("memory", None))
    except DocumentError as error:
        pipe.send(("error", error))
    except BrokenPipeError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 - a library's panic is no Exception, and costs this document alone
        why = f"taking it apart failed ({type(error).__name__}: {str(error)[:200]}); please report it with the document"
        pipe.send(("error", DocumentError("failed", why)))


def _bound_memory(memory: int) -> None:
    """Let the process grow by no more than `memory` bytes from what it has mapped now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as state:  # noqa: PTH123 - no path of anybody's
            mapped = int(state.read().split()[0]) * PAGE
    except (OSError, ValueError):
        mapped = 0
    with contextlib.suppress(ValueError, OSError):  # where the system knows no such limit, the deadline is left
        resource.setrlimit(resource.RLIMIT_AS, (mapped + memory, mapped + memory))
