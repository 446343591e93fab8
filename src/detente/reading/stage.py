"""What a stage of reading is: it names what it needs and what it adds, and returns only that."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

from detente.reading.reading import Reading

__all__ = ["Stage", "Together"]


@runtime_checkable
class Stage(Protocol):
    """A pure step from a reading to one more layer of it.

    The pipeline attaches what comes back, times it, stamps name and version, and counts drops. A stage that adds a
    layer of many records yields them one by one and may yield a `Drop` among them; one that adds a single value
    (`parse`, `published`) returns it.
    """

    @property
    def name(self) -> str:
        """What the stage is called in settings, statistics and stamps."""

    @property
    def version(self) -> str:
        """Changes whenever the same document may read differently."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Layers that have to be there before."""

    @property
    def adds(self) -> str:
        """The one layer that this stage adds."""

    def __call__(self, reading: Reading, /) -> Iterable[Any] | Any:
        """Return what this stage adds to `reading`."""


@runtime_checkable
class Together(Stage, Protocol):
    """A stage that is faster over many readings at once than over one after the other, with the same result."""

    def together(self, readings: Sequence[Reading], /) -> Sequence[Any]:
        """Return for each reading what a call of the stage on it alone would return."""
