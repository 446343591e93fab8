"""The loop: whatever is due is visited, several hosts at once and each by one visit, the longest rested first."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from detente.core.errors import RecordError
from detente.gather.addresses import host_of
from detente.gather.clock import Clock
from detente.gather.crew import Crew
from detente.gather.pace import Pace
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

    @property
    def address(self) -> str:
        """Where it is asked first."""
        return self.state.moved_to or self.source.url


def run_schedule(
    due: Callable[[datetime], Iterable[Due]],
    visit: Callable[[Source, SourceState], Visit],
    *,
    clock: Clock,
    pace: Pace,
    crew: Crew | None = None,
    once: bool = False,
    stop: Callable[[], bool] = lambda: False,
    poll: float = POLL,
) -> Generator[Visit, None, None]:
    """Yield visits to what is due, for ever or until nothing of the first look is left; `stop` is asked before each.

    `due` is called with the moment, and after what was yielded before has been stored by whoever takes it. `crew` makes
    the visits; without one it is one at a time. A visit that was interrupted is yielded as any other, and the interrupt
    goes on after it. Visits under way when this ends early can be had of the crew.
    """
    hands, going = crew or Crew(), dict[str, str]()
    waiting, looked = _Waiting(due(clock.now()), pace), clock.now()
    while True:
        while hands.has_free_hands and not stop() and (item := waiting.take(set(going.values()))) is not None:
            going[item.source.id] = host_of(item.address)
            hands.begin(item.source.id, partial(_visit, item, visit, clock))
        if going:
            more = hands.has_free_hands and not once and not stop()
            done = hands.take(timeout=poll if more else None)
            going = {source: host for source, host in going.items() if source in hands.going}
            if done is not None:
                yield done
                if done.interrupted:
                    raise KeyboardInterrupt
            if more and not waiting and clock.now() >= looked + timedelta(seconds=poll):
                looked = clock.now()
                waiting = _Waiting((one for one in due(looked) if one.source.id not in going), pace)
        elif once or stop():
            return
        else:
            clock.sleep(poll)
            if stop():
                return
            looked = clock.now()
            waiting = _Waiting(due(looked), pace)


class _Waiting:
    """Sources that are due, by their hosts: a thousand of them are not gone through for each visit."""

    def __init__(self, items: Iterable[Due], pace: Pace) -> None:
        self._pace = pace
        self._by_host: dict[str, list[Due]] = {}
        for item in sorted(items, key=lambda item: (item.due, item.source.id), reverse=True):
            self._by_host.setdefault(host_of(item.address), []).append(item)

    def __bool__(self) -> bool:
        return bool(self._by_host)

    def take(self, busy: set[str]) -> Due | None:
        """Take what comes next: of the hosts that may be asked soonest, the source that has been due longest."""
        # what a host that is left alone gives stays due, and comes when it may be asked again
        self._by_host = {host: items for host, items in self._by_host.items() if not self._pace.is_host_held(host)}
        free = [(host, items[-1]) for host, items in self._by_host.items() if host not in busy]
        if not free:
            return None
        host, item = min(free, key=lambda one: (self._pace.host_ready_at(one[0]), one[1].due, one[1].source.id))
        self._by_host[host].pop()
        if not self._by_host[host]:
            del self._by_host[host]
        return item


def _visit(item: Due, visit: Callable[[Source, SourceState], Visit], clock: Clock) -> Visit:
    try:
        return visit(item.source, item.state)
    except RecordError:
        raise
    except Exception as error:  # noqa: BLE001 - what one source brings about must not end the watch over all others
        words = f"the visit met a defect of détente's own ({type(error).__name__}: {error}); report it"
        return visit_met_defect(item.source, item.state, words, clock.now())
