"""What is read is noted a little later, many at once, so that no page waits for it; what is changed, at once."""

import logging
import threading
from collections.abc import Sequence

from detente.core.errors import DetenteError
from detente.store.access.deeds import Deed, note_deeds
from detente.store.access.file import AccountsFile

__all__ = ["Noting"]

LOG = logging.getLogger("detente.desk")
EVERY = 1.0
"""Seconds: what was read in the last one is lost where the machine itself stops."""
MOST = 10_000
"""Readings that wait at once; where more come, whoever reads waits until they are written."""


class Noting:
    """Writes the log. Threads may share it; close it at the end, so that all is written."""

    def __init__(self, file: AccountsFile, *, every: float = EVERY) -> None:
        """Write to `file`; a thread of its own begins with the first reading."""
        self._file = file
        self._every = every
        self._lock = threading.Lock()
        self._waiting: list[Deed] = []
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def now(self, deed: Deed) -> None:
        """Note a deed before anything goes on."""
        self._write([deed])

    def later(self, deed: Deed) -> None:
        """Note a deed with others, soon."""
        with self._lock:
            self._waiting.append(deed)
            full = len(self._waiting) >= MOST
            if self._thread is None and not self._end.is_set():
                self._thread = threading.Thread(target=self._keep_writing, name="log of the desk", daemon=True)
                self._thread.start()
        if full:
            self.flush()

    def flush(self) -> None:
        """Write all that waits; what cannot be written goes on waiting."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            self._write(waiting)
        except DetenteError:
            LOG.exception("what was read cannot be noted")
            with self._lock:
                self._waiting = [*waiting, *self._waiting][:MOST]

    def close(self) -> None:
        """Write all that waits, and end."""
        self._end.set()
        if self._thread is not None:
            self._thread.join()
        self.flush()

    def _keep_writing(self) -> None:
        while not self._end.wait(self._every):
            self.flush()

    def _write(self, deeds: Sequence[Deed]) -> None:
        with self._file.writing() as connection:
            note_deeds(connection, deeds)
