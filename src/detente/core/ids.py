"""Ids derived from content: the same bytes have the same id on every machine."""

import hashlib

__all__ = ["hash_bytes", "hash_parts"]


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


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
