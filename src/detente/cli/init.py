"""`detente init`: an empty record."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from detente.core.errors import OutputError

__all__ = ["DIR_HELP", "init", "record_path"]

DIR_HELP = "The folder that holds the record."


def record_path(folder: Path) -> Path:
    """Return where in a desk's folder its record is."""
    return folder / "record.sqlite"


def init(folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]) -> None:
    """Make a folder with an empty record in it (record.sqlite); one that is there already is never touched."""
    from detente.store import create_record

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {folder} cannot be made: {error.strerror}; name another"
        raise OutputError(message) from error
    with create_record(record_path(folder), now=dt.datetime.now(dt.UTC)) as record:
        typer.echo(f"made an empty record: {record.path}")
        typer.echo(f"next: detente add {folder} FILE...")
