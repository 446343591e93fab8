"""What was worked out from a state of the record, held as long as that is the state."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Held"]

T = TypeVar("T")
MOST = 256
"""Views that are held at once: the ones asked for longest ago go first."""


class Held:
    """Views by what they were asked with and the state they were worked out from. Threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        """Hold nothing yet, and never more than `most`."""
        self._most = most
        self._lock = threading.Lock()
        self._views: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is held under a key, which names the state too; else work it out, and hold it."""
        with self._lock:
            if key in self._views:
                self._views.move_to_end(key)
                found: T = self._views[key]
                return found
        made = make()
        with self._lock:
            self._views[key] = made
            while len(self._views) > self._most:
                self._views.popitem(last=False)
        return made
