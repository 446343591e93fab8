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
    """In what relation two claims stand, and why, in words."""

    relation: Relation
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person decided of a contradiction, and why; "open" again takes it back."""

    ruling: Ruling
    author: str = ""
    reason: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that are held against each other by a `rule`; `one` and `other` are all who make each, first first.

    The side that came out first stands first, whoever makes it. The machine gives no verdict.
    """

    id: str
    rule: str
    relation: Relation
    subject: str | None
    named: str
    why: str
    one: tuple[Assertion, ...]
    other: tuple[Assertion, ...]
    verdict: Verdict | None = None

    @property
    def ruling(self) -> str:
        """Whether it is open, upheld or dismissed."""
        return self.verdict.ruling if self.verdict else "open"
