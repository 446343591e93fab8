"""Proves a record unaltered: the chain of revisions, what each is of, bytes by their hashes, rows by their bodies.

All of it is read in one transaction, piece by piece, so memory does not grow with the record.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table
from sqlalchemy.exc import DBAPIError

from detente.store import tables
from detente.store.accounts_proof import wrong_accounts
from detente.store.bytes_proof import wrong_bytes
from detente.store.canonical import digest
from detente.store.contents import PARTS, lines_by_subject
from detente.store.keys_proof import wrong_keys
from detente.store.links_proof import wrong_links
from detente.store.record import Record
from detente.store.rederive import differing_tables
from detente.store.revisions import FIRST, MACHINE, head_of, link_hash
from detente.store.schema_proof import lacking, planted

__all__ = ["Proof", "complaints_of", "verify"]

REVISIONS = tables.revisions
AT_ONCE = 50
"""Records looked at together: a reading of a long report has thousands of rows."""
MOST_TOLD = 200
"""Complaints that are told; more are counted."""

Lines = dict[str, list[tuple[Table, str]]]
"""The rows of records, each with its table and as one line, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a proof found: revisions and the hash of the last, records looked at, and what does not hold, in words."""

    revisions: int
    head: str
    records: int
    complaints: tuple[str, ...]
    more: int = 0
    """Complaints beyond those that are told."""


def verify(record: Record, *, head: str | None = None, keys: float = 1.0) -> Proof:
    """Recompute all that can be, and return what does not hold; `head` is the hash of a revision noted elsewhere.

    A chain cannot show by itself that revisions at its end were cut off together with what they are of: a head that was
    noted elsewhere does. `keys` is the share of keys that are made anew and compared, which takes as long as the rest.
    """
    with record.reading() as connection:
        number, last = head_of(connection)
        found = complaints_of(connection, head=head, keys=keys)
        told = tuple(itertools.islice(found, MOST_TOLD))
        more = sum(1 for _ in found)
        kinds = sa.select(REVISIONS.c.kind, REVISIONS.c.subject).distinct().subquery()
        records = connection.scalar(sa.select(sa.func.count()).select_from(kinds)) or 0
    return Proof(revisions=number, head=last, records=records, complaints=told, more=more)


def complaints_of(connection: Connection, *, head: str | None = None, keys: float = 1.0) -> Iterator[str]:
    """Yield, in words, all that does not hold in what a transaction sees of a record."""
    yield from _read("the chain", _of_chain(connection))
    yield from _of_head(connection, head)
    for kind in PARTS:
        yield from _read(f"what is noted as {kind}", _of_kind(connection, kind))
    yield from _read("the bytes", wrong_bytes(connection))
    yield from _of_owners(connection)
    yield from _read("the accounts", wrong_accounts(connection))
    yield from _read("the links", wrong_links(connection, share=keys))
    yield from _read("the keys", wrong_keys(connection, share=keys))
    yield from _read("the database", planted(connection))
    yield from _read("the indexes", lacking(connection))


def _read(what: str, complaints: Iterator[str]) -> Iterator[str]:
    """Yield complaints; where a value is none that could have been written, say so, and look no further there."""
    try:
        yield from complaints
    except (ValueError, TypeError, AttributeError, ArithmeticError, LookupError, DBAPIError) as error:
        yield f"{what} cannot be read to its end: a value there is none that was ever written ({error!s:.80})"


def _of_chain(connection: Connection) -> Iterator[str]:
    """Yield where the chain is broken: numbers that are gone, revisions that were altered, or follow on another."""
    expected, previous = 1, FIRST
    for row in _streamed(connection, sa.select(REVISIONS).order_by(REVISIONS.c.number)):
        number = row.number
        if number > expected:
            yield f"{_numbers(expected, number - 1)} missing from the chain"
        elif row.previous != previous:
            yield f"revision {number:,} does not follow on the one before: one of them was altered, swapped or put in"
        if link_hash(dict(zip(row._fields, row, strict=True))) != row.hash:
            yield f"revision {number:,} ({row.kind} {row.subject[:16]}) was altered: its own hash does not hold"
        expected, previous = number + 1, row.hash


def _numbers(first: int, last: int) -> str:
    return f"revision {first:,} is" if first == last else f"revisions {first:,} to {last:,} are"


def _of_head(connection: Connection, head: str | None) -> Iterator[str]:
    if head is None or head == FIRST:
        return
    if connection.scalar(sa.select(REVISIONS.c.number).where(REVISIONS.c.hash == head)) is None:
        yield f"no revision has the noted head {head[:16]}…: the end of the chain was cut off, or it was written anew"


def _of_kind(connection: Connection, kind: str) -> Iterator[str]:
    """Yield which records of a kind say something else than their last revision, are gone, or were never noted."""
    root = PARTS[kind][0]
    after = ""
    while page := _page(connection, kind, after):
        after = page[-1].subject
        lines: Lines = {}
        for table, subject, line in lines_by_subject(connection, kind, [row.subject for row in page]):
            lines.setdefault(subject, []).append((table, line))
        for row in page:
            if row.subject not in lines:
                yield f"{_called(kind, row.subject)} is missing: revision {row.number:,} tells of it"
            elif digest(line for _, line in lines[row.subject]) != row.content_hash:
                yield f"{_called(kind, row.subject)} was altered: it is not what revision {row.number:,} is of"
        if kind == "reading":
            yield from _of_bodies(connection, page, lines)
    noted = sa.exists().where(REVISIONS.c.kind == kind, REVISIONS.c.subject == root.owner)
    for subject in connection.scalars(sa.select(root.owner).distinct().where(root.owner.is_not(None), ~noted)):
        yield f"{_called(kind, subject)} was added without a revision"


def _called(kind: str, subject: str) -> str:
    return f"{kind if kind != 'withdrawal' else 'withdrawal of'} {subject[:16]}"


def _page(connection: Connection, kind: str, after: str) -> Sequence[Any]:
    """Return the last revisions of the next records of a kind, by their ids."""
    later = REVISIONS.alias("later")
    last = ~sa.exists().where(
        later.c.kind == kind, later.c.subject == REVISIONS.c.subject, later.c.revision > REVISIONS.c.revision
    )
    columns = (REVISIONS.c.subject, REVISIONS.c.number, REVISIONS.c.content_hash, REVISIONS.c.author)
    query = sa.select(*columns).where(REVISIONS.c.kind == kind, REVISIONS.c.subject > after, last)
    return connection.execute(query.order_by(REVISIONS.c.subject).limit(AT_ONCE)).all()


def _of_bodies(connection: Connection, page: Sequence[Row[Any]], lines: Lines) -> Iterator[str]:
    """Yield which readings' rows are not those that their bodies come to.

    Other versions may make other rows of a body; what they read is known by its hash alone.
    """
    ours = {row.subject for row in page if row.author == MACHINE}
    for reading, name in differing_tables(connection, {one: lines[one] for one in lines if one in ours}):
        if name == "body":
            yield f"reading {reading[:16]} has a body that cannot be read"
        else:
            yield f"reading {reading[:16]}: its rows in {name} are not those that its body comes to"


def _of_owners(connection: Connection) -> Iterator[str]:
    """Yield how many rows of each table speak of a row that is not there."""
    for table in tables.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda k: k.parent.name):
            other: Table = key.column.table.alias("other")  # type: ignore[assignment]
            there = sa.exists().where(other.c[key.column.name] == key.parent)
            lost = sa.select(sa.func.count()).select_from(table).where(key.parent.is_not(None), ~there)
            if n := connection.scalar(lost):
                yield f"{n:,} rows of {table.name} speak of rows of {key.column.table.name} that are missing"


def _streamed(connection: Connection, query: sa.Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))
