"""What was worked out from a state of the record, held until the next state has been worked out.

While reports come in, the state changes faster than a large record is gone through. Then what was worked out last is
shown, and the page says as of when; the next is worked out meanwhile. What somebody changes at the desk itself is never
shown as it was before: those views are worked out before they are shown again.
"""

import contextvars
import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from detente.store import one_state

__all__ = ["Held", "NotReady", "View"]

T = TypeVar("T")
MOST = 256
"""Views that are held at once in each share: the ones asked for longest ago go first."""
LONGEST_REST = 5.0
"""Seconds between two views that are worked out behind what is shown, at most."""
PATIENCE = 0.05
"""Seconds to wait for the next state of a view before the last one is shown."""
AT_ONCE = 2
"""Views that are worked out at once of which none is there yet: as many as a small machine has processors."""
APART_AT_ONCE = 1
"""As many of those who are put apart: they never take the whole machine."""


class NotReady(Exception):
    """There is no view yet that could be shown; it has been worked out for so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        """Keep for how long it has been worked out."""
        super().__init__("it is still being worked out")
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[T]):
    """What was worked out, from which state, begun when; `behind` where that is not the state of now."""

    made: T
    state: str
    at: dt.datetime
    behind: bool = False


@dataclass(slots=True)
class _Kept:
    """A view with the one that is being worked out. `floor` counts the changes at the desk that it knows of."""

    view: View[Any] | None = None
    floor: int = -1
    coming: "Future[View[Any]] | None" = None
    begun: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Held:
    """Views by what they were asked with. Threads may share it."""

    def __init__(
        self,
        *,
        now: Callable[[], dt.datetime],
        most: int = MOST,
        patience: float = PATIENCE,
        first: float | None = None,
    ) -> None:
        """Hold nothing yet, and never more than `most`.

        Who asks for a view of which there is none waits `first` seconds for it, for ever where that is None.
        """
        self._now, self._most, self._patience, self._first = now, most, patience, first
        self._lock = threading.Lock()
        self._shares: dict[str, OrderedDict[Hashable, _Kept]] = {}
        self._changes = 0
        self._rests_until = 0.0
        self._end = threading.Event()
        self._behind = ThreadPoolExecutor(max_workers=1, thread_name_prefix="views")
        self._firsts = {
            apart: ThreadPoolExecutor(max_workers=most, thread_name_prefix=f"first views{' apart' * apart}")
            for apart, most in ((False, AT_ONCE), (True, APART_AT_ONCE))
        }
        self._own = threading.local()

    def get(
        self,
        key: Hashable,
        state: str,
        make: Callable[[], T],
        *,
        lasting: bool = False,
        share: str = "",
        apart: bool = False,
        again: Callable[[], str] | None = None,
    ) -> View[T]:
        """Return the view under a key as of a state; or the last one, where the next takes longer than there is time.

        `make` may be called in another thread, after this returned; which state that is of then, `again` tells. One
        that is `lasting` outlives what is changed at the desk. Views of one `share` never push out those of another.
        Nobody waits for one that others ask for `apart`: those of which there is none yet have a worker of their own.
        Raises `NotReady` where there is none to show yet.
        """
        kept = self._of(key, share)
        changes = 0 if lasting else self._changes
        if kept.view is not None and kept.view.state == state and kept.floor == changes:
            return kept.view
        if kept.view is None or kept.floor != changes:
            return self._make_first(kept, state, make, changes, again, apart=apart)
        if getattr(self._own, "works", False):  # a part of a view that is worked out behind
            return self._make(kept, state, make, changes)
        with kept.lock:
            if kept.coming is None or kept.coming.done():
                kept.coming = self._begin(self._behind, kept, self._make_behind, state, make, changes, again)
            coming = kept.coming
        try:
            return coming.result(timeout=self._patience)
        except Late:
            last = kept.view
            return View(made=last.made, state=last.state, at=last.at, behind=True)

    def changed(self) -> None:
        """Note that somebody changed the record at this desk: no view from before is shown from now on."""
        with self._lock:
            self._changes += 1

    def close(self) -> None:
        """Work out nothing more."""
        self._end.set()
        for workers in (self._behind, *self._firsts.values()):
            workers.shutdown(wait=False, cancel_futures=True)

    def _of(self, key: Hashable, share: str) -> _Kept:
        with self._lock:
            held = self._shares.setdefault(share, OrderedDict())
            kept = held.setdefault(key, _Kept())
            held.move_to_end(key)
            while len(held) > self._most:
                held.popitem(last=False)
            return kept

    def _make_first(
        self, kept: _Kept, state: str, make: Callable[[], T], changes: int, again: Callable[[], str] | None, *,
        apart: bool,
    ) -> View[T]:  # fmt: skip
        """Make a view of which none can be shown: here, or in another thread where nobody waits long for it."""
        if self._first is None or getattr(self._own, "works", False):
            return self._make(kept, state, make, changes)
        with kept.lock:
            if kept.coming is None or kept.coming.done():
                kept.begun = time.monotonic()
                kept.coming = self._begin(self._firsts[apart], kept, self._make, state, make, changes, again)
            coming = kept.coming
        try:
            view: View[T] = coming.result(timeout=self._first)
        except Late:
            raise NotReady(time.monotonic() - kept.begun) from None
        if kept.floor != changes:  # it was begun before the last change at the desk
            return self._make_first(kept, state, make, changes, again, apart=apart)
        return view

    def _begin(
        self, workers: ThreadPoolExecutor, kept: _Kept, work: Callable[..., View[T]], state: str,
        make: Callable[[], T], changes: int, again: Callable[[], str] | None,
    ) -> "Future[View[T]]":  # fmt: skip
        """Let a view be made by a worker, in the language of who asks, of one state of the record."""
        spoken = contextvars.copy_context()

        def made() -> View[T]:
            self._own.works = True
            try:
                if workers is self._behind:
                    self._end.wait(max(0.0, self._rests_until - time.monotonic()))
                with one_state():
                    return work(kept, again() if again is not None else state, make, changes)
            finally:
                self._own.works = False

        return workers.submit(spoken.run, made)

    def _make_behind(self, kept: _Kept, state: str, make: Callable[[], T], changes: int) -> View[T]:
        """Make a view, and rest as long before the next: those who look at pages want the machine too."""
        begun = time.monotonic()
        try:
            return self._make(kept, state, make, changes)
        finally:
            ended = time.monotonic()
            self._rests_until = ended + min(ended - begun, LONGEST_REST)

    def _make(self, kept: _Kept, state: str, make: Callable[[], T], changes: int) -> View[T]:
        at = self._now()
        view = View(made=make(), state=state, at=at)
        if changes >= kept.floor:
            kept.view, kept.floor = view, changes
        return view
