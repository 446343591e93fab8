"""Money as it is claimed: of which kind, in which currency, of what period, from whom, to whom, for what.

Money is a project's where its sentence speaks of just one; else it is an investment of somebody in somebody's sector.
A sum that no words say the kind of is left out, and so is one of which neither giver nor purpose is told.
"""

import re
from collections.abc import Iterator, Sequence

from detente.registry.assertions.assertion import Amount, Assertion, Part
from detente.registry.assertions.telling import Span, Telling
from detente.registry.count import Count
from detente.registry.projects.claimed import claimed_standing
from detente.registry.projects.givers import claimant_beside, giver_of, recipients_of, sector_of
from detente.registry.projects.periods import period_of
from detente.registry.projects.sentence import claimant_of
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.sums import Sum, sum_of
from detente.registry.projects.unkept import unkept_project
from detente.registry.projects.wording import NAMED, SUM, masked, pattern, wording

__all__ = ["money_of"]

FLOW, PLEDGE = "per year", "pledged"
OF_PROJECT = frozenset({"cost", "estimated cost"})
"""Kinds of money that only a project has."""
SHARE = re.compile(r"(\d+(?:\.\d+)?)[ -]?(?:%|per ?cent) (?:stake|share|interest) in (?:the )?" + f"{NAMED}+")
IN_VAIN = re.compile(r"\b(?:reject|refus|fine|fined|sue|stolen|stole|bribe|debt|compensation|damages|lawsuit)\w*\b")


def money_of(telling: Telling, spoken: Sequence[Spoken]) -> Iterator[Assertion]:
    """Yield what a report says of money for projects, and of investments in none."""
    for quantity in telling.reading["quantities"]:
        if quantity["kind"] == "money":
            one = sum_of(telling, spoken, quantity)
            kind = _kind(one)
            if kind is not None and (made := _assertion(one, *kind)) is not None:
                yield made
    for project in spoken:
        yield from _shares(telling, project)


def _kind(one: Sum) -> tuple[str, re.Match[str] | None] | None:
    """Return the kind of a sum, and the words that tell it; None where nothing does, or it is money of another sort."""
    if IN_VAIN.search(one.words):
        return None
    yearly = re.search(r"\b(?:a|per|each|every) year\b|annual", one.telling.text[slice(*one.at)]) is not None
    flow = None if yearly else _matched(one, (FLOW,))
    if yearly or flow is not None:
        pledge = _matched(one, (PLEDGE,))
        verb = pledge or _matched(one, ("invested so far", "invested")) or flow
        return f"{PLEDGE} {FLOW}" if pledge else FLOW, verb[1] if verb else None
    return _matched(one, wording()["money"]["order"])


def _matched(one: Sum, kinds: Sequence[str]) -> tuple[str, re.Match[str]] | None:
    for kind in kinds:
        for told in wording()["money"]["patterns"][kind]:
            for found in pattern(told).finditer(one.words):
                if SUM in found[0]:
                    return kind, found
    return None


def _assertion(one: Sum, kind: str, found: re.Match[str] | None) -> Assertion | None:
    telling, told = one.telling, _told_at(one, found)
    parts = _parts(one, kind, told)
    named = one.project.named if one.project else unkept_project(telling, one.at, one.home)
    if named is None and not _is_kept(kind, parts):
        return None
    period = period_of(one)
    if kind == "invested" and period is not None:
        kind = "invested in a period"
    return telling.assertion(
        "project", "money", named=named or one.at, subject=one.project.id if one.project else None, at=one.at,
        value=kind, amount=_amount(one), parts=parts, day=period, standing=claimed_standing(one, kind, told),
        claimant=claimant_beside(telling, one.at, one.home) or claimant_of(telling, told),
        note=None if named else "an investment in no named project",
    )  # fmt: skip


def _told_at(one: Sum, found: re.Match[str] | None) -> Span:
    if found is None:
        return one.at
    return min(one.home[0] + found.start(), one.at[0]), max(one.at[1], one.home[0] + found.start())


def _parts(one: Sum, kind: str, told: Span) -> tuple[Part, ...]:
    if kind in OF_PROJECT:  # who says what it costs need not pay for it
        return ()
    giver = giver_of(one.telling, told, one.at, one.home)
    taken = recipients_of(one.telling, one.at, one.home)
    sector = sector_of(one.telling, one.at, one.home)
    given = {part.name for part in giver}
    return (*giver, *(part for part in taken if part.name not in given), *sector)


def _is_kept(kind: str, parts: Sequence[Part]) -> bool:
    """Whether enough is told of a sum that is of no project: who gives to whom or for which sector."""
    roles = {part.role for part in parts}
    return kind not in OF_PROJECT and "investor" in roles and bool(roles & {"recipient", "sector"})


def _amount(one: Sum) -> Amount:
    quantity = one.quantity
    words = one.telling.words(*one.at)
    low, high = (
        _whole(quantity["value"] if quantity["value"] is not None else quantity[end]) for end in ("low", "high")
    )
    return Amount(count=Count(low=low, high=high, words=words, qualifier=quantity["qualifier"]), unit=quantity["unit"])


def _whole(value: float | None) -> int | None:
    """Return a number of whole units; a part of a cent is none."""
    return None if value is None else round(value)


def _shares(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield who is said to hold which share of a project."""
    home = telling.sentence_at(project.start)
    words = masked(telling.text, home, (NAMED, [(project.start, project.end)]))
    for found in SHARE.finditer(words):
        at = (home[0] + found.start(), home[0] + found.end(1))
        share = float(found[1])
        count = Count(low=int(share), high=int(share) + (not share.is_integer()), words=f"{found[1]} percent")
        yield telling.assertion(
            "project", "money", named=project.named, subject=project.id, at=at, value="share",
            amount=Amount(count=count, unit="%"), parts=giver_of(telling, at, at, home),
        )  # fmt: skip
