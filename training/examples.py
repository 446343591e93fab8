"""What there is to learn from, in one form: a sentence with what is known of it."""

from dataclasses import dataclass, field

from detente.core.spans import Span

__all__ = ["Coded", "Example", "Factual", "Frame", "Pair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event. `mode` "?" and `contexts`, `status`, `roles` None say that this is not known, not that there is none."""

    type: str
    trigger: Span
    actors: tuple[Span, ...] | None = None
    recipients: tuple[Span, ...] | None = None
    mode: str | None = "?"
    contexts: tuple[str, ...] | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two marked parties and the type of what the one does to the other, or NONE."""

    actor: Span
    recipient: Span
    type: str


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
class Example:
    """A sentence. `whole` says that `events` are all that it tells of, so that what is not among them is none."""

    text: str
    source: str
    events: tuple[Coded, ...] = ()
    pairs: tuple[Pair, ...] = ()
    frames: tuple[Frame, ...] = ()
    factual: tuple[Factual, ...] = ()
    whole: bool = True
    weight: float = 1.0
    document: str = ""
    offset: int = field(default=0, compare=False)
