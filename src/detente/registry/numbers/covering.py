"""Figures of one body laid over the days that are asked for: which days they cover, and which they do not."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = ["Part", "parts_of", "parts_within", "uncovered"]

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure as its body gives it, with its days."""

    count: Count
    interval: Interval


def parts_of(violations: Iterable[Violation]) -> tuple[Part, ...]:
    """Return the figures that have a number and days, each once, in the order of their days."""
    found = {
        _days_and_number(one.count, one.interval): Part(count=one.count, interval=one.interval)
        for one in violations
        if one.count is not None and one.interval is not None
    }
    return tuple(sorted(found.values(), key=lambda one: (one.interval.first, one.interval.last, one.count.words)))


def parts_within(asked: Interval, violations: Iterable[Violation], *, left_out: Iterable[Part]) -> tuple[Part, ...]:
    """Return the figures for days within those asked for; one that is left out is so however often it is told."""
    out = {_days_and_number(one.count, one.interval) for one in left_out}
    return tuple(
        one
        for one in parts_of(violations)
        if asked.covers(one.interval) and _days_and_number(one.count, one.interval) not in out
    )


def _days_and_number(number: Count, days: Interval) -> tuple[dt.date, dt.date, int | None, int | None]:
    return days.first, days.last, number.low, number.high


def uncovered(asked: Interval, parts: Iterable[Part]) -> tuple[Interval, ...]:
    """Return the days that no figure covers, as stretches."""
    left: list[Interval] = []
    first = asked.first
    for one in sorted(parts, key=lambda part: part.interval.first):
        if one.interval.first > first:
            left.append(Interval(first=first, last=min(one.interval.first - DAY, asked.last)))
        if one.interval.last >= asked.last:
            return tuple(left)
        first = max(first, one.interval.last + DAY)
    return (*left, Interval(first=first, last=asked.last))
