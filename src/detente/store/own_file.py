"""Files beside the record that only their owner may read, and in which what is erased is overwritten."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from detente.core.errors import RecordBroken, RecordError, RecordTooNew
from detente.store.database import WRITING, make_engine, plainly, pragma, set_pragma

__all__ = ["Held", "OwnFile", "open_own", "overwrite_erased", "refuse_others", "touch_own"]

OTHERS = stat.S_IRWXG | stat.S_IRWXO
WAIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a file of this kind holds: in words, by the number in its header, in which form, in which tables."""

    what: str
    application_id: int
    form: int
    tables: sa.MetaData


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """An open file that only its owner may read. Use it in a `with` statement, or close it. Threads may share it.

    `key` is drawn when it is opened, for what is not to be found out from the file alone.
    """

    path: Path
    engine: Engine
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __enter__(self) -> Self:
        """Return it itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the file."""
        with plainly(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes all or nothing."""
        with plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection


def open_own(path: Path, held: Held) -> OwnFile:
    """Open a file of a kind, made where there is none.

    Raises `RecordError` where others than its owner may read it, `RecordBroken` where it is another file,
    `RecordTooNew` where a later version wrote it.
    """
    is_new = touch_own(path, what=held.what)
    refuse_others(path, what=held.what)
    opened = OwnFile(path=path, engine=make_engine(path, mode="rw", wait=WAIT))
    event.listen(opened.engine, "connect", overwrite_erased)
    opened.engine.hide_parameters = True  # what an error says goes into logs: no person is to stand in it
    try:
        _make(opened, held) if is_new or not path.stat().st_size else _recognise(opened, held)
    except BaseException:
        opened.close()
        raise
    return opened


def _make(opened: OwnFile, held: Held) -> None:
    set_pragma(opened.engine, "journal_mode", "WAL")
    with opened.writing() as connection:
        if not sa.inspect(connection).get_table_names():
            connection.exec_driver_sql(f"PRAGMA application_id={held.application_id}")
            connection.exec_driver_sql(f"PRAGMA user_version={held.form}")
            held.tables.create_all(connection)


def _recognise(opened: OwnFile, held: Held) -> None:
    with plainly(opened.path):
        found, form = pragma(opened.engine, "application_id"), pragma(opened.engine, "user_version")
    if found != held.application_id:
        message = f"{opened.path} is no file of {held.what}: move it away"
        raise RecordBroken(message)
    if form != held.form:
        message = f"{opened.path} was written by a later version of détente (form {form}): install that version"
        raise RecordTooNew(message)
    _complete(opened, held)


def _complete(opened: OwnFile, held: Held) -> None:
    """Make the tables that a file of an earlier version lacks; none that is there changes."""
    with opened.reading() as connection:
        there = set(sa.inspect(connection).get_table_names())
    if not set(held.tables.tables) <= there:
        with opened.writing() as connection:
            held.tables.create_all(connection)


def touch_own(path: Path, *, what: str) -> bool:
    """Make an empty file that only its owner may read, and say whether it was not there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        message = f"the file of {what} {path} cannot be made: {error.strerror}; look at the rights of its folder"
        raise RecordError(message) from error
    return True


def refuse_others(path: Path, *, what: str) -> None:
    """Raise `RecordBroken` for what is no file, `RecordError` for one that others than its owner may read."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        message = f"{path} is not a file: the file of {what} stands there itself, and is no link to another"
        raise RecordBroken(message)
    if os.name == "posix" and found.st_mode & OTHERS:
        message = f"the file of {what} {path} may be read by others than its owner: nothing was opened; chmod 600 it"
        raise RecordError(message)


def overwrite_erased(connection: Any, _: object) -> None:
    """Let a new connection overwrite what is erased with zeros: for the engine's "connect"."""
    connection.execute("PRAGMA secure_delete=ON")
