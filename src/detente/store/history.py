"""The history of a record: its revisions, in the order of the chain."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from detente.store import tables
from detente.store.known import NOW, Known, by
from detente.store.record import Record
from detente.store.revisions import FIRST, head_of

__all__ = ["RevisionView", "document_read", "hash_at", "head", "history", "subjects_called"]

DOCUMENTS, ORIGINS = tables.documents, tables.origins
READINGS, REVISIONS = tables.readings, tables.revisions
LAST = "\U0010ffff"
"""Comes after all that an id may go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One change of one record: its number in the chain, which of that record it is, by whom, when and why."""

    number: int
    kind: str
    subject: str
    revision: int
    author: str
    reason: str
    at: dt.datetime
    content_hash: str
    hash: str


def history(record: Record, subject: str, *, known_on: Known = NOW) -> tuple[RevisionView, ...]:
    """Return the revisions of a record, its readings' and withdrawals' among them, in the order they were noted."""
    own = sa.select(READINGS.c.id).where(READINGS.c.document_id == subject)
    query = sa.select(*(REVISIONS.c[name] for name in RevisionView.__slots__))
    query = query.where(
        sa.or_(REVISIONS.c.subject == subject, REVISIONS.c.subject.in_(own)), *by(REVISIONS.c.at, known_on)
    )
    with record.reading() as connection:
        rows = connection.execute(query.order_by(REVISIONS.c.number)).mappings()
        return tuple(RevisionView(**row) for row in rows)


def subjects_called(record: Record, given: str) -> Sequence[tuple[str, str]]:
    """Return kind and id of the records whose id is, or begins with, what is given, and documents of that name.

    Withdrawn ones too.
    """
    query = sa.select(REVISIONS.c.kind, REVISIONS.c.subject).distinct()
    called = REVISIONS.c.subject.between(given, given + LAST)  # as a stretch of its index, which a pattern is not
    query = query.where(called, REVISIONS.c.kind.not_in(["withdrawal", "release"]))
    # what no carrier names has the names that it came under; said so that each is found by its index
    unnamed = sa.func.coalesce(DOCUMENTS.c.external_id, "") == ""
    came = DOCUMENTS.c.id.in_(sa.select(ORIGINS.c.document_id).where(ORIGINS.c.name == given))
    named = sa.select(sa.literal("document"), DOCUMENTS.c.id)
    named = named.where((DOCUMENTS.c.external_id == given) | (unnamed & came))
    with record.reading() as connection:
        return sorted({(row[0], row[1]) for one in (query, named) for row in connection.execute(one)})


def document_read(record: Record, reading: str) -> str | None:
    """Return the document that a reading is of; None where there is no such reading."""
    with record.reading() as connection:
        return connection.scalar(sa.select(READINGS.c.document_id).where(READINGS.c.id == reading))


def head(record: Record) -> tuple[int, str]:
    """Return the number and the hash of the last revision."""
    with record.reading() as connection:
        return head_of(connection)


def hash_at(record: Record, number: int) -> str | None:
    """Return the hash of the revision of a number: what the head was then; None where there is none of it."""
    if number == 0:
        return FIRST
    with record.reading() as connection:
        return connection.scalar(sa.select(REVISIONS.c.hash).where(REVISIONS.c.number == number))
