"""Tables in another encoding than UTF-8, as a spreadsheet on Windows saves its "CSV": which it certainly is."""

from typing import BinaryIO

from detente.documents.encodings import decode_otherwise

__all__ = ["decode_cell", "find_encoding"]

MARKS = (b"\xff\xfe", b"\xfe\xff")
PIECE = 1 << 20
JUDGED = 200_000
"""Bytes of the lines that are not UTF-8 by which the encoding is judged."""


def find_encoding(stream: BinaryIO) -> str | None:
    """Return the encoding of a table where it is certain and not UTF-8; the stream is left where it was.

    A line that is UTF-8 beyond ASCII settles it: broken lines in a table of UTF-8 are broken, and nothing else.
    """
    if not stream.seekable():
        return None
    began = stream.tell()
    try:
        judged = _other_lines(stream)
    finally:
        stream.seek(began)
    found = decode_otherwise(judged) if judged else None
    return found[1] if found else None


def decode_cell(cell: str, encoding: str) -> str:
    """Return a cell whose bytes stand in it as lone surrogates in its table's encoding; as it is, where it is not."""
    try:
        return cell.encode("utf-8", "surrogateescape").decode(encoding)
    except UnicodeError:
        return cell


def _other_lines(stream: BinaryIO) -> bytes:
    judged = bytearray()
    for number, line in enumerate(iter(lambda: stream.readline(PIECE), b"")):
        if not number and line.startswith(MARKS):
            return b""
        if line.isascii():
            continue
        try:
            line.decode()
        except UnicodeDecodeError:
            judged += line if len(judged) < JUDGED else b""
        else:
            return b""
    return bytes(judged)
