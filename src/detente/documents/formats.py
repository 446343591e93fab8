"""The formats that come in, by the ending of their names: which function reads one, which cuts one into documents.

A *reader* makes one document of a packet's bytes. A *cutter* yields the packets that a file of many documents holds
(lines, rows, entries, records, a mail and what is attached to it), as a stream: memory does not grow with the file.
What takes apart bytes in compiled code or in time that grows faster than they do is *guarded*: it runs in a process of
its own, which may be ended.
"""

import dataclasses
import functools
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.core.ids import hash_stream
from detente.documents.address import address_of, without_login
from detente.documents.carriers import FILLED
from detente.documents.document import Document
from detente.documents.docx import read_docx
from detente.documents.feed import cut_feed
from detente.documents.feed_entry import read_entry
from detente.documents.field_report import read_observation
from detente.documents.html import read_html
from detente.documents.jsonl import cut_json_lines, read_json_line
from detente.documents.kinds import check_kind, first_bytes
from detente.documents.mail import cut_mail, cut_mailbox
from detente.documents.mail_body import read_mail
from detente.documents.mend import mend
from detente.documents.odt import read_odt
from detente.documents.office import MOST_OFFICE_BYTES
from detente.documents.packet import Carried, Packet, whole_packet
from detente.documents.pdf import MOST_PDF_BYTES, read_pdf
from detente.documents.plain import read_plain, refuse_old
from detente.documents.table import cut_table, read_row
from detente.documents.text import MOST_BYTES, check_document
from detente.documents.warc import cut_warc

__all__ = ["ENDINGS", "FORMATS", "Format", "cut_stream", "ending_of", "format_of", "open_packet"]

Read = Callable[..., Document]
Cut = Callable[..., Iterator[Packet]]
LINES = frozenset({".jsonl", ".ndjson"})
"""The endings of files that may be empty: a list of no documents is one."""
DEEPEST = 3
"""How deep files may lie in files: a table attached to a mail attached to a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, the endings that say so, how it is read or cut, and whether that is guarded.

    `read` takes ``(data, *, name)``, `cut` takes ``(stream, *, name)``; both raise `DocumentError`.
    """

    name: str
    endings: tuple[str, ...]
    read: Read | None = None
    cut: Cut | None = None
    guarded: bool = True
    most_bytes: int = MOST_BYTES
    """Bytes that one file of it may have, where it is not cut."""
    passes: bool = False
    """Whether its cutter passes over what is no document, and takes `passed` to count that in."""
    mends: bool = False
    """Whether misread characters in what its reader gives are mended; a text that others count in stays as it is."""
    maps: bool = False
    """Whether its cutter takes a `mapping` of fields to the columns of a table."""
    inner: bool = False
    """Whether it is our own, of what is cut out of a file: nobody gives a file of it."""


FORMATS: tuple[Format, ...] = (
    Format(name="plain text", endings=(".txt", ".text"), read=read_plain, guarded=False),
    Format(name="web page", endings=(".html", ".htm"), read=read_html),
    Format(name="PDF", endings=(".pdf",), read=read_pdf, mends=True, most_bytes=MOST_PDF_BYTES),
    Format(name="Word file", endings=(".docx",), read=read_docx, mends=True, most_bytes=MOST_OFFICE_BYTES),
    Format(name="OpenDocument text", endings=(".odt",), read=read_odt, mends=True, most_bytes=MOST_OFFICE_BYTES),
    Format(
        name="old Word file", endings=(".doc", ".rtf"), read=refuse_old, guarded=False, most_bytes=MOST_OFFICE_BYTES
    ),
    Format(name="JSON lines", endings=(".jsonl", ".ndjson"), read=read_json_line, cut=cut_json_lines, guarded=False),
    Format(name="table", endings=(".csv", ".tsv"), cut=cut_table, guarded=False, maps=True),
    Format(name="row", endings=(".row",), read=read_row, guarded=False, inner=True),
    Format(name="mail", endings=(".eml",), read=read_mail, mends=True, cut=cut_mail, passes=True),
    Format(name="mailbox", endings=(".mbox",), cut=cut_mailbox),
    Format(name="web archive", endings=(".warc", ".warc.gz"), cut=cut_warc, passes=True),
    Format(name="feed", endings=(".rss", ".atom", ".rdf", ".xml", ".json"), cut=cut_feed),
    Format(name="feed entry", endings=(".entry",), read=read_entry, mends=True, inner=True),
    Format(name="field report", endings=(".observation",), read=read_observation, guarded=False, inner=True),
)
BY_ENDING = {ending: form for form in FORMATS for ending in form.endings}
ENDINGS: tuple[str, ...] = tuple(ending for form in FORMATS if not form.inner for ending in form.endings)
"""The endings of names that files may have, each with its point."""


def format_of(suffix: str) -> Format | None:
    """Return the format that an ending (with its point, in lower case) stands for."""
    return BY_ENDING.get(suffix)


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in lower case with its point: the longest that is known (``.warc.gz``)."""
    suffixes = PurePath(name).suffixes
    double = "".join(suffixes[-2:]).lower()
    return double if double in BY_ENDING else "".join(suffixes[-1:]).lower()


def open_packet(packet: Packet) -> Document:
    """Return the document in a packet, with what it leaves open filled from what is carried.

    Raises `DocumentError`.
    """
    if packet.error is not None:
        raise packet.error
    form = format_of(packet.suffix)
    if form is None or form.read is None:
        raise DocumentError("unreadable", _unknown(packet.suffix))
    if form.cut is None and not form.inner:  # else it is a piece of a file, which was looked at as a whole
        check_kind(packet.data, packet.suffix)
    document = form.read(packet.data, name=packet.name)
    return _filled(_mended(document) if form.mends else document, packet)


def cut_stream(
    stream: BinaryIO,
    *,
    name: str,
    suffix: str,
    deep: int = 0,
    passed: Counter[str] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[Packet]:
    """Yield the documents in a file as packets, cutting what lies in it as well.

    What cannot be cut is a packet with its error; what was cut before it stays. What is no document (a picture in a
    mail, a page that was not found) is counted in `passed`, by the reason. `mapping` says which column of a table is
    which field.
    """
    counted = Counter[str]() if passed is None else passed
    form = format_of(suffix)
    if form is None or deep > DEEPEST:
        why = _unknown(suffix) if form is None else f"lies {deep} files deep; save it apart and give that"
        yield Packet(name=name, suffix=suffix, error=DocumentError("unreadable", why))
    elif form.cut is None:
        yield whole_packet(stream, name=name, suffix=suffix, most=form.most_bytes)
    else:
        options = {"passed": counted} if form.passes else {"mapping": mapping} if form.maps else {}
        cut = functools.partial(form.cut, **options)
        table = _hash_whole(stream) if form.maps else ""
        for packet in _cut(cut, stream, name=name, suffix=suffix, deep=deep, passed=counted):
            yield dataclasses.replace(packet, table=table) if table else packet


def _hash_whole(stream: BinaryIO) -> str:
    """Return the hash of what is left of a stream, which stands where it stood; "" for one that cannot go back."""
    if not stream.seekable():
        return ""
    began = stream.tell()
    found = hash_stream(stream)
    stream.seek(began)
    return found


def _cut(cut: Cut, stream: BinaryIO, *, name: str, suffix: str, deep: int, passed: Counter[str]) -> Iterator[Packet]:
    try:
        begin = first_bytes(stream)
        if begin or (begin is not None and suffix not in LINES):
            check_kind(begin, suffix)
        for packet in cut(stream, name=name):
            yield from _within(packet, suffix, deep, passed)
    except DocumentError as error:
        yield Packet(name=name, suffix=suffix, error=error)


def _within(packet: Packet, suffix: str, deep: int, passed: Counter[str]) -> Iterator[Packet]:
    """Yield a packet that can be read as it is; a file of documents inside one of another format is cut in its turn."""
    form = format_of(packet.suffix)
    if packet.error is not None or form is None or form.cut is None or form is format_of(suffix):
        yield packet
        return
    stream, deeper = io.BytesIO(packet.data), deep + 1
    for inner in cut_stream(stream, name=packet.name, suffix=packet.suffix, deep=deeper, passed=passed):
        carried = packet.carried if inner.carried == Carried() else inner.carried
        yield dataclasses.replace(inner, carried=carried, inside=inner.inside or packet.inside)


def _mended(document: Document) -> Document:
    """Mend the characters of a document that were misread for certain, and tell each."""
    text, repairs = mend(document.text)
    title = document.title and mend(document.title)[0]
    longer = len(text) - len(document.text)
    # what was noted before stands at the end of the text, behind all that is mended
    moved = (dataclasses.replace(r, start=r.start + longer, end=r.end + longer) for r in document.repairs)
    return dataclasses.replace(document, text=text, title=title, repairs=(*repairs, *moved))


def _filled(document: Document, packet: Packet) -> Document:
    """Fill what the document leaves open from what brought it; a page has a say on its address on its own site only."""
    carried = {name: getattr(packet.carried, name) for name in FILLED}
    wanted = {name: value for name, value in carried.items() if value and not getattr(document, name)}
    fetched = packet.carried.url if packet.carried.fetched and document.format == "html" else None
    if fetched and document.url and (own := address_of(document.url, fetched)) != document.url:
        wanted["url"] = own
    filled = tuple(wanted)
    url = wanted.get("url") or document.url
    if url and (bare := without_login(url)) != url:
        wanted["url"] = bare
    return check_document(dataclasses.replace(document, filled=filled, **wanted)) if wanted else document


def _unknown(suffix: str) -> str:
    return f"is of a format that is not known ({suffix or 'no ending'}); known are {', '.join(ENDINGS)}"
