"""Counts of what is released, in the form of those that are kept of all: never a number of what is not shown."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select

from detente.store.base_tables import Base
from detente.store.tallies import MONTH

__all__ = ["counted"]

TOLD = {"events": ("type", "status"), "drops": ("stage", "reason"), "claims": None, "entities": None}
"""What is counted of a reading, and by which two words."""


def counted(base: Base, name: str) -> Select[Any]:
    """Return the query for the counts of a table."""
    return _by_month(base) if name == "monthly_tallies" else _now(base)


def _now(base: Base) -> Select[Any]:
    every = sa.union_all(
        *(_told(base, kind, lambda made: [made.c.superseded_at.is_(None)], {}, 1) for kind in TOLD)
    ).subquery("every")
    return _summed(every, "kind", "first", "second")


def _by_month(base: Base) -> Select[Any]:
    every = sa.union_all(*(one for kind in TOLD for one in _months(base, kind))).subquery("every")
    return _summed(every, "kind", "month", "first", "second")


def _months(base: Base, kind: str) -> Iterator[Select[Any]]:
    """Yield what came in each month, and less, what was superseded in it."""
    yield _told(base, kind, lambda _: [], {"month": "made_at"}, 1)
    yield _told(base, kind, lambda made: [made.c.superseded_at.is_not(None)], {"month": "superseded_at"}, -1)


def _told(base: Base, kind: str, where: Any, months: dict[str, str], number: int) -> Select[Any]:
    own, made = base.named(kind, "told"), base.named("readings", "made")
    words = TOLD[kind]
    first, second = (own.c[name] for name in words) if words else (sa.literal(""), sa.literal(""))
    month = [sa.func.substr(made.c[column], 1, MONTH).label(name) for name, column in months.items()]
    released: ColumnElement[bool] = base.released("document", made.c.document_id)
    columns = (sa.literal(kind).label("kind"), *month, first.label("first"), second.label("second"))
    query = sa.select(*columns, sa.literal_column(str(number)).label("number")).select_from(
        made.join(own, own.c.reading_id == made.c.id)
    )
    return query.where(released, *where(made))


def _summed(every: Any, *names: str) -> Select[Any]:
    keys = [every.c[name] for name in names]
    return sa.select(*keys, sa.func.sum(every.c.number).label("number")).group_by(*keys)
