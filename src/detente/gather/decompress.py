"""Bodies that were compressed for the way, opened in steps: a bomb fills its limit and not the memory."""

import zlib
from collections.abc import Iterable, Iterator

from detente.core.errors import FetchFailed

__all__ = ["ACCEPTED", "open_body"]

ACCEPTED = "gzip, deflate"
STEP = 256 * 1024
GZIP = zlib.MAX_WBITS | 16


def open_body(pieces: Iterable[bytes], *, encoding: str, most: int, whole: bool = True) -> bytes:
    """Return a body opened, of at most so many bytes compressed or open.

    `encoding` is the Content-Encoding header. Where it need not be `whole`, what goes beyond is not read. Raises
    `FetchFailed` for more, for an encoding that was not asked for, and for what cannot be opened.
    """
    names = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in {"", "identity"}]
    counted = _counted if whole else _begun
    raw = counted(pieces, most if whole else 2 * most)  # what cannot be packed is a little longer packed
    if not names:
        return b"".join(counted(raw, most))
    if len(names) > 1 or names[0] not in {"gzip", "x-gzip", "deflate"}:
        message = f"the body comes packed as {encoding[:60]!r}, which was not asked for"
        raise FetchFailed(message)
    try:
        return b"".join(counted(_inflated(raw, gzip=names[0] != "deflate"), most))
    except zlib.error as error:
        message = f"the body is packed as {names[0]} and damaged ({error})"
        raise FetchFailed(message) from error


def _counted(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            message = f"the body has more than {most:,} bytes"
            raise FetchFailed(message)
        yield piece


def _begun(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the first bytes, at most so many."""
    for piece in pieces:
        yield piece[:most]
        most -= len(piece)
        if most <= 0:
            return


def _inflated(pieces: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """Yield what is inside, at most a step's bytes at a time; several gzip members follow each other as one body."""
    opener, members = None, 0
    for piece in pieces:
        rest = piece
        while rest:
            if opener is None and members and not (gzip and rest.startswith(b"\x1f")):
                return  # padding that some servers add
            opener = opener or zlib.decompressobj(GZIP if gzip else _window(rest))
            yield opener.decompress(rest, STEP)
            if opener.eof:
                rest, opener, members = opener.unused_data, None, members + 1
            else:
                rest = opener.unconsumed_tail
    if opener is not None:
        yield from _held_back(opener)


def _held_back(opener: "zlib._Decompress") -> Iterator[bytes]:
    """Yield what an opener has not given yet; raises `FetchFailed` where the body stops before its end."""
    while more := opener.decompress(b"", STEP):
        yield more
    if not opener.eof:
        message = "the body breaks off before its end"
        raise FetchFailed(message)


def _window(start: bytes) -> int:
    """Return how a deflate body begins: with zlib's head, as the standard says, or without, as many servers do."""
    has_head = start[0] & 0x0F == zlib.DEFLATED and (len(start) == 1 or int.from_bytes(start[:2]) % 31 == 0)
    return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS
