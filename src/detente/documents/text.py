"""Bytes as text, or a clear reason why not; what every format's reader ends with."""

import dataclasses
import re

from detente.core.errors import DocumentError
from detente.documents.document import Document

__all__ = ["LONGEST_TEXT", "MOST_BYTES", "MOST_WORDS", "WORD_OR_MARK", "check_document", "check_text", "decode_utf8"]

MOST_BYTES = 8_000_000
"""Bytes of one document as it comes in, mark-up and all."""

LONGEST_TEXT = 250_000
"""Code points of one document's text: some forty thousand words, which take about ten seconds to read."""
MOST_WORDS = 80_000
"""Words and marks of one document's text; what reading costs goes by them. The longest prose has fifty thousand."""
WORD_OR_MARK = re.compile(r"[^\W_]{1,30}|[^\w\s]|_")
"""A word (of an unbroken run of letters, thirty at a time), or a mark."""


def decode_utf8(data: bytes) -> str:
    """Return `data` as text; a byte-order mark at its start is not part of it.

    Raises `DocumentError` (not_utf8) with the offset of the first byte that is wrong.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            f"not UTF-8: byte {error.start} (0x{data[error.start]:02x}) is wrong ({error.reason}); "
            "convert the file, with `iconv -f ENCODING -t UTF-8` for one"
        )
        raise DocumentError("not_utf8", message) from error


def check_document(document: Document) -> Document:
    """Return `document` where its text can be read.

    Raises `DocumentError`: empty, too_long, or not_text for characters that no text holds.
    """
    check_text(document.text)
    for field in dataclasses.fields(document):
        value = getattr(document, field.name)
        if isinstance(value, str):
            _check_characters(field.name, value)
    return document


def check_text(text: str) -> str:
    """Return a text that can be read: neither empty nor too long, of characters that a text holds.

    Raises `DocumentError`.
    """
    if not text.strip():
        what = "is empty" if not text else f"holds nothing but white space ({len(text)} characters)"
        message = f"the text {what}; there is nothing to read"
        raise DocumentError("empty", message)
    if len(text) > LONGEST_TEXT:
        message = f"the text has {len(text):,} characters; the limit is {LONGEST_TEXT:,}: cut it into documents"
        raise DocumentError("too_long", message)
    if len(text) > MOST_WORDS and (count := len(WORD_OR_MARK.findall(text))) > MOST_WORDS:
        message = f"the text has {count:,} words and marks; the limit is {MOST_WORDS:,}: cut it into documents"
        raise DocumentError("too_long", message)
    _check_characters("text", text)
    return text


def _check_characters(field: str, value: str) -> None:
    if "\x00" in value:
        message = f"`{field}` has a NUL character at offset {value.index(chr(0))}: this is not text, or it is damaged"
        raise DocumentError("not_text", message)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            f"`{field}` has half a surrogate pair (U+{ord(value[error.start]):04X}) at offset {error.start}, "
            "which is no character; write it out as UTF-8 again from its source"
        )
        raise DocumentError("not_text", message) from error
