"""Weeks and months: in which of them something was, where it was in one alone."""

import datetime as dt
from typing import Literal

__all__ = ["By", "label_of", "period_of"]

By = Literal["week", "month"]
Stretch = tuple[int, int]
"""Days in a row as proleptic ordinals, both included."""


def period_of(days: Stretch | None, *, by: By) -> dt.date | None:
    """Return the first day of the week (its Monday) or month that holds all of the days; None where none does."""
    if days is None:
        return None
    first, last = (_begins(dt.date.fromordinal(one), by) for one in days)
    return first if first == last else None


def label_of(period: dt.date | None, *, by: By) -> str | None:
    """Return a month as 2021-05, a week as its Monday."""
    if period is None:
        return None
    return f"{period:%Y-%m}" if by == "month" else period.isoformat()


def _begins(day: dt.date, by: By) -> dt.date:
    return day.replace(day=1) if by == "month" else day - dt.timedelta(days=day.weekday())
