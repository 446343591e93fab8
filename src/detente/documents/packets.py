"""Files as packets: the bytes of one document each, before anything is made of them.

A packet is small enough to hand to another process. What cannot be had at all (a file that vanished, a line of a
gigabyte) is a packet too, with its error in place of its bytes, so that nothing is lost without a word.
"""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from detente.core.errors import DocumentError, UsageError
from detente.documents.document import Document
from detente.documents.html import read_html
from detente.documents.jsonl import read_json_line
from detente.documents.plain import read_plain
from detente.documents.text import MOST_BYTES

__all__ = ["FORMATS", "Packet", "check_lines", "check_paths", "cut_jsonl", "open_packet", "packets_of"]

FORMATS: dict[str, Callable[..., Document]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_line,
    ".ndjson": read_json_line,
}
LINES = frozenset({".jsonl", ".ndjson"})
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The bytes of one document, the suffix that says how to read them, and a name for it until it has its own.

    `name` is the file's base name (with ``:LINE`` for a line of JSONL), never its path: the same files in another
    folder read the same.
    """

    name: str
    suffix: str
    data: bytes = b""
    error: DocumentError | None = None


def open_packet(packet: Packet) -> Document:
    """Return the document in a packet.

    Raises `DocumentError`.
    """
    if packet.error is not None:
        raise packet.error
    return FORMATS[packet.suffix](packet.data, name=packet.name)


def check_paths(paths: list[Path]) -> None:
    """Say of all arguments at once what is wrong with them, before any is read.

    Raises `UsageError`.
    """
    wrong = [f"  {path}: {reason}" for path in paths if (reason := _unusable(path))]
    if sum(str(path) == STANDARD_INPUT for path in paths) > 1:
        wrong.append(f"  {STANDARD_INPUT}: is given more than once, and standard input can be read only once")
    if wrong:
        message = "nothing was read, because of these arguments:\n" + "\n".join(wrong)
        raise UsageError(message)


def check_lines(paths: list[Path]) -> None:
    """Say at once which arguments are no files of JSON lines, or cannot be read.

    Raises `UsageError`.
    """
    check_paths(paths)
    wrong = [
        f"  {path}: is no .jsonl" for path in paths if str(path) != STANDARD_INPUT and path.suffix.lower() not in LINES
    ]
    if wrong:
        message = "nothing was read, because of these arguments:\n" + "\n".join(wrong)
        raise UsageError(message)


def packets_of(path: Path, *, standard_input: BinaryIO) -> Iterator[Packet]:
    """Yield the documents of a file as packets; ``-`` is JSONL on standard input. Symbolic links are followed."""
    if str(path) == STANDARD_INPUT:
        yield from cut_jsonl(standard_input, name="-")
        return
    suffix = path.suffix.lower()
    name = os.fsencode(path.name).decode("utf-8", "replace")  # a file's name may be bytes that are no text
    try:
        with path.open("rb") as stream:
            yield from cut_jsonl(stream, name=name) if suffix in LINES else _whole(stream, name, suffix)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}; nothing more of it was taken"
        yield Packet(name=name, suffix=suffix, error=DocumentError("unreadable", reason))


def cut_jsonl(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
    """Yield each line that is not blank; one longer than `MOST_BYTES` is passed over without being held in memory."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        here = f"{name}:{number}"
        if len(line) > MOST_BYTES and not line.endswith(b"\n"):
            length = len(line) + _pass_over(stream)
            yield Packet(name=here, suffix=".jsonl", error=_too_many_bytes(length))
        elif line.strip():
            yield Packet(name=here, suffix=".jsonl", data=line.rstrip(b"\r\n"))


def _pass_over(stream: BinaryIO) -> int:
    """Read to the end of a line and return how many bytes that were."""
    passed = 0
    while piece := stream.readline(io.DEFAULT_BUFFER_SIZE * 64):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


def _whole(stream: BinaryIO, name: str, suffix: str) -> Iterator[Packet]:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield Packet(name=name, suffix=suffix, error=_too_many_bytes(None))
    else:
        yield Packet(name=name, suffix=suffix, data=data)


def _too_many_bytes(length: int | None) -> DocumentError:
    has = f"has {length:,} bytes" if length else "has more"
    return DocumentError("too_long", f"the document {has}; the limit is {MOST_BYTES:,} bytes: cut it into documents")


def _unusable(path: Path) -> str | None:
    if str(path) == STANDARD_INPUT:
        return None
    try:
        missing = None if path.exists() else "is a symbolic link to nothing" if path.is_symlink() else "does not exist"
        directory = "is a directory; name the files in it" if path.is_dir() else None
    except (OSError, ValueError) as error:
        return f"cannot be looked at ({error})"
    known = path.suffix.lower() in FORMATS
    has = f"has the ending {path.suffix!r}" if path.suffix else "has no ending to tell its form by"
    ending = None if known else f"{has}; known are {', '.join(FORMATS)}"
    return missing or directory or ending
