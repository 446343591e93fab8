"""What there is to learn from, in one form: a sentence with what is known of it."""

from dataclasses import dataclass, field

from detente.core.spans import Span
from detente.evaluate.pairs import Pair

__all__ = ["Coded", "Example", "Factual", "Frame", "Said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event. A `mode` "?", and None elsewhere, say that this is not known, not that there is none."""

    type: str
    trigger: Span
    actors: tuple[Span, ...] | None = None
    recipients: tuple[Span, ...] | None = None
    mode: str | None = "?"
    contexts: tuple[str, ...] | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate and who plays which part: 0 who acts, 1 whom or what it concerns, 2 to whom."""

    predicate: Span
    parts: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factual:
    """A predicate and how sure it is that it happened, -3 to 3."""

    predicate: Span
    degree: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim by its cue, with as much of its source and content as stands in the cue's sentence."""

    cue: Span
    source: Span | None
    content: Span | None
    mood: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence. `whole` says that `events` are all that it tells of, so that what is not among them is none.

    `claims` are all its claims that have a cue, or None where that is not known.
    """

    text: str
    source: str
    events: tuple[Coded, ...] = ()
    pairs: tuple[Pair, ...] = ()
    frames: tuple[Frame, ...] = ()
    factual: tuple[Factual, ...] = ()
    claims: tuple[Said, ...] | None = None
    whole: bool = True
    weight: float = 1.0
    document: str = ""
    offset: int = field(default=0, compare=False)
