"""What a revision is of: all rows that make up a record of its kind, and the hash of what they say.

A table belongs to the records of one kind. What is worked out from texts (copies, marks, outlines) belongs to none, and
neither does the list of pages that need not be fetched again; bytes are known by their hash.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table

from detente.store import tables
from detente.store.canonical import digest, line_of

__all__ = ["PARTS", "Part", "contents_of", "lines_by_subject", "subjects_of"]

AT_ONCE = 200
"""Subjects asked for in one query."""

Present = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table, what says whose its rows are, and where another table says so how its rows are found."""

    table: Table
    owner: "ColumnElement[Any]"
    over: "FromClause | None" = None
    found: "ColumnElement[bool] | None" = None

    @property
    def rows(self) -> Select[Any]:
        """The query for the rows, each with whose it is."""
        query = sa.select(self.table, self.owner.label(OWNER))
        return query if self.over is None else query.select_from(self.over.join(self.table, onclause=self.found))


OWNER = "whose_it_is"


def _link(table: Table, owner: Any) -> sa.ColumnElement[bool]:
    """Return how rows of a table find those of another that they are part of."""
    column = next(f.parent for f in sorted(table.foreign_keys, key=lambda f: f.parent.name) if f.column.table is owner)
    return sa.and_(column == owner.c.id)


def _part(table: Table, owner: str) -> Part:
    return Part(table=table, owner=table.c[owner])


def _through(table: Table, over: Table) -> Part:
    return Part(table=table, owner=over.c.reading_id, over=over, found=_link(table, over))


def _decided() -> Part:
    """Return what belongs to a decision: what was decided, and that it was taken back."""
    made = tables.decisions
    return Part(table=made, owner=sa.func.coalesce(made.c.withdraws, made.c.id))


def _left() -> Part:
    """Return the memberships by which accounts left an incident: what is noted next of those that came."""
    own, came, between = tables.memberships, tables.memberships.alias("came"), tables.memberships.alias("between")
    last = sa.select(sa.func.max(between.c.number)).where(
        between.c.account == own.c.account, between.c.number < own.c.number
    )
    found = sa.and_(own.c.account == came.c.account, came.c.number == last.scalar_subquery())
    return Part(table=own, owner=came.c.incident, over=came, found=found)


_LAYERS = (
    tables.entities, tables.places, tables.dates, tables.date_checks, tables.quantities, tables.claims, tables.events,
    tables.statements, tables.evidence, tables.drops,
)  # fmt: skip

PARTS: dict[str, tuple[Part, ...]] = {
    "document": (
        _part(tables.documents, "id"),
        *(
            _part(table, "document_id")
            for table in (tables.origins, tables.sightings, tables.cut_away, tables.repairs, tables.observations)
        ),
    ),
    "reading": (
        _part(tables.readings, "id"),
        *(_part(table, "reading_id") for table in _LAYERS),
        _through(tables.claim_sources, tables.claims),
        _through(tables.parties, tables.events),
        _through(tables.statement_parts, tables.statements),
    ),
    "refusal": (_part(tables.refusals, "id"), _part(tables.refusal_ends, "refusal_id")),
    "source": (_part(tables.sources, "id"), _part(tables.source_revisions, "source_id")),
    "visit": (_part(tables.visits, "id"),),
    "withdrawal": (_part(tables.withdrawals, "subject"),),
    "account": (_part(tables.account_readings, "id"),),
    "decision": (_decided(), _part(tables.dismissals, "decision_id")),
    "incident": (_part(tables.memberships, "incident"), _left()),
    "session": (
        _part(tables.review_sessions, "id"),
        *(
            _part(table, "session_id")
            for table in (tables.review_session_items, tables.review_session_ends, tables.adjudications)
        ),
    ),
    "review": (_part(tables.reviews, "id"), _part(tables.review_withdrawals, "review_id")),
    "grade": (_part(tables.source_grades, "id"),),
    "entry": (_part(tables.entries, "subject"),),
    "release": (_part(tables.releases, "subject"),),
    "drill": (_part(tables.drill_items, "id"), _part(tables.drill_answers, "item_id")),
}
"""Of what tables records of each kind are made; the first one has a row for each of them."""


def subjects_of(connection: Connection, kind: str) -> frozenset[str]:
    """Return the ids of all records of a kind."""
    return frozenset(connection.scalars(sa.select(PARTS[kind][0].owner).distinct()))


def contents_of(
    connection: Connection, kind: str, subjects: Sequence[str], *, present: Present | None = None
) -> dict[str, str]:
    """Return for records of a kind the hash of what their rows say; those of which nothing is left are left out.

    `present` names the columns that are there, where a record is of an earlier form than the tables.
    """
    found: dict[str, str] = {}
    for at in range(0, len(subjects), AT_ONCE):
        by_subject: dict[str, list[str]] = {}
        for _, subject, line in lines_by_subject(connection, kind, subjects[at : at + AT_ONCE], present=present):
            by_subject.setdefault(subject, []).append(line)
        found |= {subject: digest(lines) for subject, lines in by_subject.items()}
    return found


def lines_by_subject(
    connection: Connection, kind: str, subjects: Sequence[str], *, present: Present | None = None
) -> Iterator[tuple[Table, str, str]]:
    """Yield every row of records of a kind: its table, whose it is, and the row as one line."""
    for part in PARTS[kind]:
        query = part.rows.where(part.owner.in_(subjects))
        if present is not None:
            there = present.get(part.table.name, frozenset())
            columns = [c for c in part.table.columns if c.name in there]
            query = query.with_only_columns(*columns, part.owner.label(OWNER), maintain_column_froms=True)
        for row in connection.execute(query).mappings():
            yield part.table, row[OWNER], line_of(part.table, dict(row))
