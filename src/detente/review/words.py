"""Finds the words that a person names in a text: a correction is made by selecting words, never by offsets alone."""

import re
from collections.abc import Iterator

from detente.core.errors import UsageError
from detente.core.spans import Span, covers

__all__ = ["find_words"]

AT = re.compile(r"^(.*)\[(\d{1,9})\]$", re.DOTALL)
"""Words with the offset at which the occurrence that is meant starts."""
REACH = re.compile(r"\s+(?:\.\.\.|…)\s+")
"""Between the first and the last words of a long passage."""
MOST = 12
"""Occurrences whose offsets a refusal lists."""


def find_words(given: str, text: str, *, within: Span) -> Span:
    """Return where the words given stand: the one occurrence in `within`, or else the one in the text.

    White space may be another, the rest is taken to the letter. ``words[120]`` is the occurrence at 120, and
    ``first words ... last words`` all from the first to the last. Raises `UsageError` where the words do not occur, or
    more than once.
    """
    words, offset = _split(given)
    found = list(_occurrences(words, text))
    if offset is not None:
        found = [span for span in found if span.start == offset]
    inside = [span for span in found if covers(within, span)]
    chosen = inside or found
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        where = f" at {offset}" if offset is not None else ""
        message = f"{words[:60]!r} does not stand in the text{where}; give words as the text has them"
        raise UsageError(message)
    offsets = ", ".join(str(span.start) for span in chosen[:MOST]) + (", ..." if len(chosen) > MOST else "")
    message = (
        f"{words[:60]!r} stands there {len(chosen)} times, at {offsets}; say which: {words[:30]}[{chosen[0].start}]"
    )
    raise UsageError(message)


def _split(given: str) -> tuple[str, int | None]:
    found = AT.match(given)
    return (found[1].strip(), int(found[2])) if found else (given.strip(), None)


def _occurrences(words: str, text: str) -> Iterator[Span]:
    if not words:
        return
    first, *rest = REACH.split(words)
    for match in _pattern(first).finditer(text):
        end: int | None = match.end()
        for piece in rest:
            after = _pattern(piece).search(text, end or 0)
            end = after.end() if after else None
            if end is None:
                break
        if end is not None:
            yield Span(match.start(), end)


def _pattern(words: str) -> re.Pattern[str]:
    """Match words at whole words only: "he" does not stand in "the"."""
    inner = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    return re.compile(before + inner + after)
