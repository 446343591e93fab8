"""What a site's robots.txt allows us (RFC 9309), asked once a day and kept."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from detente.core.errors import AddressRefused, FetchFailed, RobotsRefused
from detente.gather.addresses import origin_of
from detente.gather.fetch import AGENT, Fetcher, Request
from detente.gather.politeness import Pace

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["LONGEST_DELAY", "MOST_ROBOTS", "Robots", "Rules", "read_rules"]

LIFETIME = timedelta(hours=24)
"""RFC 9309 wants a copy used no longer than this."""
UNREACHABLE_LIFETIME = timedelta(hours=1)
MOST_ROBOTS = 512_000
"""Bytes of a robots.txt that are read; the RFC asks for 500 KiB at least."""
LONGEST_DELAY = 300.0
"""The longest pause between two requests that a site may ask for; a longer one is taken for a mistake."""
MOST_HOSTS = 5_000
TOO_MANY = 429
CLIENT_ERRORS = range(400, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one site allows, until when we believe it; without a parser, all or nothing."""

    until: datetime
    parser: "Protego | None" = None
    unreachable: str = ""
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked."""
        return not self.unreachable and (self.parser is None or self.parser.can_fetch(url, AGENT))


class Robots:
    """The rules of the sites that were asked so far."""

    def __init__(self, fetcher: Fetcher, pace: Pace) -> None:
        """Start with none."""
        self._fetcher = fetcher
        self._pace = pace
        self._kept: dict[str, Rules] = {}

    def check(self, url: str, *, private: bool = True) -> Rules:
        """Return the rules that let us ask an address.

        Raises `RobotsRefused` where they do not, and `FetchFailed` where they cannot be had for now: then nothing is
        asked.
        """
        rules = self._rules(url, private=private)
        if rules.unreachable:
            raise FetchFailed(rules.unreachable)
        if not rules.allows(url):
            message = f"{origin_of(url)}/robots.txt asks {AGENT} not to fetch {url[:300]}"
            raise RobotsRefused(message)
        return rules

    def _rules(self, url: str, *, private: bool) -> Rules:
        origin = origin_of(url)
        kept = self._kept.get(origin)
        if kept is None or kept.until <= self._fetcher.clock.now():
            kept = self._ask(origin, private=private)
            self._kept.pop(origin, None)
            if len(self._kept) >= MOST_HOSTS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[origin] = kept
        return kept

    def _ask(self, origin: str, *, private: bool) -> Rules:
        request = Request(url=f"{origin}/robots.txt", private=private)
        try:
            answer = self._fetcher.fetch(request, before=self._pace.wait)
        except AddressRefused:
            raise
        except FetchFailed as error:
            return self._unreachable(origin, str(error))
        if answer.good:
            return read_rules(answer.body, until=self._fetcher.clock.now() + LIFETIME)
        if answer.status in CLIENT_ERRORS and answer.status != TOO_MANY:
            return Rules(until=self._fetcher.clock.now() + LIFETIME)
        return self._unreachable(origin, f"it answers with status {answer.status}")

    def _unreachable(self, origin: str, why: str) -> Rules:
        words = f"{origin}/robots.txt cannot be had, so nothing there is asked for now: {why}"
        return Rules(until=self._fetcher.clock.now() + UNREACHABLE_LIFETIME, unreachable=words)


def read_rules(body: bytes, *, until: datetime) -> Rules:
    """Return what a site's robots.txt says, believed until then; what is no rule in it is passed over."""
    from protego import Protego

    parser = Protego.parse(body[:MOST_ROBOTS].decode("utf-8-sig", errors="replace"))
    return Rules(until=until, parser=parser, delay=_bounded(parser.crawl_delay(AGENT)))


def _bounded(delay: float | None) -> float | None:
    """Return a pause in seconds; what is no number is none, and a day is taken for a mistake."""
    if delay is None or not math.isfinite(delay) or delay <= 0:
        return None
    return min(delay, LONGEST_DELAY)
