"""`detente read`: reports in, readings out; no record is kept."""

import contextlib
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from detente.cli.exits import Exit
from detente.cli.progress import count_bytes, show_progress
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.pipeline.outcomes import Line

__all__ = ["FILES_HELP", "WORKERS_HELP", "read"]

FILES_HELP = "Reports: .txt, .html, or .jsonl with a document a line; - is JSONL on standard input."
WORKERS_HELP = "Processes to read with. The output is the same whatever the number."


def read(
    files: Annotated[list[Path], typer.Argument(help=FILES_HELP, metavar="FILE...")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.", metavar="OUT")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
) -> None:
    """Read reports and print a reading each, as JSON, a line a document, in the order of the input.

    A document that cannot be read gives a line with its id and an error; the others go on, and the exit status is 3.
    Progress goes to standard error.
    """
    from detente.documents.packets import check_paths, packets_of
    from detente.pipeline.outcomes import lines_of

    check_paths(files)
    _check_output(output, files)
    packets = itertools.chain.from_iterable(packets_of(f, standard_input=sys.stdin.buffer) for f in files)
    with _opened(output) as stream, show_progress("reading", total=count_bytes(files)) as advance:
        read_count, refused = _write(_counted(lines_of(packets, workers=workers), advance), stream, output)
    typer.echo(f"read {read_count:,} documents, could not read {refused:,}", err=True)
    if refused:
        raise typer.Exit(Exit.REFUSED)


def _counted(lines: "Iterator[Line]", advance: "contextlib._typing.Callable[[int], None]") -> "Iterator[Line]":  # type: ignore[name-defined]
    for line in lines:
        yield line
        advance(line.taken)


def _check_output(output: Path | None, files: Iterable[Path]) -> None:
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
def _opened(output: Path | None) -> Iterator[BinaryIO]:
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


def _write(lines: "Iterable[Line]", stream: BinaryIO, output: Path | None) -> tuple[int, int]:
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
