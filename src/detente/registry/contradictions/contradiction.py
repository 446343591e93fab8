"""Claims that stand against each other: both sides with all who say so, why, and what a person decided."""

from dataclasses import dataclass
from typing import Literal

from detente.registry.assertions.assertion import Assertion

__all__ = ["Contradiction", "Relation", "Ruling", "Verdict", "Why"]

Relation = Literal["contradiction", "tension", "rival"]
"""No world has both; both hold only if something changed in between that neither tells; both may hold."""
Ruling = Literal["open", "upheld", "dismissed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """In what relation two claims stand, and why, in words.

    `sides` are the ids of rivals with what each says, in a few words.
    """

    relation: Relation
    words: str
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person decided of a contradiction, and why; "open" again takes it back."""

    ruling: Ruling
    author: str = ""
    reason: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Claims that are held against each other by a `rule`; each of the `sides` is all who make one, first first.

    There are two sides, of rivals two or more. The side that came out first stands first, whoever makes it. The machine
    gives no verdict.
    """

    id: str
    rule: str
    relation: Relation
    subject: str | None
    named: str
    why: str
    sides: tuple[tuple[Assertion, ...], ...]
    verdict: Verdict | None = None

    @property
    def ruling(self) -> str:
        """Whether it is open, upheld or dismissed."""
        return self.verdict.ruling if self.verdict else "open"

    @property
    def one(self) -> tuple[Assertion, ...]:
        """The side that came out first."""
        return self.sides[0]

    @property
    def other(self) -> tuple[Assertion, ...]:
        """The side that came out next."""
        return self.sides[1]
