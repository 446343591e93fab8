"""Grows trees that tell whether two accounts are of one happening: boosting, each on what those before leave over.

The rows that a tree learns from, and the features it may ask for, are drawn with a fixed seed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.incidents.trees import Tree, Trees

__all__ = ["grow"]

TREES, DEPTH, RATE = 150, 4, 0.08
"""Chosen by cross-validation over train; three steps, or twice as many trees, make no difference."""
HELD, LEAST = 3.0, 8
"""How strongly answers are held down, and the pairs that each answer must have."""
ROWS, COLUMNS = 0.7, 0.5
"""The shares of pairs and of features that each tree is grown from."""
BINS = 12
SEED = 2002
NEVER = 1e9
"""A bound that no value is above: where asking more tells nothing."""

Rows = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Pairs with each value as the number of its bin. Most are those of 0, so only the others are listed."""

    bounds: tuple[Rows, ...]
    bins: Whole
    zero: Whole
    """The bin of 0, by feature."""
    rows: Whole
    codes: Whole
    """Of each value that is not in the bin of 0, its row, and its feature and bin as one number."""


def grow(rows: Rows, right: Rows, names: tuple[str, ...]) -> Trees:
    """Return the trees for these rows, one column for each name; `right` is 1 where a row is of one happening."""
    table, chance = _table(rows), np.random.default_rng(SEED)
    bias = float(np.log(right.mean() / (1 - right.mean())))
    sums, trees = np.full(len(rows), bias), []
    for _ in range(TREES):
        likely = 1 / (1 + np.exp(-sums))
        taken = (chance.random(len(rows)) < ROWS).astype(np.float64)
        asked = chance.random(len(names)) < COLUMNS
        slopes = np.stack([(likely - right) * taken, likely * (1 - likely) * taken, taken])
        tree, answers = _tree(table, slopes, asked)
        sums += np.array(tree.values)[answers]
        trees.append(tree)
    return Trees(names=names, bias=round(bias, 4), trees=tuple(trees))


def _table(rows: Rows) -> _Table:
    bounds = tuple(_bounds(column) for column in rows.T)
    columns = [np.searchsorted(bound, column, side="right") for bound, column in zip(bounds, rows.T, strict=True)]
    bins = np.stack(columns, axis=1).astype(np.int64)
    zero = np.array([np.searchsorted(bound, 0.0, side="right") for bound in bounds], dtype=np.int64)
    at, features = np.nonzero(bins != zero)
    return _Table(bounds=bounds, bins=bins, zero=zero, rows=at, codes=features * (BINS + 2) + bins[at, features])


def _bounds(column: Rows) -> Rows:
    """Return between which values a tree may ask: between all where they are few, else at shares of those told."""
    values = np.unique(column)
    if len(values) <= BINS:
        return np.round((values[1:] + values[:-1]) / 2, 4)
    shares = np.quantile(column[column != 0], np.linspace(0, 1, BINS)[:-1])
    return np.unique(np.round(np.append(shares, 1e-4), 4))


def _tree(table: _Table, slopes: Rows, asked: npt.NDArray[np.bool_]) -> tuple[Tree, Whole]:
    """Return a tree, and at which of its values each row ends."""
    features: list[int] = []
    bounds: list[float] = []
    values = [_answers(slopes, np.zeros(len(table.bins), dtype=np.int64), 1)]
    node = np.zeros(len(table.bins), dtype=np.int64)
    for depth in range(DEPTH):
        best, bins = _questions(table, slopes, node, 2**depth, asked)
        features += best.tolist()
        bounds += [_bound(table, feature, at) for feature, at in zip(best, bins, strict=True)]
        node = node * 2 + (table.bins[np.arange(len(node)), best[node]] > bins[node])
        values.append(_answers(slopes, node, 2 ** (depth + 1)))
    whole = np.round(np.concatenate(values), 5)
    tree = Tree(features=tuple(features), bounds=tuple(bounds), values=tuple(whole.tolist()))
    return tree, node + 2**DEPTH - 1


def _bound(table: _Table, feature: int, at: int) -> float:
    return float(table.bounds[feature][at]) if at < len(table.bounds[feature]) else NEVER


def _answers(slopes: Rows, node: Whole, count: int) -> Rows:
    slope, bend, _ = (np.bincount(node, weights=one, minlength=count) for one in slopes)
    answers: Rows = -RATE * slope / (bend + HELD)
    return answers


def _questions(
    table: _Table, slopes: Rows, node: Whole, count: int, asked: npt.NDArray[np.bool_]
) -> tuple[Whole, Whole]:
    """Return the feature and the bin at which each of the nodes is best parted; a bin past all where none is."""
    features, width = len(table.zero), BINS + 2
    at = node[table.rows] * (features * width) + table.codes
    below: list[Rows] = []
    whole: list[Rows] = []
    for one in slopes:
        told = np.bincount(at, weights=one[table.rows], minlength=count * features * width)
        cube = told.reshape(count, features, width).astype(
            np.float64
        )  # of no rows at all numpy counts in whole numbers
        total = np.bincount(node, weights=one, minlength=count).astype(np.float64)
        cube[:, np.arange(features), table.zero] += total[:, None] - cube.sum(axis=2)
        below.append(cube.cumsum(axis=2))
        whole.append(total[:, None, None])
    gain = _worth(below[0], below[1]) + _worth(whole[0] - below[0], whole[1] - below[1]) - _worth(whole[0], whole[1])
    gain[(below[2] < LEAST) | (whole[2] - below[2] < LEAST)] = -1
    gain[:, ~asked] = -1
    flat = gain.reshape(count, -1)
    best = flat.argmax(axis=1)
    found = flat[np.arange(count), best] > 0
    return best // width, np.where(found, best % width, width)


def _worth(slope: Rows, bend: Rows) -> Rows:
    worth: Rows = slope**2 / (bend + HELD)
    return worth
