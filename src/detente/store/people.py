"""The file beside the record in which persons are kept apart, and how it is made and opened.

Only its owner can read it. What is erased in it is overwritten with zeros, and it has no log of pages beside it that
would hold on to what was there.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from detente.core.errors import RecordBroken
from detente.store.database import WRITING, make_engine, plainly, pragma, set_pragma
from detente.store.own_file import overwrite_erased, refuse_others, touch_own
from detente.store.people_tables import metadata

__all__ = ["People", "open_people"]

APPLICATION_ID = 0x64744E50
"""Written in the file's header: this SQLite file holds persons, and is no record."""
FORM = 2
WAIT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The open file. Use it in a `with` statement."""

    path: Path
    engine: Engine

    def __enter__(self) -> Self:
        """Return it itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes all or nothing. There is none that only reads: each reading is noted."""
        with plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection


def open_people(path: Path) -> People:
    """Open the file of persons, made where there is none.

    Raises `RecordError` where others than its owner may read it, `RecordBroken` where it is another file.
    """
    is_new = touch_own(path, what="persons")
    refuse_others(path, what="persons")
    people = People(path=path, engine=make_engine(path, mode="rw", wait=WAIT))
    event.listen(people.engine, "connect", overwrite_erased)
    try:
        _make(people) if is_new or not path.stat().st_size else _recognise(people)
    except BaseException:
        people.engine.dispose()
        raise
    return people


def _make(people: People) -> None:
    with people.writing() as connection:
        if not sa.inspect(connection).get_table_names():
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
            metadata.create_all(connection)
    set_pragma(people.engine, "journal_mode", "DELETE")


def _recognise(people: People) -> None:
    with plainly(people.path):
        found, form = pragma(people.engine, "application_id"), pragma(people.engine, "user_version")
    if found != APPLICATION_ID or form != FORM:
        message = f"{people.path} is no file of persons of this version: move it away, or install the version it is of"
        raise RecordBroken(message)
