"""What stands doubted in review, and which violations of a ceasefire are told by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.spans import Span, overlaps
from detente.registry.ceasefires.from_reading import told_id
from detente.registry.ceasefires.violation import Violation
from detente.review.keys import event_keys
from detente.store import NOW, Known, Record, documents_of, doubts, hidden_keys, reading_of

__all__ = ["Doubted", "doubted_events", "doubted_violations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """An event of a report that cannot be told from its words: its trigger, and the numbers that are told of it.

    `number` parts events that share their trigger.
    """

    document: str
    at: Span
    number: int
    counts: tuple[Span, ...]


def doubted_events(record: Record, *, known_on: Known = NOW) -> tuple[Doubted, ...]:
    """Return the events that stand doubted, in the readings as they were known; without what is coded blind now."""
    found = doubts(record, known_on=known_on.at)
    keys = found.keys() - hidden_keys(record)
    own = {found[key].subject.document for key in keys if found[key].subject.kind == "event"}
    there = documents_of(record, own, known_on=known_on)
    return tuple(
        one
        for document in sorted(there)
        for one in _doubted(reading_of(record, document, known_on=known_on), document, keys)
    )


def _doubted(reading: Mapping[str, Any], document: str, keys: Iterable[str]) -> Iterable[Doubted]:
    wanted, seen = frozenset(keys), dict[Span, int]()
    for key, event in zip(event_keys(reading["events"], document=document), reading["events"], strict=True):
        at = Span(event["trigger"]["start"], event["trigger"]["end"])
        number = seen[at] = seen.get(at, -1) + 1
        if key in wanted:
            told = (one for one in reading["quantities"] if one.get("event") == event["id"])
            counts = tuple(Span(one["start"], one["end"]) for one in told)
            yield Doubted(document=document, at=at, number=number, counts=counts)


def doubted_violations(violations: Iterable[Violation], doubted: Iterable[Doubted]) -> frozenset[str]:
    """Return the ids of violations that reports tell by events which stand doubted, or by numbers of these."""
    some = tuple(doubted)
    return frozenset(one.id for one in violations if some and one.origin == "report" and _is_by(one, some))


def _is_by(violation: Violation, doubted: Iterable[Doubted]) -> bool:
    return any(
        violation.id == told_id(violation.ceasefire, one.document, (one.at.start, one.at.end), one.number)
        or _holds_count(violation, one)
        for one in doubted
    )


def _holds_count(violation: Violation, doubted: Doubted) -> bool:
    """Say whether it is a number, or a harm, that is told of the doubted event."""
    if violation.harm is None and violation.count is None:
        return False
    own = [
        Span(held.start, held.end)
        for held in violation.evidence
        if held.document == doubted.document and held.start is not None and held.end is not None
    ]
    return any(overlaps(words, count) for words in own for count in doubted.counts)
