"""Trees that ask for what speaks for and against two accounts being one happening, several questions after each other.

A sum of weights cannot say that another speaker speaks against one statement and not against one shelling; a tree can.
All trees ask as many questions, one at each step, and their answers are added up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Trees over features that are called by their numbers in `names`; `bias` is added to every sum."""

    names: tuple[str, ...]
    bias: float
    trees: tuple[Tree, ...]

    def logit(self, features: Mapping[str, float]) -> float:
        """Return the sum of what all trees answer."""
        row = [features.get(name, 0.0) for name in self.names]
        return self.bias + sum(tree.values[_way(tree, row)[-1]] for tree in self.trees)

    def parts(self, features: Mapping[str, float]) -> Mapping[str, float]:
        """Return by how much each feature moved the sum: at every question, from its value to that of its answer."""
        row = [features.get(name, 0.0) for name in self.names]
        found: defaultdict[str, float] = defaultdict(float)
        for tree in self.trees:
            at = 0
            for after in _way(tree, row):
                found[self.names[tree.features[at]]] += tree.values[after] - tree.values[at]
                at = after
        return found


NO_TREES = Trees(names=(), bias=0.0, trees=())


def read_trees(found: Mapping[str, Any]) -> Trees:
    """Return trees from their JSON. Raises `KeyError`, `TypeError` or `ValueError` where they are broken."""
    names = tuple(str(name) for name in found["names"])
    trees = tuple(_tree(one, len(names)) for one in found["trees"])
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


def _way(tree: Tree, row: Sequence[float]) -> list[int]:
    """Return where a pair comes to after each question."""
    return list(_steps(tree, row))


def _steps(tree: Tree, row: Sequence[float]) -> Iterator[int]:
    at, features, bounds = 0, tree.features, tree.bounds
    while at < len(features):
        at = 2 * at + 1 + (row[features[at]] > bounds[at])
        yield at
