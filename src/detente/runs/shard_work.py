"""A shard read as a whole: opened, read in a process that may be ended, written, and marked as finished."""

import functools
import os
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from detente.core.errors import DocumentError, ModelError
from detente.documents.document import Document
from detente.pipeline.guard import Guard, Limits, NotStarted
from detente.pipeline.outcomes import bundles_of, given_up
from detente.pipeline.pool import READING, Defect, ask
from detente.runs.bundle import READS, Bundle, Given, Reads, Told, read_bundle, tell
from detente.runs.folder import Folder
from detente.runs.layout import UNKNOWN, marker_of
from detente.runs.noted import Noted
from detente.runs.opening import open_span, ready_to_open
from detente.runs.pieces import Written, write_pieces
from detente.runs.plan import Bounds, Plan
from detente.runs.rows import Origin, Rows
from detente.runs.shard import Aside, Shard, ShardDone
from detente.runs.sources import base_name

__all__ = ["ShardTask", "get_ready", "mark", "run_shard", "run_task"]

Item = TypeVar("Item")

AHEAD = 2
"""Bundles handed to the process that reads before the first of them has to be back."""
STARTS = 3
"""How often the process that reads may fail to start, one time after the other."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardTask:
    """A shard to be read, the plan it is of, and what reads."""

    plan: Plan
    shard: Shard
    reads: Reads = READS


def run_task(task: ShardTask) -> ShardDone:
    """Do a task as an engine hands it out; see `run_shard`."""
    return run_shard(task.plan, task.shard, reads=task.reads)


def get_ready(bounds: Bounds, reads: Reads) -> None:
    """Start the process that reads and load all it needs, once a worker and before its first shard."""
    _desk(bounds, reads).start()


def run_shard(plan: Plan, shard: Shard, *, reads: Reads = READS) -> ShardDone:
    """Read a shard, write its pieces and then its marker, and return what stands in that.

    Done again it writes the same. Raises `FetchFailed` where its input cannot be had, `OutputError` where what it
    found cannot be written, and what is wrong with the installation.
    """
    started = time.perf_counter()
    store, tally = Folder(plan.output), _Tally()
    desk = _desk(plan.bounds, reads)
    written = write_pieces(store, shard.number, desk.rows_of(plan, shard, tally))
    done = tally.done(shard.number, written, time.perf_counter() - started)
    mark(store, done)
    return done


def mark(store: Folder, done: ShardDone) -> None:
    """Say that a shard is finished. Raises `OutputError`."""
    store.write(marker_of(done.number), msgspec.json.encode(done, order="deterministic"))


@functools.lru_cache(maxsize=1)
def _desk(bounds: Bounds, reads: Reads) -> "_Desk":
    """Return what this process reads with; it lives on from one shard to the next."""
    return _Desk(bounds, reads)


class _Desk:
    """The guarded processes of a worker: one that reads, and one that opens what is hostile."""

    def __init__(self, bounds: Bounds, reads: Reads) -> None:
        for name in THREADS:  # workers are as many as there is room for: none is to take another's processor
            os.environ.setdefault(name, "1")
        limits = Limits(seconds=bounds.seconds, memory=bounds.memory, ready=READING.ready, doing=READING.doing)
        self._bounds, self._reads = bounds, reads
        self._reading = Guard(limits, reads.ready)
        # of its own, since one that is lost over a bad file then costs no model
        self._opening = Guard(Limits(seconds=bounds.seconds), ready_to_open)
        self._thread = ThreadPoolExecutor(1)

    def start(self) -> None:
        """Hire the process that reads; where one is ended meanwhile, that says nothing of a document: hire another."""
        for start in range(1, STARTS + 1):
            try:
                self._ask(())
            except DocumentError as error:
                if start == STARTS:
                    message = "the process that reads is ended each time before it has a document; look at memory"
                    raise ModelError(message) from error
            else:
                return

    def rows_of(self, plan: Plan, shard: Shard, tally: "_Tally") -> Iterator[Rows]:
        """Yield the rows of a shard's documents in their order; opening and reading go on meanwhile."""
        waiting: deque[Future[list[Told]]] = deque()
        try:
            for bundle in _bundles(self._opened(plan, shard, tally)):
                waiting.append(self._thread.submit(self._read, bundle))
                while len(waiting) > AHEAD or (waiting and waiting[0].done()):
                    yield from tally.taken(waiting.popleft().result())
            while waiting:
                yield from tally.taken(waiting.popleft().result())
        finally:
            for future in waiting:
                future.cancel()

    def _opened(self, plan: Plan, shard: Shard, tally: "_Tally") -> Iterator[Given]:
        for span in shard.spans:
            name = base_name(span.address)
            columns = plan.sources[span.source].columns
            documents = open_span(span, columns, self._opening, tally.noted, tries=self._bounds.tries)
            for place, opened in _timed(documents, tally.seconds, "opening"):
                origin = Origin(name=name, source=span.source, file=span.file, ordinal=place)
                yield Given(opened=opened, origin=origin)

    def _read(self, bundle: Bundle) -> list[Told]:
        """Read documents together, and one by one where that ends the process: only the guilty is set aside."""
        if len(bundle) > 1:
            try:
                return self._ask(bundle)
            except DocumentError:
                return [told for one in bundle for told in self._read((one,))]
        tries = 0
        while True:
            try:
                return self._ask(bundle)
            except DocumentError as error:
                tries += 1
                if error.code != "crashed" or tries >= self._bounds.tries:
                    return [tell(given_up(one.opened, error), one.origin, tries=tries) for one in bundle]

    def _ask(self, bundle: Bundle) -> list[Told]:
        for start in range(1, STARTS + 1):
            try:
                return ask(self._reading, functools.partial(read_bundle, self._reads), bundle)
            except NotStarted as error:
                if start == STARTS:
                    message = f"{error.message}, or take fewer workers (--workers): each holds the model"
                    raise ModelError(message) from error
            except Defect as defect:
                raise defect.error from None
        raise AssertionError


def _bundles(given: Iterable[Given]) -> Iterator[Bundle]:
    return bundles_of(given, document_of=_document_of)


def _document_of(given: Given) -> Document | None:
    return given.opened.document


def _timed(items: Iterator[Item], seconds: dict[str, float], stage: str) -> Iterator[Item]:
    while True:
        started = time.perf_counter()
        item = next(items, None)
        seconds[stage] += time.perf_counter() - started
        if item is None:
            return
        yield item


class _Tally:
    """What is counted while a shard is read."""

    def __init__(self) -> None:
        self.noted = Noted()
        self.seconds: dict[str, float] = defaultdict(float)
        self._dropped: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()
        self._aside: list[Aside] = []
        self._documents = self._read = self._undated = 0

    def taken(self, told: Iterable[Told]) -> Iterator[Rows]:
        """Yield the rows of documents, counting what became of each."""
        for one in told:
            self._documents += 1
            self._read += one.is_read
            self._undated += one.is_read and one.rows.month == UNKNOWN
            self._dropped.update(one.dropped)
            self._unread.update([one.unread] if one.unread else [])
            self._aside += [one.aside] if one.aside else []
            for stage, seconds in one.seconds.items():
                self.seconds[stage] += seconds
            yield one.rows

    def done(self, number: int, written: Written, seconds: float) -> ShardDone:
        """Return what stands in the marker."""
        return ShardDone(
            number=number,
            documents=self._documents,
            read=self._read,
            rows=written.rows,
            months=written.months,
            passed=dict(self.noted.passed),
            fields=dict(self.noted.fields),
            undated=self._undated,
            unread=dict(self._unread),
            dropped=dict(self._dropped),
            aside=tuple(self._aside),
            seconds={**{name: round(s, 6) for name, s in self.seconds.items()}, "shard": round(seconds, 6)},
        )
