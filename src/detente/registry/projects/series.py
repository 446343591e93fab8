"""Money through time: only what is told of a period may stand in a series, each claimant's in one of its own.

A cumulative sum has no period that it flowed in; nor has a pledge, an estimate, a cost, a loan or a share. Sums of
different kind, currency, project or claimant never stand in one series, and nothing is summed or averaged.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import UNNAMED
from detente.registry.projects.wording import wording

__all__ = ["MoneySeries", "Refused", "money_series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySeries:
    """Flows of one kind, currency and claimant for one project, in the order of their periods."""

    of: str
    kind: str
    unit: str
    claimant: str
    points: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A sum that no series may have, and why."""

    assertion: Assertion
    reason: str


def money_series(assertions: Iterable[Assertion]) -> tuple[tuple[MoneySeries, ...], tuple[Refused, ...]]:
    """Return the series that sums make, and the sums that make none, each with the reason."""
    flows: defaultdict[tuple[str, str, str, str], list[Assertion]] = defaultdict(list)
    refused: list[Refused] = []
    for one in assertions:
        if one.what != "money":
            continue
        reason = _reason(one)
        if reason is not None:
            refused.append(Refused(assertion=one, reason=reason))
        else:
            flows[_key(one)].append(one)
    made = [
        MoneySeries(of=of, kind=kind, unit=unit, claimant=claimant, points=tuple(sorted(points, key=_when)))
        for (of, kind, unit, claimant), points in sorted(flows.items())
    ]
    return tuple(made), tuple(refused)


def _reason(one: Assertion) -> str | None:
    if one.value in wording()["money"]["cumulative"]:
        return "a sum of all until then is no flow: it is never drawn as one"
    if one.value not in wording()["money"]["flow"]:
        return f"{one.value} is no flow: it says nothing of when money went"
    if one.day is None or one.day.first is one.day.last is None:
        return "no period is told" + (f", only that it is {one.day.words}" if one.day and one.day.words else "")
    if not one.is_claimed_fact:
        return f"it is {one.standing}, and is not told to have happened"
    if one.amount is None or one.amount.count.low is None or one.amount.unit is None:
        return "no figure with a currency is told"
    return None


def _key(one: Assertion) -> tuple[str, str, str, str]:
    """Return what sums must share to stand in one series; of no project, who gave to whom for what as well."""
    parts = ", ".join(f"{part.role} {part.actor or part.name}" for part in one.parts)
    of = one.subject or parts or one.named
    unit = one.amount.unit if one.amount else None
    return of, one.value or "", unit or "", _claimant(one)


def _claimant(one: Assertion) -> str:
    """Return who claims it; two reports whose publishers are not told are two claimants."""
    if one.claimant.name == UNNAMED:
        return f"{UNNAMED} ({(one.voice or one.document or one.id)[:10]})"
    return one.claimant.actor or one.claimant.name


def _when(one: Assertion) -> tuple[str, str, str]:
    return (one.day.first or "" if one.day else "", one.day.last or "" if one.day else "", one.id)
