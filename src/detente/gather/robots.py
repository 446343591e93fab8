"""What a site's robots.txt allows us (RFC 9309), asked once a day and remembered."""

import dataclasses
import math
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from detente.core.errors import AddressRefused, FetchFailed, RobotsRefused
from detente.gather.addresses import origin_of
from detente.gather.fetch import AGENT, Fetched, Fetcher, Request
from detente.gather.hosts import Memory, Oblivion, RulesNote
from detente.gather.pace import Pace
from detente.gather.politeness import LONGEST_DELAY

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["ALONE", "MOST_ROBOTS", "Robots", "Rules", "heed", "read_rules"]

LIFETIME = timedelta(hours=24)
"""RFC 9309 wants a copy used no longer than this."""
UNREACHABLE_LIFETIME = timedelta(hours=1)
MOST_ROBOTS = 512_000
"""Bytes of a robots.txt that are read; the RFC asks for 500 KiB at least."""
MOST_HOSTS = 5_000
TOO_MANY = 429
ALONE = frozenset({TOO_MANY, 503})
"""The statuses with which a Retry-After is meant for the whole host and not for one page."""
CLIENT_ERRORS = range(400, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one site allows, until when we believe it; without a parser, all or nothing.

    `refused` says that it is unreachable because it leads to an address that is not asked.
    """

    until: datetime
    parser: "Protego | None" = None
    unreachable: str = ""
    refused: bool = False
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked."""
        return not self.unreachable and (self.parser is None or self.parser.can_fetch(url, AGENT))


class Robots:
    """The rules of the sites that were asked so far, in this run and those before. It is shared by threads."""

    def __init__(self, fetcher: Fetcher, pace: Pace, *, memory: Memory | None = None) -> None:
        """Start with what `memory` recalls of sites."""
        self._fetcher = fetcher
        self._pace = pace
        self._memory = memory or Oblivion()
        self._kept: dict[str, Rules] = {}
        self._asked: dict[str, RulesNote] = {}
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}

    def check(self, url: str, *, private: bool = True) -> Rules:
        """Return the rules that let us ask an address.

        Raises `RobotsRefused` where they do not, and `FetchFailed` where they cannot be had for now: then nothing is
        asked; `AddressRefused` where they lead to an address that is not asked.
        """
        rules = self._rules(url, private=private)
        if rules.refused:
            raise AddressRefused(rules.unreachable)
        if rules.unreachable:
            raise FetchFailed(rules.unreachable)
        if not rules.allows(url):
            message = f"{origin_of(url)}/robots.txt asks {AGENT} not to fetch {url[:300]}"
            raise RobotsRefused(message)
        return rules

    def news(self) -> tuple[RulesNote, ...]:
        """Return what sites have said since the last call, for whoever keeps it for the next run."""
        with self._lock:
            asked, self._asked = self._asked, {}
        return tuple(asked.values())

    def _rules(self, url: str, *, private: bool) -> Rules:
        origin = origin_of(url)
        with self._lock:
            asking = self._asking.setdefault(origin, threading.Lock())
        with asking:  # two visits to one site ask for its rules once
            kept = self._kept.get(origin) or self._recalled(origin)
            if kept is None or kept.until <= self._fetcher.clock.now():
                note = self._ask(origin, private=private)
                kept = _rules_of(note)
                self._keep(origin, kept, note)
            elif origin not in self._kept:
                self._keep(origin, kept, None)
        with self._lock:
            self._asking.pop(origin, None)
        return kept

    def _keep(self, origin: str, rules: Rules, note: RulesNote | None) -> None:
        with self._lock:
            self._kept.pop(origin, None)
            if len(self._kept) >= MOST_HOSTS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[origin] = rules
            if note is not None and not isinstance(self._memory, Oblivion):
                self._asked[origin] = note

    def _recalled(self, origin: str) -> Rules | None:
        """Return what an earlier run was told, unless it is over or was written by a clock that was wrong."""
        note, now = self._memory.rules(origin), self._fetcher.clock.now()
        return _rules_of(note) if note is not None and now < note.until <= now + LIFETIME else None

    def _ask(self, origin: str, *, private: bool) -> RulesNote:
        request = Request(url=f"{origin}/robots.txt", private=private, most=MOST_ROBOTS)
        with self._pace.turn() as turn:
            try:
                answer = self._fetcher.fetch(request, before=turn.enter)
            except AddressRefused as error:
                return dataclasses.replace(self._unreachable(origin, str(error)), refused=True)
            except FetchFailed as error:
                return self._unreachable(origin, str(error))
        until = self._fetcher.clock.now() + LIFETIME
        if answer.good:
            return RulesNote(origin=origin, until=until, body=answer.body)
        if answer.status in CLIENT_ERRORS and answer.status != TOO_MANY:
            return RulesNote(origin=origin, until=until)
        heed(self._pace, answer)
        return self._unreachable(origin, f"it answers with status {answer.status}")

    def _unreachable(self, origin: str, why: str) -> RulesNote:
        words = f"{origin}/robots.txt cannot be had, so nothing there is asked for now: {why}"
        until = self._fetcher.clock.now() + UNREACHABLE_LIFETIME
        return RulesNote(origin=origin, until=until, trouble=words)


def heed(pace: Pace, answer: Fetched) -> None:
    """Leave a host alone where its answer asks for that, for as long as it says, or longer each time."""
    if answer.status in ALONE and answer.retry_after:
        pace.hold(answer.url, answer.retry_after)
    elif answer.status == TOO_MANY:
        pace.slow_down(answer.url)
    elif answer.good or answer.not_modified:
        pace.speed_up(answer.url)


def _rules_of(note: RulesNote) -> Rules:
    if note.trouble:
        return Rules(until=note.until, unreachable=note.trouble, refused=note.refused)
    return read_rules(note.body, until=note.until)


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
