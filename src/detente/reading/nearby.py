"""Finds spans near a span without looking at all of them, so that a long document costs no more than its length."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from detente.core.spans import HasSpan, overlaps

__all__ = ["Nearby"]


class Nearby:
    """An index over spans in any order, which are known by their place in the sequence given."""

    def __init__(self, spans: Sequence[HasSpan]) -> None:
        """Sort the spans by where they start."""
        self._order = sorted(range(len(spans)), key=lambda k: spans[k].start)
        self._starts = [spans[k].start for k in self._order]
        self._spans = spans
        self._longest = max((s.end - s.start for s in spans), default=0)

    def around(self, span: HasSpan) -> Iterator[int]:
        """Yield the spans that cover `span`, in order of their start."""
        lo = bisect_left(self._starts, span.end - self._longest)
        hi = bisect_right(self._starts, span.start)
        return (k for k in self._order[lo:hi] if self._spans[k].end >= span.end)

    def within(self, span: HasSpan) -> Iterator[int]:
        """Yield the spans that lie wholly within `span`, in order of their start."""
        lo = bisect_left(self._starts, span.start)
        hi = bisect_left(self._starts, span.end)
        return (k for k in self._order[lo:hi] if self._spans[k].end <= span.end)

    def touching(self, span: HasSpan) -> Iterator[int]:
        """Yield the spans that share a code point with `span`, in order of their start."""
        lo = bisect_left(self._starts, span.start - self._longest)
        hi = bisect_left(self._starts, span.end)
        return (k for k in self._order[lo:hi] if overlaps(self._spans[k], span))
