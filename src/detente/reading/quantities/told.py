"""What an amount of money is: the word that says it was invested, pledged, fined, or is a cost, a year's, a total."""

import functools
import re

from detente.core.spans import Span
from detente.knowledge.files import read_toml
from detente.reading.quantities.qualifiers import either

__all__ = ["alone_behind", "what_money_is"]

BEFORE, BEHIND = 90, 60
ALONE = re.compile(r"[^.;:!?,\n\d]{0,60}? (alone)\b(?! \w+ed\b)")


def what_money_is(text: str, span: Span, *, since: int, until: int) -> Span | None:
    """Return the nearest word in the same sentence that says what an amount is, before it or else behind it."""
    words = _words()
    before = list(words.finditer(text, max(since, span.start - BEFORE), span.start))
    found = before[-1] if before else words.search(text, span.end, min(until, span.end + BEHIND))
    return Span(found.start(), found.end()) if found else None


def alone_behind(text: str, end: int) -> Span | None:
    """Return an "alone" that closes the phrase begun by an amount: "$5 million in its energy sector alone"."""
    found = ALONE.match(text, end)
    return Span(found.start(1), found.end(1)) if found else None


@functools.cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(read_toml('quantities/units.toml')['told_as']['words'])})\b", re.IGNORECASE)
