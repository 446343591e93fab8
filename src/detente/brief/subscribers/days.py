"""Days of the week and hours as they are told to subscribers."""

from collections.abc import Sequence

from detente.display.language import mark, say

__all__ = ["DAY_NAMES", "days_words", "hour_words"]

DAY_NAMES = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip


def days_words(days: Sequence[int]) -> str:
    """Return days of the week in words."""
    if len({*days}) == len(DAY_NAMES):
        return say("every day")
    return ", ".join(say(DAY_NAMES[day]) for day in sorted({*days}))


def hour_words(hour: int, zone: str) -> str:
    """Return from which hour on letters may come, and by which clock."""
    return say("Not before %(hour)s, by the clock of %(zone)s.", hour=f"{hour:02d}:00", zone=zone)
