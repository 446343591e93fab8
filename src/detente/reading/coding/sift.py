"""Turns away sentences that cannot hold an event, far more cheaply than the model reads them.

A linear judge over the sentence's words and pairs of neighbours, each hashed into a table of small weights. What it
loses is measured on the corpus and told in the model's card.
"""

import functools
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ModelError
from detente.reading.coding.weights import RESTORE, checked_file, read_card, shipped_model

__all__ = ["BUCKETS", "Sieve", "buckets_of", "load_sieve"]

BUCKETS = 1 << 16
STRETCH = 48
"""Words that are judged together: in a longer sentence an event would be lost among dull words."""
WORD = re.compile(r"[A-Za-zÀ-ɏ]+|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Weights by bucket, and the least score at which a sentence goes on to the model."""

    weights: NDArray[np.int8]
    least: float

    def passes(self, text: str) -> bool:
        """Say whether a sentence may hold an event or a claim; of a long one, whether any stretch of it may."""
        words = _words(text)
        stretches = (words[at : at + STRETCH] for at in range(0, max(1, len(words) - STRETCH // 2), STRETCH // 2))
        return any(self._weigh(_buckets(stretch)) >= self.least for stretch in stretches)

    def score(self, text: str) -> float:
        """Return the weight of what a sentence is made of: the sum over its buckets, by the root of their number."""
        return self._weigh(buckets_of(text))

    def _weigh(self, found: list[int]) -> float:
        return float(self.weights[found].sum()) / max(1.0, len(found)) ** 0.5 if found else float("-inf")


def buckets_of(text: str) -> list[int]:
    """Return the buckets of a sentence's words and of its pairs of neighbours, each once."""
    return _buckets(_words(text))


def _words(text: str) -> list[str]:
    return [word.lower() if not word.isdigit() else "0" for word in WORD.findall(text)]


def _buckets(words: Sequence[str]) -> list[int]:
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return list({zlib.crc32(feature.encode()) % BUCKETS for feature in (*words, *pairs)})


@functools.cache
def load_sieve() -> Sieve:
    """Load the shipped sieve once a process.

    Raises `ModelError`, naming the file and how to restore it.
    """
    folder = shipped_model()
    card = read_card(folder)
    data = checked_file(folder, "sieve.bin", card)
    if len(data) != BUCKETS:
        message = f"the model file sieve.bin holds {len(data)} weights, not {BUCKETS}; {RESTORE}"
        raise ModelError(message)
    return Sieve(weights=np.frombuffer(data, dtype=np.int8), least=float(card["thresholds"]["sieve"]))
