"""Series of weekly or daily figures, made by hand, for tests of the measured trend."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from detente.registry.ceasefires.series import About, Point, Series
from detente.registry.interval import DAY, Interval

ABOUT = About(ceasefire="ford", claimant="M", kind="fire")
START = dt.date(2031, 1, 6)
"""A Monday."""


def made(counts: Sequence[int | None], *, each: int = 7, hours: Sequence[float] | None = None, **change: Any) -> Series:
    """Return a series of periods of so many days; a None is a period without a figure."""
    points = tuple(_points(counts, each, hours, change.get("hindered"), change.get("means", {})))
    gaps = tuple(
        Interval(first=one.interval.last + DAY, last=other.interval.first - DAY)
        for one, other in pairwise(points)
        if (other.interval.first - one.interval.last).days > 1
    )
    unit = change.get("unit", "hours" if hours else "days")
    return Series(about=change.get("about", ABOUT), points=points, gaps=gaps, left_out=(), unit=unit)


def _points(
    counts: Sequence[int | None],
    each: int,
    hours: Sequence[float] | None,
    hindered: Sequence[int] | None,
    means: dict[int, tuple[Any, ...]],
) -> Iterator[Point]:
    for n, count in enumerate(counts):
        first = START + n * each * DAY
        if count is not None:
            yield Point(
                figure=f"f{n}",
                interval=Interval(first=first, last=first + (each - 1) * DAY),
                count=count,
                hours=hours[n] if hours else None,
                means=means.get(n, ("in person",) if hours else ()),
                hindered=hindered[n] if hindered else None,
            )
