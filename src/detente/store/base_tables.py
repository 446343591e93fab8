"""The tables under the views of a level: called with their schema, so that no view stands before them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, TableClause

from detente.store import tables
from detente.store.levels import Level, seen_at

__all__ = ["Base", "exists"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The tables of a database, as the views of a level are made of them. `now` is the moment they are asked at."""

    schema: str
    dialect: str
    level: Level

    @property
    def now(self) -> ColumnElement[str]:
        """What tells the moment: set where a transaction begins, so that all of it sees one state."""
        return sa.func.current_setting("detente.now") if self.dialect == "postgresql" else sa.func.detente_now()

    def table(self, name: str) -> TableClause:
        """Return a table under the views."""
        columns = (sa.column(one.name, one.type) for one in tables.metadata.tables[name].columns)
        return sa.table(name, *columns, schema=self.schema)

    def named(self, name: str, alias: str) -> Any:
        """Return a table under the views, called otherwise than another use of it."""
        return self.table(name).alias(alias)

    def released(self, kind: str, subject: ColumnElement[Any]) -> ColumnElement[bool]:
        """Ask that the last word on a subject whose time has come shows it at this level."""
        own, later = self.named("releases", f"{kind}_release"), self.named("releases", f"{kind}_later")
        newer = exists(
            later, later.c.kind == kind, later.c.subject == own.c.subject, later.c.revision > own.c.revision,
            later.c.visible_from <= self.now,
        )  # fmt: skip
        return exists(
            own, own.c.kind == kind, own.c.subject == subject, own.c.level.in_(list(seen_at(self.level))),
            own.c.visible_from <= self.now, ~newer,
        )  # fmt: skip

    def items(self, lists: ColumnElement[Any], alias: str) -> Any:
        """Return what a list in a column holds, as rows with a `value`."""
        each = sa.func.json_array_elements_text if self.dialect == "postgresql" else sa.func.json_each
        return each(lists).table_valued("value", name=alias)


def exists(own: FromClause, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask that there is a row; everything but its own table is that of the question around it."""
    found: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(own).where(*where)
    return sa.exists(found.correlate_except(own))
