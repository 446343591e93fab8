"""Where a report speaks of institutions: by a name that the desk keeps, by what they are called, or as "the centre"."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.knowledge.files import read_toml
from detente.registry.assertions.assertion import Assertion, Day, Standing
from detente.registry.assertions.clauses import Clause
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling
from detente.registry.institutions.definition import Institution

__all__ = ["Body", "bodies_in", "day_behind", "meant_in", "say"]

FILE = "institutions/words.toml"
BACK = re.compile(r"\b(?:The|This|Its?|the)\s+(?P<noun>cent(?:re|er)|mission|commission|mechanism)\b(?!\s+of\b)")
STANDS_FOR = re.compile(r"\b(?:it was being|work there|the staff)\b")
NO_NAME = r"(?:its|their|the|an?|and|or|of|to|in|for|on|by|with|from|that|will|has|have|had|was|were|is|are)\b"
"""Words that no institution's name goes over: "United Nations suspends its" is none's."""
OF_OTHERS = re.compile(r"\b(?:after|following|before|ahead of|prior to|surrounding|preparations)\b", re.IGNORECASE)
NAMING_YEAR = re.compile(r"(?:\bthe|,)\s*$", re.IGNORECASE)
DOUBTS = frozenset({"denied", "negated", "hypothetical", "hoped", "demanded"})
"""Standings of a claim that no words within it put right: what is hoped for was not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An institution as it is named, `[start, end)`; `id` where the desk keeps it.

    `here` is where the words at hand speak of it, by its name or as "the centre".
    """

    start: int
    end: int
    id: str | None = None
    here: Span = (0, 0)

    @property
    def named(self) -> Named | Span:
        """What it is named by, as an assertion asks for it."""
        return Named(start=self.start, end=self.end, id=self.id, by_name=True) if self.id else (self.start, self.end)


def bodies_in(telling: Telling) -> tuple[Body, ...]:
    """Return where institutions are named: those kept by any of their names, others by what they are called."""
    kept = {one.id for one in telling.things if isinstance(one, Institution)}
    found = [Body(start=one.start, end=one.end, id=one.id) for one in telling.named if one.id in kept]
    for match in _name().finditer(telling.text):
        own = Body(start=match.start(), end=match.end())
        if not any(one.start < own.end and own.start < one.end for one in found):
            found.append(own)
    return tuple(sorted(found, key=lambda one: one.start))


def meant_in(telling: Telling, bodies: Sequence[Body], clause: Clause) -> Body | None:
    """Return the institution that a part of a sentence is about: named in it, or "the centre" of the one before."""
    own = [one for one in bodies if clause.start <= one.start < clause.end]
    if own:
        return replace(own[0], here=(own[0].start, own[0].end))
    before = [one for one in bodies if one.end <= clause.start]
    back = BACK.search(clause.words)
    if back is not None:
        noun = back["noun"].lower()[:4]
        before = [one for one in before if noun in telling.text[one.start : one.end].lower()]
        here = (clause.start + back.start("noun"), clause.start + back.end("noun"))
        return replace(before[-1], here=here) if before else None
    goes_on = bool(before) and clause.number > 0 and before[-1].start >= clause.sentence[0]
    if before and (goes_on or STANDS_FOR.search(clause.words)):
        return replace(before[-1], here=(clause.start, clause.start))
    return None


def say(telling: Telling, body: Body, what: str, span: Span, standing: Standing, **told: Any) -> Assertion:
    """Return an assertion about an institution; what its claimant only hopes for or denies has that standing."""
    doubted = telling.standing(*span, default=standing)
    return telling.assertion(
        "institution", what, named=body.named, at=span, standing=doubted if doubted in DOUBTS else standing, **told
    )


def day_behind(telling: Telling, clause: Clause, near: int) -> Day | None:
    """Return the first date behind a verb in its part of a sentence, else the nearest before it."""
    behind = [one for one in telling.layer_in("dates", (near, clause.end)) if not _is_others(telling, one, near)]
    before = [one for one in telling.layer_in("dates", clause.span) if one["end"] <= near]
    before = [one for one in before if ":" not in telling.text[one["end"] : near]]  # "2011 war: the League suspends"
    return telling.day_of(behind[0] if behind else before[-1] if before else None)


def _is_others(telling: Telling, date: Mapping[str, Any], near: int) -> bool:
    """Say whether a date behind a verb is of something else: "after the 2019 vote", "for the election, 2007"."""
    between = telling.text[near : date["start"]]
    is_bare_year = re.fullmatch(r"\d{4}", telling.text[date["start"] : date["end"]]) is not None
    return bool(OF_OTHERS.search(between) or (is_bare_year and NAMING_YEAR.search(between)))


@functools.cache
def _name() -> re.Pattern[str]:
    """Return the pattern of what institutions are called that a desk does not keep."""
    names: Mapping[str, Sequence[str]] = read_toml(FILE)["names"]
    kinds, courts = "|".join(names["kinds"]), "|".join(names["courts"])
    own, of_court = "|".join(names["qualifiers"]), "|".join(names["of courts"])
    named = "|".join(names["patterns"])
    return re.compile(
        rf"\b(?:(?:{own})(?:[ /-](?!{NO_NAME})[\w-]+){{0,3}}?[ /](?i:{kinds})\b"
        r"(?:(?<=ission)\s+(?:in|to)\s+(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*)?"
        rf"|(?:{of_court})\s+(?i:{courts})\b|{named})"
    )
