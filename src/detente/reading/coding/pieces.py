"""Cuts a sentence into the word pieces that the encoder knows, each with its place in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Tokenizer

from detente.core.spans import Span

__all__ = ["LONGEST", "Pieces", "Window", "cut_pieces", "cut_window", "read_tokenizer", "windows_of"]

LONGEST = 192
"""Pieces that the encoder reads at a time; a longer sentence is read in windows that overlap."""
OVERLAP = 64
START, STOP = 101, 102
"""The pieces that begin and end what the encoder reads."""
LOWER, TITLE, UPPER, DIGIT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of a stretch of text: id, half-open range of code points, shape, and whether it goes on a word.

    `shapes` says how the piece is written, which the encoder's own alphabet has forgotten: 0 lower case, 1 with a
    capital, 2 all capitals, 3 digits.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shapes: tuple[int, ...]
    goes_on: tuple[bool, ...]

    def within(self, span: Span) -> range:
        """Return the pieces that share a code point with a span."""
        first, past = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return range(first, past) if first < past else range(0)

    def span(self, first: int, last: int) -> Span:
        """Return the words from piece `first` to piece `last`, both included, whole words always."""
        while first and self.goes_on[first]:
            first -= 1
        while last + 1 < len(self.ids) and self.goes_on[last + 1]:
            last += 1
        return Span(self.starts[first], self.ends[last])


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces ``[start, end)`` read together; those in ``[core_start, core_end)`` are this window's to answer for."""

    start: int
    end: int
    core_start: int
    core_end: int


def read_tokenizer(data: str) -> Tokenizer:
    """Return the tokenizer that a JSON text describes, which cuts nothing off and fills nothing up.

    The encoder's own file says to keep the first 128 pieces; what is beyond one window is ours to see to.
    """
    tokenizer = Tokenizer.from_str(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut_pieces(tokenizer: Tokenizer, text: str, offset: int = 0) -> Pieces:
    """Return the pieces of a text; `offset` is where it starts in its document."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    kept = [(i, s, e, w) for i, (s, e), w in zip(encoded.ids, encoded.offsets, encoded.word_ids, strict=True) if e > s]
    words = [w for *_, w in kept]
    return Pieces(
        ids=tuple(i for i, *_ in kept),
        starts=tuple(offset + s for _, s, _, _ in kept),
        ends=tuple(offset + e for _, _, e, _ in kept),
        shapes=tuple(_shape(text[s:e]) for _, s, e, _ in kept),
        goes_on=tuple(a == b for a, b in pairwise([None, *words])),
    )


def windows_of(n_pieces: int, longest: int = LONGEST, overlap: int = OVERLAP) -> Iterator[Window]:
    """Yield windows over so many pieces: one where they fit, else overlapping ones whose cores meet in mid-overlap."""
    if n_pieces <= longest:
        yield Window(start=0, end=n_pieces, core_start=0, core_end=n_pieces)
        return
    starts = [*range(0, n_pieces - longest, longest - overlap), n_pieces - longest]
    cuts = [0, *((a + longest + b) // 2 for a, b in pairwise(starts)), n_pieces]
    for start, (core_start, core_end) in zip(starts, pairwise(cuts), strict=True):
        yield Window(start=start, end=start + longest, core_start=core_start, core_end=core_end)


def _shape(text: str) -> int:
    if any(c.isdigit() for c in text):
        return DIGIT
    if len(text) > 1 and text.isupper():
        return UPPER
    return TITLE if text[:1].isupper() else LOWER


def cut_window(pieces: Pieces, indices: Sequence[int]) -> Pieces:
    """Return some of the pieces, in order, as pieces of their own."""
    return Pieces(
        ids=tuple(pieces.ids[i] for i in indices),
        starts=tuple(pieces.starts[i] for i in indices),
        ends=tuple(pieces.ends[i] for i in indices),
        shapes=tuple(pieces.shapes[i] for i in indices),
        goes_on=tuple(pieces.goes_on[i] for i in indices),
    )
