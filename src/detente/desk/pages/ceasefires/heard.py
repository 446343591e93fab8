"""Who is heard on some days: both sides, one of them, or neither."""

from collections import Counter

from detente.display.language import say
from detente.pipeline.ceasefires import Told
from detente.registry.ceasefires.board import columns_in_order
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import Interval

__all__ = ["heard", "is_one_sided", "one_sided"]


def heard(told: Told, ceasefire: Ceasefire, interval: Interval) -> dict[str, int]:
    """Return how many statements of some days each party and monitor makes, in the order of the board."""
    said = Counter(
        one.claimant for one in told.violations if one.interval is not None and one.interval.overlaps(interval)
    )
    return {column: said[column] for column in columns_in_order(ceasefire, interval)}


def one_sided(ceasefire: Ceasefire, numbers: dict[str, int]) -> str:
    """Return whether both sides are heard, one of them, or neither; of either by the same wording."""
    speaking = [party.name for party in ceasefire.parties if numbers[party.id]]
    if is_one_sided(ceasefire, numbers):
        return say("of the two sides only %(who)s says anything", who=speaking[0])
    return say("both sides say something") if speaking else say("neither side says anything")


def is_one_sided(ceasefire: Ceasefire, numbers: dict[str, int]) -> bool:
    """Say whether of the two sides one is heard, and the other is not."""
    return sum(1 for party in ceasefire.parties if numbers[party.id]) == 1
