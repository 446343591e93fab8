"""A packet: the bytes of one document on their way to becoming one, with what brought them says of it."""

import dataclasses
from dataclasses import dataclass
from typing import BinaryIO

from detente.core.errors import DocumentError
from detente.documents.text import MOST_BYTES

__all__ = ["Carried", "Packet", "too_many_bytes", "whole_packet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What brings a document says of it, beside its bytes: an answer's address, a feed's entry, a mail's head.

    A document's own statement goes first, and what is carried fills what it leaves open. `published` is as stated,
    `fetched` is the moment at which a machine got the bytes, in ISO 8601 with its offset from UTC; it is no day of
    publication.
    """

    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The bytes of one document, the suffix that says how to read them, and a name for it until it has its own.

    `name` is the file's base name, with ``:NUMBER`` for a line, row, entry or record of it, never its path: the same
    files in another folder read the same. What cannot be had at all (a file that vanished, a line of a gigabyte) is a
    packet too, with its error in place of its bytes, so that nothing is lost without a word. A packet is small enough
    to hand to another process.
    """

    name: str
    suffix: str
    data: bytes = b""
    error: DocumentError | None = None
    carried: Carried = dataclasses.field(default=Carried())
    inside: str = ""
    """The hash of the bytes that this was cut from, where those are a document themselves (a mail)."""
    table: str = ""
    """The hash of the whole table that this is a row of, or that was refused for its columns."""
    foreign: bool = False
    """Whether this is told of an address by another site: then it is no version of what stands there."""
    spare: "Packet | None" = None
    """What stands in where these bytes open to nothing, or to much less than it tells: a feed's entry for its page."""


def whole_packet(stream: BinaryIO, *, name: str, suffix: str, most: int = MOST_BYTES) -> Packet:
    """Return all of a stream as one packet, or its error where it is more than a document may have."""
    data = stream.read(most + 1)
    if len(data) > most:
        return Packet(name=name, suffix=suffix, error=too_many_bytes(None, most=most))
    return Packet(name=name, suffix=suffix, data=data)


def too_many_bytes(length: int | None, *, most: int = MOST_BYTES) -> DocumentError:
    """Return what is said of a document of too many bytes; `length` None where they were not counted."""
    has = f"has {length:,} bytes; the limit is {most:,}" if length else f"has more than {most:,} bytes, the limit"
    return DocumentError("too_long", f"the document {has}: cut it into documents")
