"""`detente init`: an empty record."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.moments import AUTHOR_HELP, REASON_HELP
from detente.core.errors import OutputError, RecordError, RecordExists

if TYPE_CHECKING:
    from detente.store import RecordPlace

__all__ = ["DATABASE_HELP", "DIR_HELP", "init", "make_folder", "note_address", "place_for", "record_path"]

DIR_HELP = "The folder that holds the record."
DATABASE_HELP = "Make the record in this empty PostgreSQL database (postgresql://USER@HOST/NAME) instead of a file."
WATCH_HELP = "Follow what this watch says: one that is shipped (detente watch shipped), or a file such as ./mine.toml."
ADDRESS = "record.address"
MOST = 4096
"""Characters of an address that are read: whatever is longer is none."""


def record_path(folder: Path) -> "RecordPlace":
    """Return where the record of a desk's folder is: in the database whose address lies there, else in a file."""
    path = folder / ADDRESS
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            text = lines.read(MOST)
    except (FileNotFoundError, NotADirectoryError):
        return folder / "record.sqlite"
    except OSError as error:
        message = f"the address of the record in {path} cannot be read: {error.strerror}"
        raise RecordError(message) from error
    from detente.store import read_address

    return read_address(text)


def init(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    database: Annotated[str | None, typer.Option(help=DATABASE_HELP, metavar="ADDRESS")] = None,
    watch: Annotated[str | None, typer.Option(help=WATCH_HELP, metavar="NAME|FILE")] = None,
    author: Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)] = None,
    reason: Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)] = None,
) -> None:
    """Make a folder with an empty record in it (record.sqlite); one that is there already is never touched.

    With --watch it follows something from the beginning: the watch's files lie in the folder, to be made its own.
    """
    from detente.cli.watch.begin import begin_watch, chosen_watch
    from detente.store import create_record

    chosen = chosen_watch(watch, author=author, reason=reason)
    make_folder(folder)
    place = place_for(folder, database)
    now = dt.datetime.now(dt.UTC)
    with create_record(place, now=now) as record:
        note_address(folder, database)
        typer.echo(f"made an empty record: {record.path}")
        if chosen is not None:
            begin_watch(record, folder, chosen, now=now)
    typer.echo(f"next: detente add {folder} FILE...")


def make_folder(folder: Path) -> None:
    """Make the folder that is to hold a record, where it is not there. Raises `OutputError` where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {folder} cannot be made: {error.strerror}; name another"
        raise OutputError(message) from error


def place_for(folder: Path, database: str | None) -> "RecordPlace":
    """Return where a new record of a folder is to be made: in the database that is named, else as its files say.

    Raises `RecordExists` where the folder has a record and is to be given another.
    """
    from detente.store import read_address

    if database is None:
        return record_path(folder)
    place = read_address(database)
    _refuse_second(folder)
    return place


def _refuse_second(folder: Path) -> None:
    for name in (ADDRESS, "record.sqlite"):
        if (folder / name).exists():
            message = f"there is a record in {folder} already ({name}): choose another folder, or add to it"
            raise RecordExists(message)


def note_address(folder: Path, address: str | None) -> None:
    """Write in a folder which database holds its record, for its owner's eyes alone: it may hold a password."""
    if address is None:
        return
    path = folder / ADDRESS
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(address.strip() + "\n", encoding="utf-8")
    except OSError as error:
        message = f"the record is made, but its address cannot be written to {path}: {error.strerror}"
        raise OutputError(message) from error
