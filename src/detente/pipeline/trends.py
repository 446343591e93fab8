"""Trends of a ceasefire measured from what a record holds, with what is claimed of trends beside them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.pipeline.ceasefires import Told
from detente.pipeline.efforts import gather_efforts
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.watched import Watched
from detente.registry.ceasefires.series import About, Series
from detente.registry.ceasefires.trend.claims import Held, claimed_trends, hold_claims
from detente.registry.ceasefires.trend.series import all_series
from detente.registry.ceasefires.trend.trend import Trend, trend_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import NOW, Known, Record

__all__ = ["Asked", "Measured", "Trends", "board_days", "board_trends", "measure_series", "measure_trends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which series trends are asked for; None leaves it open."""

    kind: str | None = None
    claimant: str | None = None
    alleged: str | None = None
    area: str | None = None

    def is_met(self, about: About) -> bool:
        """Say whether a series is one that is asked for."""
        pairs = ((self.kind, about.kind), (self.claimant, about.claimant), (self.alleged, about.alleged))
        return all(asked is None or asked == own for asked, own in (*pairs, (self.area, about.area)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A series with its trend, and the claims of a trend held against it."""

    series: Series
    trend: Trend
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """The measured trends of a ceasefire, and beside them what is claimed of trends."""

    measured: tuple[Measured, ...]
    claimed: tuple[ClaimedItem, ...]


def measure_trends(
    told: Told, *, efforts: tuple[Effort, ...] = (), within: Interval | None = None, asked: Asked | None = None
) -> Trends:
    """Return the trends of all series that are asked for, in what is told of a ceasefire."""
    claims = claimed_trends(told.claimed)
    return Trends(measured=tuple(_measured(told, claims, efforts, within, asked or Asked())), claimed=claims)


def board_trends(
    record: Record, told: Told, ceasefire: Ceasefire, interval: Interval, *, known_on: Known = NOW
) -> Trends:
    """Return the trends that stand on a board: of all figures up to its last day, with what was claimed on its days."""
    within = board_days(ceasefire, interval)
    efforts = gather_efforts(record, ceasefire, within, known_on=known_on)
    return measure_trends(told, efforts=efforts, within=within)


def board_days(ceasefire: Ceasefire, interval: Interval) -> Interval:
    """Return the days over which the trends on a board are measured: from the ceasefire's first to the board's last."""
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else interval.first
    return Interval(first=min(begun, interval.first), last=interval.last)


def measure_series(said: Iterable[Violation], watched: Watched, within: Interval) -> tuple[Measured, ...]:
    """Return the trends of all series in what is said, with effort that is held; no claim is held against them."""
    figures = [one for one in said if one.origin == "published"]
    found = all_series(figures, watched=watched, within=within)
    return tuple(Measured(series=one, trend=trend_of(one, lack=lack), held=()) for one, lack in found)


def _measured(
    told: Told,
    claims: tuple[ClaimedItem, ...],
    efforts: tuple[Effort, ...],
    within: Interval | None,
    asked: Asked,
) -> Iterator[Measured]:
    figures = [one for one in told.violations if one.origin == "published"]
    for series, lack in all_series(figures, efforts=efforts, within=within):
        if asked.is_met(series.about):
            held = tuple(hold_claims(claims, series, lack))
            yield Measured(series=series, trend=trend_of(series, lack=lack), held=held)
