"""Cuts a text into sentences, by rule and cheaply, before anything dear is done with it."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from detente.reading.reading import Reading
from detente.reading.records import Sentence

__all__ = ["SplitSentences"]

QUOTES = '"“”„«»'
DATELINE = re.compile(
    r"(?:\A|(?<=\n))[ \t]*[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*"  # MOSCOW, NEW YORK
    r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?)?"  # a country or a month
    r"(?:,? ?\d{1,2}(?: [A-Z][a-z]+\.?)?)?(?:,? \d{4})?"  # a day, a year
    r"(?: ?\([^()\n]{2,40}\))?"  # an agency
    r" ?(?:[—–]|--|(?<= )-) (?=[\"“A-Z0-9])"
)
"""Where and when a report was filed, at the start of a paragraph; it is no part of its first sentence."""
HIDE_QUOTES = str.maketrans(QUOTES, " " * len(QUOTES))


class SplitSentences:
    """Marks sentences. A blank line always ends one, and a closing mark stays with the sentence that it closes.

    A dateline is a sentence of its own, so that the city it was filed from takes no part in what happened.

    Sentences within a quotation are sentences of their own, so quotation marks are hidden from the splitter, which
    would keep a quotation of five sentences whole.
    """

    name, version = "sentences", "1"
    needs: tuple[str, ...] = ()
    adds = "sentences"

    def __call__(self, reading: Reading, /) -> Iterator[Sentence]:
        """Yield the sentences of a document in order, without the white space around them."""
        text = reading.text
        found = get_sentence_boundaries("en", text.translate(HIDE_QUOTES))
        cuts = {0, *(_past_closers(text, b["end_index"]) for b in found)}
        for dateline in DATELINE.finditer(text):
            cuts = {c for c in cuts if not dateline.start() < c < dateline.end()} | {dateline.start(), dateline.end()}
        pieces = list(_trimmed(text, sorted(cuts)))
        for start, end in _rejoined(text, pieces):
            yield Sentence(start=start, end=end)


def _past_closers(text: str, cut: int) -> int:
    """Move a cut to just behind the marks that close the sentence before it."""
    at = cut
    while at and (text[at - 1].isspace() or text[at - 1] in QUOTES):
        at -= 1
    while at < len(text) and text[at] in QUOTES:
        at += 1
    return at


def _trimmed(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[start:end]
        kept = piece.strip()
        if kept:
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + lead + len(kept)


def _rejoined(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what a quotation's own full stop cut off: ``"Are they gone?" he asked.``."""
    kept: tuple[int, int] | None = None
    for start, end in pieces:
        broken = (
            kept is not None
            and text[start].islower()
            and text[kept[1] - 1] in QUOTES
            and "\n\n" not in text[kept[1] : start]
        )
        if kept is not None and broken:
            kept = (kept[0], end)
            continue
        if kept is not None:
            yield kept
        kept = (start, end)
    if kept is not None:
        yield kept
