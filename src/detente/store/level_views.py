"""Views that stand before the tables of a record for whoever sees it at a level below the desk's.

They are temporary, each connection's own, and go by the names of the tables: every question asked of the record is
answered out of them, also those that are asked by what is not written yet. A table that no policy names is empty.
"""

import functools
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from detente.store import tables
from detente.store.base_tables import Base
from detente.store.counted_views import counted
from detente.store.levels import Level
from detente.store.policies import COUNTED, MASKS, POLICIES, WHOLE
from detente.store.tables_words import TEXT_INDEX
from detente.store.words import WORDS

__all__ = ["MOMENT", "is_in_front", "set_views_in_file", "set_views_in_server"]

MOMENT = "detente_now"
"""The function of a file's connection that tells the moment at which it is asked."""
IN_FILE = (
    "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
IN_SERVER = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
AND c.relkind IN ('r', 'v', 'm', 'p', 'f')"""
FIRST = "SELECT to_regclass('documents') IS NOT NULL AND to_regclass('documents') = to_regclass('pg_temp.documents')"
INDEXES = (WORDS, TEXT_INDEX)
"""Indexes of words: they are asked where to look, and not for the words; what is there is seen in their tables."""
Seer = tuple[Level, str | None]
"""A level, and at that of the parties the ceasefire of the officer who looks."""
MOST = 64
"""Seers whose views are held."""


def set_views_in_file(connection: sqlite3.Connection, level: Level, ceasefire: str | None = None) -> None:
    """Set the views before the tables of a file, for one connection."""
    there = [row[0] for row in connection.execute(IN_FILE)]
    connection.executescript(";\n".join(_statements("sqlite", "main", (level, ceasefire), there)))


def set_views_in_server(connection: Any, level: Level, ceasefire: str | None = None) -> None:
    """Set the views before the tables of a database, for one connection of its driver."""
    with connection.cursor() as cursor:
        schema = cursor.execute("SELECT current_schema()").fetchone()[0]
        there = [row[0] for row in cursor.execute(IN_SERVER).fetchall()]
        for statement in _statements("postgresql", schema, (level, ceasefire), there):
            cursor.execute(statement)
    connection.commit()


def is_in_front() -> str:
    """Return the question of a server whether the views are found where the tables are asked for."""
    return FIRST


def _statements(dialect: str, schema: str, seer: Seer, there: Iterable[str]) -> Iterator[str]:
    """Yield what makes the views, one for each thing that a database holds by a name."""
    made = _views(dialect, schema, seer)
    for name in there:
        if name in INDEXES:
            yield f"CREATE TEMP VIEW {name} (rowid, {name}) AS SELECT rowid, {name} FROM main.{name}"  # noqa: S608 - ours
        elif name not in WHOLE:
            yield made.get(name) or _nothing_of(dialect, schema, name)


@functools.lru_cache(maxsize=MOST)
def _views(dialect: str, schema: str, seer: Seer) -> dict[str, str]:
    base = Base(schema=schema, dialect=dialect, level=seer[0], ceasefire=seer[1])
    return {name: _view(base, name) for name in (*POLICIES, *COUNTED)}


def _view(base: Base, name: str) -> str:
    columns = tables.metadata.tables[name].columns.keys()
    quote = _dialect(base.dialect).identifier_preparer.quote
    query = counted(base, name) if name in COUNTED else _seen(base, name)
    told = query.compile(dialect=_dialect(base.dialect), compile_kwargs={"literal_binds": True})
    return f"CREATE TEMP VIEW {quote(name)} ({', '.join(map(quote, columns))}) AS {told}"


def _seen(base: Base, name: str) -> sa.Select[Any]:
    own, masks = base.table(name), MASKS.get(name, {})
    columns = [masks[c.name](base, own).label(c.name) if c.name in masks else c for c in own.columns]
    return sa.select(*columns).where(POLICIES[name](base, own))


def _nothing_of(dialect: str, schema: str, name: str) -> str:
    quote = _dialect(dialect).identifier_preparer.quote
    return f"CREATE TEMP VIEW {quote(name)} AS SELECT * FROM {quote(schema)}.{quote(name)} WHERE 1 = 0"  # noqa: S608


@functools.cache
def _dialect(name: str) -> Any:
    made: Any = postgresql.dialect if name == "postgresql" else sqlite.dialect
    return made()
