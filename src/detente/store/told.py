"""What was worked out of readings, kept beside the record so that it is worked out once: a file that may be deleted.

Nothing in it is known from anywhere but the record: each piece stands under the id of the reading that it was worked
out of and under what worked it out, and counts for nothing where either is another now. What of it somebody sees is
decided by which readings they see.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from detente.core.errors import RecordError
from detente.store.asked import portions
from detente.store.database import WRITING, make_engine, plainly, set_pragma

__all__ = ["ToldFile", "open_told"]

FORM = 1
NAME = "told.sqlite"
WAIT = 5.0
MOST_KEPT = 4
"""How many workings-out of one name are kept: an earlier watch is asked for again where somebody looks back."""
FEW = 5_000
"""So many readings are looked up one by one; for more, all are read."""
OWNER_ONLY = 0o600

METADATA = sa.MetaData()
TOLD = sa.Table(
    "told",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("stamp", sa.Text, primary_key=True),
    sa.Column("reading", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary),  # null where a reading told nothing
    sqlite_with_rowid=False,
)
STAMPS = sa.Table(
    "stamps",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.UniqueConstraint("name", "stamp"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFile:
    """The open file; where none can be had, what is asked for is worked out each time."""

    engine: Engine | None
    path: Path

    def close(self) -> None:
        """Let go of it."""
        if self.engine is not None:
            self.engine.dispose()

    def told(self, name: str, stamp: str, readings: Sequence[str] | None = None) -> dict[str, bytes | None]:
        """Return by reading what was worked out under a name and a stamp; None of those that told nothing.

        Where `readings` are few, no others are looked for.
        """
        if self.engine is None:
            return {}
        query = sa.select(TOLD.c.reading, TOLD.c.body).where(TOLD.c.name == name, TOLD.c.stamp == stamp)
        few = readings is not None and len(readings) <= FEW
        asked = [query.where(TOLD.c.reading.in_(some)) for some in portions(readings or ())] if few else [query]
        with plainly(self.path), self.engine.connect() as connection:
            return {row[0]: row[1] for one in asked for row in connection.execute(one)}

    def keep(self, name: str, stamp: str, bodies: Mapping[str, bytes | None]) -> None:
        """Keep what was worked out, and let go of what earlier stamps of the name told; where it cannot, never mind."""
        if self.engine is None or not bodies:
            return
        rows = [{"name": name, "stamp": stamp, "reading": one, "body": body} for one, body in bodies.items()]
        with contextlib.suppress(RecordError), plainly(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITING: True})
            with connection.begin():
                connection.execute(sa.insert(STAMPS).prefix_with("OR IGNORE"), {"name": name, "stamp": stamp})
                connection.execute(sa.insert(TOLD).prefix_with("OR IGNORE"), rows)
                self._forget(connection, name)

    def _forget(self, connection: sa.Connection, name: str) -> None:
        numbered = sa.select(STAMPS.c.stamp).where(STAMPS.c.name == name).order_by(STAMPS.c.number.desc())
        old = connection.scalars(numbered.offset(MOST_KEPT)).all()
        for some in portions(old):
            for table in (TOLD, STAMPS):
                connection.execute(sa.delete(table).where(table.c.name == name, table.c.stamp.in_(some)))


def open_told(folder: Path | None) -> ToldFile:
    """Open the file in a folder, made where there is none; one that cannot be had is one that holds nothing."""
    path = (folder or Path()) / NAME
    if folder is None or not (os.access(folder, os.W_OK) or path.exists()):
        return ToldFile(engine=None, path=path)
    engine = make_engine(path, mode="rwc", wait=WAIT)
    with contextlib.suppress(RecordError), plainly(path):
        _make(engine, path)
        return ToldFile(engine=engine, path=path)
    engine.dispose()
    return ToldFile(engine=None, path=path)


def _make(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        connection.execution_options(**{WRITING: True})
        with connection.begin():
            form = connection.exec_driver_sql("PRAGMA user_version").scalar()
            if form != FORM:
                METADATA.drop_all(connection)
                METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
    path.chmod(OWNER_ONLY)
    set_pragma(engine, "journal_mode", "WAL")
    set_pragma(engine, "synchronous", "OFF")
