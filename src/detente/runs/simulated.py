"""A model of a run: its driver, its workers, their machines and a store, by what was measured and what is assumed.

Time is simulated event by event. A worker that is free asks the driver for a task, which hands out one after the other;
it reads through the store, works, writes, and is free again. A machine that fails takes the tasks of its workers with
it; they are done again. What the driver does alone, before and after, is done by nobody else meanwhile.
"""

import heapq
import itertools
import random
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.runs.assembling import GROUP_ROWS, PART_GROUPS
from detente.runs.at_once import AT_ONCE
from detente.runs.layout import TABLES

__all__ = ["Assumed", "Load", "Measured", "Simulated", "Work", "efficiency", "simulate", "work_off"]

SHARD_READS, SHARD_WRITES, PIECE_READS = 2, len(TABLES) + 1, 2
"""Requests to the store: of a shard for its input, for its pieces and its marker; of a month for each piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What real runs took, in seconds of one process, and how many bytes.

    `shards` are the seconds of shards of `sample` documents each, from which others are drawn. For each document:
    `cut` when the input is cut; table by table, `joined` when parts are put together, and `rows`; bytes of the input,
    of pieces and of parts. For each shard: `marker`, when the driver reads it at the end. For each task: `dispatch`,
    which the driver has to do itself. `ready` is what a worker takes until it has its model.
    """

    shards: tuple[float, ...]
    sample: int
    cut: float
    joined: tuple[float, ...]
    rows: tuple[float, ...]
    marker: float
    dispatch: float
    ready: float
    input_bytes: float
    piece_bytes: float
    part_bytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What nobody measured: an object store, and machines that fail.

    Seconds until a request is answered, requests and bytes a second that the store takes from all together, bytes a
    second for one worker; workers a machine, its hours between failures on average, seconds until there is another;
    and how many requests go out at once for markers, and for short pieces, as they do in an object store.
    """

    latency: float = 0.03
    requests: float = 3_000.0
    bandwidth: float = 5e9
    worker_bandwidth: float = 50e6
    machine_workers: int = 16
    hours_between_failures: float = 1_000.0
    replaced: float = 300.0
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is read: documents, so many a shard, in the order of their days, over so many months.

    `undated` is the share of them that no month is known of: they are one month more, with rows in every shard.
    """

    documents: int
    shard_documents: int
    months: int = 204
    undated: float = 0.0

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return -(-self.documents // self.shard_documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task: requests and bytes before it, seconds of a worker, requests and bytes after it.

    `reads` go out one after the other, or as many `at_once` as it says; `writes` one after the other.
    """

    seconds: float
    reads: int = 0
    at_once: int = 1
    read_bytes: float = 0.0
    writes: int = 0
    written_bytes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A run that was simulated: seconds by phase in their order, tasks that were done again, and its workers."""

    workers: int
    phases: dict[str, float]
    again: int

    @property
    def seconds(self) -> float:
        """How long the run takes."""
        return sum(self.phases.values())


def efficiency(run: Simulated, alone: Simulated) -> float:
    """Return the share of its workers' time that a run makes use of, by what one worker takes for the same."""
    return alone.seconds / (run.workers * run.seconds)


def simulate(load: Load, measured: Measured, assumed: Assumed, *, workers: int, seed: int = 0) -> Simulated:
    """Return a run with so many workers; the same seed gives the same run."""
    chance = random.Random(seed)  # noqa: S311 - chance of a model, not a secret
    shards = _shards(load, measured, chance)
    reading, lost = work_off(shards, assumed, workers=workers, ready=measured.ready, measured=measured, chance=chance)
    parts = _parts(load, measured, assumed)
    joining, lost_later = work_off(parts, assumed, workers=workers, measured=measured, chance=chance)
    phases = {
        "cutting": load.documents * measured.cut,
        "reading": reading,
        "markers": load.shards * (measured.marker + assumed.latency / assumed.at_once),
        "putting together": joining,
    }
    return Simulated(workers=workers, phases=phases, again=lost + lost_later)


def work_off(
    tasks: Iterable[Work],
    assumed: Assumed,
    *,
    workers: int,
    measured: Measured,
    chance: random.Random,
    ready: float = 0.0,
) -> tuple[float, int]:
    """Return the seconds until all tasks are done, and how many were lost on the way and done again."""
    return _Crew(assumed, workers, measured.dispatch, measured.ready, chance).work_off(deque(tasks), ready)


def _shards(load: Load, measured: Measured, chance: random.Random) -> list[Work]:
    """Return the shards of a run: each as long as so many drawn from those that were measured."""
    return [
        Work(
            seconds=_drawn(own, measured, chance),
            reads=SHARD_READS,
            read_bytes=own * measured.input_bytes,
            writes=SHARD_WRITES,
            written_bytes=own * measured.piece_bytes,
        )
        for own in _sizes(load)
    ]


def _sizes(load: Load) -> Iterable[int]:
    whole, rest = divmod(load.documents, load.shard_documents)
    return itertools.chain(itertools.repeat(load.shard_documents, whole), [rest] if rest else [])


def _drawn(documents: int, measured: Measured, chance: random.Random) -> float:
    whole, rest = divmod(documents, measured.sample)
    seconds = sum(chance.choices(measured.shards, k=whole)) if whole else 0.0
    return seconds + (chance.choice(measured.shards) * rest / measured.sample if rest else 0.0)


def _parts(load: Load, measured: Measured, assumed: Assumed) -> list[Work]:
    """Return a task for each part of each month of each table, as they are handed out: of the most shards first."""
    dated, undated = load.documents * (1 - load.undated) / load.months, load.documents * load.undated
    # a month's documents follow one another, and so it has rows in few shards
    several = [(dated, load.shards / load.months, load.months), (undated, float(load.shards), 1 if undated else 0)]
    tasks = [
        part
        for table in range(len(TABLES))
        for documents, shards, months in several
        for part in _parts_of(table, documents, shards, measured, assumed) * months
    ]
    return sorted(tasks, key=lambda part: -part.reads)


def _parts_of(table: int, documents: float, shards: float, measured: Measured, assumed: Assumed) -> list[Work]:
    """Return the parts of a month of a table: full ones, and what is left; some pieces are of two of them."""
    name, rows = TABLES[table], documents * measured.rows[table]
    full = GROUP_ROWS[name] * PART_GROUPS
    sizes = [full] * int(rows // full) + [rows % full]
    return [_part(table, own / rows * documents, own / rows * shards, measured, assumed) for own in sizes if own > 0]


def _part(table: int, documents: float, shards: float, measured: Measured, assumed: Assumed) -> Work:
    """Return a task; its share of all bytes is taken to be its share of the time."""
    joined, pieces = measured.joined[table], int(shards) + 1
    size = documents * joined / (sum(measured.joined) or 1)
    held = GROUP_ROWS[TABLES[table]] / (documents * measured.rows[table] / pieces)
    return Work(
        seconds=documents * joined,
        reads=pieces * PIECE_READS,
        at_once=max(1, min(assumed.at_once, int(held))),
        read_bytes=size * measured.piece_bytes,
        writes=1,
        written_bytes=size * measured.part_bytes,
    )


@dataclass(slots=True, kw_only=True)
class _Store:
    """A store that takes one request after the other, however many ask."""

    assumed: Assumed
    free: float = 0.0

    def take(self, now: float, requests: int, size: float, *, at_once: int = 1) -> float:
        """Return when so many requests are answered."""
        a, rounds = self.assumed, -(-requests // at_once)
        self.free = max(now, self.free) + requests / a.requests + size / a.bandwidth
        return max(self.free, now + rounds * a.latency + size / a.worker_bandwidth)


@dataclass(slots=True, kw_only=True)
class _Machine:
    """A machine, by when it fails."""

    mean: float
    chance: random.Random
    failures: list[float] = field(default_factory=lambda: [0.0])

    def failure(self, start: float, end: float) -> float | None:
        """Return the first failure within a time, if there is one."""
        while self.failures[-1] <= end:
            self.failures.append(self.failures[-1] + self.chance.expovariate(1 / self.mean))
        first = self.failures[bisect_right(self.failures, start)]
        return first if first <= end else None


class _Crew:
    """Workers of a run, at a heap of what happens next: when, in which order it was noted, whose, and at which task."""

    def __init__(self, assumed: Assumed, workers: int, dispatch: float, ready: float, chance: random.Random) -> None:
        self._assumed, self._workers, self._dispatch, self._ready = assumed, workers, dispatch, ready
        self._store = _Store(assumed=assumed)
        mean, count = assumed.hours_between_failures * 3_600, -(-workers // assumed.machine_workers)
        self._machines = [_Machine(mean=mean, chance=chance) for _ in range(count)]
        self._driver = self._end = 0.0
        self._lost = 0
        self._order = itertools.count()
        self._heap: list[tuple[float, int, int, tuple[Work, float] | None]] = []
        self._idle: list[int] = []

    def work_off(self, tasks: deque[Work], ready: float) -> tuple[float, int]:
        for worker in range(self._workers):
            self._note(ready, worker, None)
        while self._heap:
            now, _, worker, working = heapq.heappop(self._heap)
            if working is not None:
                self._finish(now, worker, working, tasks)
            elif tasks:
                self._begin(now, worker, tasks.popleft())
            else:
                self._idle.append(worker)
        return self._end, self._lost

    def _note(self, when: float, worker: int, working: tuple[Work, float] | None) -> None:
        heapq.heappush(self._heap, (when, next(self._order), worker, working))

    def _begin(self, now: float, worker: int, task: Work) -> None:
        """Have a task handed out, read and worked at; it is written when that is over."""
        self._driver = max(self._driver, now) + self._dispatch
        begun = self._driver
        if task.reads:
            begun = self._store.take(begun, task.reads, task.read_bytes, at_once=task.at_once)
        self._note(begun + task.seconds, worker, (task, self._driver))

    def _finish(self, now: float, worker: int, working: tuple[Work, float], tasks: deque[Work]) -> None:
        """Write what a task found, or have it done again where the machine failed since it was begun."""
        task, begun = working
        machine = self._machines[worker // self._assumed.machine_workers]
        if failed := machine.failure(begun, now):
            self._lost += 1
            tasks.appendleft(task)
            self._note(max(now, failed + self._assumed.replaced + self._ready), worker, None)
            if self._idle:
                self._note(now, self._idle.pop(), None)
            return
        done = self._store.take(now, task.writes, task.written_bytes) if task.writes else now
        self._end = max(self._end, done)
        self._note(done, worker, None)
