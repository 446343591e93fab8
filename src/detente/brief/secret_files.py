"""Files that hold a secret of the office: read where nobody but their owner may read them, and else refused."""

import os
import stat
from pathlib import Path

from detente.core.errors import UsageError

__all__ = ["read_secret"]

MOST = 64 * 1024
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_secret(path: Path, *, what: str) -> bytes:
    """Return what stands in a file. Raises `UsageError` for one that cannot be read, or that others may read.

    A group may read a file that is another's, as one that the machine's keeper hands to the desk.
    """
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            content = stream.read(MOST)
    except OSError as error:
        message = f"{what} {path} cannot be read: {error.strerror}; look at its name and its rights"
        raise UsageError(message) from error
    forbidden = OTHERS if found.st_uid == os.geteuid() else stat.S_IRWXO
    if stat.S_IMODE(found.st_mode) & forbidden:
        message = f"{what} {path} may be read by others than its owner: nothing was sent; chmod 600 it"
        raise UsageError(message)
    return content
