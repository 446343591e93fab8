"""`detente snapshot`: a dated copy of everything, while the desk runs."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted
from detente.cli.page import check_target

__all__ = ["snapshot"]


def snapshot(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    file: Annotated[Path, typer.Argument(help="Where to write it: a new .zip file.", metavar="FILE")],
) -> None:
    """Copy everything that the record in DIR holds at this moment to FILE, while others go on working.

    FILE is an archive of JSON lines, a table each, with a manifest that has their checksums. Note down the head that is
    printed, elsewhere: `detente verify --head` shows with it that the end of a record was not cut off since.
    """
    from detente.store import open_record, take_snapshot

    check_target(file)
    with open_record(record_path(folder), read_only=True) as record:
        manifest = take_snapshot(record, file, now=now())
    rows = sum(note.rows for note in manifest.tables.values())
    typer.echo(
        f"wrote {file} ({file.stat().st_size / 1000:,.0f} kB, {counted(rows, 'row')}), taken {manifest.taken_at}"
    )
    typer.echo(f"checksum {manifest.checksum}")
    typer.echo(f"head {manifest.head} (revision {manifest.revisions:,})")
