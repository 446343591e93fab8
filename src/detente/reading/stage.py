"""What a stage of reading is: it names what it needs and what it adds, and returns only that."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from detente.reading.reading import Reading

__all__ = ["Stage"]


@runtime_checkable
class Stage(Protocol):
    """A pure step from a reading to one more layer of it.

    The pipeline attaches what comes back, times it, stamps name and version, and counts drops. A stage that adds a
    layer of many records yields them one by one and may yield a `Drop` among them; one that adds a single value
    (`parse`, `published`) returns it.
    """

    name: str
    version: str
    needs: tuple[str, ...]
    adds: str

    def __call__(self, reading: Reading, /) -> Iterable[Any] | Any:
        """Return what this stage adds to `reading`."""
