"""Makes series of figures whose trend is known, for measuring how well a trend is measured.

Two families, of other settings and other noise: one by which the method was chosen (`tuning`), one for the figures that
are told (`report`).
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.registry.ceasefires.series import About, Point, Series, Unit
from detente.registry.interval import DAY, Interval

ABOUT = About(ceasefire="made", claimant="M", kind="fire")
START = dt.date(2031, 1, 6)
WEEK = 7
HOURS = 60.0
"""Hours on watch in a week, in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a series is made. `level` is the mean of a period (of a day where `daily`).

    `slope` is that of the mean's logarithm, for a week.
    `over` is the dispersion beyond chance, `together` the correlation of neighbouring periods; `drawn` is whose noise
    it is: "gamma" or "lognormal". `lost` is the share of periods without a figure. `by_weekday` is how strongly the
    days of the week differ. `hours` is by how much the hours on watch vary (0: none are known). `silent` says that
    nothing is told at week ends, and on Mondays what came since. `step` is by which factor the level changes in the
    middle.
    """

    name: str
    weeks: int
    level: float
    over: float = 0.0
    together: float = 0.0
    drawn: str = "gamma"
    daily: bool = False
    slope: float = 0.0
    lost: float = 0.0
    by_weekday: float = 0.0
    hours: float = 0.0
    silent: bool = False
    step: float = 1.0


def tuning() -> Iterator[Setting]:
    """Yield the settings by which the method was chosen, level."""
    for weeks in (8, 12, 18, 26):
        for level, over in ((1.5, 0.0), (5.0, 0.0), (5.0, 0.4), (40.0, 0.0), (40.0, 0.15), (40.0, 0.6)):
            yield Setting(name="weekly", weeks=weeks, level=level, over=over)
        for level, over, together in ((5.0, 0.4, 0.3), (40.0, 0.15, 0.3), (40.0, 0.4, 0.4)):
            yield Setting(name="hang together", weeks=weeks, level=level, over=over, together=together)
        for level, over in ((0.4, 0.3), (3.0, 0.5), (10.0, 0.3)):
            yield Setting(name="daily", weeks=weeks, level=level, over=over, together=0.3, daily=True, by_weekday=0.4)
        yield Setting(name="hours vary", weeks=weeks, level=10.0, over=0.2, hours=0.5)
        yield Setting(name="gaps", weeks=weeks, level=10.0, over=0.2, lost=0.2)


def report() -> Iterator[Setting]:
    """Yield other settings, level, by which the method was not chosen."""
    for weeks in (9, 11, 15, 20, 24):
        for level, over in (
            (0.3, 0.0),
            (0.8, 0.3),
            (2.5, 0.0),
            (2.5, 0.7),
            (8.0, 0.1),
            (8.0, 0.5),
            (25.0, 0.0),
            (25.0, 0.3),
        ):
            yield Setting(name="weekly", weeks=weeks, level=level, over=over, drawn="lognormal")
        for level, over, together in ((3.0, 0.2, 0.25), (12.0, 0.3, 0.35), (30.0, 0.5, 0.3)):
            yield Setting(
                name="hang together", weeks=weeks, level=level, over=over, together=together, drawn="lognormal"
            )
        for level, over, together in ((0.3, 0.0, 0.0), (1.2, 0.8, 0.4), (6.0, 0.3, 0.5), (20.0, 0.5, 0.3)):
            daily = Setting(
                name="daily", weeks=weeks, level=level, over=over, together=together, daily=True, drawn="lognormal"
            )
            yield daily
            yield replace(daily, name="days of the week", by_weekday=0.7, lost=0.15)
        yield Setting(name="bunched", weeks=weeks, level=4.0, over=0.2, daily=True, silent=True, drawn="lognormal")
        for level, over in ((4.0, 0.1), (16.0, 0.4)):
            yield Setting(name="hours vary", weeks=weeks, level=level, over=over, hours=0.8, drawn="lognormal")
            yield Setting(name="gaps", weeks=weeks, level=level, over=over, lost=0.3, drawn="lognormal")


def changed(setting: Setting, percent: float) -> Setting:
    """Return a setting whose level changes by so many per cent a week."""
    return replace(setting, slope=math.log1p(percent / 100))


def step_day(setting: Setting) -> dt.date:
    """Return the first day of the new level of a setting with a step."""
    each = 1 if setting.daily else WEEK
    return START + (setting.weeks * WEEK // each // 2) * each * DAY


def make(setting: Setting, chance: np.random.Generator) -> Series:
    """Return one series of a setting."""
    days = setting.weeks * WEEK
    each = 1 if setting.daily else WEEK
    number = days // each
    when = (np.arange(number) + 0.5) * each / WEEK - setting.weeks / 2
    hours = HOURS * each / WEEK * (1 + setting.hours * chance.uniform(-1, 1, number)) if setting.hours else None
    mean = setting.level * np.exp(setting.slope * when) * _noise(setting, number, chance)
    mean *= np.where(np.arange(number) >= number // 2, setting.step, 1.0)
    if setting.by_weekday:
        pattern = np.exp(setting.by_weekday * np.cos(2 * np.pi * np.arange(WEEK) / WEEK))
        mean *= (pattern / pattern.mean())[np.arange(number) % WEEK]
    if hours is not None:
        mean *= hours / HOURS * WEEK / each
    counts = chance.poisson(mean)
    lost = chance.uniform(size=number) < setting.lost
    return _series(setting, counts, hours, lost, each)


def _noise(setting: Setting, number: int, chance: np.random.Generator) -> "npt.NDArray[Any]":
    """Return factors of mean one: each by itself, or hanging together with its neighbour."""
    if not setting.over:
        return np.ones(number)
    if setting.drawn == "gamma" and not setting.together:
        return chance.gamma(1 / setting.over, setting.over, number)
    spread = math.log1p(setting.over)
    latent = np.empty(number)
    latent[0] = chance.normal()
    for n in range(1, number):
        latent[n] = setting.together * latent[n - 1] + math.sqrt(1 - setting.together**2) * chance.normal()
    return np.exp(math.sqrt(spread) * latent - spread / 2)


def _series(
    setting: Setting, counts: "npt.NDArray[Any]", hours: "npt.NDArray[Any] | None", lost: "npt.NDArray[Any]", each: int
) -> Series:
    points, carried = [], 0
    for n, count in enumerate(counts):
        first = START + n * each * DAY
        if setting.silent and first.weekday() in (5, 6):
            carried += int(count)
            continue
        if not lost[n]:
            points.append(_point(n, Interval(first=first, last=first + (each - 1) * DAY), int(count) + carried, hours))
        carried = 0
    unit: Unit = "days" if hours is None else "hours"
    return Series(about=ABOUT, points=tuple(points), gaps=tuple(_gaps(points)), left_out=(), unit=unit)


def _point(n: int, days: Interval, count: int, hours: "npt.NDArray[Any] | None") -> Point:
    own = None if hours is None else float(hours[n])
    return Point(figure=f"f{n}", interval=days, count=count, hours=own, means=("in person",) if own else ())


def _gaps(points: list[Point]) -> Iterator[Interval]:
    for earlier, later in pairwise(points):
        if (later.interval.first - earlier.interval.last).days > 1:
            yield Interval(first=earlier.interval.last + DAY, last=later.interval.first - DAY)
