"""How much the record holds: mostly from counts that are kept, less what stands withdrawn and what people rejected."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, FromClause

from detente.store import tables
from detente.store.asked import portions
from detente.store.joined import count_joined
from detente.store.known import NOW, Known, by, withdrawn
from detente.store.record import Record
from detente.store.refusals import REFUSALS, still_refused
from detente.store.reviewed import reviewed_counts
from detente.store.tallies import told
from detente.store.views import Summary

__all__ = ["summary"]

READINGS, DOCUMENTS = tables.readings, tables.documents


def summary(record: Record, *, known_on: Known = NOW) -> Summary:
    """Count what is in the record: most of it was counted as it was kept.

    What people rejected is left out, what they corrected counts as corrected, what they added counts.
    """
    changed, rejected, added = reviewed_counts(record, known_on=known_on)
    with record.reading() as connection:
        gone = connection.scalars(withdrawn("document", known_on)).all()
        kept = _kinds(told(connection, known_on))
        known = _documents(connection, gone, known_on)
        lost = _lost_texts(connection, gone, known_on)
        texts = _texts(connection, known_on) - len(lost)
        return Summary(
            documents=known,
            texts=texts,
            voices=texts - count_joined(connection, lost, known_on),
            unread=known - _read(connection, gone, known_on),
            readings=_readings(connection, gone, known_on),
            claims=kept["claims"].get(("", ""), 0) - rejected["claim"] + added["claim"],
            events=sum(kept["events"].values()) + sum(changed.values()),
            rejected=rejected["event"] + rejected["claim"],
            added=added["event"] + added["claim"],
            entities=kept["entities"].get(("", ""), 0),
            events_by=_changed(kept["events"], changed),
            refusals=_refused(connection, known_on),
            drops=kept["drops"],
        )


Told = dict[str, dict[tuple[str, str], int]]


def _kinds(counted: Mapping[tuple[str, str, str], int]) -> Told:
    found: Told = {"claims": {}, "events": {}, "entities": {}, "drops": {}}
    for (kind, first, second), number in counted.items():
        found[kind][first, second] = number
    return found


def _documents(connection: Connection, gone: Sequence[str], known_on: Known) -> int:
    there = by(DOCUMENTS.c.added_at, known_on)
    return _count(connection, DOCUMENTS, *there) - sum(
        _count(connection, DOCUMENTS, DOCUMENTS.c.id.in_(some), *there) for some in portions(gone)
    )


def _texts(connection: Connection, known_on: Known) -> int:
    """Count different texts, also of what stands withdrawn."""
    # what is no bare column has no index of its own: texts are walked by theirs, in which it stands
    came = sa.func.coalesce(DOCUMENTS.c.added_at, sa.literal("", sa.Text))
    texts = sa.select(DOCUMENTS.c.text_hash).where(*by(came, known_on)).distinct()
    return _count(connection, texts.subquery())


def _lost_texts(connection: Connection, gone: Sequence[str], known_on: Known) -> set[str]:
    """Return the texts of which every document stands withdrawn."""
    there = by(DOCUMENTS.c.added_at, known_on)
    of_gone: Counter[str] = Counter()
    for some in portions(gone):
        of_gone.update(connection.scalars(sa.select(DOCUMENTS.c.text_hash).where(DOCUMENTS.c.id.in_(some), *there)))
    lost: set[str] = set()
    for some in portions(list(of_gone)):
        query = sa.select(DOCUMENTS.c.text_hash, sa.func.count()).where(DOCUMENTS.c.text_hash.in_(some), *there)
        lost |= {text for text, n in connection.execute(query.group_by(DOCUMENTS.c.text_hash)) if of_gone[text] == n}
    return lost


def _readings(connection: Connection, gone: Sequence[str], known_on: Known) -> int:
    made = by(READINGS.c.made_at, known_on)
    return _count(connection, READINGS, *made) - sum(
        _count(connection, READINGS, READINGS.c.document_id.in_(some), *made) for some in portions(gone)
    )


def _read(connection: Connection, gone: Sequence[str], known_on: Known) -> int:
    """Count the documents that have been read: each has one reading that no other had taken the place of."""
    return _current(connection, known_on) - sum(
        _current(connection, known_on, READINGS.c.document_id.in_(some)) for some in portions(gone)
    )


def _current(connection: Connection, known_on: Known, *where: ColumnElement[bool]) -> int:
    superseded = READINGS.c.superseded_at.is_not(None)
    earlier = superseded if known_on.at is None else sa.and_(superseded, READINGS.c.superseded_at <= known_on.at)
    made = _count(connection, READINGS, *where, *by(READINGS.c.made_at, known_on))
    return made - _count(connection, READINGS, *where, earlier)


def _refused(connection: Connection, known_on: Known) -> dict[str, int]:
    code = REFUSALS.c.code
    query = sa.select(code, sa.func.count()).where(still_refused(known_on=known_on)).group_by(code).order_by(code)
    return {row[0]: row[1] for row in connection.execute(query)}


def _count(connection: Connection, table: FromClause, *where: ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def _changed(counted: dict[Any, int], changed: Mapping[Any, int]) -> dict[Any, int]:
    """Return counts as people left them, without what comes to nothing."""
    sums = {key: counted.get(key, 0) + changed.get(key, 0) for key in sorted({*counted, *changed})}
    return {key: n for key, n in sums.items() if n}
