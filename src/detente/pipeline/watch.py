"""Watching sources: what is due is visited, what it brings is taken in, and how the visit went is kept."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from detente.documents.feed import cut_feed
from detente.documents.packet import Packet
from detente.gather.manners import Manners
from detente.gather.schedule import run_schedule
from detente.gather.sources import Source
from detente.gather.state import SourceState
from detente.gather.visit import Cut, Visit, visit_source
from detente.pipeline.guard import Guard
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.store import Record, due_sources, is_settled, keep_visit

__all__ = ["Watched", "watch"]


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
) -> Iterator[Watched]:
    """Visit what is due, keep what it brings, and yield each visit; for ever, or until nothing is due any more.

    What a visit brought is kept before the visit itself is noted: where a run ends in between, the source is due again,
    and what is kept already is known.
    """
    clock = manners.clock

    def visit(source: Source, state: SourceState) -> Visit:
        return visit_source(source, state, manners=manners, cut=cut, known=lambda url: is_settled(record, url))

    with Guard() as guard, Opener(workers=workers) as opener:
        cut = _guarded(guard)
        visits = run_schedule(
            lambda now: due_sources(record, now), visit, clock=clock, pace=manners.pace, once=once, stop=stop
        )
        for done in visits:
            counts: Counter[str] = Counter()
            for taken in take_in(record, done.packets, opener, clock=clock.now):
                counts["refused" if taken.error is not None else "new" if taken.new else "known"] += 1
            keep_visit(record, done, now=clock.now())
            yield Watched(visit=done, counts=counts)


def _guarded(guard: Guard) -> Cut:
    """Return what cuts a feed into its entries in a process of its own."""

    def cut(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
        return guard.stream(_cut_bytes, stream.read(), name)

    return cut


def _cut_bytes(data: bytes, name: str) -> Iterator[Packet]:
    return cut_feed(io.BytesIO(data), name=name)
