"""How far damage around them makes a claim or an event less sure."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.core.spans import HasSpan, overlaps
from detente.knowledge.files import read_toml
from detente.reading.reading import Reading
from detente.reading.records import Damage

__all__ = ["Lowering", "load_lowering", "lowered", "lowered_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """The factors by kind of damage: in the words themselves, elsewhere in their sentence; and the least of all."""

    words: Mapping[str, float]
    sentence: Mapping[str, float]
    least: float


@functools.cache
def load_lowering() -> Lowering:
    """Load the factors once a process.

    Raises `KnowledgeError` when the file is missing or malformed.
    """
    data = read_toml("cues/lowering.toml")
    return Lowering(words=data["words"], sentence=data["sentence"], least=data["floor"]["least"])


def lowered(
    confidence: float, spans: Iterable[HasSpan], sentence: HasSpan | None, damages: Iterable[Damage]
) -> tuple[float, tuple[str, ...]]:
    """Return a confidence lowered by the damage in `spans` and elsewhere in `sentence`, and the kinds that lowered it.

    Each kind counts once, where it weighs most. Without damage it comes back as it is.
    """
    factors: dict[str, float] = {}
    table, words = load_lowering(), tuple(spans)
    for damage in damages:
        factor = 1.0
        if any(overlaps(damage, span) for span in words):
            factor = table.words.get(damage.kind, 1.0)
        elif sentence is not None and overlaps(damage, sentence):
            factor = table.sentence.get(damage.kind, 1.0)
        if factor < 1.0:
            factors[damage.kind] = min(factor, factors.get(damage.kind, 1.0))
    if not factors:
        return confidence, ()
    product = max(functools.reduce(lambda a, b: a * b, factors.values()), table.least)
    return round(confidence * product, 2), tuple(sorted(factors))


def lowered_in(
    reading: Reading, confidence: float, first: HasSpan, *others: HasSpan | None
) -> tuple[float, tuple[str, ...]]:
    """Return `lowered` for words of a reading; the sentence is that in which `first` starts."""
    if not reading.damage:
        return confidence, ()
    at = reading.sentence_of(first)
    spans = [first, *(span for span in others if span is not None)]
    return lowered(confidence, spans, None if at is None else reading.sentences[at], reading.damage)
