"""How much ground, as somebody said it: between what bounds, in which words and which unit."""

from dataclasses import dataclass

from detente.core.errors import EvidenceError

__all__ = ["SQUARE_METRES", "Area", "area_in"]

SQUARE_METRES = {"m2": 1.0, "ha": 10_000.0, "km2": 1_000_000.0, "acre": 4046.8564224, "sqmi": 2_589_988.110336}
"""How many square metres each unit has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A size of ground as it was said. `low` and `high` are square metres, both included, None where that end is open.

    `unit` is the one it was told in, None where none was told; without one there are no square metres either.
    `qualifier` are the words that say how exact it is, `words` is all of it, as it stands.
    """

    low: float | None = None
    high: float | None = None
    words: str
    unit: str | None = None
    qualifier: str | None = None

    def __post_init__(self) -> None:
        """Refuse ground without words, below nothing, or whose bounds are the wrong way round."""
        if not self.words.strip():
            message = "an area needs the words that say it"
            raise EvidenceError(message)
        bounds = [bound for bound in (self.low, self.high) if bound is not None]
        if any(not 0 <= bound < float("inf") for bound in bounds):
            message = f"{self.words!r} is no size that ground can have"
            raise EvidenceError(message)
        if bounds != sorted(bounds):
            message = f"{self.words!r} has its bounds the wrong way round"
            raise EvidenceError(message)

    @property
    def is_exact(self) -> bool:
        """Whether it is one figure, and nobody said that it is about so."""
        return self.low is not None and self.low == self.high and self.qualifier is None


def area_in(
    unit: str | None, low: float | None, high: float | None, *, words: str, qualifier: str | None = None
) -> Area:
    """Return an area told in a unit; of a unit that nobody told, or that is not known, only the words are kept."""
    size = SQUARE_METRES.get(unit or "")
    if size is None:
        return Area(low=None, high=None, words=words, unit=unit, qualifier=qualifier)
    return Area(
        low=None if low is None else low * size,
        high=None if high is None else high * size,
        words=words,
        unit=unit,
        qualifier=qualifier,
    )
