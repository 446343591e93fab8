"""The trained linker: how likely a mention means each of those it may mean, or nobody that is named elsewhere.

Two small networks of one hidden layer, one over pairs, one over the mention by itself; their answers are weighed
against each other by a softmax. `training/link.py` makes the weights from links that people coded.
"""

import functools
from dataclasses import dataclass

import numpy as np

from detente.core.errors import ModelError
from detente.reading.entities.antecedents import Antecedent
from detente.reading.entities.asked import ask
from detente.reading.entities.evidence import Evidence
from detente.reading.entities.features import alone_features, pair_features
from detente.reading.layers import Layers, Weights, layers_of, load_weights, shares_of

__all__ = ["Linker", "load_linker"]

FILE = "linker.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """The networks, and from which likelihood on a link is made, by sort of mention (`least`)."""

    pairs: Layers
    alone: Layers
    least: dict[str, float]

    def choose(
        self, evidence: Evidence, index: int, antecedents: list[Antecedent], sort: str
    ) -> tuple[Antecedent | None, float]:
        """Return who is meant with how much confidence, or None where nobody is likely enough."""
        if not antecedents:
            return None, 0.0
        shares = self.shares(evidence, index, antecedents)
        best = int(shares[:-1].argmax())
        share = round(float(shares[best]), 3)
        return (antecedents[best], share) if share >= self.least.get(sort, 0.5) else (None, share)

    def shares(self, evidence: Evidence, index: int, antecedents: list[Antecedent]) -> Weights:
        """Return how likely each is meant, and last how likely none of them is."""
        asked = ask(evidence, index)
        rows = [pair_features(asked, a, rank) for rank, a in enumerate(antecedents)]
        alone = self.alone.weigh([alone_features(asked, antecedents)])
        scores = np.concatenate([self.pairs.weigh(rows), alone])
        return shares_of(scores)


@functools.cache
def load_linker() -> Linker:
    """Return the linker of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    data = load_weights("detente.reading.entities", FILE)
    try:
        return Linker(pairs=layers_of(data["pairs"]), alone=layers_of(data["alone"]), least=dict(data["least"]))
    except (ValueError, KeyError, TypeError) as error:
        message = f"the linker's weights ({FILE}) are not what this version expects: {error}; install détente again"
        raise ModelError(message) from error
