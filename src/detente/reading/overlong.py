"""Cuts sentences that are longer than any in real text, so that what goes over a sentence has a bound.

A list without an end, a transcript without points, what a broken converter left, or a text made to hold the reader.
"""

from collections.abc import Iterator, Sequence

from detente.core.spans import Span
from detente.documents.text import WORD_OR_MARK
from detente.reading.records import Damage, Sentence

__all__ = ["MOST_WORDS", "cut_overlong", "find_overlong"]

MOST_WORDS = 500
"""Words and marks of one sentence. The longest of 14,000 sentences of news had fewer than 200."""
STRONG, WEAK = frozenset(";"), frozenset(",:)]—–|•")


def cut_overlong(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield the sentence ``[start, end)``: whole, or in pieces where it has more than `MOST_WORDS` words and marks.

    A piece ends at the best break in the second half of what it may have: an end of line, a semicolon, a lesser mark,
    white space, and where there is none of them, anywhere.
    """
    if end - start <= MOST_WORDS:  # each word and mark takes a character at least
        yield Sentence(start=start, end=end)
        return
    units = [match.span() for match in WORD_OR_MARK.finditer(text, start, end)]
    if len(units) <= MOST_WORDS:
        yield Sentence(start=start, end=end)
        return
    first, number = 0, 1
    while first < len(units):
        past = _past_piece(text, units, first)
        begin = units[first][0] if first else start
        stop = units[past - 1][1] if past < len(units) else end
        yield Sentence(start=begin, end=stop, piece=number)
        first, number = past, number + 1


def _past_piece(text: str, units: Sequence[tuple[int, int]], first: int) -> int:
    """Return the unit that is the first of the next piece."""
    most = first + MOST_WORDS
    if most >= len(units):
        return len(units)
    breaks = range(first + MOST_WORDS // 2, most + 1)
    return max(breaks, key=lambda k: (_strength(text, units[k - 1], units[k]), k))


def _strength(text: str, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Say how good a break there is between two units."""
    between, mark = text[before[1] : after[0]], text[before[1] - 1]
    if "\n" in between or "\r" in between:
        return 4
    if not between:
        return 0
    return 3 if mark in STRONG else 2 if mark in WEAK else 1


def find_overlong(sentences: Sequence[Sentence]) -> Iterator[Damage]:
    """Yield the sentences that were cut, each as it stood."""
    whole: Span | None = None
    for sentence in sentences:
        if whole is not None and sentence.piece <= 1:
            yield Damage(start=whole.start, end=whole.end, kind="overlong sentence")
            whole = None
        if sentence.piece:
            whole = Span(whole.start if whole else sentence.start, sentence.end)
    if whole is not None:
        yield Damage(start=whole.start, end=whole.end, kind="overlong sentence")
