"""Trees that ask for what speaks for and against two accounts being one happening, several questions after each other.

A sum of weights cannot say that another speaker speaks against one statement and not against one shelling; a tree can.
All trees ask as many questions, one at each step, and their answers are added up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["NO_TREES", "Tree", "Trees", "read_trees"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Questions in the order of a full tree, the first at 0, those after `n` at `2n + 1` (no) and `2n + 2` (yes).

    A question is whether the feature with the number `features[n]` is above `bounds[n]`. `values` are the logits of
    every question, by what was learnt from the pairs that came to it, and then those of the answers.
    """

    features: tuple[int, ...]
    bounds: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)  # without slots: its arrays are made once, when they are first asked for
class Trees:
    """Trees of one size over features that are called by their numbers in `names`; `bias` is added to every sum."""

    names: tuple[str, ...]
    bias: float
    trees: tuple[Tree, ...]

    def logit(self, features: Mapping[str, float]) -> float:
        """Return the sum of what all trees answer."""
        return self.logits([features])[0]

    def logits(self, many: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the sum of what all trees answer of each of many pairs; together they cost much less than each.

        Answers are added up in the order of the trees: a pair's sum is the same whatever pairs stand beside it.
        """
        import numpy as np

        if not self.trees or not many:
            return [self.bias] * len(many)
        arrays = self._arrays
        rows = np.array([[features.get(name, 0.0) for name in self.names] for features in many], dtype=np.float64)
        pairs, trees = np.arange(len(many))[:, None], np.arange(len(self.trees))[None, :]
        at = np.zeros((len(many), len(self.trees)), dtype=np.int64)
        for _ in range((arrays.features.shape[1] + 1).bit_length() - 1):
            at = 2 * at + 1 + (rows[pairs, arrays.features[trees, at]] > arrays.bounds[trees, at])
        summed = np.cumsum(arrays.values[trees, at], axis=1)[:, -1]
        return [self.bias + one for one in summed.tolist()]

    @cached_property
    def _arrays(self) -> "_Arrays":
        """Return what the trees ask and answer, a row each."""
        import numpy as np

        return _Arrays(
            features=np.array([tree.features for tree in self.trees], dtype=np.int64),
            bounds=np.array([tree.bounds for tree in self.trees], dtype=np.float64),
            values=np.array([tree.values for tree in self.trees], dtype=np.float64),
        )

    def parts(self, features: Mapping[str, float]) -> Mapping[str, float]:
        """Return by how much each feature moved the sum: at every question, from its value to that of its answer."""
        row = [features.get(name, 0.0) for name in self.names]
        found: defaultdict[str, float] = defaultdict(float)
        for tree in self.trees:
            at = 0
            for after in _steps(tree, row):
                found[self.names[tree.features[at]]] += tree.values[after] - tree.values[at]
                at = after
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrays:
    features: "npt.NDArray[np.int64]"
    bounds: "npt.NDArray[np.float64]"
    values: "npt.NDArray[np.float64]"


NO_TREES = Trees(names=(), bias=0.0, trees=())


def read_trees(found: Mapping[str, Any]) -> Trees:
    """Return trees from their JSON. Raises `KeyError`, `TypeError` or `ValueError` where they are broken."""
    names = tuple(str(name) for name in found["names"])
    trees = tuple(_tree(one, len(names)) for one in found["trees"])
    if len({len(tree.features) for tree in trees}) > 1:
        message = "a tree that asks more questions than another"
        raise ValueError(message)
    return Trees(names=names, bias=float(found["bias"]), trees=trees)


def _tree(found: Mapping[str, Any], names: int) -> Tree:
    tree = Tree(features=tuple(found["features"]), bounds=tuple(found["bounds"]), values=tuple(found["values"]))
    questions = len(tree.features)
    if len(tree.bounds) != questions or len(tree.values) != 2 * questions + 1 or (questions & (questions + 1)):
        message = f"a tree of {questions} questions with {len(tree.bounds)} bounds and {len(tree.values)} values"
        raise ValueError(message)
    if not all(0 <= feature < names for feature in tree.features):
        message = "a tree that asks for a feature without a name"
        raise ValueError(message)
    return tree


def _steps(tree: Tree, row: Sequence[float]) -> Iterator[int]:
    """Yield where a pair comes to after each question."""
    at, features, bounds = 0, tree.features, tree.bounds
    while at < len(features):
        at = 2 * at + 1 + (row[features[at]] > bounds[at])
        yield at
