"""How reliable people hold sources to be, A to F, with history, author and reason."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.review.credibility import RELIABILITY
from detente.store import tables
from detente.store.record import Record
from detente.store.revisions import Notes

__all__ = ["SourceGrade", "grade_source", "source_grades"]

GRADES = tables.source_grades


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGrade:
    """A grade that somebody gave a source, and why. The highest revision is the grade it has."""

    source: str
    revision: int
    grade: str
    author: str
    reason: str
    graded_at: dt.datetime


def grade_source(record: Record, source: str, grade: str, *, author: str, reason: str, now: dt.datetime) -> SourceGrade:
    """Grade a source from now on; earlier grades stay. Raises `UsageError` for a grade that there is none of."""
    name = " ".join(source.split())
    if grade not in RELIABILITY or not name:
        told = "; ".join(f"{letter} {means}" for letter, means in RELIABILITY.items())
        message = f"{grade!r} is no grade of a source; grades are {told}"
        raise UsageError(message)
    with record.writing() as connection:
        last = connection.scalar(sa.select(sa.func.max(GRADES.c.revision)).where(GRADES.c.source == name)) or 0
        row = {
            "source": name,
            "revision": last + 1,
            "grade": grade,
            "author": author,
            "reason": reason,
            "graded_at": now,
        }
        own = hash_parts("grade", name, str(last + 1))
        connection.execute(sa.insert(GRADES), row | {"id": own})
        notes = Notes()
        notes.add("grade", own, f"{name} is {grade}: {reason}")
        notes.write(connection, now=now, author=author)
    return SourceGrade(**row)  # type: ignore[arg-type]


def source_grades(record: Record, *, known_on: dt.datetime | None = None) -> tuple[SourceGrade, ...]:
    """Return every grade of every source, by name, the latest last."""
    query = sa.select(*(GRADES.c[name] for name in SourceGrade.__slots__)).order_by(GRADES.c.source, GRADES.c.revision)
    if known_on is not None:
        query = query.where(GRADES.c.graded_at <= known_on)
    with record.reading() as connection:
        return tuple(SourceGrade(**row) for row in connection.execute(query).mappings())
