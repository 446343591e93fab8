"""The record as a file: made, opened, brought up to date."""

import contextlib
import datetime as dt
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from detente.core.errors import RecordBroken, RecordError, RecordExists, RecordMissing
from detente.store.database import APPLICATION_ID, WRITING, make_engine, plainly, pragma, set_pragma
from detente.store.migrate import applied_versions, migrate, missing_migrations

__all__ = ["WAIT", "Record", "create_record", "open_record", "refuse_taken"]

WAIT = 60.0
"""Seconds to wait for another writer before giving up: the longest batch is over by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An open record. Close it, or use it in a `with` statement."""

    path: Path
    engine: Engine

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves all in the one file."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the record throughout."""
        with plainly(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes all or nothing."""
        with plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection


def create_record(path: Path, *, now: dt.datetime, wait: float = WAIT) -> Record:
    """Make a record in a new file and return it open.

    All of it is made in one transaction: what a killed process leaves behind is empty, and is taken over here.
    Raises `RecordExists` where there is a file with anything in it, `RecordError` where none can be made.
    """
    refuse_taken(path)
    record = Record(path=path, engine=make_engine(path, mode="rwc", wait=wait))
    with _closed_on_error(record):
        with plainly(path):
            with record.writing() as connection:
                if sa.inspect(connection).get_table_names():
                    raise RecordExists(_taken(path))
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                migrate(connection, now=now)
            set_pragma(record.engine, "journal_mode", "WAL")
        return record


def open_record(path: Path, *, now: dt.datetime | None = None, read_only: bool = False, wait: float = WAIT) -> Record:
    """Open the record in a file, first bringing one of an earlier version up to date.

    `now` is the time to write beside a migration, by default the clock's. A record opened `read_only` is not touched.
    Raises `RecordMissing`, `RecordBroken` (not a record, or damaged), `RecordTooNew`, `RecordBusy` or `RecordError`.
    """
    _refuse_other_than_file(path)
    record = Record(path=path, engine=make_engine(path, mode="ro" if read_only else "rw", wait=wait))
    with _closed_on_error(record):
        _recognise(record)
        if not read_only:
            with plainly(path):
                set_pragma(record.engine, "journal_mode", "WAL")
        _bring_up_to_date(record, now=now or dt.datetime.now(dt.UTC), read_only=read_only)
        return record


@contextlib.contextmanager
def _closed_on_error(record: Record) -> Iterator[None]:
    try:
        yield
    except BaseException:
        record.close()
        raise


def _taken(path: Path) -> str:
    return f"there is something at {path} already: choose another place, or add to the record that is there"


def refuse_taken(path: Path) -> None:
    """Refuse to make a record where there is anything, or no folder. Raises `RecordExists` or `RecordError`."""
    if not path.parent.is_dir():
        message = f"the folder {path.parent} for the record is not there: make it first"
        raise RecordError(message)
    if not path.exists():
        return
    if not path.is_file() or (path.stat().st_size and not _is_unfinished(path)):
        raise RecordExists(_taken(path))


def _is_unfinished(path: Path) -> bool:
    """Say whether a file is what a process killed while making a record left behind: a journal to undo, else empty."""
    return Path(f"{path}-journal").exists()


def _refuse_other_than_file(path: Path) -> None:
    try:
        found = os.stat(path)  # noqa: PTH116 - Path.exists would hide a folder that may not be entered
    except (FileNotFoundError, NotADirectoryError):
        message = f"there is no record at {path}: make one with `detente init`"
        raise RecordMissing(message) from None
    except OSError as error:
        message = f"the record {path} cannot be opened: {error.strerror}"
        raise RecordError(message) from error
    if not stat.S_ISREG(found.st_mode):
        message = f"{path} is not a file: a record is a file that `detente init` made"
        raise RecordBroken(message)
    if not found.st_size:
        message = f"{path} is an empty file: its making was cut short; make the record again with `detente init`"
        raise RecordBroken(message)


def _recognise(record: Record) -> None:
    """Refuse another program's database before anything of it is changed."""
    with plainly(record.path):
        found = pragma(record.engine, "application_id")
    if found != APPLICATION_ID:
        message = f"{record.path} is not a record but some other file: name the file that `detente init` made"
        raise RecordBroken(message)


def _bring_up_to_date(record: Record, *, now: dt.datetime, read_only: bool) -> None:
    with record.reading() as connection:
        missing = missing_migrations(applied_versions(connection), path=record.path)
    if not missing:
        return
    if read_only:
        message = f"the record {record.path} is of an earlier version: open it once for writing to bring it up to date"
        raise RecordError(message)
    with record.writing() as connection:
        migrate(connection, now=now, path=record.path)
