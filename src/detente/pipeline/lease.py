"""Work that one process at a time does on a record: its lease is renewed as long as the process lives."""

import datetime as dt
import os
import secrets
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from detente.core.errors import RecordError
from detente.store import Lease, Record, end_lease, renew_lease, take_lease
from detente.store.leases import LASTS

__all__ = ["Alone"]

BEATS = 4
"""How often a lease is renewed in the time that it lasts: a beat that comes late loses nothing."""


class Alone:
    """Does some work on a record alone. Use it in a `with` statement.

    Raises `RecordBusy` at its start where another process is at that work.
    """

    def __init__(self, record: Record, work: str, *, clock: Callable[[], dt.datetime]) -> None:
        """Take nothing yet."""
        self._record = record
        self._clock = clock
        self._lease = Lease(
            name=work, holder=f"process {os.getpid()} on {socket.gethostname()}", token=secrets.token_hex(16)
        )
        self._ended = threading.Event()
        self._lost = threading.Event()

    def __enter__(self) -> Self:
        """Take the lease, and renew it from now on."""
        take_lease(self._record, self._lease, now=self._clock())
        threading.Thread(target=self._renew, name=f"lease of {self._lease.name}", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lease back."""
        self._ended.set()
        end_lease(self._record, self._lease)

    @property
    def is_lost(self) -> bool:
        """Whether the lease ran out while this process stood still, and another has it."""
        return self._lost.is_set()

    def beat(self) -> None:
        """Renew the lease."""
        try:
            mine = renew_lease(self._record, self._lease, now=self._clock())
        except RecordError:
            return  # somebody writes for long, or the disk is full: the next beat may succeed
        if not mine:
            self._lost.set()

    def _renew(self) -> None:
        while not self._ended.wait(LASTS.total_seconds() / BEATS) and not self.is_lost:
            self.beat()
