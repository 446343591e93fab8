"""What violations are told to have cost: who was killed, wounded or captured, by whoever says so.

A number that stands with another deed is that one's. One that stands with none is told of the deed before it, if that
is near; what only takes up a number ("all three") is none of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.core.ids import hash_parts
from detente.incidents.saying import claim_over
from detente.registry.ceasefires.report import Json, Report
from detente.registry.ceasefires.told.days import days_at
from detente.registry.ceasefires.told.figures import count_of
from detente.registry.ceasefires.violation import HARMS, Violation
from detente.registry.count import Count

__all__ = ["ToldDeed", "harms_of"]

HARMED = (
    ("killed", re.compile(r"\bkill", re.IGNORECASE)),
    ("wounded", re.compile(r"\b(?:wound|injur)", re.IGNORECASE)),
)
AGAIN = re.compile(r"(?:all|both|\w+ of (?:them|whom|these|those))\b", re.IGNORECASE)
"""How a number begins that only takes up one that was told: "all three", "two of them"."""
BEHIND = 2
"""Sentences after a deed in which a number of people harmed is told of it, where it is told of nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDeed:
    """A violation with the event that tells of it."""

    event: str
    made: Violation


def harms_of(report: Report, made: Sequence[ToldDeed]) -> Iterator[Violation]:
    """Yield what violations are told to have cost: who was killed, wounded, captured, by whoever gives the number."""
    some = [one for one in made if one.made.said == "some"]
    by_event = {one.event: one.made for one in some}
    counted: set[tuple[str, str]] = set()
    for quantity in report.reading["quantities"]:
        if quantity["kind"] not in HARMS or (count := count_of(quantity)) is None:
            continue
        if AGAIN.match(quantity["text"]):
            continue
        own = quantity.get("event")
        near = by_event.get(own or "") or (None if own else _deed_before(report, quantity["start"], some))
        if near is not None:
            counted.add((near.id, quantity["kind"]))
            yield _harm(report, quantity, count, near)
    yield from _harms_without_number(report, some, counted)


def _harms_without_number(
    report: Report, some: Sequence[ToldDeed], counted: set[tuple[str, str]]
) -> Iterator[Violation]:
    """Yield the harm that a deed's own words tell where no number stands with it: "a soldier was killed"."""
    triggers = {event["id"]: event["trigger"] for event in report.reading["events"]}
    for one in some:
        for harm, pattern in HARMED:
            if (one.made.id, harm) not in counted and pattern.search(report.words(triggers[one.event])):
                yield replace(one.made, id=hash_parts("harm", one.made.id, harm), harm=harm)


def _harm(report: Report, quantity: Json, count: Count, near: Violation) -> Violation:
    start, end = quantity["start"], quantity["end"]
    claim = report.claims.get(quantity.get("claim") or "") or claim_over(report.reading, start, end)
    speaker = report.speaker(claim)
    return replace(
        near,
        id=hash_parts("harm", near.id, quantity["kind"], str(start), str(end)),
        said="none" if count.is_none else "some",
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        mood=speaker.mood,
        harm=quantity["kind"],
        count=count,
        interval=near.interval or days_at(report, start, end, claim["id"] if claim else None),
        evidence=(*report.evidence({"start": start, "end": end}), *near.evidence),
    )


def _deed_before(report: Report, start: int, some: Sequence[ToldDeed]) -> Violation | None:
    """Return the violation that the sentence of a number, or one shortly before it, tells of last."""
    sentences = [one["start"] for one in report.reading["sentences"] if one["start"] <= start]
    first = sentences[-BEHIND - 1 :][0] if sentences else 0
    near = [one.made for one in some if first <= (one.made.evidence[0].start or 0) <= start]
    return max(near, key=lambda one: (one.evidence[0].start or 0, one.id), default=None)
