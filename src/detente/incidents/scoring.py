"""How likely it is that two accounts tell of one happening, and why.

The sum of weights, one for each feature, learned from data.
"""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from detente.core.errors import ModelError
from detente.incidents.account import Account
from detente.incidents.features import compare_accounts

__all__ = ["Reason", "Weights", "default_weights", "likelihood", "reasons"]

FILE = "weights.json"
LEAST_LOGIT = -500.0
"""Below it no float can hold what the sum is the logarithm of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learned: a weight in logits for each feature, and `bias`, which is added to every sum.

    Accounts are put together from the likelihood `threshold` on; `version` is noted with every link.
    """

    version: str
    bias: float
    threshold: float
    of: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A feature of a pair, and by how many logits it speaks for (above 0) or against one happening."""

    feature: str
    weight: float


@functools.cache
def default_weights() -> Weights:
    """Return the weights that the package carries. Raises `ModelError` where they cannot be read."""
    try:
        found = json.loads((resources.files("detente.incidents") / FILE).read_text(encoding="utf-8"))
        return Weights(version=found["version"], bias=found["bias"], threshold=found["threshold"], of=found["weights"])
    except (OSError, ValueError, KeyError) as error:
        message = (
            f"the weights for linking accounts ({FILE}) cannot be read ({error}); reinstall détente to restore them"
        )
        raise ModelError(message) from error


def likelihood(one: Account, other: Account, weights: Weights) -> float:
    """Return how likely it is that two accounts tell of one happening, between 0 and 1."""
    features = compare_accounts(one, other)
    return logistic(weights.bias + sum(weights.of.get(name, 0.0) * value for name, value in features.items()))


def reasons(one: Account, other: Account, weights: Weights) -> tuple[Reason, ...]:
    """Return what speaks for and against two accounts telling of one happening, the weightiest first."""
    weighed = ((name, weights.of.get(name, 0.0) * value) for name, value in compare_accounts(one, other).items())
    found = (Reason(feature=name, weight=round(weight, 3)) for name, weight in weighed if round(weight, 2))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))


def logistic(logit: float) -> float:
    """Return a sum of logits as a likelihood."""
    return 1 / (1 + math.exp(-max(logit, LEAST_LOGIT)))
