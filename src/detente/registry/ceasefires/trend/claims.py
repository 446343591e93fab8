"""What is claimed of a trend, held against what is measured: the same way, the opposite one, or nobody can tell.

A claim is held against the figures of the days up to the one on which it was made, never against later ones. It is no
point of any series, and what comes of it is said of the claim and not of who made it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.series import About, Series, part_of
from detente.registry.ceasefires.trend.trend import Trend, trend_of
from detente.registry.interval import Interval

__all__ = ["Held", "Standing", "claimed_trends", "hold_claims"]

Standing = Literal["same direction", "opposite direction", "a change is measured", "cannot tell"]
"""How a claim stands to a measured trend. "A change is measured" is for a claim that nothing changes."""
LATEST = dt.timedelta(days=28)
"""How long after the last figure a claim may have been made to be about them still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim (by its place among those given) beside the trend measured up to its day, and how the two stand."""

    claim: int
    about: About
    standing: Standing
    why: str


def claimed_trends(claimed: Iterable[ClaimedItem]) -> tuple[ClaimedItem, ...]:
    """Return the claims of a trend, by the day on which they were made."""
    return tuple(sorted((one for one in claimed if one.kind == "trend" and one.trend), key=lambda one: one.date or ""))


def hold_claims(claims: Iterable[ClaimedItem], series: Series, lack: str | None = None) -> Iterator[Held]:
    """Yield each claim held against what a series measures up to its day."""
    known: dict[dt.date, Trend] = {}
    for n, claim in enumerate(claims):
        last, why = _last_before(claim, series)
        if last is None:
            yield Held(claim=n, about=series.about, standing="cannot tell", why=why)
            continue
        # claims between two figures are held against the same ones
        if last not in known:
            known[last] = _until(series, last, lack)
        standing, why = _standing(claim.trend or "", known[last])
        yield Held(claim=n, about=series.about, standing=standing, why=why)


def _last_before(claim: ClaimedItem, series: Series) -> tuple[dt.date | None, str]:
    """Return the last day with a figure up to a claim's day, or None and why a claim and a series do not meet."""
    if claim.date is None:
        return None, "nobody tells on which day it was claimed"
    day = dt.date.fromisoformat(claim.date)
    before = [point.interval.last for point in series.points if point.interval.last <= day]
    if not before:
        return None, f"there is no figure of the days up to {day}"
    if day - before[-1] > LATEST:
        return None, f"the last figure up to {day} is of {before[-1]}"
    return before[-1], ""


def _until(series: Series, day: dt.date, lack: str | None) -> Trend:
    return trend_of(part_of(series, Interval(first=series.points[0].interval.first, last=day)), lack=lack)


def _standing(claimed: str, trend: Trend) -> tuple[Standing, str]:
    up_to = f"figures up to {trend.interval.last}" if trend.interval else "figures up to then"
    if trend.outcome == "too little to say":
        return "cannot tell", f"{up_to} say too little: {trend.reason}"
    if trend.direction is None:
        told = "show no trend" if trend.outcome == "no trend seen" else "went up and down in steps"
        return "cannot tell", f"{up_to} {told}"
    told = f"{up_to}: {trend.direction}{' in steps' if trend.steps else ''}"
    if claimed == trend.direction:
        return "same direction", told
    return ("a change is measured" if claimed == "steady" else "opposite direction"), told
