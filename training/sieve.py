"""Fits the sieve that turns sentences away before the model sees them: those with neither an event nor a claim."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from detente.reading.coding.sift import BUCKETS, Sieve, buckets_of
from examples import Example

__all__ = ["Held", "fit_sieve", "loss_and_passed", "tells"]

LARGEST, NOT_CUT = 127, 0.999
PASSES, RATE, SIZE, KEEP_SMALL = 6, 0.01, 256, 1e-5
LOST = 0.004
"""Share of held-out sentences with events that the threshold may lose: half of what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A sentence and how likely it tells of an event or a claim: 0 or 1 where a person coded it, else by the model."""

    text: str
    chance: float
    weight: float


def fit_sieve(train: Sequence[Held], dev: Sequence[Example], chance: random.Random) -> Sieve:
    """Return a sieve with its weights as bytes, and the highest threshold that loses next to nothing held out."""
    rows = [(buckets_of(held.text), held.chance, held.weight) for held in train]
    rows = [row for row in rows if row[0]]
    weights = nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    nn.init.zeros_(weights.weight)
    shift = nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.AdamW([*weights.parameters(), shift], lr=RATE, weight_decay=KEEP_SMALL)
    for _ in range(PASSES):
        chance.shuffle(rows)
        for at in range(0, len(rows), SIZE):
            group = rows[at : at + SIZE]
            flat = torch.tensor([b for found, _, _ in group for b in found])
            starts = torch.tensor(np.cumsum([0, *(len(found) for found, _, _ in group[:-1])]))
            sizes = torch.tensor([len(found) for found, _, _ in group], dtype=torch.float)
            scores = weights(flat, starts).squeeze(1) / sizes.sqrt() + shift
            gold, how_much = torch.tensor([g for _, g, _ in group]), torch.tensor([w for _, _, w in group])
            loss = functional.binary_cross_entropy_with_logits(scores, gold, how_much)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    small = _as_bytes(weights.weight.detach().squeeze(1).numpy())
    sieve = Sieve(weights=small, least=0.0)
    held = sorted(sieve.score(e.text) for e in dev if tells(e))
    return Sieve(weights=small, least=float(np.floor(held[int(LOST * len(held))])))


def tells(example: Example) -> bool:
    """Say whether a sentence holds an event or the cue of a claim."""
    return bool(example.events or example.claims)


def _as_bytes(table: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return weights as whole numbers from -127 to 127, the few that are far larger than the rest cut off."""
    largest = float(np.quantile(np.abs(table[table != 0]), NOT_CUT))
    return np.clip(np.round(table / largest * LARGEST), -LARGEST, LARGEST).astype(np.int8)


def loss_and_passed(sieve: Sieve, examples: Sequence[Example]) -> tuple[float, float]:
    """Return which share of sentences with events a sieve loses, and which of those without anything it passes."""
    held = [sieve.passes(e.text) for e in examples if e.events]
    empty = [sieve.passes(e.text) for e in examples if not tells(e)]
    return 1 - sum(held) / max(1, len(held)), sum(empty) / max(1, len(empty))
