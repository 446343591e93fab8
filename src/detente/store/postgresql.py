"""The PostgreSQL database under a record: how it is reached, and what its complaints mean.

What is set, and why:

- Whoever reads is in ``REPEATABLE READ, READ ONLY``: one state of the record throughout, as in a file. Who has to note
  something for the while, in temporary tables, may not be in ``READ ONLY``, and still takes no lock.
- Whoever writes takes a lock of the whole database first, so that it waits at its start and never fails half-way
  because somebody else wrote. Each of its statements then sees all that was kept before.
- Texts are ordered by their code points (``COLLATE "C"``), as in a file, whatever language the server was set up for.
- ``synchronous_commit`` is left alone: by itself it is on, and what is said to be kept is on the disk.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, create_engine, event

from detente.core.errors import RecordBroken, RecordBusy, RecordError, RecordMissing
from detente.store.columns import moment
from detente.store.level_views import is_in_front, set_views_in_server
from detente.store.levels import Level
from detente.store.place import Address

__all__ = [
    "SCRATCH",
    "WRITING",
    "is_ours",
    "is_taken",
    "make_level_server_engine",
    "make_server_engine",
    "order_by_code_points",
    "refuse_encoding",
    "translate",
]

WRITING = "detente_writing"
SCRATCH = "detente_scratch"
LOCK = 0x6474_4E54
"""Held by whoever writes: the same figure that marks a file as a record."""

CONNECT_SECONDS = 15
MILLISECONDS = 1000


def make_server_engine(address: Address, *, read_only: bool, wait: float) -> Engine:
    """Return an engine on a database, which nothing has asked yet. `wait` is how long to wait for another writer."""
    engine = _engine(address)

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(WRITING, False) and not read_only:
            _begin_writing(connection, wait)
        else:
            access = "READ WRITE" if options.get(SCRATCH, False) else "READ ONLY"
            connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {access}")

    event.listen(engine, "begin", begin)
    return engine


def make_level_server_engine(
    address: Address, *, level: Level, ceasefire: str | None = None, clock: Callable[[], dt.datetime]
) -> Engine:
    """Return an engine on a database that only reads, and sees what is released to a level by then.

    Each connection has views of its own before the tables, and each transaction makes sure of that.
    """
    engine = _engine(address)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.exec_driver_sql("SELECT set_config('detente.now', %s, true)", (moment(clock()),))
        if connection.exec_driver_sql(is_in_front()).scalar() is not True:
            raise RecordError(_BEHIND.format(place=address))

    event.listen(engine, "connect", lambda connection, _: set_views_in_server(connection, level, ceasefire))
    event.listen(engine, "begin", begin)
    return engine


_BEHIND = (
    "in {place} what is released cannot be kept apart: temporary views have to be found before tables; leave pg_temp "
    "out of search_path, and give each session a connection of its own (no pool that shares one between transactions)"
)


def _engine(address: Address) -> Engine:
    settings: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, "application_name": "detente"}
    stated = {name: value for name, value in settings.items() if name not in address.url.query}
    try:
        return create_engine(address.url, connect_args=stated, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        message = "a record in PostgreSQL needs the extra of that name: pip install 'detente[postgresql]'"
        raise RecordError(message) from error


def _begin_writing(connection: Connection, wait: float) -> None:
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE")
    # nought would be to wait for ever
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait * MILLISECONDS))}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def is_taken(connection: Connection) -> bool:
    """Say whether there is any table where the record would be made."""
    return bool(sa.inspect(connection).get_table_names())


def is_ours(connection: Connection) -> bool:
    """Say whether the database holds a record, by the first of its migrations."""
    looks = sa.inspect(connection)
    if not looks.has_table("migrations") or not looks.has_table("documents"):
        return False
    named = {column["name"] for column in looks.get_columns("migrations")}
    if not {"version", "name", "applied_at"} <= named:
        return False
    return connection.exec_driver_sql("SELECT name FROM migrations WHERE version = 1").scalar() == "documents"


def refuse_encoding(connection: Connection, address: Address) -> None:
    """Raise `RecordError` for a database that does not hold every text."""
    found = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if found != "UTF8":
        message = f"the database {address} holds texts in {found}: make one with the encoding UTF8 (createdb -E UTF8)"
        raise RecordError(message)


LOOSE = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation k ON k.oid = a.attcollation
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      AND k.collname = 'default'
    ORDER BY c.relname, a.attnum
"""


def order_by_code_points(connection: Connection) -> None:
    """Let every column of text that a migration made be ordered and compared by its code points."""
    quote = connection.dialect.identifier_preparer.quote
    changes: dict[str, list[str]] = {}
    for table, column, kind in connection.exec_driver_sql(LOOSE):
        changes.setdefault(table, []).append(f'ALTER COLUMN {quote(column)} TYPE {kind} COLLATE "C"')
    for table, columns in changes.items():
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} {', '.join(columns)}")


_BUSY = (RecordBusy, "another process is writing to the record {place}: try again when it has ended")
_ROOM = (RecordError, "no space left for the record {place}: what was kept before is safe; make room and run it again")
_RIGHT = (RecordError, "the record {place} may not be changed: give its user the right to write ({why})")
_BROKEN = (RecordBroken, "the record {place} is damaged ({why}): keep the database, and restore a copy or make anew")
_AWAY = (
    RecordError,
    "the database {place} cannot be reached ({why}): what was kept before is safe; look at the server, run it again",
)
_EXPLAINED: dict[str, tuple[type[RecordError], str]] = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "53100": _ROOM,
    "53200": _ROOM,
    "53300": _AWAY,
    "25006": _RIGHT,
    "42501": _RIGHT,
    "3D000": (RecordMissing, "there is no such database: {why}; make it first, with createdb"),
    "42P01": (RecordBroken, "{place} is not a record, or a part of it is missing ({why}): restore a copy"),
    "XX001": _BROKEN,
    "XX002": _BROKEN,
}
"""By the server's own codes, or their first two letters."""
_KINDS: dict[str, tuple[type[RecordError], str]] = {
    "08": _AWAY,
    "57": _AWAY,
    "58": _AWAY,
    "23": (RecordError, "what was to be kept in {place} does not hold together ({why}); nothing of it was kept"),
}


def translate(error: BaseException, address: Address) -> RecordError:
    """Return the record's own error for a complaint of the driver or the server."""
    import psycopg

    code = getattr(error, "sqlstate", None) or ""
    lost = isinstance(error, psycopg.OperationalError) and not code
    unknown = (RecordError, "the record {place} cannot do this: {why}")
    kind, template = _EXPLAINED.get(code) or _KINDS.get(code[:2]) or (_AWAY if lost else unknown)
    why = "; ".join(line.strip() for line in str(error).splitlines() if line.strip())
    if address.url.password:
        why = why.replace(str(address.url.password), "***")
    return kind(template.format(place=address, why=why))
