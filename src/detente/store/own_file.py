"""Files beside the record that only their owner may read, and in which what is erased is overwritten."""

import os
import stat
from pathlib import Path
from typing import Any

from detente.core.errors import RecordBroken, RecordError

__all__ = ["overwrite_erased", "refuse_others", "touch_own"]

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def touch_own(path: Path, *, what: str) -> bool:
    """Make an empty file that only its owner may read, and say whether it was not there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        message = f"the file of {what} {path} cannot be made: {error.strerror}; look at the rights of its folder"
        raise RecordError(message) from error
    return True


def refuse_others(path: Path, *, what: str) -> None:
    """Raise `RecordBroken` for what is no file, `RecordError` for one that others than its owner may read."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        message = f"{path} is not a file: the file of {what} stands there itself, and is no link to another"
        raise RecordBroken(message)
    if os.name == "posix" and found.st_mode & OTHERS:
        message = f"the file of {what} {path} may be read by others than its owner: nothing was opened; chmod 600 it"
        raise RecordError(message)


def overwrite_erased(connection: Any, _: object) -> None:
    """Let a new connection overwrite what is erased with zeros: for the engine's "connect"."""
    connection.execute("PRAGMA secure_delete=ON")
