"""Work spread over processes, in order, with what one piece does kept from hurting the rest.

Results come back in the order in which the pieces went in, whatever the number of workers. A piece that kills its
worker (out of memory, a crash in a library) is tried once more alone, and given up on if it kills that one too.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

__all__ = ["end_with_parent", "map_in_order"]

Piece = TypeVar("Piece")
Result = TypeVar("Result")

AHEAD = 4
"""Pieces handed out per worker before the oldest must come back: memory stays flat however long the input is."""


def map_in_order(
    work: Callable[[Piece], Result],
    pieces: Iterable[Piece],
    *,
    workers: int,
    give_up: Callable[[Piece], Result],
) -> Iterator[Result]:
    """Yield ``work(piece)`` for every piece, in order.

    With one worker everything happens in this process. `give_up` makes the result of a piece that killed two workers.
    `work` has to be importable by name in a fresh process.
    """
    if workers == 1:
        yield from map(work, pieces)
        return
    crew = _Crew(workers)
    try:
        yield from _run(crew, work, pieces, give_up)
    finally:
        crew.dismiss()


class _Crew:
    """A pool of workers that can be replaced when one of them dies."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.pool = self._hire(workers)

    def _hire(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork would copy the progress display's thread in whatever state it is.
        return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _serve_quietly)

    def submit(self, work: Callable[[Piece], Result], piece: Piece) -> Future[Result]:
        """Hand out a piece. Where a worker has died already, that is found out when the piece's turn comes."""
        try:
            return self.pool.submit(work, piece)
        except BrokenProcessPool as error:
            never: Future[Result] = Future()
            never.set_exception(error)
            return never

    def replace(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = self._hire(self.workers)

    def alone(self, work: Callable[[Piece], Result], piece: Piece) -> Result:
        """Do one piece in a process of its own; raises `BrokenProcessPool` where it kills that too."""
        with self._hire(1) as lone:
            return lone.submit(work, piece).result()

    def dismiss(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)


def _run(
    crew: _Crew, work: Callable[[Piece], Result], pieces: Iterable[Piece], give_up: Callable[[Piece], Result]
) -> Iterator[Result]:
    waiting: deque[tuple[Piece, Future[Result]]] = deque()
    source = iter(pieces)
    while True:
        for piece in _take(source, AHEAD * crew.workers - len(waiting)):
            waiting.append((piece, crew.submit(work, piece)))
        if not waiting:
            return
        piece, future = waiting.popleft()
        try:
            result = future.result()
        except BrokenProcessPool:
            result = _retry(crew, work, piece, give_up)
            crew.replace()
            waiting = deque((p, f if _is_done(f) else crew.submit(work, p)) for p, f in waiting)
        yield result


def _is_done(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _retry(crew: _Crew, work: Callable[[Piece], Result], piece: Piece, give_up: Callable[[Piece], Result]) -> Result:
    try:
        return crew.alone(work, piece)
    except BrokenProcessPool:
        return give_up(piece)


def _take(source: Iterator[Piece], most: int) -> Iterator[Piece]:
    for _ in range(most):
        try:
            yield next(source)
        except StopIteration:
            return


def _serve_quietly() -> None:
    """Make a worker end without a word when a person interrupts the run, and when its parent ends in any way."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the parent process to end in whatever way, and end this one then."""
    # A parent that is killed cannot dismiss anybody, and its workers would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
