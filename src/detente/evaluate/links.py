"""Links as coded and as given: whom a pronoun, an office or "the ministry" means."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.core.spans import Span, overlaps
from detente.reading.entities.antecedents import PRONOUNS

__all__ = ["LINKS", "GoldLink", "sort_of_words", "tally_links"]

LINKS = "links of pronouns and nouns"
NAMES = {"he": "he, she", "she": "he, she", "i": "I"}
"""What figures call a sort of pronoun, where that is not the sort itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    """Words that stand for somebody or something, and the words that name it best, several for several together.

    `means` is empty where they stand for nobody named elsewhere in the text, None where a careful reader cannot tell.
    """

    at: Span
    means: tuple[Span, ...] | None


def sort_of_words(words: str) -> str:
    """Return what sort of expression words are: "he, she", "they", "it", "I", "we", "both" or "noun"."""
    low = words.casefold()
    if low in PRONOUNS:
        return NAMES.get(PRONOUNS[low], PRONOUNS[low])
    return "both" if low.startswith(("both", "the two", "these two")) else "noun"


def tally_links(
    given: Sequence[tuple[Span, ...]], gold: Sequence[GoldLink], text: str
) -> Counter[tuple[str, str, str]]:
    """Count a document's links: `given` has for each coded one the other mentions of what it is linked to."""
    tally: Counter[tuple[str, str, str]] = Counter()
    for named, link in zip(given, gold, strict=True):
        sort = sort_of_words(text[link.at.start : link.at.end])
        meant = bool(link.means)
        tally[LINKS, sort, "gold"] += meant
        tally[LINKS, sort, "given"] += bool(named)
        if meant and named:
            right = all(any(overlaps(span, n) for n in named) for span in link.means or ())
            tally[LINKS, sort, "right"] += right
    return tally
