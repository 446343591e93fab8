"""What came of each provision, by named persons: 0 none, 1 minimal, 2 intermediate, 3 full; blank is not 0.

The scale is that of the Peace Accords Matrix. No value is ever made by the machine, and two persons' values stand
beside each other: none is averaged.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.agreements.definition import Agreement
from detente.registry.evidence import Evidence

__all__ = [
    "SCALE",
    "Assessment",
    "Cell",
    "Row",
    "check_assessment",
    "check_day",
    "matrix_of",
    "parties_in_order",
    "timeline_of",
]

SCALE = {0: "none initiated", 1: "minimal", 2: "intermediate", 3: "full"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How far a party has carried out a provision by a day, as one person judges, in what words, on what.

    `proposals` are ids of bearings that it rests on; `known_at` is when the record got to know it.
    """

    agreement: str
    provision: str
    party: str
    day: str
    value: int
    by: str
    reason: str
    evidence: tuple[Evidence, ...]
    proposals: tuple[str, ...] = ()
    known_at: str | None = None

    @property
    def id(self) -> str:
        """The same for every revision: of one person, provision, party and day."""
        return hash_parts("assessment", self.agreement, self.provision, self.party, self.day, self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a party has done of a provision: each person's latest assessment, by name; empty where nobody judged.

    `is_bound` is whether the provision binds the party: where it does not, there is nothing to judge.
    """

    party: str
    is_bound: bool
    assessments: tuple[Assessment, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether two persons judge otherwise."""
        return len({one.value for one in self.assessments}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A provision with a cell for each party, in the order shown."""

    provision: str
    words: str
    is_composed: bool
    cells: tuple[Cell, ...]


def check_assessment(agreement: Agreement, given: Assessment) -> None:
    """Refuse what cannot be. Raises `UsageError` that says what there is."""
    provision = next((one for one in agreement.provisions if one.id == given.provision), None)
    if provision is None:
        there = ", ".join(one.id for one in agreement.provisions) or "none: its watch names no provisions"
        message = f"{agreement.id} has no provision {given.provision[:40]!r}; there are {there}"
        raise UsageError(message)
    if given.party not in provision.bound:
        message = (
            f"{agreement.id} {provision.id} does not bind {given.party[:40]!r}, so it has nothing to carry out; "
            f"bound are {', '.join(provision.bound) or 'none'}"
        )
        raise UsageError(message)
    if given.value not in SCALE:
        scale = ", ".join(f"{value} {words}" for value, words in SCALE.items())
        message = f"{given.value} is no value of the scale: {scale}; where nobody can judge, write nothing"
        raise UsageError(message)


def check_day(given: Assessment, *, since: dt.date | None, today: dt.date) -> None:
    """Refuse to judge of a day before the agreement, or of one to come. Raises `UsageError`."""
    if since is not None and given.day < since.isoformat():
        message = (
            f"on {given.day} there was nothing of {given.agreement} to carry out: it is told to have been signed, "
            f"announced or in force on {since} at the earliest; give a later day with --on"
        )
        raise UsageError(message)
    if given.day > today.isoformat():
        message = f"{given.day} is still to come, and today is {today}: judge of a day that has been"
        raise UsageError(message)


def parties_in_order(agreement: Agreement, day: dt.date) -> tuple[str, ...]:
    """Return whom provisions bind, as the columns stand: turned round every other day, so that nobody is always left.

    It is the rule of the boards of ceasefires.
    """
    bound = {one for provision in agreement.provisions for one in provision.bound}
    written = [party.actor for party in agreement.parties if party.actor in bound]
    ordered = list(dict.fromkeys([*written, *(one for p in agreement.provisions for one in p.bound)]))
    return tuple(reversed(ordered) if day.toordinal() % 2 else ordered)


def matrix_of(agreement: Agreement, said: Iterable[Assessment], *, day: dt.date) -> tuple[Row, ...]:
    """Return provisions by parties as of a day: what each person judged last, of days up to it."""
    latest = _latest([one for one in said if one.agreement == agreement.id and one.day <= day.isoformat()])
    columns = parties_in_order(agreement, day)
    return tuple(
        Row(
            provision=provision.id,
            words=provision.words,
            is_composed=provision.is_composed,
            cells=tuple(
                Cell(
                    party=party,
                    is_bound=party in provision.bound,
                    assessments=tuple(o for o in latest if (o.provision, o.party) == (provision.id, party)),
                )
                for party in columns
            ),
        )
        for provision in agreement.provisions
    )


def timeline_of(said: Iterable[Assessment]) -> Iterator[Assessment]:
    """Yield assessments by the day of which they are, then by provision, party and person."""
    yield from sorted(said, key=lambda one: (one.day, one.provision, one.party, one.by))


def _latest(said: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Return the last of each person of each provision and party, by the persons' names."""
    found: dict[tuple[str, str, str], Assessment] = {}
    for one in timeline_of(said):
        found[one.provision, one.party, one.by] = one
    return tuple(sorted(found.values(), key=lambda one: (one.provision, one.party, one.by)))
