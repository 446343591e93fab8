"""What a cue frames: the cue, the head word of the source, and the words said, as the grammar gives them."""

from dataclasses import dataclass

from detente.core.spans import Span

__all__ = ["Frame", "frame_of_quotation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A cue with what it holds, before quotation marks are looked at.

    `word` is the cue's own word, `source` the head word of whoever says it, `content` the words said, in order; it is
    empty where only quotation marks can tell. `hearer` is the head word of whoever is told, who may pass it on.
    """

    word: int
    cue: Span
    mood: str
    form: str
    source: int | None
    content: tuple[int, ...]
    quotes: bool = False
    hearer: int | None = None
    reporter: int | None = None
    """Head word of whoever quotes the source ("*TASS* quoted the minister as saying")."""


def frame_of_quotation(word: int, cue: Span, source: int) -> Frame:
    """Return the frame of a cue that holds nothing but what stands in quotation marks."""
    return Frame(word=word, cue=cue, mood="said", form="quote", source=source, content=(), quotes=True)
