"""When a letter is tried again that could not be handed over, and when it is given up."""

import datetime as dt
from collections.abc import Sequence

__all__ = ["APART", "LATEST", "STEPS", "again_at", "halt_until"]

STEPS: Sequence[dt.timedelta] = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
    dt.timedelta(days=1),
)
"""How long after the first try the second comes, and so on; then each day."""
LATEST = dt.timedelta(days=4)
"""A letter that could not be handed over in this time is given up."""
STOPPED = dt.timedelta(hours=1)
APART = dt.timedelta(hours=1)
"""How long a letter waits by itself that was refused where the server is well else."""


def again_at(now: dt.datetime, *, tries: int, wanted_at: dt.datetime) -> dt.datetime | None:
    """Return when a letter is tried again after so many tries; None where it is given up."""
    if now - wanted_at >= LATEST:
        return None
    return min(now + STEPS[min(tries, len(STEPS)) - 1], wanted_at + LATEST)


def halt_until(now: dt.datetime, *, times: int, is_stopped: bool) -> dt.datetime:
    """Return when the queue goes on to try one letter, after it stood still so many times in a row."""
    return now + (STOPPED if is_stopped else min(STEPS[min(times, len(STEPS)) - 1], STOPPED))
