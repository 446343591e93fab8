"""Ids derived from content: the same bytes have the same id on every machine."""

import hashlib
from collections.abc import Sequence
from typing import Any, BinaryIO

__all__ = ["hash_bytes", "hash_parts", "hash_stream", "stages_id", "written_plainly"]

PIECE = 1 << 20


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def hash_stream(stream: BinaryIO) -> str:
    """Return what `hash_bytes` returns for the bytes from where a stream stands to its end."""
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def hash_parts(*parts: str) -> str:
    """Return a 32-digit id of an ordered list of strings.

    Lengths go into the hash, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:32]


def stages_id(stages: Sequence[tuple[str, str]]) -> str:
    """Return the id of stages in their versions."""
    return hash_parts("stages", *(part for stage in stages for part in stage))


def written_plainly(value: Any) -> str:
    """Return records, and collections of them, as JSON that is the same in every process: sets are put in order."""
    import msgspec

    return msgspec.json.encode(value, order="deterministic").decode()
