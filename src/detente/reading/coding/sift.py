"""Turns away sentences that cannot hold an event, far more cheaply than the model reads them.

A linear judge over the sentence's words and pairs of neighbours, each hashed into a table of small weights. What it
loses is measured on the corpus and told in the model's card.
"""

import functools
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ModelError
from detente.reading.coding.weights import RESTORE, checked_file, read_card, shipped_model

__all__ = ["BUCKETS", "Sieve", "buckets_of", "load_sieve"]

BUCKETS = 1 << 16
WORD = re.compile(r"[A-Za-zÀ-ɏ]+|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Weights by bucket, and the least score at which a sentence goes on to the model."""

    weights: NDArray[np.int8]
    least: float

    def passes(self, text: str) -> bool:
        """Say whether a sentence may hold an event."""
        return self.score(text) >= self.least

    def score(self, text: str) -> float:
        """Return the weight of what a sentence is made of: the sum over its buckets, by the root of their number."""
        found = buckets_of(text)
        return float(self.weights[found].sum()) / max(1.0, len(found)) ** 0.5 if found else float("-inf")


def buckets_of(text: str) -> list[int]:
    """Return the buckets of a sentence's words and of its pairs of neighbours, each once."""
    words = [word.lower() if not word.isdigit() else "0" for word in WORD.findall(text)]
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
