"""Names of files as addresses hold them: whatever a name is made of, it can be kept, and names that file alone.

A name may be bytes that are no UTF-8, which cannot be kept as text, or hold "::", which chains file systems in an
address. What would be misread is escaped by a zero and two digits; no file's name on a disk has a zero.
"""

import re

__all__ = ["escape_name", "show_name", "unescape_name"]

MISREAD = re.compile("(?<=:):|[\0\udc80-\udcff]")
ESCAPED = re.compile("\0([0-9a-f]{2})")
BYTES = 0xDC00
"""What Python adds to a byte that is no UTF-8, to have it as a character of a name."""


def escape_name(path: str) -> str:
    """Return a path as it stands in an address: text that can be encoded, without "::"."""
    return MISREAD.sub(lambda found: f"\0{ord(found[0]) & 0xFF:02x}", path)


def unescape_name(path: str) -> str:
    """Return the path that was escaped."""
    return ESCAPED.sub(lambda found: _unescaped(int(found[1], 16)), path)


def _unescaped(code: int) -> str:
    return chr(code) if code < 0x80 else chr(BYTES + code)  # noqa: PLR2004 - the bytes below are ASCII


def show_name(path: str) -> str:
    """Return an escaped path as a person reads it: what is no text shows as such."""
    return unescape_name(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
