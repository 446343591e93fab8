"""Who speaks, found in a sentence: their name stands out, so that a letter can be read by who says what."""

import re
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
    sought = _called(sentence.claimant)
    for piece in sentence.pieces:
        found = sought.search(piece.text) if sought is not None and not piece.quoted else None
        if found is None:
            yield Named(piece=piece)
            continue
        yield from _apart(piece, *found.span())
        sought = None


def _called(claimant: str | None) -> re.Pattern[str] | None:
    """Return what a claimant is found by: with the article or without it, however the sentence begins."""
    bare = re.sub(r"^the\s+", "", (claimant or "").strip(), flags=re.IGNORECASE)
    return re.compile(rf"(?:\bthe\s+)?{re.escape(bare)}", re.IGNORECASE) if bare else None


def _apart(piece: Piece, start: int, end: int) -> Iterator[Named]:
    cut = ((piece.text[:start], False), (piece.text[start:end], True), (piece.text[end:], False))
    yield from (Named(piece=replace(piece, text=text), strong=strong) for text, strong in cut if text)
