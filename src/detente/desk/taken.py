"""Who looks at which item now, so that two coders are not offered the same one. Held in memory, for some minutes."""

import datetime as dt
import threading
from dataclasses import dataclass

__all__ = ["LASTS", "Taken", "Taker"]

LASTS = dt.timedelta(minutes=5)
"""How long an item stays taken by somebody who looks at it and says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who has an item open, since when."""

    name: str
    since: dt.datetime


class Taken:
    """Items by who looks at them: each person has one, the last one opened. Threads may share it."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._lock = threading.Lock()
        self._items: dict[str, tuple[str, dt.datetime]] = {}

    def take(self, key: str, *, name: str, now: dt.datetime) -> Taker | None:
        """Take an item, and let go of the one before; return who has it already, in whose stead nothing is taken."""
        with self._lock:
            other = self._others(key, name, now)
            if other is None:
                self._items[name] = (key, now)
            return other

    def let_go(self, name: str) -> None:
        """Let go of what somebody has open."""
        with self._lock:
            self._items.pop(name, None)

    def by_others(self, name: str, *, now: dt.datetime) -> frozenset[str]:
        """Return the items that others have open."""
        with self._lock:
            return frozenset(key for who, (key, since) in self._items.items() if who != name and now - since < LASTS)

    def _others(self, key: str, name: str, now: dt.datetime) -> Taker | None:
        return next(
            (
                Taker(name=who, since=since)
                for who, (held, since) in self._items.items()
                if who != name and held == key and now - since < LASTS
            ),
            None,
        )
