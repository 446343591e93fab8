"""What stands where a record is to be made or opened as a file: refused before anything of it is changed."""

import os
import stat
from pathlib import Path

from sqlalchemy import Engine

from detente.core.errors import RecordBroken, RecordError, RecordExists, RecordMissing
from detente.store.database import APPLICATION_ID, plainly, pragma

__all__ = ["recognise", "refuse_other_than_file", "refuse_taken", "taken"]


def taken(place: object) -> str:
    """Return the words for a place that is taken."""
    return f"there is something at {place} already: choose another place, or add to the record that is there"


def refuse_taken(path: Path) -> None:
    """Raise `RecordExists` where a record would be made over something."""
    if not path.parent.is_dir():
        message = f"the folder {path.parent} for the record is not there: make it first"
        raise RecordError(message)
    if not path.exists():
        return
    if not path.is_file() or (path.stat().st_size and not _is_unfinished(path)):
        raise RecordExists(taken(path))


def _is_unfinished(path: Path) -> bool:
    """Say whether a file is what a process killed while making a record left behind: a journal to undo, else empty."""
    return Path(f"{path}-journal").exists()


def refuse_other_than_file(path: Path) -> None:
    """Raise `RecordMissing`, `RecordBroken` or `RecordError` where there is no file to open."""
    try:
        found = os.stat(path)  # noqa: PTH116 - Path.exists would hide a folder that may not be entered
    except (FileNotFoundError, NotADirectoryError):
        message = f"there is no record at {path}: make one with `detente init`"
        raise RecordMissing(message) from None
    except OSError as error:
        message = f"the record {path} cannot be opened: {error.strerror}"
        raise RecordError(message) from error
    if not stat.S_ISREG(found.st_mode):
        message = f"{path} is not a file: a record is a file that `detente init` made"
        raise RecordBroken(message)
    if not found.st_size:
        message = f"{path} is an empty file: its making was cut short; make the record again with `detente init`"
        raise RecordBroken(message)


def recognise(engine: Engine, path: Path) -> None:
    """Refuse another program's database before anything of it is changed."""
    with plainly(path):
        found = pragma(engine, "application_id")
    if found != APPLICATION_ID:
        message = f"{path} is not a record but some other file: name the file that `detente init` made"
        raise RecordBroken(message)
