"""The tables under the views of a level: called with their schema, so that no view stands before them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, TableClause

from detente.store import tables
from detente.store.levels import Level, seen_at

__all__ = ["Base", "exists", "released_as"]

SIGNATURE = "signature"
"""The kind of entries that are released with another: with the text that somebody did something with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The tables of a database, as the views of a level are made of them. `now` is the moment they are asked at.

    `ceasefire` is that of the officer who looks: what is kept under another one and released to the parties is released
    to others. None sees what is released to the parties of any.
    """

    schema: str
    dialect: str
    level: Level
    ceasefire: str | None = None

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

    def entry(self, subject: ColumnElement[Any]) -> ColumnElement[bool]:
        """Ask that an entry is released: by itself, or with what it is released with."""
        kept = self.named("entries", "kept")
        text = released_as(kept)
        shown = self.released("entry", text)
        if self.level == "parties" and self.ceasefire is not None:
            shown = sa.or_(self.released("entry", text, at=["public"]), sa.and_(self._is_own(kept), shown))
        return exists(kept, kept.c.subject == subject, shown)

    def _is_own(self, kept: Any) -> ColumnElement[bool]:
        """Ask that an entry is kept under the officer's own ceasefire, or under none."""
        begun = self.named("entries", "begun")
        other = exists(begun, begun.c.kind == "ceasefire", begun.c.owner == kept.c.owner)
        return sa.or_(kept.c.owner == self.ceasefire, ~other)

    def released(
        self, kind: str, subject: ColumnElement[Any], *, at: Collection[Level] | None = None
    ) -> ColumnElement[bool]:
        """Ask that the last word on a subject whose time has come shows it at this level, or at some that are given."""
        own, later = self.named("releases", f"{kind}_release"), self.named("releases", f"{kind}_later")
        newer = exists(
            later, later.c.kind == kind, later.c.subject == own.c.subject, later.c.revision > own.c.revision,
            later.c.visible_from <= self.now,
        )  # fmt: skip
        return exists(
            own, own.c.kind == kind, own.c.subject == subject, own.c.level.in_(list(at or seen_at(self.level))),
            own.c.visible_from <= self.now, ~newer,
        )  # fmt: skip

    def items(self, lists: ColumnElement[Any], alias: str) -> Any:
        """Return what a list in a column holds, as rows with a `value`."""
        each = sa.func.json_array_elements_text if self.dialect == "postgresql" else sa.func.json_each
        return each(lists).table_valued("value", name=alias)


def released_as(entry: Any) -> ColumnElement[str]:
    """Return what an entry is released as: what was done with a text goes where the text goes, and is never apart.

    A text that is shown without it would say that a side did nothing.
    """
    return sa.case((entry.c.kind == SIGNATURE, entry.c.content["text"].as_string()), else_=entry.c.subject)


def exists(own: FromClause, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask that there is a row; everything but its own table is that of the question around it."""
    found: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(own).where(*where)
    return sa.exists(found.correlate_except(own))
