"""The bytes of a table as its rows, one at a time, whatever program wrote it."""

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.documents.packet import too_many_bytes
from detente.documents.text import LONGEST_TEXT, MOST_BYTES

__all__ = ["Row", "read_rows"]

Row = list[str] | DocumentError
DELIMITERS = (",", ";", "\t", "|")
STATED = re.compile(r"sep=([,;\t|:])\s*", re.IGNORECASE)
NO_DELIMITER = "\x1f"
"""What stands in no table, for one of a single column."""
SAMPLE = 50
"""Lines by which the delimiter is found."""
LONGEST_CELL = 4 * LONGEST_TEXT
PIECE = 1 << 16
BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_rows(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a table, the header first; a row that cannot be read is the reason why not.

    A delimiter is the one that cuts the header into most columns, unless a first line ``sep=;`` states it.

    Raises `DocumentError` (too_long) for a line of more bytes than a document may have.
    """
    # The library's limit holds for the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    lines = _lines(stream)
    sample = list(itertools.islice(lines, SAMPLE))
    stated = STATED.fullmatch(sample[0]) if sample else None
    delimiter = stated[1] if stated else _delimiter(sample)
    if stated:
        del sample[0]
    yield from _rows(itertools.chain(sample, lines), delimiter)


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    bounded = _Bounded(lines)
    reader = csv.reader(bounded, delimiter=delimiter)
    while True:
        before, bounded.size = reader.line_num, 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"lines {before + 1} to {reader.line_num}"
            message = f"the row ({where}) cannot be read ({error}); look for a quotation mark that is never closed"
            yield DocumentError("unreadable", message)
            continue
        yield row


class _Bounded:
    """Lines, as long as one row does not take more than a document may have."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.size += len(line)
        if self.size > MOST_BYTES:
            raise too_many_bytes(None)
        return line


def _delimiter(sample: list[str]) -> str:
    """Return the delimiter that makes most columns of the header and has rows that agree with it."""
    found = [(_fit(sample, delimiter), -place, delimiter) for place, delimiter in enumerate(DELIMITERS)]
    (_, columns), _, delimiter = max(found)
    return delimiter if columns > 1 else NO_DELIMITER


def _fit(sample: list[str], delimiter: str) -> tuple[bool, int]:
    widths: list[int] = []
    with contextlib.suppress(csv.Error):  # what comes before a row that cannot be read tells enough
        widths.extend(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
    header = widths[0] if widths else 0
    agreeing = sum(width == header for width in widths)
    return header > 1 and 2 * agreeing >= len(widths), header


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield lines with their ends, bytes that are no text in them as lone surrogates."""
    first = stream.read(PIECE)
    encoding = next((name for mark, name in BOMS if first.startswith(mark)), "utf-8-sig")
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    tail: list[str] = []
    held = 0
    for piece in itertools.chain([first], iter(lambda: stream.read(PIECE), b"")):
        *whole, rest = decoder.decode(piece).split("\n")
        for line in whole:
            yield "".join((*tail, line, "\n"))
            tail, held = [], 0
        tail.append(rest)
        held += len(rest)
        if held > MOST_BYTES:
            raise too_many_bytes(None)
    last = "".join((*tail, decoder.decode(b"", final=True)))
    if last:
        yield last
