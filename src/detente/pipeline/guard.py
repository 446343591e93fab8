"""A process of its own for what meets hostile bytes and texts: it may be slow, swell or crash, and only it ends.

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

__all__ = ["Guard", "Limits", "NotStarted", "Worn"]

Result = TypeVar("Result")

PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one piece of work may take: seconds for each answer, bytes of memory beyond what the process starts with.

    `ready` is the seconds in which the process has to start, which say nothing of a document; `doing` is how messages
    call the work.
    """

    seconds: float = 30.0
    memory: int = 1_500_000_000
    ready: float = 60.0
    doing: str = "taking it apart"


class NotStarted(DocumentError):
    """The process does not even start: this says nothing of the document that it was to be given."""


class Worn(DocumentError):
    """The process had done other work before: that may be what took the memory, and nothing is known yet.

    Libraries keep threads and memory that they have asked for once, and the bound is over all that is mapped.
    """


class Guard:
    """Does work in a process of its own, one piece after the other. Close it, or use it in a `with` statement."""

    def __init__(self, limits: Limits | None = None, prepare: Callable[[], object] | None = None) -> None:
        """Start nothing yet: the process is hired when there is work, and does `prepare` first, without limits."""
        self.limits = limits or Limits()
        self._prepare = prepare
        self._child: _Child | None = None
        self._dismissed = False
        self._has_answered = False

    def __enter__(self) -> Self:
        """Return the guard itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Return ``work(*given)``; what has too little memory after other work is done again by a fresh process.

        Raises `DocumentError`: took_too_long, too_much_memory or crashed where the process had to be given up, else
        what `work` itself raised; `NotStarted` where there is no process, and what `prepare` raised.
        """
        try:
            result: Result = self._answer(self._begin(work, given, streams=False))[1]
        except Worn:
            result = self._answer(self._begin(work, given, streams=False))[1]
        return result

    def stream(self, work: Callable[..., Iterator[Result]], *given: Any) -> Generator[Result, None, None]:
        """Yield what ``work(*given)`` yields, as it comes; the limit of time holds for each of them.

        Raises as `run` does, after what came before, and `Worn` where memory is short in a process that has given other
        answers: a stream that is asked for again comes from a fresh one. Closing the iterator early ends the process.
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
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def dismiss(self) -> None:
        """End the process, from another thread than the one that works with it, and let no other be hired."""
        self._dismissed = True
        self.close()

    def _begin(self, work: Callable[..., Any], given: tuple[Any, ...], *, streams: bool) -> "_Child":
        child = self._child
        if child is None or not child.process.is_alive():
            self.close()
            self._child = child = _hire(self.limits, self._prepare)
            self._has_answered = False
        if self._dismissed:  # while it was hired, perhaps
            self.close()
            raise DocumentError("crashed", _crashed(self.limits))
        try:
            child.pipe.send((work, given, streams))
        except OSError as error:  # it ended since it was looked at
            self.close()
            raise DocumentError("crashed", _crashed(self.limits)) from error
        return child

    def _answer(self, child: "_Child") -> tuple[str, Any]:
        """Wait for one answer of the process; where none comes, end it and say why."""
        try:
            if not child.pipe.poll(self.limits.seconds):
                self.close()
                raise DocumentError("took_too_long", _too_long(self.limits))
            kind, value = child.pipe.recv()
        except (EOFError, ConnectionError, OSError) as error:
            self.close()
            raise DocumentError("crashed", _crashed(self.limits)) from error
        if kind == "memory":
            self.close()  # what is left of it may be in pieces
            refused = Worn if self._has_answered else DocumentError
            raise refused("too_much_memory", _too_big(self.limits))
        self._has_answered = True
        if kind == "error":
            raise value
        return kind, value


def _crashed(limits: Limits) -> str:
    return f"{limits.doing} ended the process that did it (a crash in a library); it was set aside"


def _too_long(limits: Limits) -> str:
    return f"{limits.doing} did not come to an end in {limits.seconds:g} seconds; it was set aside"


def _too_big(limits: Limits) -> str:
    return f"{limits.doing} wanted more than {limits.memory / 1e6:,.0f} MB of memory; it was set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    process: multiprocessing.process.BaseProcess
    pipe: Connection

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _hire(limits: Limits, prepare: Callable[[], object] | None) -> _Child:
    context = multiprocessing.get_context("spawn")  # a fork would copy the progress display's thread as it is
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits.memory, limits.doing, prepare), daemon=True)
    process.start()
    theirs.close()
    child = _Child(process=process, pipe=ours)
    told: object = None
    with contextlib.suppress(EOFError, ConnectionError):
        told = ours.recv() if ours.poll(limits.ready) else None
    if told == "ready":
        return child
    child.end()
    if isinstance(told, BaseException):
        raise told
    message = f"the process for {limits.doing} does not start; look at memory and limits"
    raise NotStarted("crashed", message)


def _serve(pipe: Connection, memory: int, doing: str, prepare: Callable[[], object] | None) -> None:
    """Do what comes down the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    threading.Thread(target=end_with_parent, daemon=True).start()
    if prepare is not None:
        try:
            prepare()
        except Exception as error:  # noqa: BLE001 - a broken installation is told where it can be told
            pipe.send(error)
            return
    _bound_memory(memory)
    pipe.send("ready")
    while True:
        try:
            work, given, streams = pipe.recv()
        except (EOFError, ConnectionError):
            return
        _do(pipe, doing, work, given, streams=streams)


def end_with_parent() -> None:
    """Wait for the parent process to end in whatever way, and end this one then."""
    # A parent that is killed cannot end anybody, and its processes would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _do(pipe: Connection, doing: str, work: Callable[..., Any], given: tuple[Any, ...], *, streams: bool) -> None:
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
        what = f"{type(error).__name__}: {str(error)[:200]}"
        why = f"{doing} failed ({what}); please report it with the document"
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
