"""All that a record holds about institutions: what the watch states, people wrote down and reports tell."""

from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import assertion_reader, told_by
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.once import once_of_copies
from detente.registry.institutions.told import assertions_of
from detente.store import NOW, Known, Record

__all__ = ["READER", "gather_institutions"]

READER = assertion_reader("institution", assertions_of)


def gather_institutions(record: Record, *, desk: Desk | None = None, known_on: Known = NOW) -> tuple[Assertion, ...]:
    """Return all that is said of institutions, of copies of one text once."""
    own = desk or stored_desk(record, known_on=known_on)
    told = (one for report in told_by(record, own, READER, known_on=known_on) for one in report.found)
    return (*own.of_room("institution"), *once_of_copies(told))
