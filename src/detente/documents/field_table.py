"""The CSV of field reports as rows: as our form saves it, and as spreadsheets save it again."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.documents.packet import Packet
from detente.knowledge.field import columns

__all__ = ["LONGEST_LINE", "cut_field_report", "is_field_report", "missing_in"]

LONGEST_LINE = 100_000
"""Characters of one line."""
MOST_COLUMNS = 200
MOST_NAMED = 10
SEPARATORS = (",", ";", "\t")
GUARDED = ("'=", "'+", "'-", "'@")
"""How the form writes a cell that a spreadsheet would take for a formula: behind an apostrophe."""
SAVE = "save the file as `CSV UTF-8`"


def is_field_report(header: Sequence[str]) -> bool:
    """Say whether a table's header is that of field reports: every column that an observation needs is there."""
    names = set(map(_name, header))
    return all(c.name in names for c in columns().values() if c.required) and bool(names & {"place", "lat"})


def missing_in(header: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a table lacks to be one of field reports; none where it does not look like one.

    It does where most of its columns, and most of those that an observation needs, are of the form.
    """
    names = set(map(_name, header))
    needed = [(c.name,) for c in columns().values() if c.required] + [("place", "lat")]
    lacking = tuple(" or ".join(one) for one in needed if not names.intersection(one))
    looks = 2 * len(names & columns().keys()) > len(names) and 2 * len(lacking) < len(needed)
    return lacking if looks else ()


def cut_field_report(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
    """Yield each row that is not blank as an observation; rows are counted as a spreadsheet does, the header first.

    Raises `DocumentError` where the file is none of field reports, or cannot be read on.
    """
    lines = _lines(stream)
    first = next((line for line in lines if not line.lower().startswith("sep=")), "")
    separator = max(SEPARATORS, key=lambda mark: len(set(map(_name, _split(first, mark))) & columns().keys()))
    header = [_name(cell) or f"column {n}" for n, cell in enumerate(_split(first, separator), start=1)]
    _check_header(header)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    number = 1
    while (row := _next_row(rows, number + 1)) is not None:
        number += 1
        if any(cell.strip() for cell in row):
            yield _packet(header, row, f"{name}:{number}", number)


def _packet(header: list[str], row: list[str], name: str, number: int) -> Packet:
    if any(cell.strip() for cell in row[len(header) :]):
        message = (
            f"row {number} has {len(row)} cells and the header {len(header)} columns; "
            "put a cell that holds a separator in quotation marks"
        )
        return Packet(name=name, suffix=".observation", error=DocumentError("not_a_document", message))
    cells = {column: value for column, cell in zip(header, row, strict=False) if (value := _cell(cell))}
    data = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Packet(name=name, suffix=".observation", data=data.encode("utf-8"))


def _next_row(rows: Iterator[list[str]], number: int) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        message = f"row {number} and what follows cannot be read ({error}); mend the quotation marks of that row"
        raise DocumentError("not_a_document", message) from error


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a file in UTF-8, or in UTF-16 where its mark says so (a spreadsheet's "Unicode text")."""
    head = stream.read(2)
    encoding = "utf-16" if head in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"
    text = io.TextIOWrapper(io.BufferedReader(_Joined(head, stream)), encoding=encoding, newline="")
    number = 0
    try:
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                message = f"line {number} has more than {LONGEST_LINE:,} characters; it and what follows are not read"
                raise DocumentError("too_long", message)
            yield line
    except UnicodeDecodeError as error:
        message = f"line {number + 1} is not UTF-8 ({error.reason}); {SAVE}"
        raise DocumentError("not_utf8", message) from error


class _Joined(io.RawIOBase):
    """A stream with the bytes in front of it that were read from it already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _name(cell: str) -> str:
    """Return a column's name as we write it; one that we do not know stays as it is."""
    name = cell.strip().strip("\ufeff").strip()
    ours = "_".join(name.lower().replace("_", " ").split())
    return ours if ours in columns() else " ".join(name.split())


def _cell(cell: str) -> str:
    value = cell.strip().replace("\r\n", "\n").replace("\r", "\n")
    return value[1:] if value.startswith(GUARDED) else value


def _check_header(header: list[str]) -> None:
    """Refuse a header that is none of field reports, or of which two columns have one name."""
    if not is_field_report(header):
        needed = [c.name for c in columns().values() if c.required and c.name not in header]
        message = f"not a table of field reports: the first row lacks {', '.join(needed or ['place'])}"
        raise DocumentError("not_a_document", message)
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if len(header) > MOST_COLUMNS:
        raise DocumentError("not_a_document", f"more than {MOST_COLUMNS} columns in the first row; leave some out")
    if twice:
        named = ", ".join(f"`{name}`" for name in twice[:MOST_NAMED])
        more = f" and {len(twice) - MOST_NAMED} more" if len(twice) > MOST_NAMED else ""
        message = f"columns that stand more than once in the first row: {named}{more}; leave one of each"
        raise DocumentError("not_a_document", message)
