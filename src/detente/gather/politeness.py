"""How often anybody is asked: a pace per host, and when a source is due again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from detente.core.errors import FetchFailed
from detente.gather.addresses import host_of
from detente.gather.answers import LONGEST_WAIT
from detente.gather.clock import Clock

__all__ = ["DAY", "FASTEST", "PACE", "Outcome", "Pace", "Stated", "next_due"]

Outcome = Literal["fetched", "unchanged", "refused by robots", "failed", "gone"]
PACE = 5.0
"""Seconds between two requests to one host, where its robots.txt asks for no more."""
DAY = 86_400.0
FASTEST = 300.0
FASTER, SLOWER = 0.5, 4.0
"""By how much what a feed says of its rhythm may shorten or lengthen what the desk has set."""
SPREAD = 0.1
DOUBLINGS = 20
MOST_HOSTS = 1_000


class Pace:
    """When each host was asked last, and which has asked to be left alone."""

    def __init__(self, clock: Clock, *, every: float = PACE) -> None:
        """Start with nobody asked."""
        self._clock = clock
        self._every = timedelta(seconds=every)
        self._last: dict[str, datetime] = {}
        self._held: dict[str, datetime] = {}

    def ready_at(self, url: str) -> datetime:
        """Return when an address's host may be asked again."""
        now, last = self._clock.now(), self._last.get(host_of(url))
        return now if last is None else max(now, last + self._every)

    def wait(self, url: str, *, delay: float | None = None) -> None:
        """Wait until an address's host may be asked, and count it as asked; `delay` is what its site asks for.

        Raises `FetchFailed` where the host has asked to be left alone.
        """
        self.check_hold(url)
        host, now = host_of(url), self._clock.now()
        if host in self._last:
            ready = self._last[host] + max(self._every, timedelta(seconds=delay or 0.0))
            if ready > now:
                self._clock.sleep((ready - now).total_seconds())
        self._last[host] = self._clock.now()
        self._forget()

    def is_held(self, url: str) -> bool:
        """Return whether an address's host has asked to be left alone for now."""
        now = self._clock.now()
        return self._held.get(host_of(url), now) > now

    def check_hold(self, url: str) -> None:
        """Raise `FetchFailed` where an address's host has asked to be left alone."""
        if self.is_held(url):
            host = host_of(url)
            message = f"{host} asks to be left alone until {self._held[host]:%Y-%m-%d %H:%M} UTC"
            raise FetchFailed(message)

    def hold(self, url: str, seconds: float) -> None:
        """Leave an address's host alone for so long, as it asks."""
        self._held[host_of(url)] = self._clock.now() + timedelta(seconds=min(seconds, LONGEST_WAIT))

    def holds(self) -> dict[str, datetime]:
        """Return until when each host that has asked for it is left alone."""
        now = self._clock.now()
        return {host: until for host, until in self._held.items() if until > now}

    def restore(self, holds: Iterable[tuple[str, datetime]]) -> None:
        """Leave hosts alone that asked for it in an earlier run."""
        latest = self._clock.now() + timedelta(seconds=LONGEST_WAIT)
        for host, until in holds:
            self._held[host] = min(max(until, self._held.get(host, until)), latest)

    def _forget(self) -> None:
        """Drop hosts whose time is over, so that what is kept does not grow with all that was ever asked."""
        now = self._clock.now()
        if len(self._last) > MOST_HOSTS:
            # a day is longer than any pause that a robots.txt may ask for
            self._last = {h: t for h, t in self._last.items() if t > now - timedelta(seconds=DAY)}
            self._held = {h: t for h, t in self._held.items() if t > now}


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
