"""A trend in brief: all that a board tells of it, without its figures."""

from dataclasses import dataclass

from detente.registry.ceasefires.series import About, Unit
from detente.registry.ceasefires.trend.step import Step
from detente.registry.ceasefires.trend.trend import Change, Trend, TrendOutcome

__all__ = ["Brief", "brief_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A trend as `Trend` has it.

    `periods` is how many weeks or periods it is measured over, `is_weekly` whether none of these has more days.
    """

    about: About
    outcome: TrendOutcome
    reason: str
    unit: Unit
    change: Change | None
    fall_seen: float | None
    rise_seen: float | None
    steps: tuple[Step, ...]
    periods: int
    is_weekly: bool


def brief_of(trend: Trend) -> Brief:
    """Return a trend without its figures."""
    return Brief(
        about=trend.about, outcome=trend.outcome, reason=trend.reason, unit=trend.unit, change=trend.change,
        fall_seen=trend.fall_seen, rise_seen=trend.rise_seen, steps=trend.steps, periods=trend.periods,
        is_weekly=trend.is_weekly,
    )  # fmt: skip
