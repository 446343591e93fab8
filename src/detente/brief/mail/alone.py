"""One process at a time has the queue: a lock of the system, which a killed process gives back at once."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from detente.core.errors import RecordBusy, RecordError

__all__ = ["LOCK", "queue_alone"]

LOCK = "mail.lock"
"""What the file of the lock is called, in the folder of the record."""
LONGEST = 20


@contextlib.contextmanager
def queue_alone(folder: Path) -> Iterator[None]:
    """Have the queue of a folder alone. Raises `RecordBusy` where another process has it."""
    path = folder / LOCK
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}; look at the rights of its folder"
        raise RecordError(message) from error
    try:
        _lock(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, LONGEST, 0).decode("ascii", "replace")
        message = f"process {holder.strip()} sends letters of {path.parent} already: end that one, or let it do so"
        raise RecordBusy(message) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
