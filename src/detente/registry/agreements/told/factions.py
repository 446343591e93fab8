"""Who is named by somebody and does not act for them: dissidents, splinter groups, rebels of a country."""

import re

from detente.registry.assertions.assertion import Part
from detente.registry.assertions.telling import Telling

__all__ = ["broken_away", "is_armed"]

BROKEN_AWAY = (
    r"(?:dissidents?|splinter\w*|breakaway|break-away|renegades?|defectors?|deserters?|mutineers?|factions?|"
    r"holdouts?|hardliners?|opposition|exiles?|ex-\w+|former|rogue)"
)
"""Words for those who have broken with whom they are named by, or stand against them."""
AWAY_BEHIND = re.compile(
    rf"[-\s]+(?:{BROKEN_AWAY}\b(?:[-\s]+(?:group|faction|wing|fighters?|units?)\b)?)", re.IGNORECASE
)
AWAY_BEFORE = re.compile(
    rf"\b{BROKEN_AWAY}\s+(?:(?:group|faction|wing|fighters?|units?|members?)\s+)?(?:(?:of|from|within)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
ARMED = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|guerrillas?|separatists?|gunmen|warlords?|fighters?|mercenar(?:y|ies))\b",
    re.IGNORECASE,
)
"""Those whose country's name says where they are, and not for whom they act."""


def broken_away(telling: Telling, part: Part) -> str | None:
    """Return the words for whoever has broken with somebody, where a part's words are of such: "FARC dissidents"."""
    for one in part.evidence:
        if one.start is None or one.end is None:
            continue
        behind = AWAY_BEHIND.match(telling.text, one.end)
        before = AWAY_BEFORE.search(telling.text, max(0, one.start - 60), one.start)
        inside = re.search(rf"\b{BROKEN_AWAY}\b", telling.text[one.start : one.end], re.IGNORECASE)
        if behind or before or inside:
            low, high = before.start() if before else one.start, behind.end() if behind else one.end
            return telling.words(low, high)
    return None


def is_armed(words: str) -> bool:
    """Say whether words are for those whose country's name says where they are, and not for whom they act."""
    return ARMED.search(words) is not None
