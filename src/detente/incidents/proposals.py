"""Where accounts that came after a decision speak against it: listed for a person, and never carried out.

A decision is spoken against where the mean likelihood says otherwise than it does, and an account that came after it,
or after the
last time that a person let it stand, has a part in that. A copy of what was known before is nothing new.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Account
from detente.incidents.clustering import Links
from detente.incidents.decisions import Decision, DecisionKind
from detente.incidents.recalled import FINE, STRANGERS, Happening, is_strong, settle
from detente.incidents.scoring import Weights

__all__ = ["Evidence", "Proposal", "proposals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An account that came after a decision: how likely it is, on the mean, one with what was put on either side."""

    account: str
    came: dt.datetime
    first: float
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That accounts be put together, or apart, against a decision that stands, with what is new.

    `mean` is how likely it is that the two sides tell of one happening. `newest` is when the newest evidence came: a
    proposal that is dismissed comes again only with newer.
    """

    decision: str
    kind: DecisionKind
    first: tuple[str, ...]
    second: tuple[str, ...]
    mean: float
    evidence: tuple[Evidence, ...]
    newest: dt.datetime


def proposals(
    accounts: Sequence[Account],
    links: Links,
    weights: Weights,
    decisions: Iterable[Decision],
    *,
    came: Mapping[str, dt.datetime],
    dismissed: Mapping[str, dt.datetime] | None = None,
) -> tuple[Proposal, ...]:
    """Return what speaks against decisions that stand, in order of the decisions.

    `came` says when each account came to be known, `dismissed` when a person last let a decision stand, by its id.
    """
    standing = [one for one in decisions if not one.withdrawn]
    weighing = _Weighing(accounts=accounts, links=links, weights=weights, came=came)
    found = []
    for one in sorted(standing, key=lambda one: (one.at, one.id)):
        since = max(one.at, (dismissed or {}).get(one.id, one.at))
        others = [other for other in standing if other is not one]
        found += _best(one, weighing.against(one, others, since))
    return tuple(found)


def _best(decision: Decision, found: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposal against a decision for which most speaks, if there is any."""
    sign = 1 if decision.kind == "together" else -1
    return sorted(found, key=lambda p: (sign * p.mean, -len(p.evidence), p.first, p.second))[:1]


class _Weighing:
    """Accounts as they are held against decisions."""

    def __init__(
        self, *, accounts: Sequence[Account], links: Links, weights: Weights, came: Mapping[str, dt.datetime]
    ) -> None:
        self.by_key = {account.key: account for account in accounts}
        self.weights = weights
        self.came = came
        self.near: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self.strong: defaultdict[str, set[str]] = defaultdict(set)
        for (one, other), likely in links.items():
            if one in self.by_key and other in self.by_key:
                self.near[one][other] = self.near[other][one] = likely
                if is_strong(likely, weights.threshold):
                    self.strong[one].add(other)
                    self.strong[other].add(one)

    def against(self, decision: Decision, others: Sequence[Decision], since: dt.datetime) -> Iterator[Proposal]:
        """Yield the proposals against a decision, one for each two happenings that it is about."""
        if decision.kind == "apart":
            settled = self._settled(decision, [*others, decision])
            pairs = [(a, b) for a in _holding(settled, decision.first) for b in _holding(settled, decision.second)]
        else:
            settled = self._settled(decision, others)
            pairs = list(itertools.combinations(_holding(settled, decision.together), 2))
        for a, b in pairs:
            if a.id != b.id and (proposal := self._weigh(decision, a.members, b.members, since)):
                yield proposal

    def _weigh(
        self, decision: Decision, first: Sequence[str], second: Sequence[str], since: dt.datetime
    ) -> Proposal | None:
        mean = self._mean(first, second)
        if self._says_one(mean) == (decision.kind == "together"):
            return None
        new = (self._evidence(key, first, second) for key in self._new((*first, *second), since))
        evidence = tuple(one for one in new if self._speaks_against(decision, one, first))
        if not evidence:
            return None
        return Proposal(
            decision=decision.id,
            kind="apart" if decision.kind == "together" else "together",
            first=tuple(first),
            second=tuple(second),
            mean=mean,
            evidence=evidence,
            newest=max(one.came for one in evidence),
        )

    def _settled(self, decision: Decision, decisions: Sequence[Decision]) -> tuple[Happening, ...]:
        """Return the happenings around a decision's accounts, under some decisions."""
        keys = self._around(decision, decisions)
        accounts = [self.by_key[key] for key in sorted(keys)]
        links = {(a, b): likely for a in keys for b, likely in self.near[a].items() if a < b and b in keys}
        found = settle(accounts, links, self.weights, decisions)
        return (*found.incidents, *found.recalled, *found.alone)

    def _around(self, decision: Decision, decisions: Sequence[Decision]) -> set[str]:
        """Return the accounts that strong links and decisions lead to from a decision's own."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for some in (one.together for one in decisions):
            for key in some:
                beside[key] |= some
        waiting = [key for key in decision.first | decision.second if key in self.by_key]
        found = set(waiting)
        while waiting:
            key = waiting.pop()
            further = ({*self.strong.get(key, ()), *beside.get(key, ())} & self.by_key.keys()) - found
            found |= further
            waiting += further
        return found

    def _new(self, keys: Collection[str], since: dt.datetime) -> list[str]:
        """Return the accounts that came after a moment, of a voice that had not been heard by then."""
        late = [key for key in keys if key in self.came and self.came[key] > since]
        heard = {self.by_key[key].voice for key in keys if key not in late}
        return sorted((key for key in late if self.by_key[key].voice not in heard), key=lambda k: (self.came[k], k))

    def _evidence(self, key: str, first: Sequence[str], second: Sequence[str]) -> Evidence:
        to_first, to_second = (self._mean([key], [one for one in side if one != key]) for side in (first, second))
        return Evidence(account=key, came=self.came[key], first=to_first, second=to_second)

    def _speaks_against(self, decision: Decision, new: Evidence, first: Sequence[str]) -> bool:
        """Say whether an account belongs to the other side too, or of two that are together, to its own only."""
        other = new.second if new.account in first else new.first
        return self._says_one(other) == (decision.kind == "apart")

    def _says_one(self, mean: float) -> bool:
        return mean >= self.weights.threshold

    def _mean(self, some: Collection[str], others: Collection[str]) -> float:
        """Return the mean over all pairs, as clustering does: those without a link count as strangers."""
        pairs = len(some) * len(others)
        linked = [round(self.near[a][b] * FINE) for a in some for b in others if b in self.near[a]]
        return (sum(linked) + STRANGERS * (pairs - len(linked))) / (pairs * FINE) if pairs else 0.0


def _holding(happenings: Iterable[Happening], keys: Collection[str]) -> list[Happening]:
    """Return the happenings of which one of the accounts is a member, in order of their members."""
    found = (one for one in happenings if not set(keys).isdisjoint(one.members))
    return sorted(found, key=lambda one: one.members)
