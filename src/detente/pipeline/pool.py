"""Work spread over processes, in order, with what one piece does kept from hurting the rest.

Results come back in the order in which the pieces went in, whatever the number of workers. Each worker is a guarded
process: a piece that takes too long, wants too much memory or crashes costs that process and its own result alone.
"""

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from detente.core.errors import DocumentError, ModelError
from detente.pipeline.guard import Guard, Limits, NotStarted

__all__ = ["READING", "Defect", "GiveUp", "ask", "map_in_order"]

Piece = TypeVar("Piece")
Result = TypeVar("Result")

AHEAD = 4
"""Pieces handed out per worker before the oldest must come back: memory stays flat however long the input is."""
READING = Limits(seconds=120.0, memory=3_000_000_000, ready=300.0, doing="reading it")
"""What a piece may take, the model not counted. The slowest text that is taken needs a third of the time."""


GiveUp = Callable[[Piece, DocumentError, Callable[[Piece], Result]], Result]
"""Makes the result of a piece that had to be given up, by why; what it is given third does a part of it as a piece."""


def map_in_order(
    work: Callable[[Piece], Result],
    pieces: Iterable[Piece],
    *,
    workers: int,
    give_up: GiveUp[Piece, Result],
    prepare: Callable[[], object] | None = None,
    limits: Limits = READING,
    easy: Callable[[Piece], bool] | None = None,
) -> Iterator[Result]:
    """Yield ``work(piece)`` for every piece, in order; with one worker each piece is taken when the last is answered.

    `prepare` is what each worker does before its first piece; a piece that is `easy` is done here. `work`, `prepare`
    and the pieces have to be such that a fresh process can import them. Raises what `work` raises.
    """
    if _is_done_here(workers):
        yield from map(work, pieces)
        return
    crew = _Crew(work, workers=workers, give_up=give_up, prepare=prepare, limits=limits, easy=easy)
    try:
        yield from _run(crew, pieces, ahead=AHEAD * workers if workers > 1 else 1)
    finally:
        crew.dismiss()


def _is_done_here(workers: int) -> bool:
    """Say whether no process is to be started: without limits, for texts that are known."""
    return workers == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done(Generic[Result]):
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    """What `work` raised: a defect, or a broken installation; the run is to end with it."""

    error: Exception


def _attempt(work: Callable[[Piece], Result], piece: Piece) -> _Done[Result] | _Failed:
    try:
        return _Done(result=work(piece))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - it is raised again where the result is asked for
        error.add_note("in a worker process:\n" + traceback.format_exc())
        return _Failed(error=error)


def ask(guard: Guard, work: Callable[[Piece], Result], piece: Piece) -> Result:
    """Return ``work(piece)``, done by a guarded process.

    Raises `DocumentError` as the guard does where the process had to be given up, and `Defect` for what `work` raised.
    """
    answer: _Done[Result] | _Failed = guard.run(_attempt, work, piece)
    if isinstance(answer, _Failed):
        raise Defect(answer.error)
    return answer.result


class _Crew(Generic[Piece, Result]):
    """Guarded processes, each with a thread that waits for it."""

    def __init__(
        self,
        work: Callable[[Piece], Result],
        *,
        workers: int,
        give_up: GiveUp[Piece, Result],
        prepare: Callable[[], object] | None,
        limits: Limits,
        easy: Callable[[Piece], bool] | None,
    ) -> None:
        self._work, self._give_up, self._easy = work, give_up, easy
        self._guards = [Guard(limits, prepare) for _ in range(workers)]
        self._free: SimpleQueue[Guard] = SimpleQueue()
        for guard in self._guards:
            self._free.put(guard)
        self._threads = ThreadPoolExecutor(workers)
        self._dismissed = False

    def submit(self, piece: Piece) -> Future[Result]:
        if self._easy is None or not self._easy(piece):
            return self._threads.submit(self._serve, piece)
        done: Future[Result] = Future()
        done.set_result(self._work(piece))
        return done

    def dismiss(self) -> None:
        """End the processes, whatever they are doing."""
        self._dismissed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for guard in self._guards:
            guard.dismiss()
        self._threads.shutdown()  # one that was just hiring a process ends it when it has it

    def _serve(self, piece: Piece) -> Result:
        guard = self._free.get()
        try:
            return self._do(guard, piece)
        finally:
            self._free.put(guard)

    def _do(self, guard: Guard, piece: Piece) -> Result:
        try:
            return self._try_twice(guard, piece)
        except NotStarted as error:
            message = f"{error.message}, or take fewer workers (--workers): each holds the model"
            raise ModelError(message) from error
        except DocumentError as error:
            if self._dismissed:
                raise
            return self._give_up(piece, error, lambda part: self._do(guard, part))

    def _try_twice(self, guard: Guard, piece: Piece) -> Result:
        """Do a piece, and once more where the process ended: something else may have ended it."""
        try:
            return self._ask(guard, piece)
        except DocumentError as error:
            if error.code != "crashed" or isinstance(error, NotStarted):
                raise
        return self._ask(guard, piece)

    def _ask(self, guard: Guard, piece: Piece) -> Result:
        if self._dismissed:
            raise CancelledError
        return ask(guard, self._work, piece)


class Defect(Exception):
    """Carries what work raised past those who look for what became of the process."""

    def __init__(self, error: Exception) -> None:
        """Keep what was raised."""
        super().__init__(str(error))
        self.error = error


def _run(crew: _Crew[Piece, Result], pieces: Iterable[Piece], *, ahead: int) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    source = iter(pieces)
    while True:
        for piece in _take(source, ahead - len(waiting)):
            waiting.append(crew.submit(piece))
        if not waiting:
            return
        try:
            result = waiting.popleft().result()
        except Defect as defect:
            raise defect.error from None
        yield result


def _take(source: Iterator[Piece], most: int) -> Iterator[Piece]:
    for _ in range(most):
        try:
            yield next(source)
        except StopIteration:
            return
