"""New records for tests that are not about how one is made: copies of one that is made once in a process."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import Address, Record, RecordPlace, create_record, record, tables
from private_server import TEMPLATE, server_of

__all__ = ["copies"]

THEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@contextmanager
def copies(made: Path) -> Iterator[None]:
    """Let `create_record` copy the record in a file, or a server's template, and note its own time in the copy."""
    if not made.exists():
        create_record(made, now=THEN).close()
    make = record.make_record

    def copied(place: RecordPlace, fill: Callable[[Connection], None], **options: Any) -> Record:
        if not _copy(made, place):
            return make(place, fill, **options)
        found = record.open_record(place, **options)
        with pytest.MonkeyPatch.context() as patch, found.writing() as connection:
            patch.setattr(record, "migrate", _note_time)
            fill(connection)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "make_record", copied)
        yield


def _copy(made: Path, place: RecordPlace) -> bool:
    """Copy a record to where nothing is; say whether that could be done."""
    if isinstance(place, Address):
        server = server_of(place)
        if place.url.database == TEMPLATE:
            return False
        return server.is_empty(place) and server.remake(place, template=TEMPLATE)
    if place.exists() or not place.parent.is_dir():
        return False
    shutil.copyfile(made, place)
    return True


def _note_time(connection: Connection, *, now: dt.datetime) -> None:
    connection.execute(sa.update(tables.migrations).values(applied_at=now))
