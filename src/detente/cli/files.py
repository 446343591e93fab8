"""The files of a ceasefire that a person names on the command line, read whole up to a bound."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from detente.core.errors import DocumentError, UsageError

__all__ = ["read_mapping", "read_rows_of", "read_whole"]

T = TypeVar("T")

MOST_BYTES = 20_000_000
"""Bytes of a file that a person writes or a body publishes; more is another file."""


def read_whole(path: Path, *, beside: Path | None = None) -> bytes:
    """Return what is in a file, which stands in the folder of the one `beside` where that is given.

    Raises `UsageError` where it cannot be read, is too long, or stands elsewhere.
    """
    if beside is not None and path.resolve().parent != beside.resolve().parent:
        message = f"{path.name} is named in {beside.name} and does not stand beside it: put it there, and name it only"
        raise UsageError(message)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}; name a file that is there"
        raise UsageError(message) from error
    except ValueError as error:
        message = f"{str(path)!r} is no name of a file: {error}"
        raise UsageError(message) from error
    if len(data) > MOST_BYTES:
        message = f"{path} has more than {MOST_BYTES:,} bytes; it is taken for another file: look whether it is the one"
        raise UsageError(message)
    return data


def read_mapping(path: Path, kind: type[T]) -> T:
    """Return the mapping of a table that a file (TOML) holds. Raises `UsageError` where it is none."""
    import tomllib

    from detente.registry.forms import from_plain

    try:
        content = tomllib.loads(read_whole(path).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"the mapping in {path.name} cannot be read: {error}; it is to be TOML in UTF-8"
        raise UsageError(message) from error
    return from_plain(content, kind, what=f"the mapping in {path.name}")


def read_rows_of(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table by its columns. Raises `UsageError` where there are none, or one cannot be read."""
    from detente.documents.table_encoding import decode_cell, find_encoding
    from detente.documents.table_rows import read_rows

    data = read_whole(path)
    encoding = find_encoding(io.BytesIO(data))
    head: list[str] | None = None
    number = 0
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
    if number <= 1:
        what = "is empty" if head is None else "has no row under its head"
        message = f"{path.name} {what}; nothing was kept: look whether it is the table (CSV) that was meant"
        raise UsageError(message)


def _check_head(head: Sequence[str], path: Path) -> None:
    """Refuse two columns of one name: one would hide the other. Raises `UsageError`."""
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        message = f"{path.name} has more than one column {', '.join(twice)}; name each otherwise; nothing was kept"
        raise UsageError(message)
