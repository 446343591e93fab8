"""Proves that the bytes that were kept are those of their hashes, and belong to something."""

import hashlib
import zlib
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import tables

__all__ = ["wrong_bytes"]

BLOBS = tables.blobs
AT_ONCE = 50
PIECE = 1 << 20


def wrong_bytes(connection: Connection) -> Iterator[str]:
    """Yield which bytes are not those of their hash, belong to nothing, or are not there."""
    holders = [t.c.bytes_hash for t in (tables.documents, tables.refusals)]
    for row in connection.execute(sa.select(BLOBS).execution_options(yield_per=AT_ONCE)):
        if _hash_of(bytes(row.data), row.size) != row.hash:
            yield f"the bytes {row.hash[:16]} were altered"
    held = [~sa.exists().where(column == BLOBS.c.hash) for column in holders]
    for found in connection.scalars(sa.select(BLOBS.c.hash).where(*held)):
        yield f"the bytes {found[:16]} were added: no document and nothing set aside has them"
    for column in holders:
        there = sa.exists().where(BLOBS.c.hash == column)
        for found in connection.scalars(sa.select(column).where(column.is_not(None), ~there)):
            yield f"the bytes {found[:16]} are missing"


def _hash_of(data: bytes, size: int) -> str | None:
    """Return the hash of bytes that were packed, unpacking no more than their size; None where they are others."""
    unpacking, digest, length = zlib.decompressobj(), hashlib.sha256(), 0
    try:
        while (piece := unpacking.decompress(data, PIECE)) or unpacking.unconsumed_tail:
            digest.update(piece)
            length += len(piece)
            data = unpacking.unconsumed_tail
            if length > size:
                return None
    except zlib.error:
        return None
    return digest.hexdigest() if unpacking.eof and length == size else None
