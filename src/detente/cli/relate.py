"""`detente relate`: marked pairs in, types out."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.lines import ANSWER_HELP, OUTPUT_HELP, answer_files, counted

__all__ = ["relate"]

FILES_HELP = 'JSONL, a line {"id", "text", "actor": [start, end], "recipient": [start, end]}; - is standard input.'


def relate(
    files: Annotated[list[Path], typer.Argument(help=FILES_HELP, metavar="FILE...")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=OUTPUT_HELP, metavar="OUT")] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=ANSWER_HELP)] = 1,
) -> None:
    """Say of each marked actor and recipient what the one does to the other: a type or NONE, and how likely each is.

    Offsets are half-open, in Unicode code points of the text. A line that cannot be used gives a line with its id and
    an error; the others go on, and the exit status is 3.
    """
    from detente.documents.packets import check_lines, packets_of
    from detente.pipeline.relating import relations_of

    check_lines(files)
    related, refused = answer_files(
        files,
        output,
        lambda packets: relations_of(packets, workers=workers),
        packets_of=packets_of,
        doing="relating",
    )
    typer.echo(f"related {counted(related, 'pair')}, could not use {counted(refused, 'line')}", err=True)
    if refused:
        raise typer.Exit(Exit.REFUSED)
