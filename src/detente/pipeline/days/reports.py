"""What reports tell of a ceasefire, by the days that it is told of: each is looked into once, when it is asked for.

It is brought forward by what changed: a report that is read anew, reviewed, withdrawn or released is looked into again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.pipeline.days.weeks import Weeks
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.told.days import CLOSE
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import (
    Known,
    Record,
    Stretches,
    changed_by_people,
    observed_documents,
    readings_listed,
    stretches_of,
)

__all__ = ["ReportDays", "Tell", "Told"]

T = TypeVar("T")
Place = tuple[str, int]
"""A report, and which of the things that it tells."""
Told = tuple[Sequence[Violation], Sequence[ClaimedItem]]
Tell = Callable[[Sequence[tuple[str, str]]], Mapping[str, Told]]
"""Looks into reports, each with its reading, and returns what they tell by their ids."""
MOST_LOOKED = 2_000
"""Stretches of days of which is held up to which report they were looked into."""
Days = tuple[str, str]
Day = dt.date | str | None


@dataclass(slots=True)
class _Report:
    """A report with what decides on which days it is looked at; what it tells, once it was looked into."""

    stretches: Stretches
    said: str | None
    violations: Sequence[Violation] = ()
    claimed: Sequence[ClaimedItem] = ()
    is_seen: bool = False


class ReportDays:
    """What the reports of a record tell of one ceasefire, as of one moment. One thread at a time may use it."""

    def __init__(self, known_on: Known) -> None:
        """Hold nothing yet."""
        self._known_on = known_on
        self._is_new = True
        self.version = 0
        """Another whenever something else is told of any day."""
        self.all_version = 0
        """Another whenever a report comes, goes, or is looked into."""
        self._reports: dict[str, _Report] = {}
        self._waiting = Weeks[str]()
        self._came: list[str] = []
        self._looked: dict[Interval, int] = {}
        self._dated, self._undated, self._claimed = Weeks[Place](), Weeks[Place](), Weeks[Place]()
        self._figures: dict[Place, None] = {}
        self._with_figures = Weeks[str]()
        self.figures_version = 0
        """Another whenever another figure is published in a report."""
        self._of_figures: dict[Interval, tuple[int, list[tuple[str, Violation]]]] = {}
        self._alike: dict[object, dict[Place, None]] = {}

    def bring_forward(self, record: Record, changed: frozenset[str] | None) -> None:
        """Take in the reports that changed since it was asked last; where None are named, look which did."""
        if self._is_new:
            self._take_in(record, None)
        elif documents := self._different(record) if changed is None else changed:
            self._take_in(record, documents)
        self._is_new = False

    def look_into(self, interval: Interval, near: Interval, tell: Tell) -> None:
        """Look into the reports of some days that were not looked into yet."""
        days, around = _texts(interval), _texts(near)
        new = sorted(one for one in self._unseen(interval, near) if self._reports[one].stretches.may_tell(days, around))
        told = tell([(one, self._reports[one].stretches.reading) for one in new]) if new else {}
        for one in new:
            self._list(self._waiting.drop, one)
            self._put(one, told.get(one, ((), ())))

    def _unseen(self, interval: Interval, near: Interval) -> set[str]:
        """Return the reports not looked into that may be of some days; of days asked for before, those that came."""
        before = self._looked.get(interval)
        if len(self._looked) > MOST_LOOKED:
            self._looked.clear()
        self._looked[interval] = len(self._came)
        if before is None:
            return self._waiting.near(min(interval.first, near.first), max(interval.last, near.last))
        return {one for one in self._came[before:] if one in self._reports and not self._reports[one].is_seen}

    def violations(self, interval: Interval, near: Interval) -> list[tuple[str, Violation]]:
        """Return what is told of some days, or of none by reports of about these, each with its report, in order."""
        dated = ((place, self._violation(place)) for place in self._dated.near(interval.first, interval.last))
        undated = ((place, self._violation(place)) for place in self._undated.near(near.first, near.last))
        own = [(place, one) for place, one in dated if one.interval and one.interval.overlaps(interval)]
        own += [(place, one) for place, one in undated if _came_out(one, _texts(near))]
        return self._asked(own, interval, near)

    def figures(self, interval: Interval, near: Interval) -> list[tuple[str, Violation]]:
        """Return the published figures of all days that are told by reports that are looked at for some."""
        version, found = self._of_figures.get(interval, (-1, []))
        if version != self.figures_version:
            around = _texts(near)
            nearby = self._with_figures.near(min(interval.first, near.first), max(interval.last, near.last))
            every = ((place, one) for document in nearby for place, one in self._published(document))
            found = self._asked((one for one in every if one[1].interval or _came_out(one[1], around)), interval, near)
            if len(self._of_figures) > MOST_LOOKED:
                self._of_figures.clear()
            self._of_figures[interval] = self.figures_version, found
        return found

    @property
    def with_figures(self) -> Iterator[str]:
        """The reports that tell published figures, in the order of which came first."""
        return (document for document, _ in self._figures)

    def claimed(self, interval: Interval, near: Interval) -> list[tuple[str, ClaimedItem]]:
        """Return what may be claimed on some days, and what says the same, each with its report, in order."""
        keys = {_same(self._claim(place)) for place in self._claimed.near(interval.first, interval.last)}
        places = (place for key in keys for place in self._alike[key])
        return self._asked(((place, self._claim(place)) for place in places), interval, near)

    def _asked(self, found: Iterable[tuple[Place, T]], interval: Interval, near: Interval) -> list[tuple[str, T]]:
        """Return what stands in reports that are looked at for some days, in the order of these."""
        days, around = _texts(interval), _texts(near)
        by_place = dict(found)
        documents = {document for document, _ in by_place}
        asked = {one for one in documents if self._reports[one].stretches.may_tell(days, around)}
        return [(place[0], by_place[place]) for place in sorted(by_place) if place[0] in asked]

    def _different(self, record: Record) -> frozenset[str]:
        """Return the reports that are read or reviewed otherwise than is held, that came or went."""
        forms = observed_documents(record, known_on=self._known_on)
        said = changed_by_people(record, known_on=self._known_on)
        listed = readings_listed(record, known_on=self._known_on)
        now = {one: (reading, said.get(one, "")) for one, reading in listed if one not in forms}
        held = {one: (report.stretches.reading, report.said) for one, report in self._reports.items()}
        return frozenset(one for one in held.keys() | now.keys() if held.get(one) != now.get(one))

    def _take_in(self, record: Record, changed: frozenset[str] | None) -> None:
        documents = None if changed is None else sorted(changed)
        found = stretches_of(record, precisions=CLOSE, documents=documents, known_on=self._known_on)
        said = changed_by_people(record, known_on=self._known_on)
        forms = observed_documents(record, known_on=self._known_on)
        for one in self._reports.keys() & (self._reports.keys() if changed is None else changed):
            self._drop(one)
        for one, stretches in found.items():
            if one not in forms:
                self._reports[one] = _Report(stretches, said.get(one, ""))
                self._list(self._waiting.put, one)
                self._came.append(one)

    def _list(self, put: Callable[[str, Day, Day], None], one: str) -> None:
        """Put a report into a list, or take it out, under all days for which it is looked at."""
        stretches = self._reports[one].stretches
        for first, last in (stretches.published, *stretches.told, *(((None, None),) if stretches.is_reviewed else ())):
            put(one, first, last)

    def _put(self, one: str, told: Told) -> None:
        report = self._reports[one]
        report.violations, report.claimed = told
        report.is_seen = True
        self.all_version += 1
        self.version += any(one.interval is not None for one in report.violations)
        for place, violation in _placed(one, report.violations):
            listed, first, last = self._list_of(violation)
            listed.put(place, first, last)
            if violation.origin == "published":
                self._figures[place] = None
                self.figures_version += 1
                self._list(self._with_figures.put, one)
        for place, claim in _placed(one, report.claimed):
            self._claimed.put(place, claim.date, claim.date)
            self._alike.setdefault(_same(claim), {})[place] = None

    def _drop(self, one: str) -> None:
        """Forget a report with all that it tells."""
        self.all_version += 1
        self._list(self._waiting.drop, one)
        self._list(self._with_figures.drop, one)
        report = self._reports[one]
        self.version += any(one.interval is not None for one in report.violations)
        for place, violation in _placed(one, report.violations):
            listed, first, last = self._list_of(violation)
            listed.drop(place, first, last)
            self.figures_version += self._figures.pop(place, 0) is None
        for place, claim in _placed(one, report.claimed):
            self._claimed.drop(place, claim.date, claim.date)
            self._alike[_same(claim)].pop(place)
        del self._reports[one]

    def _list_of(self, one: Violation) -> tuple[Weeks[Place], Day, Day]:
        """Return the list that something stands in, and under which days: its own, else those it came out on."""
        if one.interval is not None:
            return self._dated, one.interval.first, one.interval.last
        return self._undated, one.published, one.published

    def _published(self, document: str) -> Iterator[tuple[Place, Violation]]:
        told = _placed(document, self._reports[document].violations)
        return ((place, one) for place, one in told if one.origin == "published")

    def _violation(self, place: Place) -> Violation:
        return self._reports[place[0]].violations[place[1]]

    def _claim(self, place: Place) -> ClaimedItem:
        return self._reports[place[0]].claimed[place[1]]


def _placed(document: str, found: Sequence[T]) -> Iterator[tuple[Place, T]]:
    return (((document, n), one) for n, one in enumerate(found))


def _texts(days: Interval) -> Days:
    return days.first.isoformat(), days.last.isoformat()


def _came_out(one: Violation, near: Days) -> bool:
    """Say whether what says no days stands in a report that may have come out on these."""
    return one.published is None or near[0] <= one.published <= near[1]


def _same(one: ClaimedItem) -> object:
    return one.kind, one.claimant_name, one.words
