"""The time of day, as what gathers sees it: a test moves it by hand, and nothing sleeps."""

import threading
from datetime import UTC, datetime
from typing import Protocol

__all__ = ["Clock", "WallClock"]


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> datetime:
        """Return the moment, with its offset from UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def wake(self) -> None:
        """Let nobody wait any longer, now or later."""
        ...


class WallClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        """Let whoever waits wait."""
        self._woken = threading.Event()

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._woken.wait(max(0.0, seconds))

    def wake(self) -> None:
        """Let nobody wait any longer: the run is to end."""
        self._woken.set()
