"""What a shard found, as a file a table: the rows of one month together, so that a part of it reads only its own."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from detente.core.errors import OutputError
from detente.runs.folder import Folder
from detente.runs.layout import TABLES, marker_of, piece_of
from detente.runs.rows import Row, Rows
from detente.runs.schemas import schema_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["WEIGHT", "Stretch", "Written", "read_stretch", "write_pieces"]

WEIGHT: Final = "weight"
"""The column of a piece that says how long a row's words are, by which months are cut; no part has it."""
BATCHES: Final = b"batches"
"""Under what a piece notes of which month each of its batches is, and how many rows it has."""
BATCH_ROWS: Final = 2_000
"""The most rows of a batch: a part of a month that begins or ends within a shard reads few that are not its own."""
COMPRESSION: Final = "lz4"
"""Pieces are written once and read once: what is quick is better than what is small."""

ByMonth = dict[str, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Rows that follow one another in a shard's rows of one month: those from `start` and before `end`, of `rows`."""

    shard: int
    start: int
    end: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many rows a shard has of each table, and of each of its months."""

    rows: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def write_pieces(store: Folder, shard: int, rows: Iterable[Rows]) -> Written:
    """Write the rows of a shard's documents, which come in the order of the input; a table without any has no piece.

    Raises `OutputError`.
    """
    found: dict[str, ByMonth] = {table: {} for table in TABLES}
    for one in rows:
        for table in TABLES:
            own: tuple[Row, ...] = getattr(one, table)
            if own:
                found[table].setdefault(one.month, []).extend(own)
    for table, by_month in found.items():
        if by_month:
            _write_piece(store, piece_of(shard, table), table, by_month)
    months = {table: {m: len(by_month[m]) for m in sorted(by_month)} for table, by_month in found.items()}
    return Written(rows={table: sum(counts.values()) for table, counts in months.items()}, months=months)


def read_stretch(store: Folder, stretch: Stretch, table: str, month: str) -> "pa.Table":
    """Return a stretch of a shard's rows of a month, each with its weight; batches beside it are not read.

    Raises `OutputError` where the piece is gone, damaged, or has not as many rows of that month as its marker says.
    """
    import pyarrow as pa

    name = piece_of(stretch.shard, table)
    try:
        with store.open_in(name) as stream, pa.ipc.open_file(stream) as piece:
            batches = json.loads(piece.schema.metadata[BATCHES])
            return _rows_of(piece, _own(batches, month), stretch)
    except (pa.ArrowException, OSError, ValueError, LookupError, TypeError) as error:
        do = f"remove {marker_of(stretch.shard)}, and start the run again: that shard alone is read once more"
        message = f"{name} in {store.address} is gone or damaged ({type(error).__name__}: {error}); {do}"
        raise OutputError(message) from error


def _own(batches: Iterable[tuple[str, int]], month: str) -> list[tuple[int, int]]:
    """Return the batches of a month, each by its number and its rows."""
    return [(number, rows) for number, (own, rows) in enumerate(batches) if own == month]


def _rows_of(piece: "pa.RecordBatchFileReader", own: list[tuple[int, int]], stretch: Stretch) -> "pa.Table":
    """Return a stretch out of the batches of its month. Raises `ValueError` where these have other rows."""
    import pyarrow as pa

    there = sum(rows for _, rows in own)
    if there != stretch.rows:
        message = f"it has {there:,} rows of the month, and its marker says {stretch.rows:,}"
        raise ValueError(message)
    found, start = [], 0
    for number, rows in own:
        first, past = max(stretch.start - start, 0), min(stretch.end - start, rows)
        if first < past:
            found.append(piece.get_batch(number).slice(first, past - first))
        start += rows
    table = pa.Table.from_batches(found).replace_schema_metadata(None)
    if table.num_rows != stretch.end - stretch.start:
        message = f"a batch has other rows than it says: {table.num_rows:,} of {stretch.end - stretch.start:,}"
        raise ValueError(message)
    return table


def _write_piece(store: Folder, name: str, table: str, by_month: ByMonth) -> None:
    import pyarrow as pa

    batches = [(month, size) for month in sorted(by_month) for size in _sizes(len(by_month[month]))]
    rows = [row | {WEIGHT: _weigh(row)} for month in sorted(by_month) for row in by_month[month]]
    schema = schema_of(table).append(pa.field(WEIGHT, pa.int64())).with_metadata({BATCHES: json.dumps(batches)})
    whole, start = pa.Table.from_pylist(rows, schema=schema), 0
    options = pa.ipc.IpcWriteOptions(compression=COMPRESSION, use_threads=False)
    with store.writing(name) as stream, pa.ipc.new_file(stream, schema, options=options) as out:
        for _, size in batches:
            (batch,) = whole.slice(start, size).combine_chunks().to_batches()
            out.write_batch(batch)
            start += size


def _sizes(rows: int) -> list[int]:
    """Return of how many rows the batches of a month are."""
    return [min(BATCH_ROWS, rows - start) for start in range(0, rows, BATCH_ROWS)]


def _weigh(row: Mapping[str, Any]) -> int:
    """Return how long the words of a row are: those of its own columns, beside which names and the like are short."""
    return sum(len(value) for value in row.values() if isinstance(value, str | bytes))
