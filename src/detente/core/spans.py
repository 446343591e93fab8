"""Spans into a document's text, and the words that stand there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from detente.core.errors import EvidenceError

__all__ = ["HasSpan", "Selector", "Span", "covers", "hull", "overlaps", "select"]

CONTEXT = 32
"""Code points kept on either side of a quotation, so that it is found again in a changed text."""


class HasSpan(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of Unicode code points of ``Document.text``; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that holds no words."""
        if not 0 <= self.start < self.end:
            message = f"a span needs 0 <= start < end, not [{self.start}, {self.end})"
            raise EvidenceError(message)

    def text_in(self, text: str) -> str:
        """Return the words that stand here in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """How to find a span again: by position, and by quotation with what stands around it.

    The two selectors of the W3C Web Annotation model, TextPositionSelector and TextQuoteSelector.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def select(span: HasSpan, text: str) -> Selector:
    """Say in a way that survives re-extraction where in `text` a span stands."""
    return Selector(
        start=span.start,
        end=span.end,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def overlaps(a: HasSpan, b: HasSpan) -> bool:
    """Say whether two spans share a code point."""
    return a.start < b.end and b.start < a.end


def covers(outer: HasSpan, inner: HasSpan) -> bool:
    """Say whether `inner` lies wholly within `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def hull(spans: Iterable[HasSpan]) -> Span:
    """Return the shortest span that covers all of `spans`, of which there is at least one."""
    kept = list(spans)
    return Span(min(s.start for s in kept), max(s.end for s in kept))
