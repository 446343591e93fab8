"""The measures of coreference that the field compares by: MUC, B-cubed, CEAF over entities, and their mean (CoNLL)."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

__all__ = ["Scores", "conll_f1", "score_clusters"]

Cluster = AbstractSet[Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Sums over documents, each as (right, all) for precision and for recall."""

    muc: tuple[float, float, float, float] = (0, 0, 0, 0)
    b_cubed: tuple[float, float, float, float] = (0, 0, 0, 0)
    ceaf: tuple[float, float, float, float] = (0, 0, 0, 0)

    def plus(self, other: "Scores") -> "Scores":
        """Return the sums of two."""
        return Scores(
            muc=_sum(self.muc, other.muc), b_cubed=_sum(self.b_cubed, other.b_cubed), ceaf=_sum(self.ceaf, other.ceaf)
        )


def score_clusters(given: Sequence[Cluster], gold: Sequence[Cluster]) -> Scores:
    """Return the sums of one document; clusters of one mention are for the caller to leave out.

    Sources: Vilain and others 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF with the measure phi 4).
    """
    return Scores(
        muc=(*_links(given, gold), *_links(gold, given)),
        b_cubed=(*_mentions(given, gold), *_mentions(gold, given)),
        ceaf=_entities(given, gold),
    )


def conll_f1(scores: Scores) -> float:
    """Return the mean of the three F1."""
    return sum(map(_f1, (scores.muc, scores.b_cubed, scores.ceaf))) / 3


def _f1(sums: tuple[float, float, float, float]) -> float:
    right, every, found, wanted = sums
    precision, recall = (right / every if every else 0.0), (found / wanted if wanted else 0.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _sum(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def _links(own: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    """Return how many of the links that hold each cluster together the other side has too, and how many there are."""
    where = {m: k for k, cluster in enumerate(other) for m in cluster}
    right = every = 0.0
    for cluster in own:
        parts = {where[m] for m in cluster if m in where}
        loose = sum(m not in where for m in cluster)
        right += len(cluster) - len(parts) - loose
        every += len(cluster) - 1
    return right, every


def _mentions(own: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    """Return the share of its own cluster that each mention shares with the other side's, summed, and their number."""
    where = {m: cluster for cluster in other for m in cluster}
    right = sum(len(cluster & where[m]) / len(cluster) for cluster in own for m in cluster if m in where)
    return right, float(sum(len(cluster) for cluster in own))


def _entities(given: Sequence[Cluster], gold: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """Return how alike the clusters are when each is matched with one of the other side at most."""
    likeness = [[2 * len(a & b) / (len(a) + len(b)) for b in gold] for a in given]
    best = _assign(likeness)
    return best, float(len(given)), best, float(len(gold))


def _assign(worth: Sequence[Sequence[float]]) -> float:
    """Return the most that an assignment of rows to columns is worth (Kuhn 1955, with potentials)."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if not rows or not columns:
        return 0.0
    if rows > columns:
        return _assign([[worth[i][j] for i in range(rows)] for j in range(columns)])
    state = _Assignment(worth)
    for row in range(1, rows + 1):
        state.place(row)
    return sum(worth[state.match[j] - 1][j - 1] for j in range(1, columns + 1) if state.match[j])


class _Assignment:
    """Rows placed so far: `match` has the row of each column, counted from 1; 0 for none."""

    def __init__(self, worth: Sequence[Sequence[float]]) -> None:
        self._worth = worth
        self._columns = range(len(worth[0]) + 1)
        self._up, self._across = [0.0] * (len(worth) + 1), [0.0] * len(self._columns)
        self.match = [0] * len(self._columns)

    def place(self, row: int) -> None:
        """Give a row a column, moving others along the cheapest way."""
        self.match[0], at = row, 0
        least, way, used = [float("inf")] * len(self._columns), [0] * len(self._columns), [False] * len(self._columns)
        while self.match[at]:
            used[at] = True
            self._relax(at, least, way, used)
            free = [j for j in self._columns[1:] if not used[j]]
            following = min(free, key=least.__getitem__)
            self._shift(least[following], least, used)
            at = following
        while at:
            self.match[at], at = self.match[way[at]], way[at]

    def _relax(self, at: int, least: list[float], way: list[int], used: list[bool]) -> None:
        row = self.match[at]
        for j in self._columns[1:]:
            cost = -self._worth[row - 1][j - 1] - self._up[row] - self._across[j]
            if not used[j] and cost < least[j]:
                least[j], way[j] = cost, at

    def _shift(self, step: float, least: list[float], used: list[bool]) -> None:
        for j in self._columns:
            if used[j]:
                self._up[self.match[j]] += step
                self._across[j] -= step
            else:
                least[j] -= step
