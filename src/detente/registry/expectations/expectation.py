"""Something expected: who is to do what, with whom, where and by when, by whose word, and what became of it."""

from dataclasses import dataclass
from typing import Literal

from detente.registry.assertions.assertion import Assertion, Day, Part
from detente.registry.evidence import Evidence

__all__ = ["Decision", "Deed", "Expectation", "Proposal", "State"]

State = Literal["due", "without a day", "met", "overdue", "past", "dropped", "replaced", "told in hindsight", "hope"]
"""What is to be said of it on a day. "overdue" is that its last day is past and nothing is accepted as meeting it: that
nothing was done is not said. "past" is a refusal whose day is past: nothing is owed by it. "told in hindsight" is known
only from reports that look back."""
Deed = Literal["met", "not met", "dropped", "open", "together", "apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of an expectation, known by one of the tellings in it, and when and why."""

    deed: Deed
    telling: str
    event: str | None = None
    other: str | None = None
    author: str = ""
    reason: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event of the record that may be what was expected: why, what speaks against it, and its words.

    `decided` is what a person said of it, None where nobody did.
    """

    event: str
    document: str
    day: Day | None
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    claimed_by: str
    published: str | None = None
    decided: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Something expected, told by one or more reports (`tellings`, of copies of one text once, the earliest first).

    `changes` say that it is off; `replaces` and `replaced_by` are ids of expectations. `known_by` are the ids of all
    tellings, copies too: by each it can be called. `voices` is by how many texts it is told that are no copies of one
    another.
    """

    id: str
    kind: str
    tellings: tuple[Assertion, ...]
    state: State
    why: str
    due: Day | None = None
    changes: tuple[Assertion, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replaces: str | None = None
    replaced_by: str | None = None
    known_by: tuple[str, ...] = ()

    @property
    def first(self) -> Assertion:
        """The telling that came out first."""
        return self.tellings[0]

    @property
    def voices(self) -> int:
        """By how many texts it is told."""
        return len({one.voice or one.id for one in self.tellings})

    @property
    def parts(self) -> tuple[Part, ...]:
        """Who has a part in it by any telling, each once."""
        return tuple(
            {(one.actor or one.name): one for t in reversed(self.tellings) for one in reversed(t.parts)}.values()
        )[::-1]
