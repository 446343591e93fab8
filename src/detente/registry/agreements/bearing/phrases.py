"""Phrases of data files as one pattern: "*" stands for any end of a word, ".." for up to four words in between."""

import re

__all__ = ["NOTHING", "pattern_of"]

NOTHING = re.compile(r"(?!)")
"""Matches nowhere."""
GAP = r"(?:\s+\S+){0,4}?\s+"
"""Up to four words; blanks and what is none share no character, so that no text takes long."""


def pattern_of(phrases: str) -> re.Pattern[str]:
    """Return the pattern of phrases parted by ";", the longest first; what holds none matches nowhere."""
    parts = sorted({one for one in map(str.strip, phrases.split(";")) if one}, key=lambda one: (-len(one), one))
    if not parts:
        return NOTHING
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(_phrase, parts))})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    found = ""
    for word in phrase.split():
        if word == "..":
            found += GAP
            continue
        joint = "" if not found or found.endswith(GAP) else r"\s+"
        found += joint + re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
    return found
