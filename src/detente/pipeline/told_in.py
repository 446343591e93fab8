"""What some reports tell as the record has them now: of these documents alone, whenever they came out."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from detente.pipeline.agreements import agreements_asked
from detente.pipeline.ceasefires import claimed_reader, violations_reader
from detente.pipeline.expectations import READER as EXPECTATIONS
from detente.pipeline.institutions import READER as INSTITUTIONS
from detente.pipeline.ledger import HEARD, NOBODYS
from detente.pipeline.platforms import READER as PLATFORMS
from detente.pipeline.projects import READER as PROJECTS
from detente.pipeline.registries import Desk
from detente.pipeline.told import Reader, Told, told_by
from detente.registry.assertions.assertion import Assertion
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.statements.ledger import Heard
from detente.store import NOW, Known, Record, events_told, readings_among

__all__ = ["assertions_in", "claimed_in", "heard_in", "violations_in"]

T = TypeVar("T")


def violations_in(
    record: Record, ceasefire: Ceasefire, documents: Collection[str], *, known_on: Known = NOW
) -> tuple[Violation, ...]:
    """Return what reports tell of a ceasefire, each with the incident that it belongs to."""
    told = _told(record, NOBODYS, violations_reader(ceasefire), documents, known_on)
    belongs = events_told(record, known_on=known_on.at)
    return tuple(
        replace(one, incident=belongs[one.incident][0] if one.incident in belongs else None)
        for report in told
        for one in report.found
    )


def claimed_in(
    record: Record, ceasefire: Ceasefire, documents: Collection[str], *, known_on: Known = NOW
) -> tuple[ClaimedItem, ...]:
    """Return what reports claim of a ceasefire that is no measurement."""
    return tuple(_found(_told(record, NOBODYS, claimed_reader(ceasefire), documents, known_on)))


def assertions_in(
    record: Record, desk: Desk, documents: Collection[str], *, known_on: Known = NOW
) -> tuple[Assertion, ...]:
    """Return what reports tell of what the desk follows, and of what they name beside it."""
    rooms = (PLATFORMS, INSTITUTIONS, PROJECTS, EXPECTATIONS)
    asked = agreements_asked(record, known_on=known_on)
    agreed = told_by(
        record, desk, asked.reader, things=asked.kept, among=readings_among(record, documents, known_on=known_on),
        known_on=known_on,
    )  # fmt: skip
    said = (one for report in agreed for found in report.found for _, one in found.said)
    others = (one for room in rooms for one in _found(_told(record, desk, room, documents, known_on)))
    return (*said, *others)


def heard_in(record: Record, documents: Collection[str], *, known_on: Known = NOW) -> tuple[Heard, ...]:
    """Return what reports have of what somebody said."""
    return tuple(_found(_told(record, NOBODYS, HEARD, documents, known_on)))


def _told(
    record: Record, desk: Desk, reader: Reader[T], documents: Collection[str], known_on: Known
) -> Iterable[Told[T]]:
    return told_by(
        record, desk, reader, among=readings_among(record, documents, known_on=known_on), known_on=known_on
    )  # fmt: skip


def _found(told: Iterable[Told[T]]) -> Iterator[T]:
    return (one for report in told for one in report.found)
