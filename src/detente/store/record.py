"""The record in a file or a database: made, opened, brought up to date."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from detente.core.errors import RecordBroken, RecordError, RecordExists, RecordMissing
from detente.store.database import APPLICATION_ID, WRITING, make_engine, make_level_engine, plainly, set_pragma
from detente.store.files import recognise, refuse_other_than_file, refuse_taken, taken
from detente.store.keys import key_all
from detente.store.levels import Level
from detente.store.migrate import applied_versions, migrate, missing_migrations
from detente.store.place import Address, RecordPlace
from detente.store.postgresql import (
    SCRATCH,
    is_ours,
    is_taken,
    make_level_server_engine,
    make_server_engine,
    refuse_encoding,
)
from detente.store.text_words import index_waiting_texts

__all__ = ["WAIT", "Record", "create_record", "make_record", "open_record", "refuse_taken"]

WAIT = 60.0
"""Seconds to wait for another writer before giving up: the longest batch is over by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An open record. Close it, or use it in a `with` statement.

    `beside` is the folder in which what is worked out of it is kept; None where nothing is. `state` names the state it
    is in as it is seen, where somebody asks many questions of one state; None where each is asked once. `level` is that
    of who sees it so.
    """

    path: RecordPlace
    engine: Engine
    beside: Path | None = None
    state: Callable[[], str] | None = None
    level: Level = "internal"

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Let go of it; of a file, the last one to do so leaves all in the one file."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self, *, scratch: bool = False) -> Iterator[Connection]:
        """Open a transaction that sees one state of the record; it may make temporary tables if `scratch`."""
        with plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{SCRATCH: scratch})
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes all or nothing."""
        with plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection


def create_record(place: RecordPlace, *, now: dt.datetime, wait: float = WAIT) -> Record:
    """Make an empty record in a new file, or in an empty database, and return it open.

    Raises `RecordExists` where there is anything already, `RecordError` where none can be made.
    """
    return make_record(place, lambda connection: migrate(connection, now=now), wait=wait)


def make_record(place: RecordPlace, fill: Callable[[Connection], None], *, wait: float = WAIT) -> Record:
    """Make a record of what `fill` puts in a new file, or in an empty database, and return it open.

    All of it is made in one transaction: what a killed process leaves behind is empty, and is taken over here.
    Raises `RecordExists` where there is anything already, `RecordError` where none can be made.
    """
    if isinstance(place, Address):
        return _make_in_database(place, fill, wait=wait)
    refuse_taken(place)
    record = Record(path=place, engine=make_engine(place, mode="rwc", wait=wait))
    with _closed_on_error(record):
        with plainly(place):
            with record.writing() as connection:
                if sa.inspect(connection).get_table_names():
                    raise RecordExists(taken(place))
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                fill(connection)
            set_pragma(record.engine, "journal_mode", "WAL")
        return record


def _make_in_database(address: Address, fill: Callable[[Connection], None], *, wait: float) -> Record:
    record = Record(path=address, engine=make_server_engine(address, read_only=False, wait=wait))
    with _closed_on_error(record), record.writing() as connection:
        refuse_encoding(connection, address)
        if is_taken(connection):
            raise RecordExists(taken(address))
        fill(connection)
    return record


def open_record(
    place: RecordPlace,
    *,
    now: dt.datetime | None = None,
    read_only: bool = False,
    wait: float = WAIT,
    beside: Path | None = None,
    level: Level = "internal",
    clock: Callable[[], dt.datetime] | None = None,
) -> Record:
    """Open the record in a file or a database, first bringing one of an earlier version up to date.

    `now` is the time to write beside a migration, by default the clock's. A record opened `read_only` is not touched.
    `beside` is the folder in which what is worked out of it may be kept, so that it is worked out once.
    One opened for a `level` below the desk's shows what is released to it by the time of the `clock`, and is read only.
    Raises `RecordMissing`, `RecordBroken` (not a record, or damaged), `RecordTooNew`, `RecordBusy` or `RecordError`.
    """
    if level != "internal":
        return _open_level(place, level, clock or _machine_time, wait=wait, read_only=read_only, beside=beside)
    if isinstance(place, Address):
        record = Record(path=place, engine=make_server_engine(place, read_only=read_only, wait=wait), beside=beside)
    else:
        refuse_other_than_file(place)
        engine = make_engine(place, mode="ro" if read_only else "rw", wait=wait)
        record = Record(path=place, engine=engine, beside=beside)
    with _closed_on_error(record):
        _recognise(record, read_only=read_only)
        _bring_up_to_date(record, now=now or dt.datetime.now(dt.UTC), read_only=read_only)
        return record


def _machine_time() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _open_level(
    place: RecordPlace,
    level: Level,
    clock: Callable[[], dt.datetime],
    *,
    wait: float,
    read_only: bool,
    beside: Path | None,
) -> Record:
    """Open a record as a level sees it, once it is known to be one of this version."""
    if not read_only:
        message = f"nobody writes to {place} as the level {level} sees it: open it to be read only"
        raise RecordError(message)
    open_record(place, read_only=True, wait=wait).close()
    if isinstance(place, Address):
        engine = make_level_server_engine(place, level=level, clock=clock)
    else:
        engine = make_level_engine(place, level=level, clock=clock, wait=wait)
    return Record(path=place, engine=engine, beside=beside, level=level)


def _recognise(record: Record, *, read_only: bool) -> None:
    """Refuse what is no record before anything of it is changed."""
    if isinstance(record.path, Address):
        _recognise_database(record, record.path)
        return
    recognise(record.engine, record.path)
    if not read_only:
        with plainly(record.path):
            set_pragma(record.engine, "journal_mode", "WAL")


def _recognise_database(record: Record, address: Address) -> None:
    with record.reading() as connection:
        if is_ours(connection):
            return
        empty = not is_taken(connection)
    if empty:
        message = f"there is no record in {address}: make one with `detente init DIR --database ADDRESS`"
        raise RecordMissing(message)
    message = f"{address} is not a record but some other database: name the one that `detente init` made"
    raise RecordBroken(message)


@contextlib.contextmanager
def _closed_on_error(record: Record) -> Iterator[None]:
    try:
        yield
    except BaseException:
        record.close()
        raise


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
        if any(migration.name == "keys" for migration in missing):
            key_all(connection)
        if any(migration.name == "document words" for migration in missing):
            index_waiting_texts(connection)
