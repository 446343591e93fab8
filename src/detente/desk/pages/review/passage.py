"""The sentences that an item stands in, cut into pieces by what their words tell."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.spans import Span, overlaps

__all__ = ["Piece", "pieces_of"]

NEIGHBOURS = 2
"""Sentences shown on either side."""
MOST_AROUND = 1_500
"""Characters shown on either side, where sentences are long or were not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stand at `at` in the text, with the fields that they tell; `ends` are those whose words end here.

    `near` is whether they are of the sentences that the item stands in, not of those around.
    """

    text: str
    at: int
    near: bool
    tells: tuple[str, ...]
    ends: tuple[str, ...]


def pieces_of(
    reading: Mapping[str, Any], scene: Span, marked: Mapping[str, Sequence[Span]], *, neighbours: int = NEIGHBOURS
) -> tuple[Piece, ...]:
    """Return the sentences of an item and those around them, cut wherever the words of a field begin or end."""
    window = _window(reading, scene, neighbours)
    spans = [(name, clipped) for name, some in marked.items() for one in some if (clipped := _clipped(one, window))]
    cuts = {window.start, window.end, scene.start, scene.end}
    cuts |= {edge for _, one in spans for edge in (one.start, one.end)}
    edges = sorted(cut for cut in cuts if window.start <= cut <= window.end)
    return tuple(_pieces(reading["text"], edges, scene, spans))


def _pieces(text: str, edges: Sequence[int], scene: Span, spans: Sequence[tuple[str, Span]]) -> Iterator[Piece]:
    for start, end in itertools.pairwise(edges):
        here = Span(start, end)
        over = [(name, one) for name, one in spans if overlaps(one, here)]
        yield Piece(
            text=text[start:end],
            at=start,
            near=overlaps(here, scene),
            tells=tuple(dict.fromkeys(name for name, _ in over)),
            ends=tuple(dict.fromkeys(name for name, one in over if one.end == end)),
        )


def _window(reading: Mapping[str, Any], scene: Span, neighbours: int) -> Span:
    before = [s for s in reading["sentences"] if s["end"] <= scene.start][-neighbours:]
    after = [s for s in reading["sentences"] if s["start"] >= scene.end][:neighbours]
    start = before[0]["start"] if before and neighbours else scene.start
    end = after[-1]["end"] if after and neighbours else scene.end
    if not reading["sentences"]:
        start, end = 0, len(reading["text"])
    return Span(max(start, scene.start - MOST_AROUND), min(end, scene.end + MOST_AROUND))


def _clipped(one: Span, window: Span) -> Span | None:
    start, end = max(one.start, window.start), min(one.end, window.end)
    return Span(start, end) if start < end else None
