"""All that a record holds about institutions: what the watch states, people wrote down and reports tell."""

from collections.abc import Iterable

from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Told, assertion_reader, told_to
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.once import once_of_copies
from detente.registry.institutions.told import assertions_of
from detente.store import NOW, Known, Record, derived

__all__ = ["READER", "gather_institutions"]

READER = assertion_reader("institution", assertions_of)


def gather_institutions(record: Record, *, desk: Desk | None = None, known_on: Known = NOW) -> tuple[Assertion, ...]:
    """Return all that is said of institutions, of copies of one text once."""
    own = desk or stored_desk(record, known_on=known_on)
    told = told_to(record, own, READER, known_on=known_on)
    return derived(record, "institutions", lambda: _said(own, told), own, told, known_on=known_on)


def _said(desk: Desk, told: Iterable[Told[Assertion]]) -> tuple[Assertion, ...]:
    return (*desk.of_room("institution"), *once_of_copies(one for report in told for one in report.found))
