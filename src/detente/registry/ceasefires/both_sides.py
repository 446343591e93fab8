"""What both sides tell in one row of the board, held together: is it one happening, others, or does nobody know?

One rule for all rows: it is the same where an incident of the record holds what both tell; it is of different days
where no days of the one side are days of the other; else nobody knows. That incidents were not joined does not say that
they are two, and a published figure names no happening.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from detente.registry.ceasefires.violation import Violation

__all__ = ["Together", "blamed_differently", "hold_together", "shared_incidents"]

Together = Literal["same incident", "different days", "not known whether the same"]


def hold_together(one: Sequence[Violation], other: Sequence[Violation]) -> Together:
    """Return whether what two sides tell to have been is told of the same."""
    if shared_incidents(one, other):
        return "same incident"
    days = [(mine.interval, theirs.interval) for mine in _some(one) for theirs in _some(other)]
    apart = all(mine is not None and theirs is not None and not mine.overlaps(theirs) for mine, theirs in days)
    return "different days" if apart else "not known whether the same"


def shared_incidents(one: Iterable[Violation], other: Iterable[Violation]) -> tuple[str, ...]:
    """Return the incidents of the record that both sides tell of."""
    mine, theirs = ({told.incident for told in _some(side) if told.incident} for side in (one, other))
    return tuple(sorted(mine & theirs))


def blamed_differently(said: Iterable[Violation], one: str, other: str) -> Iterator[str]:
    """Yield the incidents that both sides tell of, each naming the other."""
    blamed: defaultdict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for violation in said:
        if violation.incident is not None and violation.said == "some":
            blamed[violation.incident].add((violation.claimant, violation.alleged))
    yield from sorted(incident for incident, by in blamed.items() if {(one, other), (other, one)} <= by)


def _some(side: Iterable[Violation]) -> Iterator[Violation]:
    return (one for one in side if one.said == "some" and not one.is_zero)
