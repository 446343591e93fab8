"""What attribution looks at: the text, its paragraphs, its parse, its quotations and its frames."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.core.spans import HasSpan, Span
from detente.reading.claims.frames import Frame
from detente.reading.claims.quotations import Quotation
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse

__all__ = ["Scene"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document as attribution sees it."""

    text: str
    paragraphs: Sequence[Span]
    parse: Parse
    quotations: Sequence[Quotation]
    frames: Sequence[Frame]
    marked: Nearby = field(init=False, repr=False, compare=False)
    cued: Nearby = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the quotations, and the frames by their cue."""
        object.__setattr__(self, "marked", Nearby([q.outer for q in self.quotations]))
        object.__setattr__(self, "cued", Nearby([f.cue for f in self.frames]))

    def paragraph_of(self, offset: int) -> int:
        """Return the index of the paragraph around `offset`."""
        lo, hi = 0, len(self.paragraphs)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.paragraphs[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo

    def quotation_around(self, span: HasSpan) -> Quotation | None:
        """Return the quotation in which a span stands, if it stands in one."""
        return next((self.quotations[q] for q in self.marked.around(span)), None)
