"""Which of several like accounts of one report an account of another is: the best of them, at the others' cost.

A report that tells of two shellings tells of each once. So where an account is likely one with both, the likelier link
keeps its weight and the other loses it. What a link is worth depends on the links of its two accounts alone.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

from detente.incidents.scoring import logistic

__all__ = ["weigh_rivals"]

Named = TypeVar("Named", bound=Hashable)

BEATEN, BEATING = 8.0, 2.0
"""Logits that a link loses, or gains, for each unit of likelihood by which its best rival is ahead, or behind."""
LEAST = 0.001


def weigh_rivals(
    links: Mapping[tuple[Named, Named], float], documents: Mapping[Named, str]
) -> dict[tuple[Named, Named], float]:
    """Return links with those between two documents weighed against their rivals.

    `documents` names each account's document, by what the account is called in the links. Rivals of a link are the
    links of either of its accounts to others of the other's document.
    """
    best: defaultdict[tuple[Named, str], list[float]] = defaultdict(list)
    for (one, other), likely in links.items():
        for account, beside in ((one, other), (other, one)):
            best[account, documents[beside]] = sorted([*best[account, documents[beside]], likely])[-2:]
    weighed = {}
    for (one, other), likely in links.items():
        if documents[one] == documents[other]:
            weighed[one, other] = likely
            continue
        rivals = (_rival(best[one, documents[other]], likely), _rival(best[other, documents[one]], likely))
        ahead = likely - max(rivals)
        weighed[one, other] = logistic(_logit(likely) + ahead * (BEATING if ahead > 0 else BEATEN))
    return weighed


def _rival(two: list[float], likely: float) -> float:
    """Return the best of the others, given the best two of all."""
    if two[-1] != likely:
        return two[-1]
    return two[0] if len(two) > 1 else 0.0


def _logit(likely: float) -> float:
    held = min(max(likely, LEAST), 1 - LEAST)
    return math.log(held / (1 - held))
