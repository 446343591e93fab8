"""Words of a sentence that were not made out: each may narrow what a number counts, so that it is of something else."""

from collections.abc import Iterable, Iterator, Sequence

from detente.registry.numbers.clauses import Clause
from detente.registry.numbers.words import Span, asked_words, tokens

__all__ = ["rest_of"]

MOST = 6
"""Stretches of words that are told."""


def rest_of(text: str, clause: Clause, known: Sequence[Span]) -> tuple[str, ...]:
    """Return the words that belong to a number, by themselves or as all of its sentence, and are nowhere in `known`."""
    parts = (clause.own,) if clause.is_first else (clause.head, clause.own)
    left = sorted({span for part in parts for span in _left(text, part, known)})
    return tuple(text[slice(*span)] for span in _joined(text, left))[:MOST]


def _left(text: str, part: Span, known: Sequence[Span]) -> Iterator[Span]:
    for one in tokens(text, *part):
        is_known = any(one.start() < end and start < one.end() for start, end in known)
        if not is_known and one[0].lower().replace("’", "'") not in asked_words().plain:
            yield one.span()


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return words that stand beside each other as one."""
    found: list[Span] = []
    for one in spans:
        if found and not text[found[-1][1] : one[0]].strip():
            found[-1] = (found[-1][0], one[1])
        else:
            found.append(one)
    return found
