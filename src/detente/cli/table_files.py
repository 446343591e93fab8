"""The rows of a table of figures that a person brings, by its columns: read whole, or refused whole."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from detente.core.errors import DocumentError, UsageError

__all__ = ["table_rows"]


def table_rows(data: bytes, path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table by its columns. Raises `UsageError` where a row cannot be read at all."""
    from detente.documents.table_encoding import decode_cell, find_encoding
    from detente.documents.table_rows import read_rows

    encoding = find_encoding(io.BytesIO(data))
    head: list[str] | None = None
    for number, row in enumerate(read_rows(io.BytesIO(data)), 1):
        if isinstance(row, DocumentError):
            message = f"row {number} of {path.name} cannot be read: {row}; nothing was kept"
            raise UsageError(message)
        cells = [decode_cell(cell, encoding) if encoding else cell for cell in row]
        if head is None:
            head = [cell.strip() for cell in cells]
            _check_head(head, path)
            continue
        if len(cells) > len(head):
            message = f"row {number} of {path.name} has {len(cells)} cells under {len(head)} columns; nothing was kept"
            raise UsageError(message)
        yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


def _check_head(head: Sequence[str], path: Path) -> None:
    """Refuse two columns of one name: one would hide the other. Raises `UsageError`."""
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        message = f"{path.name} has more than one column {', '.join(twice)}; name each otherwise; nothing was kept"
        raise UsageError(message)
