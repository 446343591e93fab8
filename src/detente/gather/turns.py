"""Turns at hosts: however many visits go on at once, no host is asked by two of them at a time."""

import threading
from collections import Counter

__all__ = ["CROWD", "Turns"]

CROWD = 2
"""Visits that wait for one host; a further one has better things to do."""


class Turns:
    """Which hosts are being asked now, and how many visits wait for each."""

    def __init__(self) -> None:
        """Start with nobody asked."""
        self._changed = threading.Condition()
        self._busy: set[str] = set()
        self._waiting: Counter[str] = Counter()
        self._halted = False

    def enter(self, host: str) -> None:
        """Wait until nobody asks a host, and ask it. Raises KeyboardInterrupt where the run is to end."""
        with self._changed:
            self._waiting[host] += 1
            self._changed.wait_for(lambda: self._halted or host not in self._busy)
            self._waiting -= Counter((host,))
            self._check()
            self._busy.add(host)

    def leave(self, host: str) -> None:
        """Let others ask a host."""
        with self._changed:
            self._busy.discard(host)
            self._changed.notify_all()

    def is_crowded(self, host: str) -> bool:
        """Return whether so many wait for a host that it is better to come again."""
        with self._changed:
            return self._waiting[host] >= CROWD

    def halt(self) -> None:
        """Let nobody ask any more."""
        with self._changed:
            self._halted = True
            self._changed.notify_all()

    def check(self) -> None:
        """Raise KeyboardInterrupt where the run is to end."""
        with self._changed:
            self._check()

    def _check(self) -> None:
        if self._halted:
            raise KeyboardInterrupt
