"""Makes keys anew where they are others than the readings come to, portion by portion, each in its own transaction.

What an interrupted run has done stays done: another one finds it as it should be, and goes on from there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert

from detente.store import tables
from detente.store.asked import portions
from detente.store.keys_proof import (
    counts_kept,
    counts_made,
    differences,
    later_made_at,
    own_rows,
    wrongly_superseded,
)
from detente.store.record import Record

__all__ = ["Remade", "remake_keys"]

READINGS, TALLIES, NAMES = tables.readings, tables.tallies, tables.names


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """What was put right among so many readings: of how many events, claims, entities, names and counts, by table."""

    readings: int
    changed: Counter[str]


def remake_keys(record: Record) -> Iterator[Remade]:
    """Put right what the desk finds things by, and yield after each portion what that changed."""
    with record.reading() as connection:
        stale = connection.scalars(sa.select(READINGS.c.id).where(wrongly_superseded())).all()
        every = connection.scalars(sa.select(READINGS.c.id).order_by(READINGS.c.id)).all()
    # first, since keys say it too
    for some in portions(stale):
        with record.writing() as connection:
            wrong = sa.and_(READINGS.c.id.in_(some), wrongly_superseded())
            done = connection.execute(sa.update(READINGS).where(wrong).values(superseded_at=later_made_at()))
        yield Remade(readings=0, changed=Counter({READINGS.name: done.rowcount}))
    for some in portions(every):
        # looked over without the lock that keeps others from writing; it is taken where something is to be done
        with record.reading() as connection:
            is_right = not any(differences(connection, some))
        yield Remade(readings=len(some), changed=Counter() if is_right else _remake(record, some))
    with record.writing() as connection:
        yield Remade(readings=0, changed=_count_anew(connection))


def _remake(record: Record, readings: Sequence[str]) -> Counter[str]:
    changed: Counter[str] = Counter()
    with record.writing() as connection:
        wrong = list(differences(connection, readings))
        for one in wrong:
            changed[one.table.name] += len(one.ids)
            if one.table is not NAMES:
                connection.execute(sa.delete(one.table).where(own_rows(one.table, readings)))
        # keys of entities speak of names, which come before them
        for one in wrong:
            _put(connection, one.table, one.made)
    return changed


def _put(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    if not rows:
        return
    if table is NAMES:
        new = insert(table)
        folded = {"folded": new.excluded.folded}
        connection.execute(new.on_conflict_do_update(index_elements=[table.c.id], set_=folded), rows)
    else:
        connection.execute(sa.insert(table), rows)


def _count_anew(connection: Connection) -> Counter[str]:
    made, kept = counts_made(connection), counts_kept(connection)
    if made == kept:
        return Counter()
    connection.execute(sa.delete(TALLIES))
    names = ("kind", "first", "second")
    rows = [dict(zip(names, key, strict=True)) | {"number": number} for key, number in made.items()]
    if rows:
        connection.execute(sa.insert(TALLIES), rows)
    return Counter({TALLIES.name: sum(made[key] != kept[key] for key in made.keys() | kept.keys())})
