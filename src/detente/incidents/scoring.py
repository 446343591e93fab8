"""How likely it is that two accounts tell of one happening, and why.

The sum of weights, one for each feature, learned from data, and of a few that are stated by hand (`stated`).
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
from detente.incidents.stated import STATED, stated_features

__all__ = ["Reason", "Weighed", "Weights", "default_weights", "likelihood", "reasons", "weigh_pair"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How likely two accounts tell of one happening, with what was found in comparing them."""

    likelihood: float
    features: Mapping[str, float]

    def reasons(self, weights: Weights) -> tuple[Reason, ...]:
        """Return what speaks for and against it, the weightiest first."""
        return _reasons(self.features, weights)


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


def weigh_pair(one: Account, other: Account, weights: Weights) -> Weighed:
    """Return how likely it is that two accounts tell of one happening, with the grounds for it."""
    features = {**compare_accounts(one, other), **dict(stated_features(one, other))}
    logit = weights.bias + sum(_weight(name, weights) * value for name, value in features.items())
    return Weighed(likelihood=logistic(logit), features=features)


def likelihood(one: Account, other: Account, weights: Weights) -> float:
    """Return how likely it is that two accounts tell of one happening, between 0 and 1."""
    return weigh_pair(one, other, weights).likelihood


def reasons(one: Account, other: Account, weights: Weights) -> tuple[Reason, ...]:
    """Return what speaks for and against two accounts telling of one happening, the weightiest first."""
    return weigh_pair(one, other, weights).reasons(weights)


def _reasons(features: Mapping[str, float], weights: Weights) -> tuple[Reason, ...]:
    weighed = ((name, _weight(name, weights) * value) for name, value in features.items())
    found = (Reason(feature=name, weight=round(weight, 3)) for name, weight in weighed if round(weight, 2))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))


def _weight(feature: str, weights: Weights) -> float:
    """Return the weight that was learned, or is stated by hand, in logits."""
    return STATED[feature] if feature in STATED else weights.of.get(feature, 0.0)


def logistic(logit: float) -> float:
    """Return a sum of logits as a likelihood."""
    return 1 / (1 + math.exp(-max(logit, LEAST_LOGIT)))
