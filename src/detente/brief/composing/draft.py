"""Lines before they are chosen: each with what it was made of and how much it weighs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.brief.brief import Kind, Line, Sentence
from detente.brief.composing.basis import Stood, basis_text
from detente.brief.composing.sentences import word_count
from detente.core.ids import hash_parts

__all__ = ["Drafted", "line_of", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The lines of one subject, weightiest first, with the way to all of it.

    `untold` is how many more there are that no sentence is made of: their words do not stand by themselves.
    """

    subject: str
    title: str
    href: str
    lines: tuple[Line, ...]
    untold: int = 0


def line_of(
    kind: Kind, about: str, href: str, sentences: Sequence[Sentence], stood: Iterable[Stood], *, weight: int,
    incident: str = "",
) -> Line:  # fmt: skip
    """Return a line; its id is the same as long as it is about the same and made of the same words."""
    made = tuple(stood)
    words = sorted(f"{one.document}:{one.start}:{one.entry}" for one in made)
    return Line(
        id=hash_parts("line", kind, about, *words)[:16], kind=kind, about=about, href=href, sentences=tuple(sentences),
        documents=tuple(dict.fromkeys(one.document for one in made if one.document)),
        basis=basis_text(made, incident=incident), weight=weight,
    )  # fmt: skip


def words_of(line: Line) -> int:
    """Return how many words a line has."""
    return word_count(line.sentences)
