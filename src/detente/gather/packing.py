"""From an answer to a packet: what kind of document its bytes are, and what the way here says of it."""

import dataclasses
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from detente.documents.formats import ending_of
from detente.documents.packet import Carried, Packet
from detente.gather.fetch import Fetched
from detente.gather.sources import Source

__all__ = ["pack_page", "stamp_entry", "suffix_of", "tell_no_document"]

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "application/warc": ".warc",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/jsonl": ".jsonl",
    "application/json-lines": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
UNSAID = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/download", "text/plain"}
    | {"application/gzip", "application/x-gzip", "application/csv", "application/vnd.ms-excel"}
)
"""Media types with which servers send what they do not know, or know by half."""
BY_NAME = frozenset(
    {
        ".html",
        ".pdf",
        ".txt",
        ".docx",
        ".odt",
        ".eml",
        ".mbox",
        ".warc",
        ".warc.gz",
        ".csv",
        ".tsv",
        ".jsonl",
        ".ndjson",
    }
)
START = 1_024


def suffix_of(answer: Fetched) -> str | None:
    """Return the ending that says how to read an answer, or None where it is no document (a picture, a film).

    The bytes of a PDF or a page say what they are, whatever the server says; then the server's word counts, and where
    it has none, the ending of the address.
    """
    start = answer.body[:START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in start:
        return ".pdf"
    if answer.media_type in UNSAID:
        return _guessed(answer, start)
    return SUFFIXES.get(answer.media_type)


def tell_no_document(answer: Fetched) -> str:
    """Return in words why an answer is no document."""
    if not answer.body.strip():
        return "empty: the answer is good and has nothing in it"
    return f"{answer.media_type or 'of no stated type'}, which is no document"


def _guessed(answer: Fetched, start: bytes) -> str | None:
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    ending = ending_of(PurePosixPath(urlsplit(answer.url).path).name)
    return ending if ending in BY_NAME else SUFFIXES.get(answer.media_type)


def pack_page(answer: Fetched, source: Source, *, suffix: str, asked: str, entry: Packet | None = None) -> Packet:
    """Return the packet of a page, named by the address that was asked; `entry` is what a feed tells of it.

    Whether its bytes hold a text shows only when they are opened: where they hold none, the entry stands in.
    """
    said = entry.carried if entry else Carried()
    spare = stamp_entry(entry, source, fetched_at=answer.fetched_at) if entry else None
    carried = Carried(
        url=answer.url,
        title=said.title,
        published=said.published,
        publisher=said.publisher or source.publisher or None,
        language=said.language or source.language or None,
        fetched=_iso(answer.fetched_at),
    )
    data = _recoded(answer.body, answer.charset, suffix=suffix)
    return Packet(name=asked, suffix=suffix, data=data, carried=carried, spare=spare)


def stamp_entry(entry: Packet, source: Source, *, fetched_at: datetime) -> Packet:
    """Return a feed's entry with what the source knows and the entry leaves open."""
    carried = dataclasses.replace(
        entry.carried,
        publisher=entry.carried.publisher or source.publisher or None,
        language=entry.carried.language or source.language or None,
        fetched=_iso(fetched_at),
    )
    return dataclasses.replace(entry, carried=carried)


def _recoded(body: bytes, charset: str | None, *, suffix: str) -> bytes:
    """Return a text in UTF-8 where the answer's head alone says what it is in: past here nobody sees that head."""
    if suffix not in {".txt", ".html"} or not charset or b"charset" in body[:2_048].lower() or _is_utf8(body):
        return body
    try:
        return body.decode(charset).encode()
    except (LookupError, ValueError):  # no such charset, or the head is wrong about it: its reader may know better
        return body


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
