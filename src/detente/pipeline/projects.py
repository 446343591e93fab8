"""All that a record holds about projects and investments: what reports tell, what the watch states, what people wrote.

What reports tell is worked out anew each time it is asked for, of copies of one text once.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Told, assertion_reader, told_by
from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.definition import Project
from detente.registry.projects.told import assertions_of
from detente.store import NOW, Known, Record, derived

__all__ = ["READER", "Projects", "gather_projects"]

READER = assertion_reader("project", assertions_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """The desk, and what is said of its projects, of projects that it does not keep, and of investments in none."""

    desk: Desk
    assertions: tuple[Assertion, ...]

    @property
    def kept(self) -> tuple[Project, ...]:
        """The projects that the desk follows."""
        return tuple(one for watch in self.desk.watches for one in watch.projects)

    def of(self, project: str) -> tuple[Assertion, ...]:
        """Return what is said of a project."""
        return tuple(one for one in self.assertions if one.subject == project)


def gather_projects(
    record: Record, *, since: dt.date = dt.date.min, until: dt.date = dt.date.max, known_on: Known = NOW
) -> Projects:
    """Return what is said of projects, in the order in which it was published; what has no day comes last."""
    desk = stored_desk(record, known_on=known_on)
    told = told_by(record, desk, READER, since=since, until=until, known_on=known_on)
    return derived(record, "projects", lambda: _said(desk, told), desk, told, known_on=known_on)


def _said(desk: Desk, told: Iterable[Told[Assertion]]) -> Projects:
    found = sorted((one for report in told for one in report.found), key=_order)
    every = sorted((*desk.of_room("project"), *_once(found)), key=_order)
    return Projects(desk=desk, assertions=tuple(every))


def _once(told: Iterable[Assertion]) -> Iterator[Assertion]:
    """Yield what copies of one text say once: as its first copy has it."""
    first: dict[tuple[object, ...], str | None] = {}
    for one in told:
        said: tuple[object, ...] = (
            one.voice,
            one.subject,
            one.named,
            one.what,
            one.value,
            one.claimant.name,
            one.standing,
            one.day,
        )
        said += (one.amount, tuple((part.role, part.name) for part in one.parts))
        if first.setdefault(said, one.document) == one.document:
            yield one


def _order(one: Assertion) -> tuple[bool, str, str, int, str]:
    first = one.evidence[0]
    return one.published is None, one.published or "", one.document or "", first.start or 0, one.id
