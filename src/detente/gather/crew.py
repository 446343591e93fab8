"""Hands that make visits at once, while one thread gives them out and takes in what they bring."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.gather.visit import Visit

__all__ = ["Crew"]

WIND_UP = 10.0
"""Seconds that visits under way have to end in, once the run is to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    source: str
    visit: Visit | None = None
    error: BaseException | None = None


class Crew:
    """Threads that make visits, at most so many at once. What they are waiting for ends with the program."""

    def __init__(self, hands: int = 1) -> None:
        """Hire nobody yet."""
        self._hands = hands
        self._work: queue.SimpleQueue[tuple[str, Callable[[], Visit]]] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[_Done] = queue.SimpleQueue()
        self._hired = 0
        self.going: set[str] = set()
        """The ids of the sources that are being visited."""

    @property
    def has_free_hands(self) -> bool:
        """Whether another visit can be begun."""
        return len(self.going) < self._hands

    def begin(self, source: str, visit: Callable[[], Visit]) -> None:
        """Let a free hand make a visit."""
        self.going.add(source)
        if self._hired < len(self.going):
            self._hired += 1
            # a thread that hangs on a server must not hold the program up when it is to end
            threading.Thread(target=self._serve, name=f"visits {self._hired}", daemon=True).start()
        self._work.put((source, visit))

    def take(self, *, timeout: float | None = None) -> Visit | None:
        """Return a visit that has ended, once there is one; None where none ended in time, or one ended unmade.

        Raises what a visit raised.
        """
        try:
            done = self._done.get(timeout=timeout)
        except queue.Empty:
            return None
        self.going.discard(done.source)
        if done.error is not None and not isinstance(done.error, KeyboardInterrupt):
            raise done.error
        return done.visit

    def wind_up(self, halt: Callable[[], None]) -> Iterator[Visit]:
        """Yield what the visits under way have brought so far, after `halt` has told them to end."""
        if self.going:
            halt()
        end = time.monotonic() + WIND_UP
        while self.going and (left := end - time.monotonic()) > 0:
            visit = self.take(timeout=left)
            if visit is not None:
                yield visit

    def _serve(self) -> None:
        while True:
            source, visit = self._work.get()
            try:
                done = _Done(source=source, visit=visit())
            except BaseException as error:  # noqa: BLE001 - whoever takes it raises it
                done = _Done(source=source, error=error)
            self._done.put(done)
