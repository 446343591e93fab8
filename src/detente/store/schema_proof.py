"""Proves that a database has what a record's has: nothing planted that acts by itself, and no index missing."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Index

from detente.store import tables
from detente.store.tables_words import is_of_text_index, lacks_text_index
from detente.store.words import is_of_words_index, lacks_words_index

__all__ = ["lacking", "lacking_indexes", "planted"]


def lacking(connection: Connection) -> Iterator[str]:
    """Yield which indexes a record has and the database has not, or has in another form."""
    for index in lacking_indexes(connection):
        yield f"the index {index.name} of {_table(index)} is missing, or is another: `detente rekey DIR` makes it anew"
    if lacks_words_index(connection):
        yield "the index of words, or what keeps it up to date, is missing: `detente rekey DIR` makes it anew"
    if lacks_text_index(connection):
        yield "the index of reports' words, or what keeps it up to date, is missing: `detente rekey DIR` makes it anew"


def lacking_indexes(connection: Connection) -> Sequence[Index]:
    """Return the indexes of a record that are not in the database as they should be."""
    seen = sa.inspect(connection)
    found: list[Index] = []
    for table in tables.metadata.sorted_tables:
        if not seen.has_table(table.name):
            continue
        there = {str(one["name"]): _form(one) for one in seen.get_indexes(table.name)}
        wanted = sorted(table.indexes, key=lambda index: str(index.name))
        found += [index for index in wanted if there.get(str(index.name)) != _own_form(index)]
    return found


Form = tuple[tuple[str | None, ...], bool, bool]
"""What an index is of, whether no two rows are alike in it, and whether only some rows stand in it."""


def _form(told: Any) -> Form:
    is_partial = any(name.endswith("_where") for name in told.get("dialect_options", {}))
    return tuple(told["column_names"]), bool(told["unique"]), is_partial


def _own_form(index: Index) -> Form:
    is_partial = index.dialect_options["sqlite"]["where"] is not None
    return tuple(column.name for column in index.columns), bool(index.unique), is_partial


def _table(index: Index) -> str:
    return "" if index.table is None else index.table.name


def planted(connection: Connection) -> Iterator[str]:
    """Yield what stands in the database that is none of a record's and could act by itself, or be taken for its own."""
    known = set(tables.metadata.tables)
    for kind, name, table in _others(connection, known):
        what = f"{kind} {name[:60]!r}" + (f" on {table}" if kind == "trigger" else "")
        yield f"{what} stands in the database, and is none of a record's: somebody put it there"


def _others(connection: Connection, known: set[str]) -> Iterator[tuple[str, str, str]]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'index'")
        for kind, name, table, made in rows:
            if is_of_words_index(name, made) or is_of_text_index(name, made):
                continue
            if kind in {"trigger", "view"} or (name not in known and not name.startswith("sqlite_")):
                yield str(kind), str(name), str(table)
        return
    query = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    )
    for name, table in connection.exec_driver_sql(query):
        if table in known:  # a database may be shared with others, its tables are not
            yield "trigger", str(name), str(table)
