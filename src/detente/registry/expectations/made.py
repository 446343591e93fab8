"""An assertion of what is to come, made of the clause that tells it."""

from typing import Any

from detente.registry.assertions.assertion import Assertion, Day, Part, Standing
from detente.registry.expectations.clause import Clause
from detente.registry.expectations.owed import day_owed
from detente.registry.expectations.participants import about, participants, promisers

__all__ = ["made"]

COMMITTED = frozenset({"promise", "refusal"})
"""What somebody commits to: it is theirs who say so."""
UNPLACED = frozenset({"hope", "promise"})


def made(clause: Clause, what: str, *, mood: str, standing: Standing, **told: Any) -> Assertion:
    """Return that something is to come, or no longer; `mood` says how: expected, planned, announced, promised, ..."""
    thing = clause.thing()
    return clause.telling.assertion(
        "expectation", what, named=clause.bare, subject=thing.id if thing else None, at=clause.at, value=mood,
        standing=standing, claimant=clause.claimant(),
        parts=told.pop("parts", None) or _parts(clause, what),
        day=told.pop("day", None) or _day(clause, what),
        where=told.pop("where", None) or (clause.where() if what not in UNPLACED else None),
        **told,
    )  # fmt: skip


def _parts(clause: Clause, what: str) -> tuple[Part, ...]:
    own = promisers(clause) if what in COMMITTED else ()
    return (*own, *about(clause)) if own else participants(clause)


def _day(clause: Clause, what: str) -> Day | None:
    if what == "hope":
        return None
    if what == "deadline":
        return day_owed(clause)
    return clause.day_led() if what == "promise" else clause.day()
