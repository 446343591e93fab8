"""Figures for periods in the order of their days, and which of them share a day with others."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from detente.registry.mines.records import MineFigure

__all__ = ["Periods", "days_told", "periods_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Figures for periods in the order of their days, and up to which day each of them and those before it reach."""

    every: tuple[MineFigure, ...]
    reached: tuple[dt.date, ...]

    def between(self, first: dt.date, last: dt.date) -> Iterator[MineFigure]:
        """Yield those with a day between these two, in their order."""
        begin = bisect_left(self.reached, first)
        for at in range(begin, bisect_right(self.every, last, key=lambda one: days_told(one)[0])):
            if days_told(self.every[at])[1] >= first:
                yield self.every[at]


def periods_of(members: Iterable[MineFigure]) -> Periods:
    """Return the figures for periods among some, in the order of their days."""
    every = tuple(sorted((one for one in members if not one.running), key=days_told))
    return Periods(every=every, reached=tuple(accumulate((days_told(one)[1] for one in every), max)))


def days_told(one: MineFigure) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a figure."""
    if one.interval is None:  # taken out before
        return dt.date.min, dt.date.min
    return one.interval.first, one.interval.last
