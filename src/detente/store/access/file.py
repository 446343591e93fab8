"""The file of accounts, and how it is made and opened: only its owner can read it."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from detente.core.errors import RecordBroken, RecordTooNew
from detente.store.access.tables import metadata
from detente.store.database import WRITING, make_engine, plainly, pragma, set_pragma
from detente.store.own_file import overwrite_erased, refuse_others, touch_own

__all__ = ["ACCOUNTS", "AccountsFile", "open_accounts"]

ACCOUNTS = "accounts.sqlite"
"""What the file is called, in the folder of the record."""
APPLICATION_ID = 0x64744E41
"""Written in the file's header: this SQLite file holds accounts, and is no record."""
FORM = 1
WAIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsFile:
    """The open file. Use it in a `with` statement, or close it. Threads may share it.

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


def open_accounts(path: Path) -> AccountsFile:
    """Open the file of accounts, made where there is none.

    Raises `RecordError` where others than its owner may read it, `RecordBroken` where it is another file,
    `RecordTooNew` where a later version wrote it.
    """
    is_new = touch_own(path, what="accounts")
    refuse_others(path, what="accounts")
    opened = AccountsFile(path=path, engine=make_engine(path, mode="rw", wait=WAIT))
    event.listen(opened.engine, "connect", overwrite_erased)
    try:
        _make(opened) if is_new or not path.stat().st_size else _recognise(opened)
    except BaseException:
        opened.close()
        raise
    return opened


def _make(opened: AccountsFile) -> None:
    set_pragma(opened.engine, "journal_mode", "WAL")
    with opened.writing() as connection:
        if not sa.inspect(connection).get_table_names():
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
            metadata.create_all(connection)


def _recognise(opened: AccountsFile) -> None:
    with plainly(opened.path):
        found, form = pragma(opened.engine, "application_id"), pragma(opened.engine, "user_version")
    if found != APPLICATION_ID:
        message = f"{opened.path} is no file of accounts: move it away"
        raise RecordBroken(message)
    if form != FORM:
        message = f"{opened.path} was written by a later version of détente (form {form}): install that version"
        raise RecordTooNew(message)
    _complete(opened)


def _complete(opened: AccountsFile) -> None:
    """Make the tables that a file of an earlier version lacks; none that is there changes."""
    with opened.reading() as connection:
        there = set(sa.inspect(connection).get_table_names())
    if not set(metadata.tables) <= there:
        with opened.writing() as connection:
            metadata.create_all(connection)
