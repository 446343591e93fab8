"""What a shard found, as a file a table: the rows of one month together, so that a month reads only its own."""

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

__all__ = ["WEIGHT", "Written", "read_month", "write_pieces"]

WEIGHT: Final = "weight"
"""The column of a piece that says how long a row's words are, by which months are cut; no part has it."""
MONTHS: Final = b"months"
"""Under what a piece notes which month each of its batches is."""
COMPRESSION: Final = "lz4"
"""Pieces are written once and read once: what is quick is better than what is small."""

ByMonth = dict[str, list[Row]]


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


def read_month(store: Folder, shard: int, table: str, month: str) -> "pa.Table":
    """Return a shard's rows of a month, each with its weight.

    Raises `OutputError` where the piece is gone, damaged or without that month.
    """
    import pyarrow as pa

    name = piece_of(shard, table)
    try:
        with store.open_in(name) as stream, pa.ipc.open_file(stream) as piece:
            months = json.loads(piece.schema.metadata[MONTHS])
            found = pa.Table.from_batches([piece.get_batch(months.index(month))])
            return found.replace_schema_metadata(None)
    except (pa.ArrowException, OSError, ValueError, LookupError, TypeError) as error:
        do = f"remove {marker_of(shard)}, and start the run again: that shard alone is read once more"
        message = f"{name} in {store.address} is gone or damaged ({type(error).__name__}: {error}); {do}"
        raise OutputError(message) from error


def _write_piece(store: Folder, name: str, table: str, by_month: ByMonth) -> None:
    import pyarrow as pa

    months = sorted(by_month)
    rows = [row | {WEIGHT: _weigh(row)} for month in months for row in by_month[month]]
    schema = schema_of(table).append(pa.field(WEIGHT, pa.int64())).with_metadata({MONTHS: json.dumps(months)})
    whole, start = pa.Table.from_pylist(rows, schema=schema), 0
    options = pa.ipc.IpcWriteOptions(compression=COMPRESSION, use_threads=False)
    with store.writing(name) as stream, pa.ipc.new_file(stream, schema, options=options) as out:
        for month in months:
            (batch,) = whole.slice(start, len(by_month[month])).combine_chunks().to_batches()
            out.write_batch(batch)
            start += len(by_month[month])


def _weigh(row: Mapping[str, Any]) -> int:
    """Return how long the words of a row are: those of its own columns, beside which names and the like are short."""
    return sum(len(value) for value in row.values() if isinstance(value, str | bytes))
