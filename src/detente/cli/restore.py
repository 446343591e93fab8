"""`detente restore`: a new record from a snapshot."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted
from detente.core.errors import OutputError

__all__ = ["restore"]


def restore(
    file: Annotated[Path, typer.Argument(help="The snapshot: a file that `detente snapshot` made.", metavar="FILE")],
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
) -> None:
    """Make a new record in DIR of what the snapshot FILE holds: all of it or nothing; a record there is never touched.

    Its checksums are looked at first. Whether what it is a copy of was altered before, says `detente verify`.
    """
    from detente.store import open_snapshot
    from detente.store import restore as make_anew

    with open_snapshot(file) as snapshot:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"the folder {folder} cannot be made: {error.strerror}; name another"
            raise OutputError(message) from error
        make_anew(snapshot, record_path(folder))
        manifest = snapshot.manifest
    rows = sum(note.rows for note in manifest.tables.values())
    typer.echo(f"restored {counted(rows, 'row')} of {manifest.taken_at} to {record_path(folder)}")
    typer.echo(f"next: detente verify {folder}")
