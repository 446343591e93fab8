"""The months of a run's tables put together from the pieces of its shards: the same bytes however it was cut.

A month is made of parts of a fixed number of rows, each a file and a task of its own. Which rows it has follows from
what the markers count, before any piece is opened.
"""

import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from detente.runs.at_once import AT_ONCE, ask_at_once
from detente.runs.folder import Folder
from detente.runs.layout import TABLES, UNKNOWN, part_of
from detente.runs.pieces import WEIGHT, Stretch, read_stretch
from detente.runs.schemas import COLUMNS, LONG, Kind, schema_of
from detente.runs.shard import ShardDone

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = ["Joined", "PartDone", "PartTask", "part_tasks", "put_together"]

GROUP_ROWS: Final = {"documents": 2_000, "claims": 20_000, "events": 20_000, "mentions": 50_000}
"""Rows of a group, which is what is held in memory and what a reader of a file takes up at once."""
GROUP_WEIGHT: Final = 32_000_000
"""Characters and bytes of words with which a group ends before it has so many rows."""
PART_GROUPS: Final = 16
"""A part has the rows of so many groups: no more and, but for the last of a month, no less."""
LEVEL: Final = 3
"""How hard zstd tries. Like all of these it is part of what is written: another number makes other bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTask:
    """A part of a month of a table, counted from 0, and the stretches of shards' rows that it has, in their order."""

    store: Folder
    table: str
    month: str
    part: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """A file of a month: its name in the run's folder, its rows, its bytes and the SHA-256 of these."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A part of a month of a table that is put together, and its file."""

    table: str
    month: str
    part: int
    file: PartDone


def part_tasks(store: Folder, done: Iterable[ShardDone]) -> list[PartTask]:
    """Return what is to be put together once all shards are finished: each task by itself, in whatever order.

    A table without a row has an empty part all the same, so that whoever reads it finds its columns. Those with rows in
    the most shards come first, since they take longest.
    """
    counts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in done:
        for table in TABLES:
            for month, rows in one.months.get(table, {}).items():
                counts.setdefault((table, month), []).append((one.number, rows))
    tasks = [
        PartTask(store=store, table=table, month=month, part=part, stretches=stretches)
        for table, month in sorted(counts)
        for part, stretches in enumerate(_parts(sorted(counts[table, month]), GROUP_ROWS[table] * PART_GROUPS))
    ]
    bare = [table for table in TABLES if not any(own == table for own, _ in counts)]
    tasks += [PartTask(store=store, table=table, month=UNKNOWN, part=0, stretches=()) for table in bare]
    return sorted(tasks, key=lambda task: -len(task.stretches))


def _parts(shards: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[Stretch, ...]]:
    """Yield the stretches of parts of so many rows, of shards with their rows."""
    held: list[Stretch] = []
    room = most
    for shard, rows in shards:
        start = 0
        while start < rows:
            end = min(rows, start + room)
            held.append(Stretch(shard=shard, start=start, end=end, rows=rows))
            start, room = end, room - (end - start)
            if room == 0:
                yield tuple(held)
                held, room = [], most
    if held:
        yield tuple(held)


def put_together(task: PartTask) -> Joined:
    """Write a part's file out of the pieces; done twice, or again after it was killed, it writes the same.

    Raises `OutputError`.
    """
    read = functools.partial(_read, task)
    pieces = ask_at_once(read, task.stretches, at_once=_at_once(task))
    name = part_of(task.table, task.month, task.part)
    done = _write_part(task, name, _groups(pieces, most=GROUP_ROWS[task.table]))
    return Joined(table=task.table, month=task.month, part=task.part, file=done)


def _read(task: PartTask, stretch: Stretch) -> "pa.Table":
    return read_stretch(task.store, stretch, task.table, task.month)


def _at_once(task: PartTask) -> int:
    """Return how many pieces are read at once: on a disk one, in an object store no more than the rows of a group."""
    if task.store.local is not None:
        return 1
    longest = max((stretch.end - stretch.start for stretch in task.stretches), default=1)
    return max(1, min(AT_ONCE, GROUP_ROWS[task.table] // longest, len(task.stretches)))


def _groups(pieces: "Iterable[pa.Table]", *, most: int) -> "Iterator[pa.Table]":
    """Yield rows by groups that depend on the rows and their order alone, and not on the pieces they come in."""
    held: list[pa.Table] = []
    rows = weight = 0
    for piece in pieces:
        weights: list[int] = piece.column(WEIGHT).to_pylist()
        bare, start = piece.drop_columns([WEIGHT]), 0
        for at, own in enumerate(weights, start=1):
            rows, weight = rows + 1, weight + own
            if rows == most or weight >= GROUP_WEIGHT:
                yield _joined([*held, bare.slice(start, at - start)])
                held, start, rows, weight = [], at, 0, 0
        if start < len(weights):
            held.append(bare.slice(start))
    if held:
        yield _joined(held)


def _joined(held: "list[pa.Table]") -> "pa.Table":
    """Return rows as one stretch of memory: where pieces met is not to be seen in what is written."""
    import pyarrow as pa

    return pa.concat_tables(held).combine_chunks()


def _write_part(task: PartTask, name: str, groups: "Iterable[pa.Table]") -> PartDone:
    rows = 0
    with task.store.writing(name) as stream:
        counted = _Counted(stream)
        with _writer(counted, task.table) as out:
            for group in groups:
                rows += group.num_rows
                out.write_table(group, row_group_size=group.num_rows)
    return PartDone(name=name, rows=rows, size=counted.size, sha256=counted.digest.hexdigest())


def _writer(stream: "_Counted", table: str) -> "pq.ParquetWriter":
    import pyarrow as pa
    import pyarrow.parquet as pq

    short = [leaf for name, kind in COLUMNS[table].items() if name not in LONG for leaf in _leaves(name, kind)]
    return pq.ParquetWriter(
        pa.PythonFile(stream, mode="w"),
        schema_of(table),
        version="2.6",
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=short,
        write_statistics=short,
    )


def _leaves(name: str, kind: Kind) -> Iterator[str]:
    """Yield how Parquet calls the columns that one of ours is made of."""
    if isinstance(kind, str):
        yield name
    elif isinstance(kind, tuple):
        yield from _leaves(f"{name}.list.element", kind[0])
    else:
        for own, inner in kind.items():
            yield from _leaves(f"{name}.{own}", inner)


class _Counted:
    """A stream to write to, whose bytes are counted and hashed on their way."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        """Begin where a stream begins."""
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self.size += len(data)
        self.digest.update(data)
        self._stream.write(data)
        return len(data)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self.size

    def flush(self) -> None:
        """Leave when to write to whoever closes the stream."""

    def close(self) -> None:
        """Leave the stream open: whoever gave it closes it."""
