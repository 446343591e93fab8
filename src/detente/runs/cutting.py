"""Inputs cut into shards, once and in their order; memory does not grow with them."""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.core.ids import hash_stream
from detente.documents.kinds import check_kind, first_bytes
from detente.pipeline.guard import Guard
from detente.runs.opening import ready_to_open
from detente.runs.parquet_in import rows_in
from detente.runs.shard import Shard, Span
from detente.runs.shard_size import ShardSize
from detente.runs.sources import PARQUET, Input, is_packed, open_raw

__all__ = ["Cutting"]

LINES = frozenset({".jsonl", ".ndjson"})
LINE = 1 << 20
"""Bytes of a line that are held at once."""


class Cutting:
    """Cuts inputs into shards. After the last shard, `inputs` are those that were cut, with their hashes."""

    def __init__(self, size: ShardSize) -> None:
        """Cut nothing yet."""
        self.inputs: list[Input] = []
        self._size = size
        self._spans: list[Span] = []
        self._documents = self._bytes = self._number = 0

    def shards(self, inputs: Iterable[Input]) -> Iterator[Shard]:
        """Yield the shards, one after the other.

        Raises `FetchFailed` where an input cannot be had.
        """
        with Guard(prepare=ready_to_open) as guard:
            for one in inputs:
                if one.ending in LINES and not is_packed(one.address, one.ending):
                    yield from self._cut_lines(one)
                elif one.ending == PARQUET:
                    yield from self._cut_rows(one, guard)
                else:
                    yield from self._take_whole(one)
        if self._spans:
            yield self._shard()

    def _cut_lines(self, one: Input) -> Iterator[Shard]:
        with open_raw(one.address) as stream:
            if not _is_lines(stream, one.ending):
                yield from self._take_whole(one)
                return
            digest = hashlib.sha256()
            start = end = first = count = 0
            for length in _line_lengths(stream, digest):
                end, count = end + length, count + 1
                if self._fills(1, length):
                    self._spans.append(_span(one, start=start, end=end, first=first))
                    yield self._shard()
                    start, first = end, count
            if end > start:
                self._spans.append(_span(one, start=start, end=end, first=first))
            self.inputs.append(dataclasses.replace(one, sha256=digest.hexdigest()))

    def _cut_rows(self, one: Input, guard: Guard) -> Iterator[Shard]:
        try:
            rows = guard.run(rows_in, one.address)
        except DocumentError:  # its reason is told where it is read
            yield from self._take_whole(one)
            return
        each = max(1, one.size // max(rows, 1))
        start = 0
        for row in range(1, rows + 1):
            if self._fills(1, each):
                self._spans.append(_span(one, start=start, end=row, first=start))
                yield self._shard()
                start = row
        if rows > start:
            self._spans.append(_span(one, start=start, end=rows, first=start))
        self.inputs.append(_hashed(one))

    def _take_whole(self, one: Input) -> Iterator[Shard]:
        self.inputs.append(_hashed(one))
        self._spans.append(_span(one))
        if self._fills(1, one.size):
            yield self._shard()

    def _fills(self, documents: int, size: int) -> bool:
        """Count documents into the shard that is being made, and say whether they are its last."""
        self._documents += documents
        self._bytes += size
        return self._size.is_full(self._documents, self._bytes)

    def _shard(self) -> Shard:
        made = Shard(number=self._number, spans=tuple(self._spans))
        self._spans, self._documents, self._bytes = [], 0, 0
        self._number += 1
        return made


def _span(one: Input, *, start: int | None = None, end: int | None = None, first: int = 0) -> Span:
    return Span(
        source=one.source, file=one.file, address=one.address, ending=one.ending, start=start, end=end, first=first
    )


def _hashed(one: Input) -> Input:
    """Return an input with the hash of its bytes, where they are here, or nothing else tells whether they change."""
    if "://" in one.address and one.stamp is not None:
        return one
    with open_raw(one.address) as stream:
        return dataclasses.replace(one, sha256=hash_stream(stream))


def _is_lines(stream: BinaryIO, ending: str) -> bool:
    """Say whether a file may be cut at its lines; where it is certainly something else, the reader tells."""
    begin = first_bytes(stream)
    try:
        if begin:
            check_kind(begin, ending)
    except DocumentError:
        return False
    return True


def _line_lengths(stream: BinaryIO, digest: "hashlib._Hash") -> Iterator[int]:
    """Yield the length of every line with its end, however long it is."""
    length = 0
    while piece := stream.readline(LINE):
        digest.update(piece)
        length += len(piece)
        if piece.endswith(b"\n"):
            yield length
            length = 0
    if length:
        yield length
