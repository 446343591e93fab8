"""Pages that a visit under way is fetching: another visit at the same time leaves them to it."""

import threading

__all__ = ["Claims"]


class Claims:
    """Which visit fetches which address, from before it is asked until what it brought is kept."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._by: dict[str, str] = {}

    def take(self, url: str, source: str) -> bool:
        """Return whether a source's visit may fetch an address; then no other source's may."""
        with self._lock:
            return self._by.setdefault(url, source) == source

    def release(self, source: str) -> None:
        """Let others have what a source's visit had for itself."""
        with self._lock:
            self._by = {url: by for url, by in self._by.items() if by != source}
