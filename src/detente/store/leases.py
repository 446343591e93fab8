"""Leases: work that one run at a time does on a record. One that is not renewed ends by itself."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from detente.core.errors import RecordBusy
from detente.store import tables
from detente.store.record import Record
from detente.store.writes import put_row

__all__ = ["LASTS", "Lease", "end_lease", "renew_lease", "take_lease"]

LEASES = tables.leases
LASTS = dt.timedelta(minutes=2)
"""How long a lease lasts that is not renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to do something alone: what, who has it (in words), and a token that nobody else has."""

    name: str
    holder: str
    token: str


def take_lease(record: Record, lease: Lease, *, now: dt.datetime) -> None:
    """Take a lease that is free, or whose holder let it run out.

    Raises `RecordBusy` where somebody else has it.
    """
    with record.writing() as connection:
        row = connection.execute(sa.select(LEASES).where(LEASES.c.name == lease.name)).one_or_none()
        # an end further ahead than a lease lasts was written by a clock that was wrong
        if row is not None and row.token != lease.token and now < row.ends_at <= now + LASTS:
            message = (
                f"`detente {lease.name}` is at work on {record.path} already ({row.holder}, "
                f"since {row.taken_at:%Y-%m-%d %H:%M:%S} UTC): end that one, or try again when it has ended; "
                f"were it dead, its lease would end by itself at {row.ends_at:%H:%M:%S} UTC"
            )
            raise RecordBusy(message)
        told = {"name": lease.name, "holder": lease.holder, "token": lease.token}
        put_row(connection, LEASES, told | {"taken_at": now, "ends_at": now + LASTS})


def renew_lease(record: Record, lease: Lease, *, now: dt.datetime) -> bool:
    """Let a lease last from now on; say whether it still was one's own."""
    mine = (LEASES.c.name == lease.name) & (LEASES.c.token == lease.token)
    with record.writing() as connection:
        return connection.execute(sa.update(LEASES).where(mine).values(ends_at=now + LASTS)).rowcount == 1


def end_lease(record: Record, lease: Lease) -> None:
    """Give a lease back, where it still is one's own."""
    mine = (LEASES.c.name == lease.name) & (LEASES.c.token == lease.token)
    with record.writing() as connection:
        connection.execute(sa.delete(LEASES).where(mine))
