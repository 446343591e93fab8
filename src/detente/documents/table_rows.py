"""The bytes of a table as its rows, one at a time, whatever program wrote it."""

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections import deque
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
LOOK = "look for the quotation mark that is missing"
MOST_AGAIN = 64_000_000
"""Characters of a file that are read a second time at most."""
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
    yield from _rows(itertools.chain(sample, lines), delimiter, before=1 if stated else 0)


def _rows(lines: Iterator[str], delimiter: str, *, before: int) -> Iterator[Row]:
    """Yield rows; where a quotation mark is never closed, what it would swallow is read again as rows of its own."""
    held = _Held(lines, before)
    reader = csv.reader(held, delimiter=delimiter)
    while True:
        held.start_row()
        try:
            row: Row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = DocumentError("unreadable", f"{_where(held)} cannot be read ({error}); {LOOK}")
            held.give_back()
        if not isinstance(row, DocumentError) and _is_swallowed(held.taken, delimiter):
            where = _where(held)
            row = DocumentError("unreadable", f"{where} opens a quotation mark that is never closed; {LOOK}")
            held.give_back()
        yield row


def _where(held: "_Held") -> str:
    """Return which line a broken row is: the first alone where those after it are read again."""
    last = held.number + len(held.taken)
    return f"line {held.number + 1}" if held.may_give_back() else f"the row (lines {held.number + 1} to {last})"


def _is_swallowed(lines: list[str], delimiter: str) -> bool:
    """Say whether a row of several lines goes to the end of the file, or ends only where another cell's mark opens."""
    if len(lines) == 1:
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        opening = re.search(rf'(?:^|{re.escape(delimiter)})"[^"{re.escape(delimiter)}\s]', lines[-1])
        return opening is not None or "unexpected end" in str(error)
    return False


class _Held:
    """Lines with those of the row that is being read, which may be given back after the first.

    One row may not take more than a document may have, and no more is read again than `MOST_AGAIN`: a file made for it
    would be read as often as it has lines.
    """

    def __init__(self, lines: Iterator[str], before: int) -> None:
        self._lines = lines
        self._given_back: deque[str] = deque()
        self._again = 0
        self.taken: list[str] = []
        self.number, self.size = before, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self.taken.append(line)
        self.size += len(line)
        if self.size > MOST_BYTES:
            raise too_many_bytes(None)
        return line

    def start_row(self) -> None:
        self.number += len(self.taken)
        self.taken, self.size = [], 0

    def may_give_back(self) -> bool:
        return self._again + self.size <= MOST_AGAIN

    def give_back(self) -> None:
        if self.may_give_back():
            self._again += self.size
            self._given_back.extendleft(reversed(self.taken[1:]))
            del self.taken[1:]


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
