"""What a file is by its first bytes, whatever its name says.

Only marks that leave no doubt are looked at: what a program writes at the start of its files. A text may begin with
anything, so no text is told by its words here.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from detente.core.errors import DocumentError

__all__ = ["EMPTY", "LOOKED_AT", "Kind", "check_kind", "first_bytes", "kind_of"]

LOOKED_AT = 4_096
"""Bytes at a file's start that are looked at."""
EMPTY = "the file is empty (0 bytes); there is nothing to read"
TEXTS = frozenset({".txt", ".text", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv", ".json", ".xml"})
"""The endings that say text: what is none, there, is `not_text`; elsewhere it is `unreadable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: how it begins, what it is called, what to do with it, and under which endings it is in place."""

    begins: re.Pattern[bytes]
    what: str
    do: str
    endings: frozenset[str] = frozenset()


def _kind(begins: bytes, what: str, do: str, *endings: str) -> Kind:
    pattern = re.compile(rb"(?:\xef\xbb\xbf)?" + begins, re.IGNORECASE | re.DOTALL)
    return Kind(begins=pattern, what=what, do=do, endings=frozenset(endings))


PROLOGUE = rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
OPEN_DOCUMENT = rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\."
OCR = "run OCR on it and give its text"
UNPACK = "unpack it and give what it holds"
KINDS = (
    _kind(rb"\s{0,64}%PDF-\d", "a PDF", "rename it to .pdf", ".pdf"),
    _kind(OPEN_DOCUMENT + rb"text", "an OpenDocument text", "rename it to .odt", ".odt"),
    _kind(OPEN_DOCUMENT + rb"spread", "an OpenDocument table", "save it as .csv"),
    _kind(rb"PK\x03\x04.{26}mimetypeapplication/epub", "a book (EPUB)", "save its text as .txt"),
    _kind(rb"PK\x03\x04.{0,4000}word/", "a Word file", "rename it to .docx", ".docx"),
    _kind(rb"PK\x03\x04.{0,4000}xl/", "an Excel file", "save it as .csv"),
    _kind(rb"PK\x03\x04.{0,4000}ppt/", "a PowerPoint file", "save it as .pdf"),
    _kind(
        rb"PK(?:\x03\x04|\x05\x06)", "a ZIP or an office file", "rename it to .docx or .odt if it is one, or unpack it",
        ".docx", ".odt",
    ),
    _kind(rb"\xd0\xcf\x11\xe0", "an old Word file", "save it as .docx or .pdf", ".doc", ".docx", ".odt"),
    _kind(rb"\{\\rtf", "a file in Rich Text Format", "save it as .docx, .pdf or .txt", ".rtf", ".doc"),
    _kind(rb"\x1f\x8b", "a file packed with gzip", "unpack it", ".warc", ".warc.gz"),
    _kind(rb"BZh[1-9]1AY", "a file packed with bzip2", UNPACK),
    _kind(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xfd7zXZ", "a packed file", UNPACK),
    _kind(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP", "a picture", OCR),
    _kind(rb"SQLite format 3\x00", "a database", "export its texts"),
    _kind(rb"\x7fELF", "a program", "give the text itself"),
    _kind(rb"WARC/\d\.\d\r?\n", "a web archive", "rename it to .warc", ".warc", ".warc.gz"),
    _kind(
        PROLOGUE + rb"<(?:!doctype\s+html|html)[\s>]", "a web page", "rename it to .html",
        ".html", ".htm", ".xml", ".rss", ".atom", ".rdf", ".eml", ".mbox",
    ),
    _kind(
        PROLOGUE + rb"<(?:rss|feed|rdf:RDF)[\s>]", "a feed", "rename it to .xml",
        ".xml", ".rss", ".atom", ".rdf", ".json", ".html", ".htm",
    ),
)  # fmt: skip
"""The kinds that are told, the narrower before the wider. A feed's reader and a page's say more of what is neither."""


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of file that begins so; None where nothing is certain."""
    begin = data[:LOOKED_AT]
    return next((kind for kind in KINDS if kind.begins.match(begin)), None)


def check_kind(data: bytes, suffix: str) -> None:
    """Refuse bytes that are certainly something else than a name's ending says, and a file without any.

    Raises `DocumentError`: empty, not_text, unreadable.
    """
    if not data:
        raise DocumentError("empty", EMPTY)
    kind = kind_of(data)
    if kind is not None and suffix not in kind.endings:
        none = "no text" if suffix in {".txt", ".text"} else f"no {suffix}"
        message = f"it is {kind.what} and {none}, whatever its name says; {kind.do}"
        raise DocumentError("not_text" if suffix in TEXTS else "unreadable", message)


def first_bytes(stream: BinaryIO) -> bytes | None:
    """Return a stream's first bytes and leave it where it is; None where that cannot be done."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        found: bytes = peek(LOOKED_AT)[:LOOKED_AT]
        return found
    if not stream.seekable():
        return None
    at = stream.tell()
    begin = stream.read(LOOKED_AT)
    stream.seek(at)
    return begin
