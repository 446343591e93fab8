"""Cuts a text into sentences, by rule and cheaply, before anything dear is done with it."""

import re
from collections.abc import Collection, Iterator

from sentencex import get_sentence_boundaries

from detente.core.spans import Span
from detente.reading.overlong import cut_overlong
from detente.reading.reading import Reading
from detente.reading.records import Sentence

__all__ = ["SplitSentences", "paragraphs"]

QUOTES = '"“”„«»'
DATELINE = re.compile(
    r"(?:\A|(?<=\n))[ \t]*[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*"  # MOSCOW, NEW YORK
    r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?)?"  # a country or a month
    r"(?:,? ?\d{1,2}(?: [A-Z][a-z]+\.?)?)?(?:,? \d{4})?"  # a day, a year
    r"(?: ?\([^()\n]{2,40}\))?"  # an agency
    r" ?(?:[—–]|--|(?<= )-) (?=[\"“A-Z0-9])"
)
"""Where and when a report was filed, at the start of a paragraph; it is no part of its first sentence."""
UNSEEN = "\u200b\u2060\ufeff"
PARAGRAPH_END = "\u2029"
HIDE_QUOTES = str.maketrans(QUOTES, " " * len(QUOTES))


class SplitSentences:
    """Marks sentences. A blank line always ends one, and a closing mark stays with the sentence that it closes.

    A dateline is a sentence of its own, so that the city it was filed from takes no part in what happened.

    Sentences within a quotation are sentences of their own, so quotation marks are hidden from the splitter, which
    would keep a quotation of five sentences whole. An overlong sentence is cut into pieces, which count as sentences.
    """

    name, version = "sentences", "3"
    needs: tuple[str, ...] = ()
    adds = "sentences"

    def __call__(self, reading: Reading, /) -> Iterator[Sentence]:
        """Yield the sentences of a document in order, without the white space around them."""
        text = reading.text
        found = get_sentence_boundaries("en", text.translate(HIDE_QUOTES))
        opened = {p.start for p in paragraphs(text)}
        cuts = {0, *opened, *_past_closers(text, [b["end_index"] for b in found])}
        for dateline in DATELINE.finditer(text):
            cuts.difference_update(range(dateline.start() + 1, dateline.end()))
            cuts.update((dateline.start(), dateline.end()))
        pieces = list(_trimmed(text, sorted(cuts)))
        for start, end in _rejoined(text, pieces, opened):
            yield from cut_overlong(text, start, end)


def paragraphs(text: str) -> Iterator[Span]:
    """Yield what stands between blank lines, without the white space around it, whatever ends a line.

    U+2029 parts paragraphs by itself; a line that holds nothing to be seen is blank.
    """
    at, start, end = 0, -1, -1
    for line in text.splitlines(keepends=True):
        kept = line.strip().strip(UNSEEN).strip()
        if kept:
            first = at + line.index(kept)
            start, end = (first if start < 0 else start), first + len(kept)
        if start >= 0 and (not kept or line.endswith(PARAGRAPH_END)):
            yield Span(start, end)
            start = -1
        at += len(line)
    if start >= 0:
        yield Span(start, end)


def _past_closers(text: str, cuts: list[int]) -> Iterator[int]:
    """Move each cut, in order, to just behind the marks that close the sentence before it.

    The way back from a cut ends at the one before, since from there it has been gone already.
    """
    behind, moved = 0, 0
    for cut in cuts:
        at = cut
        while at > behind and (text[at - 1].isspace() or text[at - 1] in QUOTES):
            at -= 1
        if at > behind or not behind:
            moved = at
            while moved < len(text) and text[moved] in QUOTES:
                moved += 1
        behind = max(cut, behind)
        yield moved


def _trimmed(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[start:end]
        kept = piece.strip()
        if kept:
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + lead + len(kept)


def _rejoined(text: str, pieces: list[tuple[int, int]], opened: Collection[int]) -> Iterator[tuple[int, int]]:
    """Join what a quotation's own full stop cut off: ``"Are they gone?" he asked.``."""
    kept: tuple[int, int] | None = None
    for start, end in pieces:
        broken = kept is not None and text[start].islower() and text[kept[1] - 1] in QUOTES and start not in opened
        if kept is not None and broken:
            kept = (kept[0], end)
            continue
        if kept is not None:
            yield kept
        kept = (start, end)
    if kept is not None:
        yield kept
