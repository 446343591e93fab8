"""The SQLite file under the record: how it is reached, and what its complaints mean.

What is set, and why:

- ``journal_mode=WAL``: readers go on while somebody writes, and a process killed at any moment loses only the
  transaction it was in.
- ``synchronous=FULL``: a commit is on the disk when it returns. In WAL mode NORMAL would never damage the file, but
  would lose the last commits in a power cut, after the user was told that they are kept. It costs one flush a
  document, which is little beside reading it.
- ``cache_size``: the marks of texts are hashes, and land all over their table; with the 2 MB that SQLite takes by
  itself, ten thousand texts are written and read again at every few that come.
- ``foreign_keys=ON``: no row without the row it speaks of.
- Transactions are begun by us: ``BEGIN IMMEDIATE`` for a writer, so that it waits at its start and never fails
  half-way because somebody else wrote; the driver's own habit of beginning late, and not for DDL, is switched off.
"""

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from detente.core.errors import DetenteError, RecordBroken, RecordBusy, RecordError
from detente.store.columns import moment
from detente.store.level_views import MOMENT, set_views_in_file
from detente.store.levels import Level
from detente.store.place import Address, RecordPlace
from detente.store.postgresql import WRITING, translate

__all__ = ["APPLICATION_ID", "WRITING", "make_engine", "make_level_engine", "plainly", "pragma", "set_pragma"]

APPLICATION_ID = 0x64744E54
"""Written in the file's header: this SQLite file is a record of ours."""

CACHE = -64_000
"""Kilobytes of pages that are held, as SQLite wants it written; they are taken only when used."""
MOST_BESIDE = 60
"""Connections beside those that are kept open: who asks many questions of one state holds one all the while."""


def make_engine(path: Path, *, mode: str, wait: float) -> Engine:
    """Return an engine on the file at `path`, which nothing has touched yet.

    `mode` is SQLite's: ``rw``, ``rwc`` (may create), ``ro``. `wait` is how many seconds to wait for another writer.
    """
    looks = mode == "ro"
    if looks and _may_tidy(path):
        mode = "rw"
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}" + ("&immutable=1" if _immutable(path, mode) else "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            connection.executescript(f"PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA cache_size={CACHE};")
            if looks:
                connection.execute("PRAGMA query_only=ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=MOST_BESIDE)
    event.listen(engine, "begin", _begin)
    return engine


def make_level_engine(
    path: Path, *, level: Level, ceasefire: str | None = None, clock: Callable[[], dt.datetime], wait: float
) -> Engine:
    """Return an engine on the file at `path` that only reads, and sees what is released to a level by then.

    Each connection has views of its own before the tables. Until it is told what time it is, it sees nothing.
    """
    mode = "rw" if _may_tidy(path) else "ro"
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}" + ("&immutable=1" if _immutable(path, mode) else "")

    def connect() -> _Seeing:
        connection = sqlite3.connect(
            uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False, factory=_Seeing
        )
        try:
            connection.executescript(f"PRAGMA foreign_keys=ON; PRAGMA cache_size={CACHE};")
            told = connection.told
            connection.create_function(MOMENT, 0, lambda: told[-1], deterministic=True)
            set_views_in_file(connection, level, ceasefire)
            connection.execute("PRAGMA query_only=ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def begin(connection: Connection) -> None:
        seeing = connection.connection.driver_connection
        assert isinstance(seeing, _Seeing)  # noqa: S101 - it is we who made it
        seeing.told[:] = [moment(clock())]
        connection.exec_driver_sql("BEGIN")

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=MOST_BESIDE)
    event.listen(engine, "begin", begin)
    return engine


class _Seeing(sqlite3.Connection):
    """A connection that is told at which moment it is asked; the first moment there is, before anybody has."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.told = [""]


def pragma(engine: Engine, name: str) -> str | int | None:
    """Return one of the file's settings."""
    with contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
    return row[0] if row else None


def set_pragma(engine: Engine, name: str, value: str | int) -> None:
    """Change one of the file's settings, outside any transaction."""
    pragma(engine, f"{name}={value}")


@contextlib.contextmanager
def plainly(place: RecordPlace) -> Iterator[None]:
    """Say in the record's own errors what the database complains of."""
    try:
        yield
    except StatementError as error:
        if isinstance(error.orig, DetenteError):
            raise error.orig from None
        raise _explain(error.orig or error, place) from error
    except (sqlite3.Error, DBAPIError) as error:
        raise _explain(error, place) from error


def _explain(error: BaseException, place: RecordPlace) -> RecordError:
    return translate(error, place) if isinstance(place, Address) else _translate(error, place)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _may_tidy(path: Path) -> bool:
    """Say whether whoever only looks has the right to write here all the same.

    A connection opened ``ro`` makes SQLite's two files beside the record and cannot take them away at its end; one that
    may write and is told to change nothing does, where it is the last.
    """
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _immutable(path: Path, mode: str) -> bool:
    """Say whether the file cannot change under us: a record on a read-only medium, closed cleanly.

    SQLite would want to make files beside it even for reading, and could not.
    """
    return mode == "ro" and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()


_Explain = tuple[type[RecordError], str]

_BROKEN: _Explain = (
    RecordBroken,
    "the record {path} is damaged ({why}): keep the file, and restore a copy or make anew",
)
_EXPLAINED: dict[str, _Explain] = {
    "SQLITE_BUSY": (RecordBusy, "another process is writing to the record {path}: try again when it has ended"),
    "SQLITE_LOCKED": (RecordBusy, "another process is writing to the record {path}: try again when it has ended"),
    "SQLITE_FULL": (
        RecordError,
        "no space left for the record {path}: what was kept before is safe; make room and run the same again",
    ),
    "SQLITE_IOERR": (
        RecordError,
        "the record {path} cannot be reached ({why}): what was kept before is safe; look at the disk, run it again",
    ),
    "SQLITE_READONLY": (
        RecordError,
        "the record {path} may not be changed: give yourself the right to write the file and its folder",
    ),
    "SQLITE_CANTOPEN": (
        RecordError,
        "the record {path} cannot be opened ({why}): look at the rights of the file and its folder",
    ),
    "SQLITE_PERM": (RecordError, "the record {path} may not be opened: look at the rights of the file and its folder"),
    "SQLITE_AUTH": (RecordError, "the record {path} may not be opened: look at the rights of the file and its folder"),
    "SQLITE_NOTADB": (RecordBroken, "{path} is not a record: name the file that `detente init` made"),
    "SQLITE_CORRUPT": _BROKEN,
}


def _translate(error: BaseException, path: Path) -> RecordError:
    name = getattr(error, "sqlite_errorname", "")
    primary = "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE is a kind of SQLITE_IOERR
    if isinstance(error, sqlite3.IntegrityError | IntegrityError):
        message = f"what was to be kept in {path} does not hold together ({error}); nothing of it was kept"
        return RecordError(message)
    kind, template = _EXPLAINED.get(primary, (RecordError, "the record {path} cannot do this: {why}"))
    return kind(template.format(path=path, why=error))
