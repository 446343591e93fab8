"""The record as each level of release sees it: opened once for each, by the first who asks for it."""

import contextlib
import datetime as dt
import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from detente.desk.access.rights import Level
from detente.desk.settings import clock as machine_time
from detente.store import Record, RecordPlace, asked_once, changes_between, head, last_passed, open_record, state_named
from detente.store.seen_states import SeenStates

__all__ = ["Records", "open_records"]


KEPT = 32
"""Pairs of states of which it is kept what was changed between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """One record, to be read as each level sees it, and to be written to.

    `clock` tells whether the time of what is released with a delay has come.
    """

    place: RecordPlace
    internal: Record
    beside: Path | None = None
    clock: Callable[[], dt.datetime] = machine_time
    lower: dict[tuple[Level, str | None], Record] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    states: dict[tuple[Level, str | None, dt.datetime | None], SeenStates] = field(default_factory=dict)

    def seen_at(self, level: Level, ceasefire: str | None = None) -> Record:
        """Return the record as somebody of a level sees it, only to be read; an officer, of the own `ceasefire`."""
        if level == "internal":
            return self.internal
        with self.lock:
            if (level, ceasefire) not in self.lower:
                opened = open_record(
                    self.place, read_only=True, level=level, ceasefire=ceasefire, clock=self.clock, beside=self.beside
                )
                state = partial(self.state_at, level, ceasefire)
                self.lower[level, ceasefire] = replace(opened, state=state, changes=self.internal.changes)
            return self.lower[level, ceasefire]

    def state_at(self, level: Level, ceasefire: str | None = None) -> str:
        """Return what names the state of the record as a level sees it: another where anything it sees may differ.

        Below the desk's level that is so too where the time of a release has come, and nothing was written; and what
        concerns nothing that is released leaves the state as it is.
        """
        if level == "internal":
            return _state_of(self.internal)
        own = ("state", level, ceasefire)
        return asked_once(self.internal.engine, own, partial(self._lower_state_at, level, ceasefire))

    def _lower_state_at(self, level: Level, ceasefire: str | None) -> str:
        now = head(self.internal)
        passed = last_passed(self.internal, self.clock())
        with self.lock:
            states = self.states.setdefault((level, ceasefire, passed), SeenStates())
        return state_named(*states.of(self.seen_at(level, ceasefire), now), passed.isoformat() if passed else "")

    @contextlib.contextmanager
    def writing(self, now: dt.datetime) -> Iterator[Record]:
        """Open the record to write to it, and close it again."""
        with open_record(self.place, now=now) as record:
            yield record

    def close(self) -> None:
        """Let go of it."""
        with self.lock:
            for record in (self.internal, *self.lower.values()):
                record.close()


def open_records(
    place: RecordPlace,
    *,
    now: dt.datetime,
    beside: Path | None = None,
    clock: Callable[[], dt.datetime] = machine_time,
) -> Records:
    """Open a record for the desk, first bringing one of an earlier version up to date.

    What is worked out of it is kept in the folder `beside`, where one is given.
    """
    open_record(place, now=now).close()
    internal = open_record(place, read_only=True, beside=beside)
    changes = functools.lru_cache(maxsize=KEPT)(partial(changes_between, internal))
    internal = replace(internal, state=partial(_state_of, internal), changes=changes)
    return Records(place=place, internal=internal, beside=beside, clock=clock)


def _state_of(record: Record) -> str:
    """Return what names the state of the record as the desk has it."""
    return asked_once(record.engine, "head", lambda: state_named(*head(record)))
