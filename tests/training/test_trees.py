"""Trees learn what a sum of weights cannot say."""

import numpy as np

from trees import grow

CHANCE = np.random.default_rng(7)
ROWS = np.hstack([CHANCE.integers(0, 2, (400, 2)), CHANCE.random((400, 6))]).astype(np.float64)
ONE = (ROWS[:, 0] != ROWS[:, 1]).astype(np.float64)
NAMES = ("a", "b", *(f"noise {n}" for n in range(6)))


def test_what_speaks_for_it_only_alone_is_learnt() -> None:
    trees = grow(ROWS, ONE, NAMES)
    said = {(a, b): trees.logit({"a": a, "b": b, "noise 0": 0.5}) for a in (0.0, 1.0) for b in (0.0, 1.0)}
    assert min(said[0, 1], said[1, 0]) > max(said[0, 0], said[1, 1]) + 1


def test_the_same_rows_grow_the_same_trees() -> None:
    assert grow(ROWS, ONE, NAMES) == grow(ROWS, ONE, NAMES)


def test_rows_that_nothing_tells_apart_are_not_parted() -> None:
    trees = grow(np.zeros((50, 2)), np.array([1.0] * 10 + [0.0] * 40), ("a", "b"))
    assert trees.logit({}) == trees.logit({"a": 1.0, "b": 1.0})
