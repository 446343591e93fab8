"""How many, as somebody said it: between what bounds, in which words; nothing is made of what was not said."""

from dataclasses import dataclass

from detente.core.errors import EvidenceError

__all__ = ["Count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number as it was said. `low` and `high` are both included, None where that end is open.

    An exact figure has both bounds the same, "about 40" as well and its qualifier, "at least 5" a `low` only, "nearly
    300" a `high` only, "dozens" neither.
    `qualifier` are the words that say so ("at least"), None where there are none; `words` is all of it, as it stands.
    """

    low: int | None = None
    high: int | None = None
    words: str
    qualifier: str | None = None

    def __post_init__(self) -> None:
        """Refuse a number without words, below nothing, or whose bounds are the wrong way round."""
        if not self.words.strip():
            message = "a count needs the words that say it"
            raise EvidenceError(message)
        if any(bound is not None and bound < 0 for bound in (self.low, self.high)):
            message = f"{self.words!r} counts fewer than none"
            raise EvidenceError(message)
        if self.low is not None and self.high is not None and self.low > self.high:
            message = f"{self.words!r} has its bounds the wrong way round: {self.low} to {self.high}"
            raise EvidenceError(message)

    @property
    def is_exact(self) -> bool:
        """Whether it is one figure, and nobody said that it is about so."""
        return self.low is not None and self.low == self.high and self.qualifier is None

    @property
    def is_none(self) -> bool:
        """Whether somebody said that there were none: a figure of its own, and no blank."""
        return self.low == 0 == self.high

    def may_equal(self, other: "Count") -> bool:
        """Say whether both can be true of one number. Two that leave all open can, and so can one that is about so."""
        if self.is_round or other.is_round:
            return True
        return not _is_below(self, other) and not _is_below(other, self)

    @property
    def is_round(self) -> bool:
        """Whether it is a figure that somebody said it is about."""
        return self.low is not None and self.low == self.high and self.qualifier is not None


def _is_below(one: Count, other: Count) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low
