"""When each host may be asked: at its pace, by one visit at a time, and not at all where it asks to be left alone."""

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from detente.core.errors import FetchFailed
from detente.gather.addresses import host_of
from detente.gather.answers import LONGEST_WAIT
from detente.gather.clock import Clock
from detente.gather.hosts import HostNote, Memory, Oblivion
from detente.gather.politeness import DAY, LONGEST_DELAY
from detente.gather.turns import Turns

__all__ = ["PACE", "Pace", "Turn"]

PACE = 5.0
"""Seconds between two requests to one host, where its robots.txt asks for no more."""
SLOWED = 60.0
"""The pause in seconds after the first answer that we ask too much, where it does not say for how long."""
DOUBLINGS = 11
MOST_HOSTS = 1_000


class Pace:
    """What every host is owed by all visits of a run, from the runs before on. It is shared by threads."""

    def __init__(self, clock: Clock, *, every: float = PACE, memory: Memory | None = None) -> None:
        """Start with what `memory` recalls of hosts."""
        self.clock = clock
        self._every = timedelta(seconds=every)
        self._memory = memory or Oblivion()
        self._notes: dict[str, HostNote] = {}
        self._changed: set[str] = set()
        self._lock = threading.RLock()
        self._turns = Turns()

    def ready_at(self, url: str) -> datetime:
        """Return when an address's host may be asked again."""
        return self.host_ready_at(host_of(url))

    def host_ready_at(self, host: str) -> datetime:
        """Return when a host (with its port) may be asked again."""
        note, now = self._note(host), self.clock.now()
        return now if note.asked_at is None else max(now, note.asked_at + self._pause(note))

    def wait(self, url: str, *, delay: float | None = None) -> None:
        """Wait until an address's host may be asked, and count it as asked; `delay` is what its site asks for.

        Raises `FetchFailed` where the host has asked to be left alone, KeyboardInterrupt where the run is to end.
        """
        self.check_hold(url)
        host = host_of(url)
        note = self._note(host)
        if delay is not None and delay != note.delay:
            note = self._put(dataclasses.replace(note, delay=delay))
        left = (self.ready_at(url) - self.clock.now()).total_seconds()
        if left > 0:
            self.clock.sleep(left)
        self._turns.check()
        self.check_hold(url)  # another visit may have been told so meanwhile
        self._put(dataclasses.replace(self._note(host), asked_at=self.clock.now()))

    @contextmanager
    def turn(self) -> Iterator["Turn"]:
        """Open what asks one host after the other, each while nobody else asks it."""
        turn = Turn(self, self._turns)
        try:
            yield turn
        finally:
            turn.leave()

    def is_crowded(self, url: str) -> bool:
        """Return whether so many visits wait for an address's host that one more should come another time."""
        return self._turns.is_crowded(host_of(url))

    def halt(self) -> None:
        """End all waiting: whoever waits, or is about to, gets a KeyboardInterrupt."""
        self._turns.halt()
        self.clock.wake()

    def is_held(self, url: str) -> bool:
        """Return whether an address's host has asked to be left alone for now."""
        return self.is_host_held(host_of(url))

    def is_host_held(self, host: str) -> bool:
        """Return whether a host (with its port) has asked to be left alone for now."""
        until = self._note(host).held_until
        return until is not None and until > self.clock.now()

    def check_hold(self, url: str) -> None:
        """Raise `FetchFailed` where an address's host has asked to be left alone."""
        if self.is_held(url):
            host = host_of(url)
            message = f"{host} asks to be left alone until {self._note(host).held_until:%Y-%m-%d %H:%M} UTC"
            raise FetchFailed(message)

    def hold(self, url: str, seconds: float) -> None:
        """Leave an address's host alone for so long, as it asks."""
        until = self.clock.now() + timedelta(seconds=min(seconds, LONGEST_WAIT))
        self._put(dataclasses.replace(self._note(host_of(url)), held_until=until))

    def slow_down(self, url: str) -> None:
        """Leave an address's host alone because it is asked too much: for a minute, and twice as long each time."""
        note = self._note(host_of(url))
        self._put(dataclasses.replace(note, slowed=min(note.slowed + 1, DOUBLINGS + 1)))
        self.hold(url, min(SLOWED * 2.0**note.slowed, DAY))

    def speed_up(self, url: str) -> None:
        """Note that an address's host is not asked too much any more."""
        note = self._note(host_of(url))
        if note.slowed:
            self._put(dataclasses.replace(note, slowed=0))

    def news(self) -> tuple[HostNote, ...]:
        """Return what has changed of hosts since the last call, for whoever keeps it for the next run."""
        with self._lock:
            changed, self._changed = self._changed, set()
            return tuple(self._notes[host] for host in changed if host in self._notes)

    def _pause(self, note: HostNote) -> timedelta:
        return max(self._every, timedelta(seconds=min(note.delay, LONGEST_DELAY)))

    def _note(self, host: str) -> HostNote:
        with self._lock:
            if host not in self._notes:
                self._notes[host] = _believed(self._memory.host(host), self.clock.now()) or HostNote(host=host)
            return self._notes[host]

    def _put(self, note: HostNote) -> HostNote:
        with self._lock:
            self._notes[note.host] = note
            if not isinstance(self._memory, Oblivion):
                self._changed.add(note.host)
            self._forget()
        return note

    def _forget(self) -> None:
        """Drop hosts whose time is over, so that what is held does not grow with all that was ever asked."""
        if len(self._notes) > MOST_HOSTS:
            now = self.clock.now()
            # a day is longer than any pause that a robots.txt may ask for
            self._notes = {h: n for h, n in self._notes.items() if h in self._changed or _counts(n, now)}


class Turn:
    """One request's way from host to host: it has at most one of them to itself."""

    def __init__(self, pace: Pace, turns: Turns) -> None:
        """Have none yet."""
        self._pace = pace
        self._turns = turns
        self._host: str | None = None

    def enter(self, url: str, *, delay: float | None = None) -> None:
        """Leave the host before, and wait until an address's host may be asked and nobody else asks it."""
        self.leave()
        host = host_of(url)
        self._turns.enter(host)
        self._host = host
        self._pace.wait(url, delay=delay)

    def leave(self) -> None:
        """Let others ask the host."""
        if self._host is not None:
            self._turns.leave(self._host)
            self._host = None


def _counts(note: HostNote, now: datetime) -> bool:
    """Return whether a note still says when its host may be asked."""
    asked = note.asked_at is not None and note.asked_at > now - timedelta(seconds=DAY)
    return asked or (note.held_until is not None and note.held_until > now)


def _believed(note: HostNote | None, now: datetime) -> HostNote | None:
    """Return what is recalled of a host, without what a clock that was wrong has written."""
    if note is None:
        return None
    asked = note.asked_at if note.asked_at is None or note.asked_at <= now else None
    latest = now + timedelta(seconds=LONGEST_WAIT)
    held = min(note.held_until, latest) if note.held_until is not None else None
    return dataclasses.replace(note, asked_at=asked, held_until=held)
