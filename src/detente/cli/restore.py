"""`detente restore`: a new record from a snapshot."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.init import DATABASE_HELP, DIR_HELP, make_folder, note_address, place_for
from detente.cli.lines import counted

__all__ = ["restore"]


def restore(
    file: Annotated[Path, typer.Argument(help="The snapshot: a file that `detente snapshot` made.", metavar="FILE")],
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    database: Annotated[str | None, typer.Option(help=DATABASE_HELP, metavar="ADDRESS")] = None,
) -> None:
    """Make a new record in DIR of what the snapshot FILE holds: all of it or nothing; a record there is never touched.

    Whether it was taken of a file or of a database does not matter. Its checksums are looked at first. Whether what it
    is a copy of was altered before, says `detente verify`.
    """
    from detente.store import open_snapshot
    from detente.store import restore as make_anew

    with open_snapshot(file) as snapshot:
        make_folder(folder)
        place = place_for(folder, database)
        make_anew(snapshot, place)
        note_address(folder, database)
        manifest = snapshot.manifest
    rows = sum(note.rows for note in manifest.tables.values())
    typer.echo(f"restored {counted(rows, 'row')} of {manifest.taken_at} to {place}")
    typer.echo(f"next: detente verify {folder}")
