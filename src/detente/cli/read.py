"""`detente read`: reports in, readings out; no record is kept."""

import itertools
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.lines import check_output, counted, opened, write_lines
from detente.cli.progress import count_bytes, show_progress

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
    check_output(output, files)
    packets = itertools.chain.from_iterable(packets_of(f, standard_input=sys.stdin.buffer) for f in files)
    # what comes in by and by is answered by and by
    lines = lines_of(packets, workers=workers, at_once=1) if Path("-") in files else lines_of(packets, workers=workers)
    with opened(output) as stream, show_progress("reading", total=count_bytes(files)) as advance:
        read_count, refused = write_lines(counted(lines, advance), stream, output)
    typer.echo(f"read {read_count:,} documents, could not read {refused:,}", err=True)
    if refused:
        raise typer.Exit(Exit.REFUSED)
