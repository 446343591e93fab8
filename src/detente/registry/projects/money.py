"""Money as it is claimed: of which kind, in which currency, of what period, from whom, to whom, for what.

Money is a project's where its sentence speaks of just one; else it is an investment of somebody in somebody's sector.
A sum that no words say the kind of is left out, and so is one of which neither giver nor purpose is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.registry.assertions.assertion import Amount, Assertion, Day, Part, Standing
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.count import Count
from detente.registry.projects.givers import claimant_beside, giver_of, recipients_of, sector_of
from detente.registry.projects.sentence import claimant_of
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, OTHER_SUM, SUM, masked, pattern, wording

__all__ = ["money_of"]

PERIODS = frozenset({"year", "range", "quarter", "month"})
"""Precisions of a date that may be the period of a sum; a day is when it was said or done."""
STANDINGS: Mapping[str, Standing] = {"pledged": "planned", "estimated cost": "expected"}
OF_PROJECT = frozenset({"cost", "estimated cost"})
"""Kinds of money that only a project has."""
SHARE = re.compile(r"(\d+(?:\.\d+)?)[ -]?(?:%|per ?cent) (?:stake|share|interest) in (?:the )?" + f"{NAMED}+")
IN_VAIN = re.compile(r"\b(?:reject|refus|fine|fined|sue|stolen|stole|bribe|debt|compensation|damages|lawsuit)\w*\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of a sentence `home`, with the words around it marked, and the project that it is of, if any."""

    telling: Telling
    home: Span
    quantity: Json
    words: str
    project: Spoken | None

    @property
    def at(self) -> Span:
        """Where the sum stands."""
        return self.quantity["start"], self.quantity["end"]


def money_of(telling: Telling, spoken: Sequence[Spoken]) -> Iterator[Assertion]:
    """Yield what a report says of money for projects, and of investments in none."""
    for quantity in telling.reading["quantities"]:
        if quantity["kind"] == "money":
            one = _sum(telling, spoken, quantity)
            kind = _kind(one)
            if kind is not None and (made := _assertion(one, *kind)) is not None:
                yield made
    for project in spoken:
        yield from _shares(telling, project)


def _sum(telling: Telling, spoken: Sequence[Spoken], quantity: Json) -> Sum:
    home = telling.sentence_at(quantity["start"])
    inside = [one for one in spoken if home[0] <= one.start < home[1]]
    others = [(q["start"], q["end"]) for q in telling.layer_in("quantities", home) if q["kind"] == "money"]
    at = (quantity["start"], quantity["end"])
    words = masked(
        telling.text, home, (NAMED, [(one.start, one.end) for one in inside]), (OTHER_SUM, others), (SUM, [at])
    )
    which = {one.id or telling.words(*one.named) for one in inside}
    return Sum(
        telling=telling, home=home, quantity=quantity, words=words, project=inside[0] if len(which) == 1 else None
    )


def _kind(one: Sum) -> tuple[str, re.Match[str] | None] | None:
    """Return the kind of a sum, and the words that tell it; None where nothing does, or it is money of another sort."""
    if IN_VAIN.search(one.words):
        return None
    if re.search(r"\b(?:a|per) year\b|annual", one.telling.text[slice(*one.at)]):
        return "per year", None
    for kind in wording()["money"]["order"]:
        for told in wording()["money"]["patterns"][kind]:
            for found in pattern(told).finditer(one.words):
                if SUM in found[0]:
                    return kind, found
    return None


def _assertion(one: Sum, kind: str, found: re.Match[str] | None) -> Assertion | None:
    telling, told = one.telling, _told_at(one, found)
    parts = _parts(one, kind, told)
    if not _is_kept(one, kind, parts):
        return None
    period = _period(one)
    if kind == "invested" and period is not None:
        kind = "invested in a period"
    named = one.project.named if one.project else one.at
    standing: Standing = STANDINGS.get(kind) or telling.standing(*told)
    return telling.assertion(
        "project", "money", named=named, subject=one.project.id if one.project else None, at=one.at, value=kind,
        amount=_amount(one), parts=parts, day=period, standing=standing,
        claimant=claimant_beside(telling, one.at, one.home) or claimant_of(telling, told),
        note=None if one.project else "an investment in no named project",
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


def _is_kept(one: Sum, kind: str, parts: Sequence[Part]) -> bool:
    """Whether enough is told of a sum: a project, or who gives to whom or for which sector."""
    if one.project is not None:
        return True
    roles = {part.role for part in parts}
    return kind not in OF_PROJECT and "investor" in roles and bool(roles & {"recipient", "sector"})


def _period(one: Sum) -> Day | None:
    """Return the period that stands beside a sum, None where none is told: never the day of the report."""
    dates = [
        date
        for date in one.telling.layer_in("dates", one.home)
        if date["precision"] in PERIODS and not re.search(r"[,;]", one.telling.text[one.at[1] : date["start"]])
        and date["start"] >= one.at[1]
    ]  # fmt: skip
    return one.telling.day_of(dates[0]) if dates else None


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
