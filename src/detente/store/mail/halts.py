"""Whether the queue stands still as a whole, until when, and why."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.tables import halts

__all__ = ["Halt", "HaltKind", "end_halt", "halt_queue", "standing_halt"]

QUEUE = "queue"
HaltKind = Literal["paused", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """The queue stands still: `paused` until the server answers again, `stopped` until somebody changes something.

    One letter is tried when `until` has come. `times` says how often in a row that was in vain.
    """

    kind: HaltKind
    at: dt.datetime
    until: dt.datetime
    times: int
    why: str


def halt_queue(connection: Connection, halt: Halt) -> None:
    """Let the queue stand still."""
    row = {
        "name": QUEUE, "kind": halt.kind, "at": halt.at, "until": halt.until, "times": halt.times, "why": halt.why,
    }  # fmt: skip
    connection.execute(insert(halts).values(**row).on_conflict_do_update(index_elements=["name"], set_=row))


def standing_halt(connection: Connection) -> Halt | None:
    """Return why the queue stands still, also where its time has come; None where it goes on."""
    row = connection.execute(sa.select(halts).where(halts.c.name == QUEUE)).one_or_none()
    if row is None:
        return None
    return Halt(kind=row.kind, at=row.at, until=row.until, times=row.times, why=row.why)


def end_halt(connection: Connection) -> bool:
    """Let the queue go on; say whether it stood still."""
    return connection.execute(sa.delete(halts).where(halts.c.name == QUEUE)).rowcount == 1
