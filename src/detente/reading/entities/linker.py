"""The trained linker: how likely a mention means each of those it may mean, or nobody that is named elsewhere.

Two small networks of one hidden layer, one over pairs, one over the mention by itself; their answers are weighed
against each other by a softmax. `training/link.py` makes the weights from links that people coded.
"""

import functools
import importlib.resources
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ModelError
from detente.reading.entities.antecedents import Antecedent
from detente.reading.entities.evidence import Evidence
from detente.reading.entities.features import alone_features, pair_features

__all__ = ["Layers", "Linker", "load_linker"]

Weights = NDArray[np.float32]
FILE = "linker.json"


@dataclass(frozen=True, slots=True)
class Layers:
    """One hidden layer of rectified units, and one number out."""

    inner: Weights
    inner_bias: Weights
    outer: Weights
    outer_bias: float

    def weigh(self, rows: list[list[float]]) -> Weights:
        """Return one number a row."""
        hidden = np.maximum(np.asarray(rows, dtype=np.float32) @ self.inner + self.inner_bias, 0.0)
        answer: Weights = hidden @ self.outer + np.float32(self.outer_bias)
        return answer


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
        rows = [pair_features(evidence, index, a, rank) for rank, a in enumerate(antecedents)]
        alone = self.alone.weigh([alone_features(evidence, index, antecedents)])
        scores = np.concatenate([self.pairs.weigh(rows), alone])
        likely = np.exp(scores - scores.max())
        answer: Weights = likely / likely.sum()
        return answer


@functools.cache
def load_linker() -> Linker:
    """Return the linker of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    file = importlib.resources.files("detente.reading.entities").joinpath(FILE)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Linker(pairs=_layers(data["pairs"]), alone=_layers(data["alone"]), least=dict(data["least"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the linker's weights ({FILE}) cannot be read: {error}; install détente again"
        raise ModelError(message) from error


def _layers(data: dict[str, Any]) -> Layers:
    inner, outer = (np.asarray(data[name], dtype=np.float32) for name in ("inner", "outer"))
    bias = np.asarray(data["inner_bias"], dtype=np.float32)
    return Layers(inner, bias, outer, float(data["outer_bias"]))
