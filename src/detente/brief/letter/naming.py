"""Who speaks, found in a sentence: their name stands out, so that a letter can be read by who says what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.brief import Piece, Sentence

__all__ = ["Named", "named_pieces"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A run of a sentence; `strong` where it is the name of who says it."""

    piece: Piece
    strong: bool = False


def named_pieces(sentence: Sentence) -> Iterator[Named]:
    """Yield the runs of a sentence, the claimant's name apart where it first stands outside of a quote."""
    sought = sentence.claimant
    for piece in sentence.pieces:
        at = piece.text.find(sought) if sought and not piece.quoted else -1
        if at < 0 or not sought:
            yield Named(piece=piece)
            continue
        yield from _apart(piece, at, at + len(sought))
        sought = None


def _apart(piece: Piece, start: int, end: int) -> Iterator[Named]:
    cut = ((piece.text[:start], False), (piece.text[start:end], True), (piece.text[end:], False))
    yield from (Named(piece=replace(piece, text=text), strong=strong) for text, strong in cut if text)
