"""What people decided about which accounts tell of one happening: put together, kept apart, taken back.

A decision stands until it is withdrawn, and the machine undoes none. Where two contradict each other, the later one
holds, and
what of the earlier one no longer does is told.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.incidents.unions import Unions

__all__ = ["Constraints", "Decision", "DecisionKind", "Overruled", "constraints", "merged", "split_off"]

DecisionKind = Literal["together", "apart"]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about accounts, by their keys, and why.

    "together": all of `first` and `second` tell of one happening. "apart": `first` tells of one, and none of `second`
    tells of it.
    """

    id: str
    kind: DecisionKind
    first: frozenset[str]
    second: frozenset[str] = frozenset()
    author: str
    reason: str
    at: dt.datetime
    withdrawn: bool = False

    @property
    def together(self) -> frozenset[str]:
        """The accounts that it puts together."""
        return self.first if self.kind == "apart" else self.first | self.second

    @property
    def apart(self) -> frozenset[Pair]:
        """The pairs that it keeps apart, the lesser key first."""
        if self.kind == "together":
            return frozenset()
        return frozenset((min(a, b), max(a, b)) for a in self.first for b in self.second if a != b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """Pairs of accounts about which a standing decision no longer holds, since later ones (`by`) say otherwise."""

    decision: str
    by: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What standing decisions come to, without contradiction: sets of accounts, no two of which share one, and pairs.

    No pair of `apart` has both its accounts in one set of `together`.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[Pair, ...] = ()
    overruled: tuple[Overruled, ...] = ()


def constraints(decisions: Iterable[Decision]) -> Constraints:
    """Return what the decisions that stand come to; of two that contradict each other the later one holds.

    Those of one moment are taken by their ids, the greatest first.
    """
    standing = sorted((d for d in decisions if not d.withdrawn), key=lambda d: (d.at, d.id), reverse=True)
    settled = _Settling()
    overruled: list[Overruled] = []
    for number, decision in enumerate(standing):
        pairs = sorted({*settled.unite(decision.together), *settled.part(decision.apart)})
        if pairs:
            named = {key for pair in pairs for key in pair}
            by = tuple(d.id for d in standing[:number] if named & (d.first | d.second))
            overruled.append(Overruled(decision=decision.id, by=by, pairs=tuple(pairs)))
    return Constraints(together=settled.together(), apart=tuple(sorted(settled.apart)), overruled=tuple(overruled))


def merged(
    incidents: Iterable[Iterable[str]], *, decision_id: str, author: str, reason: str, at: dt.datetime
) -> Decision:
    """Return the decision that the accounts of several incidents tell of one happening."""
    keys = frozenset(key for accounts in incidents for key in accounts)
    return Decision(id=decision_id, kind="together", first=keys, author=author, reason=reason, at=at)


def split_off(
    part: Iterable[str], incident: Iterable[str], *, decision_id: str, author: str, reason: str, at: dt.datetime
) -> Decision:
    """Return the decision that a part of an incident's accounts tells of one happening, and the rest of none of it."""
    first = frozenset(part)
    second = frozenset(incident) - first
    return Decision(id=decision_id, kind="apart", first=first, second=second, author=author, reason=reason, at=at)


class _Settling:
    """Constraints as they grow, from the latest decision to the earliest: what is there already holds."""

    def __init__(self) -> None:
        self.groups = Unions()
        self.apart: set[Pair] = set()
        self.barred: defaultdict[str, set[str]] = defaultdict(set)
        """By the name of a group, the accounts that are to be kept out of it."""

    def unite(self, keys: frozenset[str]) -> Iterator[Pair]:
        """Put accounts together as far as nothing says otherwise; yield the pairs that were to be and are not."""
        blocks = self._blocks(sorted(keys))
        for block in blocks:
            for key in block[1:]:
                self._join(block[0], key)
        for number, block in enumerate(blocks):
            others = (key for other in blocks[number + 1 :] for key in other)
            yield from ((min(a, b), max(a, b)) for b in others for a in block)

    def part(self, pairs: frozenset[Pair]) -> Iterator[Pair]:
        """Keep accounts apart as far as they are not together; yield the pairs that are."""
        for one, other in sorted(pairs):
            if self.groups.find(one) == self.groups.find(other):
                yield one, other
                continue
            self.apart.add((one, other))
            self.barred[self.groups.find(one)].add(other)
            self.barred[self.groups.find(other)].add(one)

    def together(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(group) for group in self.groups.groups() if len(group) > 1)

    def _blocks(self, keys: Sequence[str]) -> list[list[str]]:
        """Return accounts in sets, none of which holds two that are to be apart.

        Where there are several, one that nothing keeps from any of them is in none: nothing says where it belongs.
        """
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for key in keys:
            groups[self.groups.find(key)].append(key)
        names = sorted(groups)
        against = {name: {self.groups.find(key) for key in self.barred[name]} & groups.keys() for name in names}
        blocks: list[set[str]] = []
        for name in (name for name in names if against[name]):
            fitting = (block for block in blocks if not block & against[name])
            if (block := next(fitting, None)) is None:
                blocks.append({name})
            else:
                block.add(name)
        free = [name for name in names if not against[name]]
        blocks = [set(free)] if not blocks else [*blocks, *({name} for name in free)]
        return [[key for name in sorted(block) for key in groups[name]] for block in blocks]

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.groups.find(one), self.groups.find(other)))
        if first != second:
            self.groups.join(first, second)
            self.barred[first] |= self.barred.pop(second, set())
