"""Which given event is which coded one: same type, triggers that touch, each used once, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.core.spans import Span, overlaps
from detente.evaluate.given import GivenEvent
from detente.evaluate.gold import GoldEvent

__all__ = ["Match", "match_events", "meet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A given and a coded event (by their numbers) that are the same, and how far they agree."""

    given: int
    gold: int
    parties: bool
    status: bool
    """Parties and status both."""


def match_events(given: Sequence[GivenEvent], gold: Sequence[GoldEvent]) -> list[Match]:
    """Return the matches of a document. Those right in all take their events first, then those right in parties."""
    possible = []
    for i, ours in enumerate(given):
        for j, theirs in enumerate(gold):
            if ours.type == theirs.type and ours.trigger is not None and overlaps(ours.trigger, theirs.trigger):
                who = meet(ours.actors, theirs.actors) and meet(ours.recipients, theirs.recipients)
                possible.append((who and ours.status == theirs.status, who, i, j))
    matches: list[Match] = []
    for whole, who, i, j in sorted(possible, reverse=True):
        if all(m.given != i and m.gold != j for m in matches):
            matches.append(Match(given=i, gold=j, parties=who, status=whole))
    return matches


def meet(ours: Sequence[Span], theirs: Sequence[Span]) -> bool:
    """Say whether every span of the one is met by one of the other."""
    return all(any(overlaps(a, b) for b in theirs) for a in ours) and all(
        any(overlaps(a, b) for b in ours) for a in theirs
    )
