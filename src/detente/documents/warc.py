"""Web archives (WARC), cut into the pages, papers and feeds in them."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.documents.media import encoding_of, suffix_of
from detente.documents.packet import Carried, Packet
from detente.documents.text import MOST_BYTES
from detente.documents.warc_records import Damage, Record, read_records

__all__ = ["ANSWER_BYTES", "cut_warc"]

ANSWER_BYTES = 32_000_000
"""Bytes of one answer as it came: papers have more than pages."""
KINDS = frozenset(
    (".html", ".txt", ".pdf", ".docx", ".rss", ".atom", ".rdf", ".xml", ".json", ".jsonl", ".csv", ".tsv")
)
PAPERS = frozenset((".pdf", ".docx"))
FEEDS = frozenset((".rss", ".atom", ".rdf"))
FEED_ROOT = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)\b")
MAIN_TYPES = frozenset(("application", "audio", "font", "image", "text", "video"))
PIECE = 1 << 16
SHOWN = 120
"""Characters of an address that a message quotes."""
PARTIAL = 206
HEAD = 2_000
"""Bytes of an answer in which it shows what it is."""
STARTS = ((b"%pdf-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"), (b"<rss", ".rss"), (b"<?xml", ".xml"))
VAGUE = frozenset(("", "application/octet-stream", "text/plain", "unk", "unknown/unknown"))


def cut_warc(stream: BinaryIO, *, name: str, passed: Counter[str] | None = None) -> Iterator[Packet]:
    """Yield the answers in an archive that are documents, each with its address and when it was got.

    What is none (pictures, styles, pages that were not found, requests) is counted in `passed`, by the reason. What is
    damaged is a packet with its error, and the rest goes on.
    """
    counted = Counter[str]() if passed is None else passed
    for number, record in enumerate(read_records(stream, most=ANSWER_BYTES), 1):
        here = f"{name}:{number}"
        if isinstance(record, Damage):
            yield Packet(name=here, suffix=".warc", error=_damaged(record))
        elif reason := _no_answer(record):
            counted[reason] += 1
        else:
            yield from _answer(record, here, counted)


def _damaged(damage: Damage) -> DocumentError:
    if damage.swells:
        after = "the rest of the archive was read" if damage.end is not None else "nothing after it was read"
        message = (
            f"what is packed from byte {damage.start:,} on unfolds into more than {ANSWER_BYTES:,} bytes and is no "
            f"record (a bomb, or no web archive at all); it was not unpacked further, and {after}: ask who sent it "
            "what it is, and get the pages anew where they matter"
        )
        return DocumentError("too_long", message)
    to = f"the next record starts at byte {damage.end:,}" if damage.end is not None else "no record follows"
    message = f"the archive is damaged after byte {damage.start:,}, and {to}; get it again where that matters"
    return DocumentError("unreadable", message)


def _no_answer(record: Record) -> str | None:
    """Return why a record is no answer with a document, by what its heads say."""
    if record.kind not in ("response", "resource"):
        return f"{record.kind} record"
    if record.kind == "response" and not (record.status and 200 <= record.status < 300 and record.status != PARTIAL):  # noqa: PLR2004
        return f"answer {record.status}" if record.status and 100 <= record.status < 1_000 else "no HTTP answer"  # noqa: PLR2004
    return "robots.txt" if re.search(r"^\w+://[^/]*/robots\.txt$", record.uri or "") else None


def _answer(record: Record, name: str, passed: Counter[str]) -> Iterator[Packet]:
    stated = suffix_of(None, record.media_type)
    if record.media_type not in VAGUE and stated not in KINDS and "json" not in record.media_type:
        main = record.media_type.partition("/")[0]
        passed[main if main in MAIN_TYPES else "another type"] += 1
        return
    carried = Carried(url=record.uri, fetched=record.date)
    try:
        data = _decoded(record, ANSWER_BYTES if stated in PAPERS or record.media_type in VAGUE else MOST_BYTES)
    except DocumentError as error:
        yield Packet(name=name, suffix=stated or ".html", error=error, carried=carried)
        return
    suffix = _suffix(data, record, stated)
    if suffix is None:
        passed["nothing to read in it"] += 1
    else:
        yield Packet(name=name, suffix=suffix, data=_in_utf8(data, record.charset, suffix), carried=carried)


def _suffix(data: bytes, record: Record, stated: str) -> str | None:
    """Return what an answer is: as stated, but where that says little as it shows."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return None
    shown = next((suffix for start, suffix in STARTS if head.lower().startswith(start)), "")
    if "json" in record.media_type or stated == ".json":
        return ".json" if b"jsonfeed.org/version/" in data[: 10 * HEAD] else None
    if stated in FEEDS:
        return stated
    if stated == ".xml" or shown in (".xml", ".rss"):
        return ".xml" if FEED_ROOT.search(head) else ".html" if b"<html" in head.lower() else None
    return shown or stated or None if record.media_type in VAGUE else stated


def _in_utf8(data: bytes, charset: str | None, suffix: str) -> bytes:
    """Return text in UTF-8 where only the answer's head says in which encoding it is."""
    says_itself = suffix not in (".html", ".txt", ".csv", ".tsv") or b"charset" in data[:HEAD].lower()
    encoding = encoding_of(charset)
    if encoding is None or says_itself:
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        return data


def _decoded(record: Record, most: int) -> bytes:
    """Return an answer's bytes with its encodings undone; crawlers that undid them leave the head as it was.

    Raises `DocumentError`: too_long, or unreadable for an encoding that is not known.
    """
    if record.data is None:
        raise _too_large(record, f"{record.length:,} bytes", ANSWER_BYTES)
    data = record.data
    for encoding in record.encodings:
        data = _undone(data, encoding, most)
    if len(data) > most:
        raise _too_large(record, f"more than {most:,} bytes", most)
    return data


def _too_large(record: Record, size: str, most: int) -> DocumentError:
    """Return what is said of an answer that is more than a document may be, packed small or not."""
    came = f" once unpacked (it came as {len(record.data):,})" if record.data is not None and record.encodings else ""
    where = f"the page {record.uri[:SHOWN]!r}" if record.uri else "a page without an address"
    message = (
        f"{where} has {size}{came}, and a document may have {most:,}; it was left out, and the rest of the "
        "archive was read: save that page by itself where it is wanted"
    )
    return DocumentError("too_long", message)


def _undone(data: bytes, encoding: str, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

    if encoding == "identity":
        return data
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflated(data, most)
    readers = {"chunked": ChunkedReader, "br": BrotliReader, "zstd": ZstdReader}
    if encoding not in readers:
        message = f"the answer is encoded in a way that is not known ({encoding[:40]!r}); save the page itself"
        raise DocumentError("unreadable", message)
    return _read_all(readers[encoding], data, most)


def _inflated(data: bytes, most: int) -> bytes:
    """Return data unpacked; as it stands where it is not packed, as far as it goes where it breaks off."""
    for bits in (47, -15) if data[:1] in (b"\x1f", b"\x78") else (-15,):
        try:
            return zlib.decompressobj(bits).decompress(data, most + 1)
        except zlib.error:
            continue
    return data


def _read_all(reader: type, data: bytes, most: int) -> bytes:
    pieces: list[bytes] = []
    opened = reader(io.BytesIO(data))
    while sum(map(len, pieces)) <= most:
        try:
            piece = opened.read(PIECE)
        except OSError:  # it never was in that encoding, or it breaks off
            return b"".join(pieces) or data
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)
