"""Media types as the endings that stand for them here, and names of encodings as those that are known."""

import codecs
from pathlib import PurePath

__all__ = ["SUFFIXES", "encoding_of", "suffix_of"]

SUFFIXES = {
    "application/atom+xml": ".atom",
    "application/feed+json": ".json",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rdf+xml": ".rdf",
    "application/rss+xml": ".rss",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ndjson": ".jsonl",
    "application/x-pdf": ".pdf",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
    "text/xml": ".xml",
}
NO_ENCODINGS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))
"""Encodings of Python's that no text comes in; some take a time that grows with the square of the bytes."""
VAGUE = frozenset(("", ".bin", ".dat", ".tmp", ".att"))
LONGEST_SUFFIX = 10


def suffix_of(filename: str | None, media_type: str) -> str:
    """Return the ending of a file that comes with a name or a media type or both; the name says it more exactly."""
    name = PurePath((filename or "").replace("\\", "/").replace("\x00", "")).name.lower()
    suffix = ".warc.gz" if name.endswith(".warc.gz") else PurePath(name).suffix.strip()
    known = SUFFIXES.get(media_type.lower(), "")
    if suffix in VAGUE or (not suffix[1:].isalnum() and suffix != ".warc.gz") or len(suffix) > LONGEST_SUFFIX:
        return known or suffix[:LONGEST_SUFFIX]
    return suffix


def encoding_of(stated: str | None) -> str | None:
    """Return the encoding of text that is stated, None where it is none that is known."""
    try:
        found = codecs.lookup(stated or "")
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)  # rot13, hex and their like are none
    return None if found.name in NO_ENCODINGS or not is_text else found.name
