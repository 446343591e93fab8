"""What is said of a ceasefire on a few days: looked up in what is held by days, and equal to what is gathered anew.

Held in the process, for each ceasefire as its file has it, each level of release and each moment that somebody looks
back to. A record of which no state can be told, as a command asks it, is gathered anew.
"""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from detente.core.ids import hash_parts, written_plainly
from detente.pipeline.ceasefires import (
    Told,
    claimed_reader,
    days_near,
    gather_ceasefire,
    is_within,
    kept_ceasefires,
    kept_figures,
    told_once,
    violations_reader,
)
from detente.pipeline.days.figures import FigureDays, of_days
from detente.pipeline.days.forms import FormDays
from detente.pipeline.days.reports import ReportDays
from detente.pipeline.days.reports import Told as ToldBy
from detente.pipeline.days.trends import BoardTrends, KeptTrends
from detente.pipeline.efforts import kept_efforts
from detente.pipeline.registries import Desk
from detente.pipeline.told import Reader, told_by
from detente.pipeline.trends import board_days, measure_series
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.repeats import with_corrections
from detente.registry.ceasefires.trend.brief import Brief, brief_of
from detente.registry.ceasefires.trend.claims import claimed_trends
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import NOW, Known, Record, events_told, voices

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from detente.registry.ceasefires.effort.effort import Effort

__all__ = ["Days", "days_of", "gather_days", "warm_days"]

T = TypeVar("T")
MOST = 12
"""Ceasefires, each as of one moment, that are held of one record; those asked for longest ago go first."""
_HELD: "WeakKeyDictionary[Engine, OrderedDict[tuple[str, dt.datetime | None], Days]]" = WeakKeyDictionary()
_LOCK = threading.Lock()
MOST_VIEWS = 64
"""Things made of stretches of days that are held."""
MOST_TOLD = 512
"""Stretches of days of which it is held what is said of them."""
MOST_MEASURED = 2_000
"""Stretches of days of which the trends are held."""
MOST_MADE = 100_000
"""Things told by reports that are held with their incident."""
NOBODY = Desk(watches=(), assertions=())


def gather_days(record: Record, ceasefire: Ceasefire, interval: Interval, *, known_on: Known = NOW) -> Told:
    """Return what is said of a ceasefire on some days, or without days by reports of about these.

    It is what `gather_ceasefire` gives, but for what is said of other days alone; a figure of other days is there where
    it corrects one that is, or is corrected by one.
    """
    if record.state is None:
        told = gather_ceasefire(record, ceasefire, interval, known_on=known_on)
        return replace(told, violations=of_days(told.violations, interval))
    return days_of(record, ceasefire, known_on=known_on).told(record, interval)


def warm_days(record: Record) -> None:
    """Look into the forms of each ceasefire and the reports of its last week, so that nobody waits for that."""
    for ceasefire, _ in kept_ceasefires(record):
        last = dt.date.fromisoformat(ceasefire.last) if ceasefire.last else dt.datetime.now(dt.UTC).date()
        week = Interval(first=dt.date.fromordinal(max(1, last.toordinal() - 6)), last=last)
        days_of(record, ceasefire).trends(record, gather_days(record, ceasefire, week), week)


def days_of(record: Record, ceasefire: Ceasefire, *, known_on: Known = NOW) -> "Days":
    """Return what is held of a ceasefire by days."""
    key = (hash_parts("days", written_plainly(ceasefire)), known_on.at)
    with _LOCK:
        held = _HELD.setdefault(record.engine, OrderedDict())
        days = held.setdefault(key, Days(ceasefire, known_on))
        held.move_to_end(key)
        while len(held) > MOST:
            held.popitem(last=False)
    return days


@dataclass(frozen=True, slots=True)
class _Around:
    """What is asked of the whole record: which text a report is a copy of, which incident what it tells belongs to.

    `made` holds what was made of these before: the same again is the very same.
    """

    voices: Mapping[str, str]
    incidents: Mapping[str, tuple[str, int]]
    made: dict[int, tuple[Violation, Violation]]

    def placed(self, document: str, one: Violation) -> Violation:
        """Return something that a report tells with its voice and its incident, as they are now."""
        voice = self.voices.get(document, document)
        incident, _ = self.incidents.get(one.incident or "", (None, 0))
        told, last = self.made.get(id(one), (None, None))
        if told is one and last is not None and (last.voice, last.incident) == (voice, incident):
            return last
        made = replace(one, voice=voice, incident=incident)
        if len(self.made) > MOST_MADE:
            self.made.clear()
        self.made[id(one)] = one, made
        return made


class Days:
    """What is said of one ceasefire as of one moment, by days. Threads may share it."""

    def __init__(self, ceasefire: Ceasefire, known_on: Known) -> None:
        """Hold nothing yet."""
        self._ceasefire, self._known_on = ceasefire, known_on
        self._lock = threading.RLock()
        self._state: str | None = None
        self._reports, self._forms = ReportDays(known_on), FormDays(ceasefire, known_on)
        self._figures = FigureDays(())
        self._efforts: tuple[Effort, ...] = ()
        self._made: dict[int, tuple[Violation, Violation]] = {}
        self._copies: tuple[Mapping[str, str], int, int] = {}, -1, 0
        self._views: dict[Hashable, tuple[object, Any]] = {}
        self._trends = KeptTrends(ceasefire)
        self._measured_on: dict[Interval, tuple[object, object, tuple[Brief, ...]]] = {}
        self._told: dict[Interval, tuple[tuple[object, ...], Told]] = {}

    def told(self, record: Record, interval: Interval) -> Told:
        """Return what is said on some days, as `gather_days` does."""
        with self._lock:
            self._bring_forward(record)
            near = _near(interval)
            self._look_into(record, interval, near)
            around = self._around(record)
            on = (self._reports.all_version, self._forms.version, self._figures, self._efforts, around.voices,
                  around.incidents)  # fmt: skip
            held = self._told.get(interval)
            if held is None or not _are_same(held[0], on):
                if len(self._told) >= MOST_TOLD:
                    self._told.clear()
                self._told[interval] = held = on, self._told_of(record, interval, near, around)
            return held[1]

    def _told_of(self, record: Record, interval: Interval, near: Interval, around: _Around) -> Told:
        said = [around.placed(document, one) for document, one in self._reports.violations(interval, near)]
        observed = self._forms.violations(record, interval)
        return Told(
            violations=with_corrections((*told_once(said), *observed, *self._figures.of_days(interval))),
            claimed=tuple(self._claimed(interval, near, around)),
            efforts=(
                *(one for one in self._efforts if one.interval.overlaps(interval)),
                *self._forms.efforts(record, interval),
            ),
        )

    def held(self, record: Record, interval: Interval, make: Callable[[Told], T], *asked: Hashable) -> T:
        """Return what is made of what is said of some days, made anew where something is told of another day now.

        For what is told with days, and for that alone; `asked` says what is made.
        """
        with self._lock:
            self._bring_forward(record)
            self._look_into(record, interval, _near(interval))
            voice = self._around(record).voices
            stamp = (self._reports.version, self._forms.version, self._figures, self._copies_among(voice))
            key = (interval, *asked)
            if key not in self._views or self._views[key][0] != stamp:
                self._views.pop(key, None)
                self._views[key] = stamp, make(self.told(record, interval))
                while len(self._views) > MOST_VIEWS:
                    del self._views[next(iter(self._views))]
            found: T = self._views[key][1]
            return found

    def look_ahead(self, record: Record, interval: Interval) -> None:
        """Work out what a board of some days would wait for."""
        with self._lock:
            self._bring_forward(record)
            self._look_into(record, interval, _near(interval))
            self._measured(record, interval)

    def trends(self, record: Record, told: Told, interval: Interval) -> BoardTrends:
        """Return the trends that stand on a board, with what was `told` of its days.

        They are those of `board_trends` in brief, and are measured anew where a figure, or the effort beside it, is
        another.
        """
        with self._lock:
            return BoardTrends(measured=self._measured(record, interval), claimed=claimed_trends(told.claimed))

    def _measured(self, record: Record, interval: Interval) -> tuple[Brief, ...]:
        within, around = board_days(self._ceasefire, interval), self._around(record)
        published = self._reports.figures(interval, _near(interval))
        self._trends.stand_on(self._figures.figures, self._efforts)
        on = (self._copies_among(around.voices), self._forms.until(within.last), self._trends.stamp)
        held = self._measured_on.get(interval)
        if held is not None and held[0] is published and held[1] == on:
            return held[2]
        made = self._trends_of(record, within, [around.placed(document, one) for document, one in published])
        if len(self._measured_on) >= MOST_MEASURED:
            self._measured_on.clear()
        self._measured_on[interval] = published, on, made
        return made

    def _trends_of(self, record: Record, within: Interval, said: Sequence[Violation]) -> tuple[Brief, ...]:
        """Return the trends over some days, with the figures that reports tell."""
        figures = tuple(told_once(said))

        def measure() -> tuple[Brief, ...]:
            self._forms.show_until(record, within.last)
            every = with_corrections((*figures, *self._figures.figures))
            return tuple(brief_of(one.trend) for one in measure_series(every, self._forms.watched, within))

        return self._trends.of(record, within, self._forms.until(within.last), figures, measure)

    def _around(self, record: Record) -> _Around:
        at = self._known_on
        return _Around(voices(record, known_on=at), events_told(record, known_on=at.at), self._made)

    def _copies_among(self, voice: Mapping[str, str]) -> int:
        """Return what names which reports of figures are copies of which, worked out anew where that may differ."""
        version = self._reports.figures_version
        if self._copies[0] is not voice or self._copies[1] != version:
            self._copies = voice, version, hash(tuple(voice.get(one, one) for one in self._reports.with_figures))
        return self._copies[2]

    def _bring_forward(self, record: Record) -> None:
        state = record.state() if record.state is not None else None
        if state is not None and state == self._state:
            return
        changed = self._changed(record, state)
        self._reports.bring_forward(record, changed)
        self._forms.bring_forward(record, changed)
        self._take_entries(record)
        self._state = state

    def _changed(self, record: Record, state: str | None) -> frozenset[str] | None:
        """Return which documents say something else since it was looked last; None where it may be any."""
        if self._state is None or state is None or record.changes is None:
            return None
        found = record.changes(self._state, state)
        return None if found is None else found.documents

    def _take_entries(self, record: Record) -> None:
        figures = kept_figures(record, self._ceasefire.id, known_on=self._known_on)
        if figures is not self._figures.figures:
            self._figures = FigureDays(figures)
        efforts = kept_efforts(record, self._ceasefire.id, known_on=self._known_on)
        if efforts is not self._efforts:
            self._forms.watched.drop(self._efforts)
            self._forms.watched.put(efforts)
            self._efforts = efforts

    def _look_into(self, record: Record, interval: Interval, near: Interval) -> None:
        def tell(asked: Sequence[tuple[str, str]]) -> dict[str, ToldBy]:
            violations = self._read(record, violations_reader(self._ceasefire), asked)
            claimed = self._read(record, claimed_reader(self._ceasefire), asked)
            return {document: (violations.get(document, ()), claimed.get(document, ())) for document, _ in asked}

        self._reports.look_into(interval, near, tell)

    def _read(self, record: Record, reader: Reader[T], asked: Sequence[tuple[str, str]]) -> dict[str, tuple[T, ...]]:
        told = told_by(record, NOBODY, reader, among=asked, known_on=self._known_on)
        return {one.document: one.found for one in told}

    def _claimed(self, interval: Interval, near: Interval, around: _Around) -> Iterator[ClaimedItem]:
        """Yield what is claimed on some days, of copies of one text once: as the last of them says it."""
        held: dict[object, ClaimedItem] = {}
        for document, one in self._reports.claimed(interval, near):
            held[around.voices.get(document, document), one.kind, one.claimant_name, one.words] = one
        yield from (one for one in held.values() if is_within(one, interval))


def _near(interval: Interval) -> Interval:
    first, last = days_near(interval)
    return Interval(first=first, last=last)


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Say whether what something was made of is the very same; versions are numbers."""
    return all(a is b or (isinstance(a, int) and a == b) for a, b in zip(some, others, strict=True))
