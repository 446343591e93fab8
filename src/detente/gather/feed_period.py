"""How often a feed says that it changes: RSS's ttl, and the syndication module's updatePeriod."""

import re

__all__ = ["read_period"]

HEAD = 64_000
"""Bytes at the start of a feed in which it is looked for: it stands before the entries."""
TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
PERIOD = re.compile(rb"<(?:\w+:)?updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
FREQUENCY = re.compile(rb"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<")
SECONDS = {b"hourly": 3_600, b"daily": 86_400, b"weekly": 604_800, b"monthly": 2_592_000, b"yearly": 31_536_000}


def read_period(feed: bytes) -> float | None:
    """Return the seconds after which a feed says it is worth asking again, or None where it says nothing.

    It is read off the bytes, not parsed: a broken feed still says it, and no parser can be hurt by it.
    """
    head = re.split(rb"<(?:item|entry)[\s>]", feed[:HEAD], maxsplit=1)[0]
    if (ttl := TTL.search(head)) and int(ttl[1]) > 0:
        return int(ttl[1]) * 60.0
    period, frequency = PERIOD.search(head), FREQUENCY.search(head)
    if period is None:
        return None
    return SECONDS[period[1].lower()] / max(1, int(frequency[1]) if frequency else 1)
