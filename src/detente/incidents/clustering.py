"""Puts accounts together into happenings by how likely each two of them are one.

Clusters are joined pair by pair, the two that fit best first, as long as the mean of what their members say of each
other is enough
(average linkage). Two accounts that were not worth comparing count as unlikely. What a person decided holds: accounts
that belong
together start together, and those to be kept apart never meet. The outcome depends on the set of accounts, links and
decisions alone.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

__all__ = ["Links", "cluster", "components"]

Links = Mapping[tuple[str, str], float]
"""How likely two accounts, by their keys in order, are one happening."""
FINE = 10_000
"""Likelihoods are added up as whole numbers of so many to one: a sum of fractions would depend on their order."""
STRANGERS = 200
"""The likelihood, of `FINE`, of a pair that was not worth comparing."""


def cluster(
    keys: Collection[str],
    links: Links,
    *,
    threshold: float,
    together: Iterable[Collection[str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[tuple[str, ...], ...]:
    """Return the accounts in clusters, each in order, the clusters by their first.

    `together` are sets of accounts that a person put together, `apart` pairs that one put apart; where the two
    contradict each
    other, `apart` is to be settled before (`decisions`).
    """
    groups = _Groups(keys, together, apart)
    for (one, other), likely in links.items():
        groups.note(one, other, likely)
    groups.join(threshold)
    return tuple(sorted(tuple(sorted(members)) for members in groups.members.values()))


class _Groups:
    """Clusters as they grow, each called by the least of its keys, so that ties are settled the same way always."""

    def __init__(
        self, keys: Collection[str], together: Iterable[Collection[str]], apart: Iterable[tuple[str, str]]
    ) -> None:
        self.of = {key: key for key in keys}
        self.members: dict[str, list[str]] = {key: [key] for key in keys}
        self.sums: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self.barred: defaultdict[str, set[str]] = defaultdict(set)
        for some in together:
            known = sorted(key for key in some if key in self.of)
            for key in known[1:]:
                self._unite(self.of[known[0]], self.of[key])
        for one, other in apart:
            if one in self.of and other in self.of and self.of[one] != self.of[other]:
                self.barred[self.of[one]].add(self.of[other])
                self.barred[self.of[other]].add(self.of[one])

    def note(self, one: str, other: str, likely: float) -> None:
        a, b = self.of[one], self.of[other]
        if a == b:
            return
        total, count = self.sums[a].get(b, (0, 0))
        self.sums[a][b] = self.sums[b][a] = (total + round(likely * FINE), count + 1)

    def mean(self, a: str, b: str) -> float:
        """Return the mean over all pairs of two clusters; those without a link count as strangers."""
        total, count = self.sums[a].get(b, (0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + STRANGERS * (pairs - count)) / (pairs * FINE)

    def join(self, threshold: float) -> None:
        heap = [
            (-mean, a, b)
            for a in self.members
            for b in self.sums[a]
            if a < b and (mean := self.mean(a, b)) >= threshold
        ]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or self.mean(a, b) != -negative or b in self.barred[a]:
                continue
            kept = self._unite(a, b)
            for other in self.sums[kept]:
                mean = self.mean(kept, other)
                if mean >= threshold:
                    heapq.heappush(heap, (-mean, min(kept, other), max(kept, other)))

    def _unite(self, a: str, b: str) -> str:
        """Put the cluster `b` into `a`, or the other way round where `b` has the lesser name; return what is left."""
        if a == b:
            return a
        kept, gone = sorted((a, b))
        for key in self.members[gone]:
            self.of[key] = kept
        self.members[kept] += self.members.pop(gone)
        for other, (total, count) in self.sums.pop(gone, {}).items():
            self.sums[other].pop(gone, None)
            if other != kept:
                t, n = self.sums[kept].get(other, (0, 0))
                self.sums[kept][other] = self.sums[other][kept] = (t + total, n + count)
        self.sums[kept].pop(gone, None)
        for other in self.barred.pop(gone, set()):
            self.barred[other].discard(gone)
            self.barred[other].add(kept)
            self.barred[kept].add(other)
        return kept


def components(keys: Iterable[str], links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return keys in sets that no link leaves, each in order: what happens in one set changes nothing in another."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    left, found = dict.fromkeys(sorted(keys)), []
    while left:
        first = next(iter(left))
        found.append(tuple(sorted(_reached(first, beside))))
        for key in found[-1]:
            left.pop(key, None)
    return tuple(found)


def _reached(first: str, beside: Mapping[str, Collection[str]]) -> set[str]:
    reached, waiting = {first}, [first]
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached
