"""What each thing found in holding a deed against a provision weighs, learned from composed pairs of the train half."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from detente.knowledge.files import read_json

__all__ = ["FILE", "Weights", "default_weights", "likelihood"]

FILE = "agreements/bearing_weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weight in logits for each feature, `bias`, and the likelihood from which a bearing is proposed."""

    bias: float
    threshold: float
    of: Mapping[str, float]


@functools.cache
def default_weights() -> Weights:
    """Return the weights that the package carries; `training/bearing.py` makes them."""
    kept = read_json(FILE)
    return Weights(bias=kept["bias"], threshold=kept["threshold"], of=kept["of"])


def likelihood(features: Mapping[str, float], weights: Weights) -> float:
    """Return how likely a deed with these features bears on the provision."""
    logit = weights.bias + sum(weights.of.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(min(logit, 500.0), -500.0)))
