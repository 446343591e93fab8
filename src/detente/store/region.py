"""Which accounts are settled anew when some come or leave, and which stand around them and only have to hold.

Around what is settled anew stand the groups that it could join: those that a link from the threshold on leads to. If
all of these come out as they are noted, then so does everything beyond them: two groups can first meet only along such
a link, at a likelihood at which both are still open, and there the two would have met here as well. A group that does
not come out as noted is settled anew with the others, and what stands around it is looked at in turn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.account import ONLY_ATTACHED
from detente.incidents.decisions import Constraints
from detente.store import tables
from detente.store.accounts import State
from detente.store.asked import portions

__all__ = ["Placed", "Region", "links_of"]

ACCOUNTS, LINKS = tables.accounts, tables.links
COLUMNS = ("number", "key", "document_id", "start", "published", "status", "incident")
SLACK = 0.0001
"""Links are added up in whole parts of ten thousand: one that lies below a threshold by less may reach it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An account as far as settling asks, and the incident that it is noted to belong to."""

    number: int
    key: str
    document: str
    start: int
    published: tuple[int, int] | None
    status: str
    incident: str | None

    @property
    def is_recalled(self) -> bool:
        """Whether it is told as known from before."""
        return self.status == "background"

    @property
    def only_attached(self) -> bool:
        """Whether it makes no incident."""
        return self.status in ONLY_ATTACHED


class Region:
    """Accounts that were settled, and a batch that is: the others are not there yet."""

    def __init__(self, connection: Connection, batch: Iterable[int], held: Constraints) -> None:
        """Begin with nothing loaded."""
        self._connection, self._batch = connection, frozenset(batch)
        self._together = {key: some for some in held.together for key in some}
        self.rows: dict[int, Placed] = {}
        self.members: dict[str, frozenset[int]] = {}
        self.links: dict[tuple[str, str], float] = {}
        """Those among accounts that are settled anew, between these and others around, and within groups around.

        What lies between two groups around counts for nothing: neither joined the other.
        """
        self._read: set[int] = set()
        self._near: set[int] = set()
        self._held: set[int] = set()
        self._beyond: defaultdict[int, dict[int, float]] = defaultdict(dict)

    def whole(self, numbers: Iterable[int], incidents: Iterable[str] = ()) -> set[int]:
        """Return accounts with all that are noted as one with them, and all that people put together with them."""
        reached: set[int] = set()
        waiting = self._numbered(numbers) | self._grouped(incidents)
        while waiting := waiting - reached:
            reached |= waiting
            rows = [self.rows[number] for number in waiting]
            waiting = self._grouped({row.incident for row in rows if row.incident is not None})
            keys = {key for row in rows for key in self._together.get(row.key, ())}
            waiting |= self._load("key", sorted(keys))
        return reached

    def around(self, inner: set[int], threshold: float) -> set[int]:
        """Return whole groups outside that a link from the threshold on leads to."""
        self._take_up(inner)
        self._near |= {other for other, some in self._beyond.items() if max(some.values()) >= threshold - SLACK}
        outer = self.whole(self._near - inner) - inner
        self._open(inner | outer)
        for one, other, weighed in self._within(sorted(outer - self._held)):
            if one in outer and other in outer:
                self.links[self._pair(one, other)] = weighed
        self._held |= outer
        return outer

    def _take_up(self, inner: set[int]) -> None:
        """Read the links of accounts that are settled anew."""
        for other, one, weighed in links_of(self._connection, sorted(inner - self._read), 0.0):
            self._beyond[other][one] = weighed
        self._read |= inner

    def _open(self, there: set[int]) -> None:
        """Let those links count that lead to accounts which are there."""
        for other in self._beyond.keys() & there:
            for one, weighed in self._beyond.pop(other).items():
                self.links[self._pair(one, other)] = weighed

    def changed(self, outer: set[int], belonging: Mapping[str, str]) -> set[int]:
        """Return the accounts outside of groups that did not come out as they are noted."""
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for key, incident in belonging.items():
            groups[incident].add(key)
        intact = {
            incident
            for incident, numbers in self.members.items()
            if groups.get(incident) == {self.rows[number].key for number in numbers}
        }
        return {number for number in outer if self.rows[number].incident not in intact}

    def _numbered(self, numbers: Iterable[int]) -> set[int]:
        wanted = set(numbers)
        known = wanted & self.rows.keys()
        return known | self._load("number", sorted(wanted - known))

    def _grouped(self, incidents: Iterable[str]) -> set[int]:
        new = sorted(set(incidents) - self.members.keys())
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number in self._load("incident", new):
            found[str(self.rows[number].incident)].add(number)
        self.members |= {incident: frozenset(found[incident]) for incident in new}
        return {number for incident in incidents for number in self.members[incident]}

    def _load(self, column: str, values: Sequence[Any]) -> set[int]:
        """Take up accounts that are there, chosen by a column."""
        found: dict[int, Placed] = {}
        for some in portions(values):
            query = sa.select(*(ACCOUNTS.c[name] for name in COLUMNS), ACCOUNTS.c.state)
            query = query.where(ACCOUNTS.c[column].in_(some), ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED]))
            for *told, state in self._connection.execute(query):
                if state == State.SETTLED or told[0] in self._batch:
                    found[told[0]] = _placed(told)
        self.rows |= found
        return set(found)

    def _within(self, numbers: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Yield the links between accounts that are noted as one."""
        one, other = ACCOUNTS.alias("one"), ACCOUNTS.alias("other")
        query = sa.select(LINKS.c.first, LINKS.c.second, LINKS.c.weighed).join(one, one.c.number == LINKS.c.first)
        query = query.join(other, other.c.number == LINKS.c.second).where(other.c.incident == one.c.incident)
        for some in portions(numbers):
            rows = self._connection.execute(query.where(LINKS.c.first.in_(some))).all()
            yield from ((row[0], row[1], row[2]) for row in rows)

    def _pair(self, one: int, other: int) -> tuple[str, str]:
        first, second = self.rows[one].key, self.rows[other].key
        return (first, second) if first < second else (second, first)


def links_of(connection: Connection, numbers: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield the links of accounts from a likelihood on, weighed against rivals: with whom, whose, how likely."""
    for some in portions(numbers):
        for mine, theirs in ((LINKS.c.first, LINKS.c.second), (LINKS.c.second, LINKS.c.first)):
            query = sa.select(theirs, mine, LINKS.c.weighed).where(mine.in_(some), LINKS.c.weighed >= least)
            yield from ((row[0], row[1], row[2]) for row in connection.execute(query).all())


def _placed(told: Sequence[Any]) -> Placed:
    number, key, document, start, published, status, incident = told
    days = None if published is None else (published, published)
    return Placed(
        number=number, key=key, document=document, start=start, published=days, status=status, incident=incident
    )
