"""Tables of Parquet as input: one document a row, its fields in columns called as in JSON lines."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from detente.core.errors import DocumentError
from detente.documents.jsonl import FIELDS
from detente.documents.packet import Packet, too_many_bytes
from detente.documents.text import MOST_BYTES
from detente.runs.lines_in import label_of
from detente.runs.noted import note_fields
from detente.runs.sources import base_name, open_raw

__all__ = ["cut_rows", "rows_in"]

AT_ONCE = 64
"""Rows that are held at once."""
MOST_LOOKED_AT = 200
"""Columns of which it is told that nothing reads them."""


def rows_in(address: str) -> int:
    """Return how many rows a table has; only for a process that may be ended, since it looks into hostile bytes.

    Raises `DocumentError` for what is no table of Parquet.
    """
    import pyarrow as pa
    from pyarrow import parquet

    with open_raw(address) as stream:
        try:
            return int(parquet.ParquetFile(stream).metadata.num_rows)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _broken(error) from error


def cut_rows(
    address: str, columns: Mapping[str, str], unread: Counter[str], *, start: int | None, end: int | None
) -> Iterator[Packet]:
    """Yield the rows from one to another as packets, named by the file and the row's number from 1.

    Columns that nothing reads are counted in `unread`, once a row.
    Only for a process that may be ended. Raises `DocumentError` for a table that is none, or has no text.
    """
    import pyarrow as pa
    from pyarrow import parquet

    with open_raw(address) as stream:
        try:
            table = parquet.ParquetFile(stream, pre_buffer=False)
            wanted = _columns(table.schema_arrow.names, columns)
            others = [name for name in table.schema_arrow.names[:MOST_LOOKED_AT] if name not in wanted.values()]
            for number, row in _rows(table, wanted, start or 0, table.metadata.num_rows if end is None else end):
                note_fields(unread, others)
                yield _packet(row, wanted, f"{base_name(address)}:{number + 1}")
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _broken(error) from error


def _broken(error: Exception) -> DocumentError:
    told = " ".join(str(error).split())[:200]
    return DocumentError("unreadable", f"it is no table of Parquet, or a damaged one ({told}); write it anew")


def _columns(names: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the column of every field that there is one for."""
    if missing := sorted(column for column in mapping.values() if column not in names):
        told = ", ".join(name[:40] for name in names[:40])
        message = f"it has no column {', '.join(map(repr, missing))}; its columns are {told}: change `columns`"
        raise DocumentError("not_a_document", message)
    found = {field: mapping.get(field, field) for field in FIELDS if mapping.get(field, field) in names}
    if "text" not in found:
        told = ", ".join(name[:40] for name in names[:40])
        message = f"it has no column `text`; its columns are {told}: say which it is with `columns`"
        raise DocumentError("not_a_document", message)
    return found


def _rows(table: Any, wanted: Mapping[str, str], start: int, end: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield rows with their numbers from 0; row groups that hold none of them are not read."""
    before = 0
    for group in range(table.metadata.num_row_groups):
        after = before + table.metadata.row_group(group).num_rows
        if after > start and before < end:
            at = before
            batches = table.iter_batches(AT_ONCE, row_groups=[group], columns=sorted(set(wanted.values())))
            for batch in batches:
                if at + batch.num_rows > start and at < end:
                    yield from ((at + k, row) for k, row in enumerate(batch.to_pylist()) if start <= at + k < end)
                at += batch.num_rows
        before = after


def _packet(row: Mapping[str, Any], wanted: Mapping[str, str], name: str) -> Packet:
    """Return a row as the line of JSON that says the same."""
    fields = {field: _plain(row[column]) for field, column in wanted.items()}
    fields = {field: value for field, value in fields.items() if value is not None or field == "text"}
    fields["id"] = name if (own := label_of(fields.get("id"))) is None else own
    data = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(data) > MOST_BYTES:
        return Packet(name=name, suffix=".jsonl", error=too_many_bytes(len(data)))
    return Packet(name=name, suffix=".jsonl", data=data)


def _plain(value: Any) -> Any:
    """Return a cell as JSON can hold it: moments and days as ISO 8601, whole numbers as text.

    What is no field of a document becomes something of its kind, for the reader of the line to refuse.
    """
    if value is None or isinstance(value, str | bool | float):
        return value
    if isinstance(value, int):
        return str(value)
    iso = getattr(value, "isoformat", None)
    return iso() if iso is not None else [] if isinstance(value, list) else {}
