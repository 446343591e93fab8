"""A sentence cut into the clauses of its numbers: what belongs to one of them, and what to all."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.quantities.figures import Figure
from detente.registry.numbers.words import Span, asked_words

__all__ = ["Clause", "cut_clauses"]

STRONG = re.compile(r"[;:]|,?\s(?:and|but|while|whereas|plus|against|compared with|compared to)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What belongs to one number of a sentence.

    `own` is its own part; `head` what stands before the first number of the sentence, which may hold for all; `tail`
    what stands behind the last one; it holds for all where `shares_tail`, since no verb parts the last two.
    `has_verb` is whether a verb of its own says what came of the number; without one, the verb before is carried on.
    """

    own: Span
    head: Span
    tail: Span
    is_first: bool
    shares_tail: bool
    has_verb: bool


def cut_clauses(text: str, figures: Sequence[Figure], sentences: Sequence[Span]) -> list[Clause]:
    """Return the clause of each number."""
    found: list[Clause] = []
    at = iter(figures)
    for _, some in itertools.groupby(at, key=lambda one: _sentence_of(one, sentences, len(text))):
        within = list(some)
        found += _of_sentence(text, within, _sentence_of(within[0], sentences, len(text)))
    return found


def _sentence_of(figure: Figure, sentences: Sequence[Span], length: int) -> Span:
    return next((one for one in sentences if one[0] <= figure.bare < one[1]), (0, length))


def _of_sentence(text: str, figures: Sequence[Figure], sentence: Span) -> Iterator[Clause]:
    cuts = [sentence[0], *(_cut(text, a, b) for a, b in itertools.pairwise(figures)), sentence[1]]
    head, tail = (sentence[0], figures[0].start), (figures[-1].end, sentence[1])
    verbs = asked_words().verbs
    parted = len(figures) > 1 and verbs.search(text, figures[-2].end, figures[-1].start) is not None
    for n, own in enumerate(itertools.pairwise(cuts)):
        has_verb = verbs.search(text, *own) is not None
        yield Clause(own=own, head=head, tail=tail, is_first=n == 0, shares_tail=not parted, has_verb=has_verb)


def _cut(text: str, one: Figure, other: Figure) -> int:
    """Return where the clause of the later of two numbers begins: behind the last word that joins clauses."""
    strong = [found.end() for found in STRONG.finditer(text, one.end, other.start)]
    if strong:
        return strong[-1]
    comma = text.rfind(",", one.end, other.start)
    return comma + 1 if comma >= 0 else other.start
