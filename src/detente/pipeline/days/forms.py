"""What observers saw, and how long they watched for it, by the days of their forms. A form never changes."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence

from detente.pipeline.days.weeks import WEEK, Weeks
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.observed import efforts_of_observation
from detente.registry.ceasefires.effort.watched import Watched
from detente.registry.ceasefires.from_observation import violations_of_observation
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import Known, Record, added_days, forms_named, observed_times

__all__ = ["FormDays"]

Times = tuple[dt.datetime, dt.datetime]


class FormDays:
    """What the forms of a record show of one ceasefire, as of one moment. One thread at a time may use it."""

    def __init__(self, ceasefire: Ceasefire, known_on: Known) -> None:
        """Hold nothing yet."""
        self._ceasefire, self._known_on = ceasefire, known_on
        self._is_new = True
        self._times: dict[str, Times] = {}
        self._weeks = Weeks[str]()
        self._violations: dict[str, tuple[Violation, ...]] = {}
        self._efforts: dict[str, tuple[Effort, ...]] = {}
        self.watched = Watched()
        """All effort that was looked at."""
        self._digests: Counter[int] = Counter()
        self.version = 0
        """Another whenever a form came or went."""

    def bring_forward(self, record: Record, changed: frozenset[str] | None) -> None:
        """Take in the forms among what changed, and let go of those that are gone."""
        asked = None if changed is None or self._is_new else sorted(changed)
        now = observed_times(record, documents=asked, known_on=self._known_on)
        looked_at = self._times.keys() | now.keys() if asked is None else asked
        for one in [one for one in looked_at if self._times.get(one) != now.get(one)]:
            self.version += 1
            self._drop(one)
            if one in now:
                self._times[one] = now[one]
                self._weeks.put(one, *_days(now[one]))
                self._digests[_week(now[one])] += _digest(one)
        self._is_new = False

    def violations(self, record: Record, interval: Interval) -> list[Violation]:
        """Return what was observed on some days, in the order of its times."""
        forms = self._on(interval)
        self._show(record, forms)
        return [one for form in forms for one in self._violations[form]]

    def efforts(self, record: Record, interval: Interval) -> list[Effort]:
        """Return the effort that the forms of some days show, in the order of its times."""
        forms = self._on(interval)
        self._show(record, forms)
        return [one for form in forms for one in self._efforts[form]]

    def until(self, last: dt.date) -> int:
        """Return what names the forms of all days up to one, and no others: another where one of them comes or goes.

        A form never changes, so what these show is another only where this is, or the rules are.
        """
        week = last.toordinal() // WEEK
        return sum(own for of, own in self._digests.items() if of <= week)

    def show_until(self, record: Record, last: dt.date) -> None:
        """Look at the forms of all days up to one, so that all effort of these is among what was watched."""
        new = [form for form in self._times if form not in self._efforts]
        self._show(record, [form for form in new if min(self._times[form]).date() <= last])

    def _on(self, interval: Interval) -> list[str]:
        since = dt.datetime.combine(interval.first, dt.time.min, tzinfo=dt.UTC)
        until = dt.datetime.combine(interval.last, dt.time.max, tzinfo=dt.UTC)
        near = ((self._times[form], form) for form in self._weeks.near(interval.first, interval.last))
        own = ((began, form) for (began, ended), form in near if ended >= since and began <= until)
        return [form for _, form in sorted(own)]

    def _show(self, record: Record, forms: Sequence[str]) -> None:
        new = [form for form in forms if form not in self._violations]
        added = added_days(record, known_on=self._known_on) if new else {}
        for form, (one, text) in forms_named(record, new).items():
            at = added[form].isoformat(timespec="seconds") if form in added else None
            said = violations_of_observation(one, text=text, ceasefire=self._ceasefire, known_at=at)
            self._violations[form] = said
            self._efforts[form] = tuple(efforts_of_observation(one, text=text, ceasefire=self._ceasefire))
            self.watched.put(self._efforts[form])

    def _drop(self, form: str) -> None:
        if form in self._times:
            self._digests[_week(self._times[form])] -= _digest(form)
            self._weeks.drop(form, *_days(self._times.pop(form)))
            self._violations.pop(form, None)
            self.watched.drop(self._efforts.pop(form, ()))


def _days(times: Times) -> tuple[dt.date, dt.date]:
    """Return the days that a form is listed under; under both where its times are the wrong way round."""
    return min(times).date(), max(times).date()


def _week(times: Times) -> int:
    return min(times).date().toordinal() // WEEK


def _digest(form: str) -> int:
    """Return a number for a form; those of many are added up, so that one that goes is taken off again."""
    return int.from_bytes(hashlib.blake2b(form.encode(), digest_size=16).digest())
