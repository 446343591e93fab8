"""Watching sources: what is due is visited, what it brings is taken in, and how the visit went is kept."""

import io
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self

from detente.documents.feed import cut_feed
from detente.documents.packet import Packet
from detente.gather.crew import Crew
from detente.gather.manners import Manners
from detente.gather.schedule import run_schedule
from detente.gather.sources import Source
from detente.gather.state import SourceState
from detente.gather.visit import Visit, tell_unopened, visit_source
from detente.pipeline.cutting import cut_fetched
from detente.pipeline.guard import Guard
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.store import Record, due_sources, is_settled, keep_hosts, keep_visit

__all__ = ["GUARDS", "Watched", "watch"]

GUARDS = 2
"""Processes that take feeds apart; it is quick work, and visits wait longer for the network than for these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A visit, and what became of what it brought: how many documents are `new`, `known` already, `refused`."""

    visit: Visit
    counts: Counter[str] = field(default_factory=Counter)


def watch(
    record: Record,
    manners: Manners,
    *,
    once: bool = False,
    stop: Callable[[], bool] = lambda: False,
    workers: int = 1,
    hands: int = 1,
) -> Generator[Watched, None, None]:
    """Visit what is due, keep what it brings, and yield each visit; for ever, or until nothing is due any more.

    Visits are made by so many `hands` at once; what they bring is kept by whoever iterates, one after the other. It is
    kept before the visit itself is noted: where a run ends in between, the source is due again, and what is kept
    already is known. Where this is closed early, what the visits under way have brought is kept as well.
    """
    crew, known = Crew(hands), partial(is_settled, record)
    with Opener(workers=workers) as opener, _Cutters(min(hands, GUARDS)) as cutters:
        keep = partial(_keep, record, manners, opener)

        def visit(source: Source, state: SourceState) -> Visit:
            return visit_source(source, state, manners=manners, cut=cutters.cut, known=known)

        visits = run_schedule(
            partial(due_sources, record),
            visit,
            clock=manners.clock,
            pace=manners.pace,
            crew=crew,
            once=once,
            stop=stop,
        )
        try:
            for done in visits:
                yield keep(done)
        finally:
            for done in crew.wind_up(manners.pace.halt):
                keep(done)


def _keep(record: Record, manners: Manners, opener: Opener, done: Visit) -> Watched:
    """Keep what a visit brought, then how it went, and what its hosts asked for."""
    counts: Counter[str] = Counter()
    clock, unopened = manners.clock, list[Packet]()
    with closing(cut_fetched(done.packets)) as packets:
        for taken in take_in(record, packets, opener, clock=clock.now):
            refused = taken.error is not None and not taken.dropped
            counts["refused" if refused else "new" if taken.new else "known"] += 1
            if taken.error is not None and taken.packet.spare is not None:
                unopened.append(taken.packet)
    if unopened:
        done = tell_unopened(done, unopened)
    keep_visit(record, done, now=clock.now())
    manners.claims.release(done.source)
    hosts, rules = manners.news()
    keep_hosts(record, hosts, rules, now=clock.now())
    return Watched(visit=done, counts=counts)


class _Cutters:
    """Cut feeds into their entries, in processes of their own. Use it in a `with` statement."""

    def __init__(self, most: int) -> None:
        self._guards = [Guard() for _ in range(most)]
        self._free: SimpleQueue[Guard] = SimpleQueue()
        for guard in self._guards:
            self._free.put(guard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for guard in self._guards:
            guard.close()

    def cut(self, stream: BinaryIO, *, name: str) -> Iterator[Packet]:
        """Yield the entries of a feed."""
        guard = self._free.get()
        try:
            with closing(guard.stream(_cut_bytes, stream.read(), name)) as entries:
                yield from entries
        finally:
            self._free.put(guard)


def _cut_bytes(data: bytes, name: str) -> Iterator[Packet]:
    return cut_feed(io.BytesIO(data), name=name)
