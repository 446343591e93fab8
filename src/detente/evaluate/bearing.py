"""Composed pairs of a report and a provision, and how well what is proposed fits them."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.registry.agreements.bearing.proposals import Proposal, held_in, propose
from detente.registry.agreements.definition import Agreement, AgreementParty, Provision
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.telling import Telling

__all__ = ["Case", "Measured", "cases_in", "examples_of", "measure_bearing", "proposals_for"]

Read = Callable[[str], Mapping[str, Any]]
"""Returns the reading of a text, in the contract's form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A composed report beside an agreement: on which provisions it bears and how; which it only seems to bear on."""

    agreement: Agreement
    actors: tuple[Actor, ...]
    signed: dt.date
    text: str
    bears: Mapping[str, str]
    near: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured: pairs found, wrong, missed; directions right; which near misses were taken, of how many."""

    right: int
    found: int
    gold: int
    directions: int
    taken: Mapping[str, int]
    near: Mapping[str, int]

    @property
    def precision(self) -> float:
        """Which share of what is proposed bears."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Which share of what bears is proposed."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.gold
        return 2 * self.right / both if both else 0.0


def cases_in(path: Path) -> Iterator[Case]:
    """Yield the composed reports of a file of `corpus/implementation`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        agreement, actors = _agreement(row), tuple(map(_actor, row["actors"]))
        for one in row["reports"]:
            yield Case(
                agreement=agreement,
                actors=actors,
                signed=dt.date.fromisoformat(row["signed"]),
                text=one["text"],
                bears={pair["provision"]: pair["direction"] for pair in one["bears"]},
                near={pair["provision"]: pair["why"] for pair in one["near"]},
            )


def proposals_for(case: Case, read: Read) -> tuple[Proposal, ...]:
    """Return what is proposed of a report as done, once our own reader has read it."""
    found = propose(_telling(case, read), case.agreement, since=case.signed)
    return tuple(one for one in found if one.manner == "done")


def examples_of(case: Case, read: Read) -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield what was found in holding a report against each provision, and whether it bears on it: to learn from."""
    for held in held_in(_telling(case, read), case.agreement, since=case.signed):
        if held.manner == "done":
            yield held.features, held.provision.id in case.bears


def measure_bearing(path: Path, read: Read) -> Measured:
    """Measure proposals against a file of composed reports."""
    right, found, gold, directions = 0, 0, 0, 0
    taken, near = Counter[str](), Counter[str]()
    for case in cases_in(path):
        given = {one.provision: one.direction for one in proposals_for(case, read)}
        both = given.keys() & case.bears.keys()
        right, found, gold = right + len(both), found + len(given), gold + len(case.bears)
        directions += sum(given[one] == case.bears[one] for one in both)
        near.update(case.near.values())
        taken.update(why for one, why in case.near.items() if one in given)
    return Measured(right=right, found=found, gold=gold, directions=directions, taken=dict(taken), near=dict(near))


def _telling(case: Case, read: Read) -> Telling:
    return Telling(reading=read(case.text), document="composed", actors=case.actors)


def _agreement(row: Mapping[str, Any]) -> Agreement:
    provisions = tuple(
        Provision(
            id=one["id"], words=one["words"], bound=tuple(one["bound"]), toward=tuple(one["toward"]), is_composed=True
        )
        for one in row["provisions"]
    )
    parties = tuple(AgreementParty(actor=one["id"], role="mentioned") for one in row["actors"])
    return Agreement(id=row["id"], name=row["name"], parties=parties, provisions=provisions)


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(
        id=row["id"], name=row["name"], kind=row["kind"], names=tuple(row["names"]), countries=tuple(row["countries"])
    )
