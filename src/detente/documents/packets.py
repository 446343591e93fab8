"""Files as packets: the bytes of one document each, before anything is made of them."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from detente.core.errors import DocumentError, UsageError
from detente.documents.formats import ENDINGS, cut_stream, ending_of, format_of
from detente.documents.jsonl import cut_json_lines
from detente.documents.packet import Packet

__all__ = ["STANDARD_INPUT", "base_name_of", "check_lines", "check_paths", "cut_path", "packets_of"]

LINES = frozenset({".jsonl", ".ndjson"})
STANDARD_INPUT = "-"


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


def packets_of(
    path: Path,
    *,
    standard_input: BinaryIO,
    passed: Counter[str] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[Packet]:
    """Yield the documents of a file as packets; ``-`` is JSONL on standard input. Symbolic links are followed.

    What is no document is counted in `passed`, by the reason; `mapping` says which column of a table is which field.
    """
    if str(path) == STANDARD_INPUT:
        yield from cut_json_lines(standard_input, name="-")
    else:
        yield from cut_path(path, passed=passed, mapping=mapping)


def cut_path(
    path: Path, *, passed: Counter[str] | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[Packet]:
    """Yield the documents of a file as packets, where it can be opened."""
    name, suffix = base_name_of(path), ending_of(path.name)
    try:
        with path.open("rb") as stream:
            yield from cut_stream(stream, name=name, suffix=suffix, passed=passed, mapping=mapping)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}; nothing more of it was taken"
        yield Packet(name=name, suffix=suffix, error=DocumentError("unreadable", reason))


def base_name_of(path: Path) -> str:
    """Return a file's own name, which may be bytes that are no text."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _unusable(path: Path) -> str | None:
    if str(path) == STANDARD_INPUT:
        return None
    try:
        missing = None if path.exists() else "is a symbolic link to nothing" if path.is_symlink() else "does not exist"
        directory = "is a directory; name the files in it" if path.is_dir() else None
    except (OSError, ValueError) as error:
        return f"cannot be looked at ({error})"
    known = format_of(ending_of(path.name)) is not None
    has = f"has the ending {path.suffix!r}" if path.suffix else "has no ending to tell its form by"
    ending = None if known else f"{has}; known are {', '.join(ENDINGS)}"
    return missing or directory or ending
