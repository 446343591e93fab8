import itertools

import pytest

from detente.core.errors import KnowledgeError
from detente.incidents.families import FAMILIES
from detente.incidents.plain_reasons import plain_reason
from detente.incidents.scoring import REST, default_weights


def test_every_feature_that_has_a_weight_has_a_sentence() -> None:
    weights = default_weights()
    assert all(plain_reason(feature) for feature in (*weights.of, *weights.trees.names, REST))


def test_every_pair_of_types_has_a_sentence() -> None:
    assert all(plain_reason(f"type: {a} and {b}") for a, b in itertools.combinations(sorted({*FAMILIES.values()}), 2))


def test_a_feature_without_a_sentence_is_told() -> None:
    with pytest.raises(KnowledgeError, match="no sentence"):
        plain_reason("weather: the same")
