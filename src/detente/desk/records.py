"""The record as each level of release sees it: opened once, where the desk starts."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.desk.access.rights import Level
from detente.store import Record, RecordPlace, head, open_record

__all__ = ["Records", "open_records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """One record, to be read as each level sees it, and to be written to."""

    place: RecordPlace
    internal: Record

    def seen_at(self, level: Level) -> Record:
        """Return the record as somebody of a level sees it, only to be read."""
        if level != "internal":
            message = f"nothing is shown yet at the level {level!r}"
            raise NotImplementedError(message)
        return self.internal

    def state_at(self, level: Level) -> str:
        """Return what names the state of the record as a level sees it: another where anything it sees may differ."""
        del level
        return head(self.internal)[1]

    @contextlib.contextmanager
    def writing(self, now: dt.datetime) -> Iterator[Record]:
        """Open the record to write to it, and close it again."""
        with open_record(self.place, now=now) as record:
            yield record

    def close(self) -> None:
        """Let go of it."""
        self.internal.close()


def open_records(place: RecordPlace, *, now: dt.datetime, beside: Path | None = None) -> Records:
    """Open a record for the desk, first bringing one of an earlier version up to date.

    What is worked out of it is kept in the folder `beside`, where one is given.
    """
    open_record(place, now=now).close()
    return Records(place=place, internal=open_record(place, read_only=True, beside=beside))
