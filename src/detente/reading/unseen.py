"""Marks that nobody sees, which a page or a hostile hand leaves in a text: words are read without them.

The text keeps them, and offsets are the text's own. Without this "denied" between two marks of direction is a word that
no list knows, and a denial that every reader sees is not read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Seen", "seen_in"]

MARKS = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
"""Soft hyphens, joiners, blanks without width, marks of direction, variations and tags; none has a shape of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stretch of text without its unseen marks; `places` is where each code point stands in it, None as it does."""

    text: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the stretch something stands that is `[start, end)` here; marks around it are left out."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def seen_in(text: str) -> Seen:
    """Return a stretch of text as it is seen."""
    if text.isascii() or not MARKS.search(text):
        return Seen(text=text)
    kept: list[int] = []
    at = 0
    for mark in MARKS.finditer(text):
        kept += range(at, mark.start())
        at = mark.end()
    kept += range(at, len(text))
    return Seen(text=MARKS.sub("", text), places=kept)
