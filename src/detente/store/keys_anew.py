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
from detente.store.joined import JOINED
from detente.store.keys import numbered
from detente.store.keys_proof import (
    counts_kept,
    counts_made,
    differences,
    later_made_at,
    own_rows,
    wrongly_superseded,
)
from detente.store.record import Record
from detente.store.schema_proof import lacking_indexes
from detente.store.tables_words import lacks_text_index, make_text_index_anew
from detente.store.words import WORDS, is_words_index_whole, make_words_index_anew

__all__ = ["Remade", "remake_keys"]

READINGS, NAMES = tables.readings, tables.names


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
    yield from _indexes_anew(record)
    # before keys go in and out of it: the database takes out of the index what the keys say that stands in it
    with record.reading() as connection:
        is_right = is_words_index_whole(connection)
    if not is_right:
        # in a transaction of its own: others wait to write meanwhile, and do not wait for ever
        with record.writing() as connection:
            indexed = make_words_index_anew(connection)
        yield Remade(readings=0, changed=Counter({WORDS: indexed}))
    with record.reading() as connection:
        lacks = lacks_text_index(connection)
    if lacks:
        with record.writing() as connection:
            make_text_index_anew(connection)
        yield Remade(readings=0, changed=Counter({tables.document_words.name: 1}))
    for some in portions(every):
        # looked over without the lock that keeps others from writing; it is taken where something is to be done
        with record.reading() as connection:
            is_right = not any(differences(connection, some))
        yield Remade(readings=len(some), changed=Counter() if is_right else _remake(record, some))
    with record.reading() as connection:
        is_right = all(made == counts_kept(connection, table) for table, made in counts_made(connection).items())
    yield Remade(readings=0, changed=Counter() if is_right else _count_anew(record))


def _indexes_anew(record: Record) -> Iterator[Remade]:
    """Make each index that is missing in a transaction of its own: others wait to write meanwhile."""
    with record.reading() as connection:
        lacking = lacking_indexes(connection)
    for index in lacking:
        with record.writing() as connection:
            index.drop(connection, checkfirst=True)
            index.create(connection)
        yield Remade(readings=0, changed=Counter({f"index {index.name}": 1}))


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
        connection.execute(sa.insert(table), numbered(connection, rows) if table is tables.claim_keys else rows)


def _count_anew(record: Record) -> Counter[str]:
    changed: Counter[str] = Counter()
    with record.writing() as connection:
        for table, made in counts_made(connection).items():
            kept = counts_kept(connection, table)
            if made == kept:
                continue
            connection.execute(sa.delete(table))
            names = [column.name for column in table.primary_key]
            # that no text is a copy is noted too: otherwise all copies would be gone through whenever it is asked
            rows = [
                dict(zip(names, key, strict=True)) | {"number": n} for key, n in made.items() if n or key[0] == JOINED
            ]
            if rows:
                connection.execute(sa.insert(table), rows)
            changed[table.name] = sum(made[key] != kept[key] for key in made.keys() | kept.keys())
    return changed
