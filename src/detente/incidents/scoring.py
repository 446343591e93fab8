"""How likely it is that two accounts tell of one happening, and why.

The mean of two sums in logits, both learned from data: of weights, one for each feature, and of what trees answer,
which ask for several features after each other. A few weights that are stated by hand (`stated`) are added to it.
"""

import functools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import islice

from detente.core.errors import ModelError
from detente.incidents.account import Account
from detente.incidents.features import compare_accounts
from detente.incidents.stated import STATED, stated_features
from detente.incidents.trees import NO_TREES, Trees, read_trees

__all__ = [
    "REST",
    "Reason",
    "Weighed",
    "Weights",
    "default_weights",
    "reasons",
    "weigh_pair",
    "weigh_pairs",
]

FILE = "weights.json"
LEAST_LOGIT = -500.0
"""Below it no float can hold what the sum is the logarithm of."""
WORTH_ASKING = 0.005
"""Likelihood by the weights alone below which trees are not asked: they would not bring it to any threshold."""
AT_ONCE = 500
"""Pairs of which trees are asked together."""
REST = "what is not there"
"""The feature under which a reason stands for all that a tree asked for and did not find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learned: a weight in logits for each feature, and `bias`, which is added to every sum; and trees.

    Accounts are put together from the likelihood `threshold` on; `version` is noted with every link.
    """

    version: str
    bias: float
    threshold: float
    of: Mapping[str, float]
    trees: Trees = NO_TREES


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
        return Weights(
            version=found["version"],
            bias=found["bias"],
            threshold=found["threshold"],
            of=found["weights"],
            trees=read_trees(found["trees"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = (
            f"the weights for linking accounts ({FILE}) cannot be read ({error}); reinstall détente to restore them"
        )
        raise ModelError(message) from error


def weigh_pair(one: Account, other: Account, weights: Weights) -> Weighed:
    """Return how likely it is that two accounts tell of one happening, with the grounds for it."""
    return next(weigh_pairs([(one, other)], weights))


def weigh_pairs(pairs: Iterable[tuple[Account, Account]], weights: Weights) -> Iterator[Weighed]:
    """Yield of each pair in turn what `weigh_pair` says of it; trees are asked of many at once."""
    waiting = iter(pairs)
    while some := tuple(islice(waiting, AT_ONCE)):
        compared = [{**compare_accounts(one, other), **dict(stated_features(one, other))} for one, other in some]
        for features, logit in zip(compared, _logits(compared, weights), strict=True):
            yield Weighed(likelihood=logistic(logit), features=features)


def _logits(compared: Sequence[Mapping[str, float]], weights: Weights) -> Iterator[float]:
    plain = [weights.bias + sum(weights.of.get(name, 0.0) * v for name, v in one.items()) for one in compared]
    asked = [bool(weights.trees.trees) and logistic(logit) >= WORTH_ASKING for logit in plain]
    answers = iter(weights.trees.logits([one for one, is_asked in zip(compared, asked, strict=True) if is_asked]))
    for features, logit, is_asked in zip(compared, plain, asked, strict=True):
        stated = sum(STATED[name] * value for name, value in features.items() if name in STATED)
        yield ((logit + next(answers)) / 2 if is_asked else logit) + stated


def reasons(one: Account, other: Account, weights: Weights) -> tuple[Reason, ...]:
    """Return what speaks for and against two accounts telling of one happening, the weightiest first."""
    return weigh_pair(one, other, weights).reasons(weights)


def _reasons(features: Mapping[str, float], weights: Weights) -> tuple[Reason, ...]:
    found = (Reason(feature=name, weight=round(part, 3)) for name, part in _parts(features, weights) if round(part, 2))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))


def _parts(features: Mapping[str, float], weights: Weights) -> Iterator[tuple[str, float]]:
    """Yield by how many logits each feature moves the sum, and what was asked for in vain, taken together."""
    yield from ((name, STATED[name] * value) for name, value in features.items() if name in STATED)
    plain = {name: weights.of.get(name, 0.0) * value for name, value in features.items() if name not in STATED}
    if not weights.trees.trees or logistic(weights.bias + sum(plain.values())) < WORTH_ASKING:
        yield from plain.items()
        return
    asked = weights.trees.parts(features)
    yield from ((name, (part + asked.get(name, 0.0)) / 2) for name, part in plain.items())
    yield REST, sum(part for name, part in asked.items() if name not in features) / 2


def logistic(logit: float) -> float:
    """Return a sum of logits as a likelihood."""
    return 1 / (1 + math.exp(-max(logit, LEAST_LOGIT)))
