"""The documents of a span, opened: what is harmless in this process, what is not in one that may be ended."""

import dataclasses
import io
import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from detente.core.errors import DocumentError, FetchFailed
from detente.documents.formats import cut_stream, format_of, open_packet
from detente.documents.jsonl import cut_json_lines
from detente.documents.packet import Packet
from detente.pipeline.guard import Guard, Worn
from detente.pipeline.opening import Opened, open_with
from detente.runs.lines_in import renamed
from detente.runs.noted import Noted
from detente.runs.parquet_in import cut_rows
from detente.runs.shard import Span
from detente.runs.sources import PARQUET, base_name, is_packed, open_input

__all__ = ["open_span", "ready_to_open"]

LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv"})
"""What is cut in plain code, but in how much time depends on what is in it."""
Item = tuple[int, Opened] | Noted | FetchFailed


def ready_to_open() -> None:
    """Load what reads tables of Parquet, and have it take what it keeps, before memory is bounded.

    Arrow's own pool maps a gigabyte with the first row that it holds, and its threads their stacks: that is no
    document's. The system's pool gives back what a document took.
    """
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    import pyarrow as pa
    from pyarrow import parquet

    table = io.BytesIO()
    parquet.write_table(pa.table({"text": ["a"]}), table)
    for batch in parquet.ParquetFile(table, pre_buffer=False).iter_batches():
        batch.to_pylist()


def open_span(
    span: Span, columns: Mapping[str, str], guard: Guard, noted: Noted, *, tries: int
) -> Iterator[tuple[int, Opened]]:
    """Yield every document of a span with its place in the file, from 0, opened or with the reason why it is not.

    What is no document, and what nothing reads, is counted in `noted`. A file that ends the process it is opened in is
    tried so many times.
    Raises `FetchFailed` where the bytes cannot be had.
    """
    if _is_guarded(span):
        yield from _Apart(span, columns, guard, noted, tries=tries)
        return
    for place, packet in _packets(span, columns, noted):
        yield place, open_with(open_packet, packet)


def _is_guarded(span: Span) -> bool:
    form = format_of(span.ending)
    return form is None or form.guarded or span.ending in TABLES or is_packed(span.address, span.ending)


def _packets(span: Span, columns: Mapping[str, str], noted: Noted) -> Iterator[tuple[int, Packet]]:
    """Yield the packets of a span with their places: a line's or a row's is its number, whatever is before it."""
    name = base_name(span.address)
    packets = _cut(span, columns, noted, name)
    if span.ending in LINES:
        packets = (renamed(packet, columns, noted.fields) for packet in packets)
    if span.ending in LINES or span.ending == PARQUET:
        yield from ((_number(packet.name, name) - 1, packet) for packet in packets)
    else:
        yield from enumerate(packets)


def _number(packet: str, name: str) -> int:
    """Return the number after a file's name; 1 where the packet stands for the file as a whole."""
    return int(packet[len(name) + 1 :] or 1)


def _cut(span: Span, columns: Mapping[str, str], noted: Noted, name: str) -> Iterator[Packet]:
    try:
        if span.ending == PARQUET:
            yield from cut_rows(span.address, columns, noted.fields, start=span.start, end=span.end)
            return
        with open_input(span.address, span.ending) as stream:
            if span.start is not None and span.end is not None:
                stream.seek(span.start)
                part = io.BufferedReader(_Part(stream, span.end - span.start))
                yield from cut_json_lines(part, name=name, before=span.first)
            else:
                mapping = dict(columns) or None
                yield from cut_stream(stream, name=name, suffix=span.ending, passed=noted.passed, mapping=mapping)
    except DocumentError as error:
        yield Packet(name=name, suffix=span.ending, error=error)


class _Part(io.RawIOBase):
    """So many bytes of a stream, from where it stands."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream, self._left = stream, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


class _Apart:
    """Opens the documents of a span in a guarded process, going on behind the one that ended it."""

    def __init__(self, span: Span, columns: Mapping[str, str], guard: Guard, noted: Noted, *, tries: int) -> None:
        self._span, self._columns, self._guard, self._noted = span, dict(columns), guard, noted
        self._tries = tries
        self._taken = 0
        self._place = span.first
        """Of the next document, as far as it is known."""
        self._failed = 0
        self._why: DocumentError | None = None
        """Why the next document is left shut."""

    def __iter__(self) -> Iterator[tuple[int, Opened]]:
        while True:
            try:
                yield from self._stream()
            except Worn:
                continue  # a document is judged by what it takes in a process that opened none before
            except DocumentError as error:
                if self._why is not None:  # it is not opened, and still ends the process: cutting does
                    told = f"{error.message}; {self._taken:,} documents before were taken"
                    name, ending = base_name(self._span.address), self._span.ending
                    packet = Packet(name=name, suffix=ending, error=DocumentError(error.code, told))
                    yield self._place, Opened(packet=packet, error=packet.error)
                    return
                self._failed += 1
                if error.code != "crashed" or self._failed >= self._tries:
                    self._why = error
            else:
                return

    def _stream(self) -> Iterator[tuple[int, Opened]]:
        shut = self._why is not None
        for item in self._guard.stream(_open_all, self._span, self._columns, self._taken, shut):
            if isinstance(item, FetchFailed):
                raise item
            if isinstance(item, Noted):
                self._noted.add(item)
                continue  # to the end of the stream: one that is left before it has to be cut off
            place, opened = item
            if self._why is not None:
                opened = dataclasses.replace(opened, error=self._why)
            self._taken, self._place, self._failed, self._why = self._taken + 1, place + 1, 0, None
            yield place, opened


def _open_all(span: Span, columns: Mapping[str, str], skip: int, shut: bool) -> Iterator[Item]:  # noqa: FBT001 - a guard passes places
    """Yield the documents of a span but the first ones, at the end what was noted; `shut` leaves the next so.

    A file that cannot be had says nothing of a document: that is told and not raised.
    """
    noted = Noted()
    opens: Callable[[Packet], Opened] = lambda packet: open_with(open_packet, packet)  # noqa: E731
    try:
        for k, (place, packet) in enumerate(itertools.islice(_packets(span, columns, noted), skip, None)):
            yield place, Opened(packet=packet) if shut and k == 0 else opens(packet)
    except FetchFailed as error:
        yield error
        return
    yield noted
