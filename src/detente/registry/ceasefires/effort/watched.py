"""Effort by the weeks that it touches, and what it comes to on days that were asked for."""

import datetime as dt
from collections.abc import Iterable, Iterator

from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.sums import EffortSum, effort_of
from detente.registry.interval import Interval

__all__ = ["Watched"]

WEEK = 7
Whose = tuple[str, str]
"""The ids of a ceasefire and of a monitor of it."""
Days = tuple[dt.date, dt.date]


class Watched:
    """Effort by whose it is and by weeks. What it comes to is held until effort of those weeks comes or goes."""

    def __init__(self, efforts: Iterable[Effort] = ()) -> None:
        """Hold some effort."""
        self._weeks: dict[Whose, dict[int, dict[int, Effort]]] = {}
        self._sums: dict[Whose, dict[Days, EffortSum]] = {}
        self._summed: dict[Whose, dict[int, set[Days]]] = {}
        self.version = 0
        """Another whenever effort came or went."""
        self.put(efforts)

    def put(self, efforts: Iterable[Effort]) -> None:
        """Add effort; that of somebody who is no monitor of the ceasefire is asked for by nobody."""
        for one in efforts:
            if one.monitor is not None:
                for listed in self._lists((one.ceasefire, one.monitor), one.interval):
                    listed[id(one)] = one

    def drop(self, efforts: Iterable[Effort]) -> None:
        """Take effort out that was put in."""
        for one in efforts:
            if one.monitor is not None:
                for listed in self._lists((one.ceasefire, one.monitor), one.interval):
                    listed.pop(id(one), None)

    def has_any(self, whose: Whose, within: Interval | None) -> bool:
        """Say whether there is any effort of a monitor, on some days where they are named."""
        weeks = self._weeks.get(whose, {})
        if within is None:
            return any(weeks.values())
        near = (weeks[week] for week in sorted(weeks) if week in _weeks(within))
        return any(one.interval.overlaps(within) for listed in near for one in listed.values())

    def sum_of(self, whose: Whose, days: Interval) -> EffortSum:
        """Return what a monitor did on some days."""
        held, key = self._sums.setdefault(whose, {}), (days.first, days.last)
        if key not in held:
            weeks, summed = self._weeks.get(whose, {}), self._summed.setdefault(whose, {})
            near = (one for week in _weeks(days) for one in weeks.get(week, {}).values())
            held[key] = effort_of(near, days, monitor=whose[1])
            for week in _weeks(days):
                summed.setdefault(week, set()).add(key)
        return held[key]

    def _lists(self, whose: Whose, days: Interval) -> Iterator[dict[int, Effort]]:
        """Yield the lists of the weeks of some days, which are about to change."""
        self.version += 1
        weeks, summed = self._weeks.setdefault(whose, {}), self._summed.setdefault(whose, {})
        sums = self._sums.setdefault(whose, {})
        for week in _weeks(days):
            for key in summed.pop(week, ()):
                sums.pop(key, None)
            yield weeks.setdefault(week, {})


def _weeks(days: Interval) -> range:
    return range(days.first.toordinal() // WEEK, days.last.toordinal() // WEEK + 1)
