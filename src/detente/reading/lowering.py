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
    confidence: float, spans: Iterable[HasSpan], sentences: Iterable[HasSpan], damages: Iterable[Damage]
) -> tuple[float, tuple[str, ...]]:
    """Return a confidence lowered by the damage in `spans` and elsewhere in `sentences`, and the kinds that lowered it.

    Each kind counts once, where it weighs most. Without damage it comes back as it is.
    """
    factors: dict[str, float] = {}
    words, around = tuple(spans), tuple(sentences)
    for damage in damages:
        factor = _factor(damage, words, around)
        if factor < 1.0:
            factors[damage.kind] = min(factor, factors.get(damage.kind, 1.0))
    if not factors:
        return confidence, ()
    product = max(functools.reduce(lambda a, b: a * b, factors.values()), load_lowering().least)
    return round(confidence * product, 2), tuple(sorted(factors))


def _factor(damage: Damage, words: Iterable[HasSpan], around: Iterable[HasSpan]) -> float:
    table = load_lowering()
    if any(overlaps(damage, span) for span in words):
        return table.words.get(damage.kind, 1.0)
    if any(overlaps(damage, span) for span in around):
        return table.sentence.get(damage.kind, 1.0)
    return 1.0


def lowered_in(reading: Reading, confidence: float, *spans: HasSpan | None) -> tuple[float, tuple[str, ...]]:
    """Return `lowered` for words of a reading; around them are the sentences in which any of them starts."""
    if not reading.damage:
        return confidence, ()
    words = [span for span in spans if span is not None]
    around = {at for span in words if (at := reading.sentence_of(span)) is not None}
    return lowered(confidence, words, [reading.sentences[at] for at in sorted(around)], reading.damage)
