"""Which mention of a reading a coded party is: the one whose head word is the party's own, not a place behind it."""

import functools
import re
from collections.abc import Sequence

from detente.core.spans import Span
from detente.knowledge.agents import word_list

__all__ = ["mention_of_party"]


def mention_of_party(text: str, party: Span, mentions: Sequence[Span]) -> Span | None:
    """Return the mention over a coded party's words: of the same span, else at the same head, else with the same end.

    "Government in Damascus" is the mention "government", not the place that it ends with; "two soldiers" is "soldiers".
    """
    if party in mentions:
        return party
    head_end = _end_of_head(text, party)
    for end in dict.fromkeys((head_end, party.end)):
        own = [m for m in mentions if m.end == end and m.start <= end]
        if own:
            return min(own, key=lambda m: abs(m.start - party.start))
    return None


def _end_of_head(text: str, party: Span) -> int:
    """Return where the words up to a noun phrase's first complement end, the whole phrase's end where it has none."""
    found = _complement().search(text, party.start + 1, party.end)
    return found.start() if found else party.end


@functools.cache
def _complement() -> re.Pattern[str]:
    words = "|".join(map(re.escape, word_list("complements")))
    return re.compile(rf"\s+\(|,\s|\s+(?:{words})\b")
