"""What was known when: every question may be asked as of a moment, and what is withdrawn is left out from then on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select

from detente.store import tables

__all__ = ["NOW", "Known", "by", "current", "current_readings", "known_documents", "made_by", "stands", "withdrawn"]

WITHDRAWALS, DOCUMENTS, READINGS = tables.withdrawals, tables.documents, tables.readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """As of when a question is asked: what was in the record at a moment, that moment included; None for now."""

    at: dt.datetime | None = None


NOW = Known()


def by(column: ColumnElement[Any], known_on: Known) -> list[ColumnElement[bool]]:
    """Ask that something had come by then; where it is not noted when it came, it had."""
    return [] if known_on.at is None else [sa.or_(column.is_(None), column <= known_on.at)]


def withdrawn(kind: str, known_on: Known) -> Select[str]:
    """Return the query for the ids of the records of a kind that stand withdrawn: what was said last of each counts."""
    own, later = WITHDRAWALS.alias("own"), WITHDRAWALS.alias("later")
    undone = sa.exists().where(
        later.c.kind == own.c.kind,
        later.c.subject == own.c.subject,
        later.c.revision > own.c.revision,
        *by(later.c.at, known_on),
    )
    return sa.select(own.c.subject).where(own.c.kind == kind, own.c.withdrawn, ~undone, *by(own.c.at, known_on))


def stands(column: ColumnElement[Any], known_on: Known, *, kind: str = "document") -> ColumnElement[bool]:
    """Ask that the record of a kind which a column names is not withdrawn."""
    return column.not_in(withdrawn(kind, known_on))


def known_documents(known_on: Known) -> list[ColumnElement[bool]]:
    """Ask of documents that they had been taken in, and are not withdrawn."""
    return [stands(DOCUMENTS.c.id, known_on), *by(DOCUMENTS.c.added_at, known_on)]


def current(known_on: Known) -> list[ColumnElement[bool]]:
    """Ask of readings that each is the one made last of its document, and that this stands.

    What is so now is noted in their rows; what was so at a moment follows from when they were made.
    """
    there = stands(READINGS.c.document_id, known_on)
    if known_on.at is None:
        return [READINGS.c.superseded_at.is_(None), there]
    later = READINGS.alias("later")
    superseded = sa.exists().where(
        later.c.document_id == READINGS.c.document_id,
        later.c.revision > READINGS.c.revision,
        *by(later.c.made_at, known_on),
    )
    return [~superseded, there, *by(READINGS.c.made_at, known_on)]


def made_by(told: ColumnElement[str], owner: ColumnElement[str], at: dt.datetime) -> ColumnElement[bool]:
    """Ask that the reading had been made by then which tells the row that a key is of; `told` is that row's id."""
    row = told.table.alias("told")
    return sa.exists().where(row.c.id == owner, READINGS.c.id == row.c.reading_id, READINGS.c.made_at <= at)


def current_readings(*, known_on: Known = NOW) -> Select[tuple[str]]:
    """Return the query for the ids of the current readings."""
    return sa.select(READINGS.c.id).where(*current(known_on)).correlate(None)
