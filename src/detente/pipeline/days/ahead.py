"""What boards of all weeks of a ceasefire wait for, worked out week by week before somebody asks for them."""

import datetime as dt
from collections.abc import Iterator

from detente.pipeline.ceasefires import kept_ceasefires
from detente.pipeline.days.gathered import days_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import DAY, Interval
from detente.store import Record

__all__ = ["look_ahead"]

WEEK = 7
MOST = 520
"""Weeks of one ceasefire, ten years, that are worked out beforehand: the latest ones."""


def look_ahead(record: Record) -> Iterator[None]:
    """Look into the reports of each week of each ceasefire, the latest first, and measure the trends on its board.

    It rests after each week, for as long as whoever goes on with it likes.
    """
    for ceasefire, _ in kept_ceasefires(record):
        for week in _weeks(ceasefire):
            days_of(record, ceasefire).look_ahead(record, week)
            yield


def _weeks(ceasefire: Ceasefire) -> Iterator[Interval]:
    """Yield the weeks of a ceasefire from Monday on, the latest first."""
    today = dt.datetime.now(dt.UTC).date()
    last = min(today, dt.date.fromisoformat(ceasefire.last)) if ceasefire.last else today
    first = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else last
    monday = last - DAY * last.weekday()
    for _ in range(MOST):
        if monday + DAY * (WEEK - 1) < first or monday.toordinal() <= WEEK:
            return
        yield Interval(first=monday, last=monday + DAY * (WEEK - 1))
        monday -= DAY * WEEK
