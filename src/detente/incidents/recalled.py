"""Settles which accounts make which incident, and what is recalled, denied or said not to have been joins them.

Accounts of what is news make incidents among themselves. One that recalls, or denies, is attached to the incident
that it fits best,
and never makes one of two; what is recalled and no report tells as news is grouped apart. The outcome depends on the
set of
accounts, links and decisions alone, and of every set of accounts that no link or decision leaves it can be had by
itself.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.core.ids import hash_parts
from detente.incidents.clustering import Links, cluster
from detente.incidents.decisions import Constraints, Decision, Overruled, constraints
from detente.incidents.scoring import Weights
from detente.incidents.unions import Unions

__all__ = ["FINE", "STRANGERS", "Happening", "Settled", "Standing", "is_strong", "rank", "settle", "settle_under"]

FINE = 10_000
STRANGERS = 200
"""As in clustering: likelihoods are added up in whole parts of `FINE`, and so many has a pair without a link."""


class Standing(Protocol):
    """What settling asks of an account: its key, where and when it was told, and how."""

    @property
    def key(self) -> str:
        """The same in every reading."""

    @property
    def document(self) -> str:
        """Its report."""

    @property
    def start(self) -> int:
        """Where in the text it stands."""

    @property
    def published(self) -> tuple[int, int] | None:
        """The days between which its report came out."""

    @property
    def is_recalled(self) -> bool:
        """Whether it is told as known from before."""

    @property
    def only_attached(self) -> bool:
        """Whether it makes no incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Accounts of one happening: those that make it, and those attached to it, each in order of their keys."""

    id: str
    members: tuple[str, ...]
    attached: tuple[str, ...] = ()

    @property
    def accounts(self) -> tuple[str, ...]:
        """All its accounts, in order of their keys."""
        return tuple(sorted((*self.members, *self.attached)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Which accounts tell of which happening, each account once; happenings are in order of their ids.

    `recalled` are happenings that no report tells as news; `alone` what is denied or said not to have been, and nobody
    tells. `overruled` are decisions that a later one contradicts.
    """

    incidents: tuple[Happening, ...]
    recalled: tuple[Happening, ...] = ()
    alone: tuple[Happening, ...] = ()
    overruled: tuple[Overruled, ...] = ()

    def incident_of(self) -> Mapping[str, str]:
        """Return the incident of every account that is in one."""
        return {key: one.id for one in self.incidents for key in one.accounts}


def settle(accounts: Sequence[Standing], links: Links, weights: Weights, decisions: Iterable[Decision] = ()) -> Settled:
    """Return which accounts tell of which happening. Links of accounts that are not given count for nothing."""
    return settle_under(accounts, links, weights, constraints(decisions))


def settle_under(accounts: Sequence[Standing], links: Links, weights: Weights, held: Constraints) -> Settled:
    """Return what `settle` returns, of decisions that are brought together already."""
    by_key = {account.key: account for account in accounts}
    links = _telling(by_key, links, weights.threshold, held)
    near = _neighbours(links)
    makers = [key for key, account in by_key.items() if not account.only_attached]
    made = _clusters(makers, links, weights, held)
    units = _units((key for key, account in by_key.items() if account.only_attached), held)
    attaching = _Attaching(made, near, held)
    attaching.attach(units, weights.threshold)
    left = [key for unit in units for key in unit if unit not in attaching.taken]
    recalling, alone = _parted(left, by_key, held)
    return Settled(
        incidents=_named("incident", attaching.clusters(), by_key),
        recalled=_named("recalled", ((some, ()) for some in _clusters(recalling, links, weights, held)), by_key),
        alone=_named("alone", ((unit, ()) for unit in _units(alone, held)), by_key),
        overruled=held.overruled,
    )


def rank(account: Standing) -> tuple[int, int, str, int, str]:
    """Return by what accounts are put in order: the day that the report came out (unknown last), then where it is."""
    unknown, day = (0, account.published[0]) if account.published else (1, 0)
    return unknown, day, account.document, account.start, account.key


def is_strong(likely: float, threshold: float) -> bool:
    """Say whether a link alone would join two accounts: of clusters that are joined, there is one across at least."""
    return round(likely * FINE) / FINE >= threshold


def _telling(by_key: Collection[str], links: Links, threshold: float, held: Constraints) -> Links:
    """Return the links of accounts that strong links or people bring together; the others can change nothing."""
    groups = Unions()
    known = {pair: likely for pair, likely in links.items() if pair[0] in by_key and pair[1] in by_key}
    for (one, other), likely in known.items():
        if is_strong(likely, threshold):
            groups.join(one, other)
    for some in held.together:
        first = min(some)
        for key in some:
            groups.join(first, key)
    return {pair: likely for pair, likely in known.items() if groups.find(pair[0]) == groups.find(pair[1])}


def _neighbours(links: Links) -> Mapping[str, list[tuple[str, int]]]:
    near: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), likely in links.items():
        near[one].append((other, round(likely * FINE)))
        near[other].append((one, round(likely * FINE)))
    return near


def _clusters(keys: Collection[str], links: Links, weights: Weights, held: Constraints) -> tuple[tuple[str, ...], ...]:
    among = frozenset(keys)
    known = {pair: likely for pair, likely in links.items() if among.issuperset(pair)}
    together, apart = _within(among, held)
    return cluster(among, known, threshold=weights.threshold, together=together, apart=apart)


def _within(among: frozenset[str], held: Constraints) -> tuple[list[frozenset[str]], list[tuple[str, str]]]:
    """Return the constraints between some of the accounts.

    An account that is not among them may have kept out one that is put together with it: that holds for all of its set.
    """
    together = [some & among for some in held.together]
    stands = {key: min(some & among) for some in held.together if some & among for key in some}
    pairs = ((stands.get(a, a), stands.get(b, b)) for a, b in held.apart)
    return together, [(a, b) for a, b in pairs if a in among and b in among]


def _units(keys: Iterable[str], held: Constraints) -> tuple[tuple[str, ...], ...]:
    """Return accounts in sets that people put together, each in order; most are by themselves."""
    among = frozenset(keys)
    groups = Unions()
    for key in among:
        groups.find(key)
    for some in held.together:
        known = sorted(some & among)
        for key in known[1:]:
            groups.join(known[0], key)
    return groups.groups()


def _parted(keys: Collection[str], by_key: Mapping[str, Standing], held: Constraints) -> tuple[list[str], list[str]]:
    """Return what is recalled, with what people put together with it; and the rest."""
    recalling: list[str] = []
    alone: list[str] = []
    for unit in _units(keys, held):
        (recalling if any(by_key[key].is_recalled for key in unit) else alone).extend(unit)
    return recalling, alone


def _named(
    kind: str, clusters: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], by_key: Mapping[str, Standing]
) -> tuple[Happening, ...]:
    """Return happenings, each called by the account of those that make it that comes first."""
    found = (
        Happening(
            id=hash_parts(kind, min(members, key=lambda key: rank(by_key[key]))), members=members, attached=attached
        )
        for members, attached in clusters
    )
    return tuple(sorted(found, key=lambda happening: happening.id))


class _Attaching:
    """Clusters that make incidents, as accounts are attached to them, the best fit first."""

    def __init__(
        self, made: Sequence[tuple[str, ...]], near: Mapping[str, list[tuple[str, int]]], held: Constraints
    ) -> None:
        self.members = {members[0]: members for members in made}
        self.of = {key: members[0] for members in made for key in members}
        self.near = near
        self.attached: defaultdict[str, list[str]] = defaultdict(list)
        self.taken: set[tuple[str, ...]] = set()
        self.set_of = {key: some for some in held.together for key in some}
        self.against: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in held.apart:
            self.against[one].add(other)
            self.against[other].add(one)

    def attach(self, units: Iterable[tuple[str, ...]], threshold: float) -> None:
        """Attach units to clusters, each to at most one: where people put it, else where it fits best of all left."""
        waiting: list[tuple[float, str, str, tuple[str, ...]]] = []
        for unit in units:
            decided = {self.of[key] for key in self.set_of.get(unit[0], ()) if key in self.of}
            if decided:
                self._take(unit, min(decided))
            else:
                fitting = ((mean, name) for name, mean in self._means(unit) if mean >= threshold)
                waiting += [(-mean, name, unit[0], unit) for mean, name in fitting]
        heapq.heapify(waiting)
        while waiting:
            _, name, _, unit = heapq.heappop(waiting)
            if unit not in self.taken and not self._is_barred(unit, name):
                self._take(unit, name)

    def clusters(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        for name, members in self.members.items():
            yield members, tuple(sorted(self.attached[name]))

    def _means(self, unit: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        """Yield the clusters that a unit is linked with, and the mean over all pairs; strangers for want of a link."""
        sums: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for key in unit:
            for other, likely in self.near.get(key, ()):
                if (name := self.of.get(other)) is not None:
                    total, count = sums[name]
                    sums[name] = total + likely, count + 1
        for name, (total, count) in sums.items():
            pairs = len(unit) * len(self.members[name])
            yield name, (total + STRANGERS * (pairs - count)) / (pairs * FINE)

    def _take(self, unit: tuple[str, ...], name: str) -> None:
        self.attached[name] += unit
        self.taken.add(unit)

    def _is_barred(self, unit: tuple[str, ...], name: str) -> bool:
        """Say whether somebody put an account of the unit apart from one of the incident, or from one put with it."""
        if not self.against:
            return False
        there = {*self.members[name], *self.attached[name]}
        own = {*unit, *self.set_of.get(unit[0], ())}
        beside = {key for one in there for key in self.set_of.get(one, ())} | there
        return any(self.against[key] & beside for key in own if key in self.against)
