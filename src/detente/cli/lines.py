"""Lines of output, written whole or not at all."""

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from detente.cli.progress import count_bytes, show_progress
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.documents.packet import Packet
    from detente.pipeline.outcomes import Line

__all__ = [
    "ANSWER_HELP",
    "MAP_HELP",
    "OUTPUT_HELP",
    "WORKERS_HELP",
    "answer_files",
    "check_output",
    "counted",
    "opened",
    "read_mapping",
    "tell_passed",
    "write_lines",
]

OUTPUT_HELP = "Write here instead of to standard output."
MAP_HELP = "Which column of a table is which field, such as text=notes; may be given again."
WORKERS_HELP = "Processes to read with; the output is the same whatever their number."
ANSWER_HELP = WORKERS_HELP + " With one, standard input is answered line by line."


def answer_files(
    files: list[Path],
    output: Path | None,
    answer: "Callable[[Iterator[Packet]], Iterator[Line]]",
    *,
    packets_of: "Callable[..., Iterator[Packet]]",
    doing: str,
) -> tuple[int, int]:
    """Write a line for every document of the files, and return how many were answered and how many refused.

    `packets_of` takes a file apart: ``(path, *, standard_input)``.
    """
    check_output(output, files)
    packets = itertools.chain.from_iterable(packets_of(f, standard_input=sys.stdin.buffer) for f in files)
    with opened(output) as stream, show_progress(doing, total=count_bytes(files)) as advance:
        return write_lines(_counted(answer(packets), advance), stream, output)


def counted(number: int, thing: str) -> str:
    """Return a number of things: "1 document", "2,000 documents"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _counted(lines: "Iterator[Line]", advance: "Callable[[int], None]") -> "Iterator[Line]":
    """Yield lines, telling how much input each stands for."""
    for line in lines:
        yield line
        advance(line.taken)


def check_output(output: Path | None, files: Iterable[Path]) -> None:
    """Refuse an output that cannot be written or would destroy what is to be read, before anything is read.

    Raises `OutputError` or `UsageError`.
    """
    if output is None:
        return
    try:
        message = _unusable(output, files)
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}; nothing was read; name another file with -o"
        raise OutputError(message) from error
    if message:
        raise UsageError(message)


def _unusable(output: Path, files: Iterable[Path]) -> str | None:
    if output.is_dir():
        return f"{output} is a directory; name a file in it: -o {output / 'readings.jsonl'}"
    if output.exists() and any(str(path) != "-" and output.samefile(path) for path in files):
        return f"{output} is one of the files to be read, and writing there would destroy it; name another"
    return None


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Give the stream to write on: a file, or standard output.

    Raises `OutputError`.
    """
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        stream = output.open("wb")
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}; nothing was read; name another file with -o"
        raise OutputError(message) from error
    with stream:
        yield stream


def write_lines(lines: "Iterable[Line]", stream: BinaryIO, output: Path | None) -> tuple[int, int]:
    """Write every line whole; where that fails, leave those written before it, whole, and say how many."""
    written = [0, 0]
    whole = 0
    for line in lines:
        try:
            stream.write(line.data + b"\n")
            stream.flush()
        except BrokenPipeError:
            raise
        except KeyboardInterrupt:
            _cut_back(stream, output, whole)
            raise
        except OSError as error:
            _cut_back(stream, output, whole)
            message = (
                f"{output or 'standard output'} cannot be written: {error.strerror}; the first {sum(written):,} lines "
                "are there, whole; make room and read the rest, or everything again elsewhere"
            )
            raise OutputError(message) from error
        whole += len(line.data) + 1
        written[line.is_error] += 1
    return written[0], written[1]


def _cut_back(stream: BinaryIO, output: Path | None, whole: int) -> None:
    """Take a line that was written in part off the end of a file, and drop what waits to be written."""
    if output is None:
        return
    with contextlib.suppress(OSError):
        stream.close()  # first, because closing writes once more what waits
    with contextlib.suppress(OSError):
        os.truncate(output, whole)


def read_mapping(given: Iterable[str]) -> dict[str, str] | None:
    """Return which column is which field, as the option names them; None where it was not given.

    Raises `UsageError`.
    """
    pairs = [one.partition("=") for one in given]
    wrong = next((f"{field}{sign}{column}" for field, sign, column in pairs if not (field.strip() and column)), None)
    if wrong is not None:
        message = f"--map {wrong!r} names no field and column; write it as --map text=notes"
        raise UsageError(message)
    from detente.documents.table_columns import FIELDS, field_called

    mapping = {field_called(field.strip()): column for field, _, column in pairs}
    if unknown := sorted(set(mapping) - set(FIELDS)):
        message = f"--map cannot fill {', '.join(map(repr, unknown))}; what it can is {', '.join(FIELDS)}"
        raise UsageError(message)
    return mapping or None


def tell_passed(passed: Mapping[str, int]) -> None:
    """Say what was passed over because it is no document, where there was any."""
    if passed:
        told = ", ".join(f"{n:,} {reason}" for reason, n in sorted(passed.items(), key=lambda p: (-p[1], p[0])))
        typer.echo(f"passed over as no documents: {told}", err=True)
