"""Counts of what is released, in the form of those that are kept of all: never a number of what is not shown."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, CompoundSelect, Select

from detente.store.base_tables import Base
from detente.store.tallies import MONTH

__all__ = ["counted"]

TOLD: Mapping[str, tuple[str, str] | None] = {
    "events": ("type", "status"),
    "drops": ("stage", "reason"),
    "claims": None,
    "entities": None,
}
"""What is counted of a reading, and by which two words."""


def counted(base: Base, name: str) -> CompoundSelect[Any]:
    """Return the query for the counts of a table, each kind for itself: who asks for one counts no other."""
    arms = (_arm(kind, _by_month(base, kind) if name == "monthly_tallies" else _now(base, kind)) for kind in TOLD)
    return sa.union_all(*arms)


def _arm(kind: str, summed: Select[Any]) -> Select[Any]:
    told = summed.subquery(f"{kind}_counted")
    return sa.select(sa.literal(kind).label("kind"), *told.columns)


def _now(base: Base, kind: str) -> Select[Any]:
    own, made = base.named(kind, "told"), base.named("readings", "made")
    first, second = _words(own, kind)
    query = _joined(base, own, made, first, second, sa.func.count().label("number"))
    query = query.where(made.c.superseded_at.is_(None))
    # what has no words is one number, and none where there is nothing to count: no row says nought
    return query.group_by(first, second) if TOLD[kind] else query.having(sa.func.count() > 0)


def _by_month(base: Base, kind: str) -> Select[Any]:
    every = sa.union_all(*_months(base, kind)).subquery("every")
    keys = (every.c.month, every.c.first, every.c.second)
    return sa.select(*keys, sa.func.sum(every.c.number).label("number")).group_by(*keys)


def _months(base: Base, kind: str) -> Iterator[Select[Any]]:
    """Yield what came in each month, and less, what was superseded in it."""
    own, made = base.named(kind, "told"), base.named("readings", "made")
    for column, number in ((made.c.made_at, "1"), (made.c.superseded_at, "-1")):
        month = sa.func.substr(column, 1, MONTH).label("month")
        came = _joined(base, own, made, month, *_words(own, kind), sa.literal_column(number).label("number"))
        yield came.where(column.is_not(None))


def _words(own: Any, kind: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    names = TOLD[kind]
    first, second = (own.c[name] for name in names) if names else (sa.literal_column("''"), sa.literal_column("''"))
    return first.label("first"), second.label("second")


def _joined(base: Base, own: Any, made: Any, *columns: ColumnElement[Any]) -> Select[Any]:
    released = base.released("document", made.c.document_id)
    return sa.select(*columns).select_from(made.join(own, own.c.reading_id == made.c.id)).where(released)
