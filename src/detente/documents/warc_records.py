"""The records of a web archive one after another, past those that are damaged."""

import io
import os
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["Damage", "Record", "read_records"]

PIECE = 1 << 16
GZIP, PLAIN = b"\x1f\x8b\x08", b"\nWARC/1."
OVERLAP = len(PLAIN)
PROBE = 512
"""Bytes from which a compressed record shows that it is one."""
MOST_DAMAGE = 1_000
"""Places at which an archive may be broken before it is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of an archive as it stands there, its HTTP head apart; no `data` where it is more than was asked."""

    kind: str
    uri: str | None
    date: str | None
    status: int | None
    media_type: str
    charset: str | None
    encodings: tuple[str, ...]
    """How the data is encoded, in the order in which that is to be undone."""
    length: int
    data: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes of an archive `[start, end)` not all of which are records; `end` None where no other record follows."""

    start: int
    end: int | None
    swells: bool = False
    """Whether what is packed there unfolds into more than a record may have, without being one."""


def read_records(stream: BinaryIO, *, most: int) -> Iterator[Record | Damage]:
    """Yield the records of an archive, plain or compressed, holding one at a time, of at most so many bytes.

    Past what is damaged it goes on where another record starts; in a stream that cannot go back it ends there.
    """
    broken: Damage | None = None
    for found in _found(stream, most):
        if isinstance(found, Damage):
            broken = Damage(start=broken.start, end=found.end) if broken is not None else found
            continue
        if broken is not None:
            yield _looked_at(broken, stream, most)
            broken = None
        yield found
    if broken is not None:
        yield _looked_at(broken, stream, most)


def _looked_at(damage: Damage, stream: BinaryIO, most: int) -> Damage:
    """Return damage with whether it swells, where the stream can go back to it; it is left where it stood."""
    if not stream.seekable():
        return damage
    stood = stream.tell()
    stream.seek(damage.start)
    swells = _swells(stream, most)
    stream.seek(stood)
    return replace(damage, swells=swells)


def _swells(stream: BinaryIO, most: int) -> bool:
    """Say whether a packed record unfolds into more than `most` bytes, holding a piece of it at a time."""
    member, size = zlib.decompressobj(31), 0
    rest = stream.read(PIECE)
    try:
        while rest and not member.eof and size <= most:
            size += len(member.decompress(rest, PIECE))
            rest = member.unconsumed_tail or stream.read(PIECE)
    except zlib.error:
        return False
    return size > most


def _found(stream: BinaryIO, most: int) -> Iterator[Record | Damage]:
    """Yield records and damage; two starts of records with nothing that can be read are damage twice."""
    broken = yield from _read_run(stream, 0, most)
    for _ in range(MOST_DAMAGE):
        if broken is None:
            return
        resumed = _next_start(stream, broken + 1) if stream.seekable() else None
        yield Damage(start=broken, end=resumed)
        if resumed is None:
            return
        broken = yield from _read_run(stream, resumed, most)
    if broken is not None:
        yield Damage(start=broken, end=None)


def _read_run(stream: BinaryIO, start: int, most: int) -> Generator[Record, None, int | None]:
    """Yield records up to the first that is damaged; return where it starts, None at the end of the archive."""
    from fastwarc.warc import ArchiveIterator

    if start:
        stream.seek(start)
    records = ArchiveIterator(_Reading(stream), parse_http=False)
    after = start
    while True:
        try:
            record = next(records)
        except StopIteration:
            return _left_over(stream, after)
        except OSError:
            return after
        position = start + record.stream_pos
        found = _record(record, most)
        if found is None:
            return position
        yield found
        after = position + 1


class _Reading:
    """A stream as the library wants it: it asks where it stands, which a pipe cannot say, and ends hard on an error."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._position += len(piece)
        return piece

    def close(self) -> None:
        """Leave the stream open: it is another's."""

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        wanted = offset if whence == os.SEEK_SET else self._position + offset
        if whence == os.SEEK_END or wanted < self._position:
            raise io.UnsupportedOperation
        while self._position < wanted and self.read(min(PIECE, wanted - self._position)):
            pass
        return self._position


def _record(record: "WarcRecord", most: int) -> Record | None:
    """Return a record, None where its bytes end before it does."""
    kind, headers = str(record.record_type), record.headers
    try:
        if kind == "response":
            record.parse_http()
        length = record.content_length
        data = record.reader.read(length) if record.reader is not None and length <= most else None
    except OSError:
        return None
    if "Content-Length" not in headers or (data is not None and len(data) < length):
        return None
    http = record.http_headers if kind == "response" else None
    coded = ",".join((http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "") if http else ())
    return Record(
        kind=kind,
        uri=(headers.get("WARC-Target-URI") or "").strip().strip("<>") or None,
        date=headers.get("WARC-Date"),
        status=http.status_code if http else None,
        media_type=_media_type((http.get("Content-Type") if http else headers.get("Content-Type")) or ""),
        charset=record.http_charset if http else None,
        encodings=tuple(name.strip().lower() for name in coded.split(",") if name.strip()),
        length=length,
        data=data,
    )


def _media_type(stated: str) -> str:
    return stated.partition(";")[0].strip().lower()


def _left_over(stream: BinaryIO, after: int) -> int | None:
    """Return where bytes follow the last compressed record that are no whole one: an archive that breaks off."""
    if not after or not stream.seekable():
        return None
    stream.seek(after - 1)
    piece = stream.read(PIECE)
    if not piece.startswith(GZIP):
        return None
    member = zlib.decompressobj(31)
    while piece and not member.eof:
        member.decompress(piece)
        after, piece = after + len(piece), stream.read(PIECE) if not member.eof else b""
    rest = len(member.unused_data) + len(piece)
    return after - 1 - rest if rest or not member.eof else None


def _next_start(stream: BinaryIO, after: int) -> int | None:
    """Return where the next record starts that shows itself as one."""
    stream.seek(after)
    held, position = b"", after
    while piece := stream.read(PIECE):
        held += piece
        for place in _candidates(held):
            if _is_start(stream, position + place):
                return position + place
        position += max(0, len(held) - OVERLAP)
        held = held[-OVERLAP:]
        stream.seek(position + len(held))
    return None


def _candidates(data: bytes) -> Iterator[int]:
    """Yield in order where a record, plain or compressed, may start."""
    found = {mark: data.find(mark) for mark in (GZIP, PLAIN)}
    while places := [(place, mark) for mark, place in found.items() if place >= 0]:
        place, mark = min(places)
        yield place + (mark is PLAIN)
        found[mark] = data.find(mark, place + 1)


def _is_start(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    data = stream.read(PROBE)
    if not data.startswith(GZIP):
        return data.startswith(PLAIN[1:])
    try:
        return zlib.decompressobj(31).decompress(data, PROBE).startswith(PLAIN[1:])
    except zlib.error:
        return False
