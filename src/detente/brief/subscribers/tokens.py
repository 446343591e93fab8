"""What a link holds that is its own proof: for what it is, for whom, and a sign that only the file's key can make.

Nothing of it is kept, so it works as long as the file does. It is of small letters, figures and dots alone: programs
that find links in a text, or write them in small letters, do it no harm.
"""

import hmac
import re
from typing import Literal

__all__ = ["LONGEST", "Purpose", "read", "sign"]

Purpose = Literal["unsubscribe", "preferences", "confirm", "form"]
FIELD = re.compile(r"[a-z0-9-]*")
SIGN = 32
"""Figures of the sign: 128 bits of an HMAC."""
LONGEST = 300


def sign(key: bytes, purpose: Purpose, *fields: str) -> str:
    """Return a token of some fields, which are small letters, figures and hyphens. Raises `ValueError` for others."""
    wrong = next((one for one in fields if not FIELD.fullmatch(one)), None)
    if wrong is not None:
        message = f"{wrong!r} does not stand in a link"
        raise ValueError(message)
    told = ".".join(fields)
    return f"{told}.{_sign(key, purpose, told)}"


def read(key: bytes, purpose: Purpose, token: str) -> tuple[str, ...] | None:
    """Return the fields of a token; None where it was not signed by this key for this purpose, to the letter."""
    if len(token) > LONGEST or not token.isascii():
        return None
    told, _, given = token.rpartition(".")
    if not hmac.compare_digest(_sign(key, purpose, told), given):
        return None
    return tuple(told.split("."))


def _sign(key: bytes, purpose: Purpose, told: str) -> str:
    return hmac.digest(key, f"{purpose}\n{told}".encode(), "sha256").hex()[:SIGN]
