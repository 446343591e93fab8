"""What is remembered of hosts, so that the next run keeps to what this one was told."""

import dataclasses
import datetime as dt
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from detente.gather.hosts import HostNote, RulesNote
from detente.store import tables
from detente.store.record import Record
from detente.store.writes import put_row

__all__ = ["HostBook", "keep_hosts"]

HOSTS, RULES = tables.hosts, tables.site_rules
LONGEST_RULES = 64_000
"""Compressed bytes of a robots.txt that are kept; a longer one is asked for again by the next run."""
FORGOTTEN = dt.timedelta(days=30)
"""After this a host that was not asked is a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostBook:
    """Recalls hosts out of a record."""

    record: Record

    def host(self, host: str) -> HostNote | None:
        """Return what is remembered of a host."""
        with self.record.reading() as connection:
            row = connection.execute(sa.select(HOSTS).where(HOSTS.c.host == host)).mappings().one_or_none()
        return None if row is None else HostNote(**row)

    def rules(self, origin: str) -> RulesNote | None:
        """Return what is remembered of an origin's robots.txt."""
        with self.record.reading() as connection:
            row = connection.execute(sa.select(RULES).where(RULES.c.origin == origin)).mappings().one_or_none()
        return None if row is None else RulesNote(**{**row, "body": zlib.decompress(row["body"])})


def keep_hosts(record: Record, hosts: Iterable[HostNote], rules: Iterable[RulesNote], *, now: dt.datetime) -> None:
    """Keep what was learnt of hosts in place of what was known, and forget what is over."""
    told = [dataclasses.asdict(note) for note in hosts]
    ruled = [{**dataclasses.asdict(note), "body": zlib.compress(note.body)} for note in rules]
    if not told and not ruled:
        return
    with record.writing() as connection:
        for row in told:
            put_row(connection, HOSTS, row)
        for row in ruled:
            if len(row["body"]) <= LONGEST_RULES:
                put_row(connection, RULES, row)
        if ruled:
            connection.execute(sa.delete(RULES).where(RULES.c.until <= now))
            gone = (HOSTS.c.asked_at < now - FORGOTTEN) & sa.or_(HOSTS.c.held_until.is_(None), HOSTS.c.held_until < now)
            connection.execute(sa.delete(HOSTS).where(gone))
