"""Finds claimed trends: somebody says that violations, attacks or casualties grow, fall or stay."""

from collections.abc import Iterator

from detente.knowledge.cues import Cues
from detente.reading.claims.grammar import is_negated
from detente.reading.parse import Parse

__all__ = ["find_trends"]


def find_trends(parse: Parse, cues: Cues) -> tuple[tuple[int, str], ...]:
    """Return the offset of every word that claims a trend, with the trend."""
    return tuple(_trends(parse, cues))


def _trends(parse: Parse, cues: Cues) -> Iterator[tuple[int, str]]:
    for i, word in enumerate(parse.words):
        trend = cues.trends.get(word.lemma.lower())
        if trend is None or word.pos not in {"VERB", "NOUN"} or is_negated(parse, i):
            continue
        if any(_is_counted(parse, k, cues) for k in _changing(parse, i)):
            yield word.start, trend


def _changing(parse: Parse, i: int) -> Iterator[int]:
    """Yield the words that say what changes: the subject, or what follows "a rise in"."""
    if parse.words[i].pos == "VERB":
        yield from parse.children(i, "nsubj", "nsubjpass")
        return
    for p in parse.children(i, "prep"):
        if parse.words[p].lemma in {"in", "of"}:
            yield from parse.children(p, "pobj")


def _is_counted(parse: Parse, i: int, cues: Cues) -> bool:
    return any(parse.words[k].lemma.lower() in cues.trend_subjects for k in parse.subtree(i))
