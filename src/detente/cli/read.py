"""`detente read`: reports in, readings out; no record is kept."""

import functools
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.fields import note_fields
from detente.cli.lines import ANSWER_HELP, MAP_HELP, OUTPUT_HELP, answer_files, counted, read_mapping, tell_passed

__all__ = ["FILES_HELP", "read"]

FILES_HELP = "Reports: .txt, .html, .pdf, .docx, .eml, feeds, .csv, .warc, or .jsonl; - is JSONL on standard input."


def read(
    files: Annotated[list[Path], typer.Argument(help=FILES_HELP, metavar="FILE...")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=OUTPUT_HELP, metavar="OUT")] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=ANSWER_HELP)] = 1,
    columns: Annotated[list[str] | None, typer.Option("--map", help=MAP_HELP, metavar="FIELD=COLUMN")] = None,
) -> None:
    """Read reports and print a reading each, as JSON, a line a document, in the order of the input.

    A document that cannot be read gives a line with its id and an error; the others go on, and the exit status is 3.
    Progress goes to standard error.
    """
    from detente.documents.packets import check_paths
    from detente.pipeline.opening import Opener
    from detente.pipeline.outcomes import AT_ONCE, lines_of

    check_paths(files)
    passed: Counter[str] = Counter()
    mapping = read_mapping(columns or [])
    at_once = 1 if Path("-") in files else AT_ONCE  # what comes in by and by is answered by and by
    with Opener(workers=workers) as opener:
        read_count, refused = answer_files(
            files,
            output,
            lambda packets: lines_of(note_fields(packets), workers=workers, at_once=at_once, opener=opener),
            packets_of=functools.partial(opener.packets_of, passed=passed, mapping=mapping),
            doing="reading",
        )
    tell_passed(passed)
    typer.echo(f"read {counted(read_count, 'document')}, could not read {refused:,}", err=True)
    if refused:
        raise typer.Exit(Exit.REFUSED)
