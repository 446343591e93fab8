"""Brings a record up to date, migration by migration, all of them in one transaction."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import RecordBroken, RecordTooNew
from detente.store.migrations import MIGRATIONS, Migration
from detente.store.place import RecordPlace
from detente.store.postgresql import order_by_code_points
from detente.store.tables import migrations

__all__ = ["applied_versions", "migrate", "missing_migrations"]


def applied_versions(connection: Connection) -> tuple[int, ...]:
    """Return the versions of the migrations that a record has had, lowest first."""
    if not sa.inspect(connection).has_table(migrations.name):
        return ()
    return tuple(connection.scalars(sa.select(migrations.c.version).order_by(migrations.c.version)))


def missing_migrations(
    applied: Sequence[int], *, path: RecordPlace | None = None, known: Sequence[Migration] = MIGRATIONS
) -> tuple[Migration, ...]:
    """Return the migrations that a record still needs, in order.

    Raises `RecordTooNew` for a record that has had some we do not know, `RecordBroken` for one with a gap.
    """
    where = path or "the record"
    if applied and applied[-1] > len(known):
        message = (
            f"{where} was written by a later version of détente (form {applied[-1]}, this one knows {len(known)}): "
            "install that version"
        )
        raise RecordTooNew(message)
    if tuple(applied) != tuple(range(1, len(applied) + 1)):
        message = f"{where} is damaged: of its migrations only {list(applied)} are noted; restore a copy"
        raise RecordBroken(message)
    return tuple(known[len(applied) :])


def migrate(
    connection: Connection,
    *,
    now: dt.datetime,
    path: RecordPlace | None = None,
    known: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Run the migrations that are missing, inside the transaction that `connection` is in."""
    migrations.create(connection, checkfirst=True)
    for migration in missing_migrations(applied_versions(connection), path=path, known=known):
        migration.apply(connection)
        row = {"version": migration.version, "name": migration.name, "applied_at": now}
        connection.execute(sa.insert(migrations), row)
    if connection.dialect.name == "postgresql":
        order_by_code_points(connection)
