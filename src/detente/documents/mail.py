"""Mails and mailboxes, cut into each mail and what is attached to it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.mail_message import Part, carried_of, decode_part, parse_mail, parts_of, text_of
from detente.documents.media import suffix_of
from detente.documents.packet import Carried, Packet, too_many_bytes

__all__ = ["MAIL_BYTES", "cut_mail", "cut_mailbox"]

MAIL_BYTES = 32_000_000
"""Bytes of one mail with what is attached to it."""
DEEPEST = 3
FROM_LINE = re.compile(rb"From \S*.*\d:\d\d")
ESCAPED = re.compile(rb">+From ")
TEXTS = frozenset(("text/plain", "text/html"))
NO_DOCUMENTS = (
    "image/",
    "audio/",
    "video/",
    "application/pgp-",
    "application/pkcs7-",
    "application/x-pkcs7-",
    "text/calendar",
)


def cut_mail(stream: BinaryIO, *, name: str, passed: Counter[str] | None = None) -> Iterator[Packet]:
    """Yield a mail, where it has words of its own, and then what is attached to it.

    Raises `DocumentError` for what is no mail.
    """
    data = stream.read(MAIL_BYTES + 1)
    if len(data) > MAIL_BYTES:
        raise too_many_bytes(None, most=MAIL_BYTES)
    yield from _cut(data, name=name, passed=Counter() if passed is None else passed)


def cut_mailbox(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
    """Yield the mails of a mailbox (mbox), each to be cut in its turn; one at a time is held.

    Raises `DocumentError` for what is no mailbox.
    """
    for number, data in enumerate(_mails(stream), 1):
        error = too_many_bytes(None, most=MAIL_BYTES) if data is None else None
        yield Packet(name=f"{name}:{number}", suffix=".eml", data=data or b"", error=error)


def _mails(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of each mail in a mailbox; None for one of too many."""
    line = stream.readline(MAIL_BYTES)
    if not FROM_LINE.match(line):
        message = "is no mailbox: it does not start with a line `From ADDRESS DATE`; give a single mail as .eml"
        raise DocumentError("not_a_document", message)
    lines: list[bytes] = []
    size, blank = 0, False
    while line := stream.readline(MAIL_BYTES):
        if blank and FROM_LINE.match(line):
            yield b"".join(lines) if size <= MAIL_BYTES else None
            lines, size = [], 0
            continue
        size += len(line)
        if size > MAIL_BYTES:
            lines = []
        else:
            lines.append(line[1:] if ESCAPED.match(line) else line)
        blank = not line.strip()
    yield b"".join(lines) if size <= MAIL_BYTES else None


def _cut(data: bytes, *, name: str, passed: Counter[str], deep: int = 0, inside: str = "") -> Iterator[Packet]:
    if deep > DEEPEST:
        message = f"lies {deep} mails deep; save it apart and give that"
        yield Packet(name=name, suffix=".eml", error=DocumentError("unreadable", message), inside=inside)
        return
    mail = parse_mail(data)
    parts, carried, own = list(parts_of(mail)), carried_of(mail), hash_bytes(data)
    attached = [part for part in parts if not _is_body(part)]
    if any(text_of(part).strip() for part in parts if _is_body(part)) or not attached:
        yield Packet(name=name, suffix=".eml", data=data, carried=carried, inside=inside)
    else:
        passed["a mail without words of its own"] += 1
    for number, part in enumerate(attached, 2):
        yield from _attachment(part, f"{name}:{number}", carried, passed, deep=deep, inside=own)


def _is_body(part: Part) -> bool:
    return part.media_type in TEXTS and not part.is_attached


def _attachment(
    part: Part, name: str, carried: Carried, passed: Counter[str], *, deep: int, inside: str
) -> Iterator[Packet]:
    suffix = suffix_of(part.filename, part.media_type)
    if part.media_type.startswith(NO_DOCUMENTS):
        passed[f"attached {part.media_type.partition('/')[0]}"] += 1
        return
    try:
        data = _bytes_of(part, suffix)
        if suffix == ".eml":
            yield from _cut(data, name=name, passed=passed, deep=deep + 1, inside=inside)
        else:
            yield Packet(name=name, suffix=suffix, data=data, carried=carried, inside=inside)
    except DocumentError as error:
        yield Packet(name=name, suffix=suffix, error=error, carried=carried, inside=inside)


def _bytes_of(part: Part, suffix: str) -> bytes:
    if part.media_type == "application/ms-tnef" or (part.filename or "").lower() == "winmail.dat":
        message = "is a winmail.dat, in which Outlook hides what is attached; have it sent again as plain text or HTML"
        raise DocumentError("unreadable", message)
    if part.media_type.startswith("text/") and suffix in (".txt", ".csv", ".tsv", ".jsonl"):
        return text_of(part).encode("utf-8", "replace")  # only the mail says in which encoding it is
    data = decode_part(part)
    if not data:
        raise DocumentError("empty", "what is attached is empty, or cannot be decoded; have it sent again")
    return data
