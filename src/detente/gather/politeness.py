"""When a source is due again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from detente.gather.answers import LONGEST_WAIT

__all__ = ["DAY", "FASTEST", "LONGEST_DELAY", "Outcome", "Stated", "next_due"]

Outcome = Literal["fetched", "unchanged", "refused by robots", "failed", "gone"]
DAY = 86_400.0
LONGEST_DELAY = 300.0
"""The longest pause between two requests that a site may ask for; a longer one is taken for a mistake."""
FASTEST = 300.0
FASTER, SLOWER = 0.5, 4.0
"""By how much what a feed says of its rhythm may shorten or lengthen what the desk has set."""
SPREAD = 0.1
DOUBLINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a source says of its own rhythm, in seconds: a feed's own period, and how long an answer holds."""

    period: float | None = None
    max_age: float | None = None


def next_due(
    outcome: Outcome,
    *,
    now: datetime,
    every: float,
    failures: int,
    source: str,
    stated: Stated | None = None,
    retry_after: float | None = None,
) -> datetime | None:
    """Return when a source is due again, or None where it is gone.

    `failures` counts the visits in a row that failed, this one too. A failing source is visited half as often each
    time, down to once a day; by how much earlier hangs on its id, so that sources which broke together do not come back
    together. A site that asks for more patience gets it.
    """
    if outcome == "gone":
        return None
    if outcome == "failed":
        delay = _backed_off(every, failures, source)
    elif outcome == "refused by robots":
        delay = max(every, DAY)
    else:
        delay = _in_rhythm(every, stated or Stated())
    return now + timedelta(seconds=max(delay, min(retry_after or 0.0, LONGEST_WAIT)))


def _backed_off(every: float, failures: int, source: str) -> float:
    doubled = every * 2.0 ** min(max(failures, 1), DOUBLINGS)
    return max(every, min(doubled, DAY)) * (1.0 - SPREAD * _fraction(f"{source}:{failures}"))


def _in_rhythm(every: float, stated: Stated) -> float:
    """Return the seconds until a healthy source is visited again: as set, bent towards what it says within bounds."""
    slowest = max(every, min(every * SLOWER, DAY))
    wanted = max(stated.period or every, stated.max_age or 0.0)
    return max(min(FASTEST, every), every * FASTER, min(wanted, slowest))


def _fraction(text: str) -> float:
    """Return a number from 0 up to 1 that hangs on a text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") / 2**64
