"""The loop: whatever is due is visited, one at a time, the host that has rested longest first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from detente.gather.clock import Clock
from detente.gather.politeness import Pace
from detente.gather.sources import Source
from detente.gather.state import SourceState
from detente.gather.visit import Visit, visit_met_defect

__all__ = ["POLL", "Due", "run_schedule"]

POLL = 30.0
"""Seconds after which it is looked again for what is due, where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A source that is due, what is kept of it, and since when it is due."""

    source: Source
    state: SourceState
    due: datetime


def run_schedule(
    due: Callable[[datetime], Iterable[Due]],
    visit: Callable[[Source, SourceState], Visit],
    *,
    clock: Clock,
    pace: Pace,
    once: bool = False,
    stop: Callable[[], bool] = lambda: False,
    poll: float = POLL,
) -> Iterator[Visit]:
    """Yield visits to what is due, for ever or until nothing of the first look is left; `stop` is asked before each.

    `due` is called with the moment, and after what was yielded before has been stored by whoever takes it. A visit that
    was interrupted is yielded as any other, and the interrupt goes on after it.
    """
    while not stop():
        waiting = list(due(clock.now()))
        while waiting and not stop():
            item = _next(waiting, pace)
            waiting.remove(item)
            done = _visit(item, visit, clock.now())
            yield done
            if done.interrupted:
                raise KeyboardInterrupt
        if once:
            return
        if not waiting and not stop():
            clock.sleep(poll)


def _next(waiting: list[Due], pace: Pace) -> Due:
    """Return what comes next: of the hosts that may be asked soonest, the source that has been due longest."""
    return min(
        waiting, key=lambda item: (pace.ready_at(item.state.moved_to or item.source.url), item.due, item.source.id)
    )


def _visit(item: Due, visit: Callable[[Source, SourceState], Visit], now: datetime) -> Visit:
    try:
        return visit(item.source, item.state)
    except Exception as error:  # noqa: BLE001 - what one source brings about must not end the watch over all others
        words = f"the visit met a defect of détente's own ({type(error).__name__}: {error}); report it"
        return visit_met_defect(item.source, item.state, words, now)
