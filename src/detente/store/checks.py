"""Looks a record over: whether it is whole, and whether every row finds those it speaks of."""

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import RecordBroken
from detente.store import tables
from detente.store.record import Record

__all__ = ["check_record"]


def check_record(record: Record) -> None:
    """Look a record over, reading the whole of it.

    Raises `RecordBroken` where the file is damaged, or a row speaks of one that is not there.
    """
    with record.reading() as connection:
        in_file = connection.dialect.name == "sqlite"
        complaints = _file_complaints(connection) if in_file else _lost_rows(connection)
    if complaints:
        message = f"the record {record.path} is damaged ({'; '.join(complaints)}): restore a copy"
        raise RecordBroken(message)


def _file_complaints(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return [line for line in found if line != "ok"] + ([_lost(lost[0], lost[2])] if lost is not None else [])


def _lost_rows(connection: Connection) -> list[str]:
    """Ask of every key whether what it names is there: a server keeps to that, unless its checks were switched off."""
    complaints = []
    for key in (key for table in tables.metadata.sorted_tables for key in table.foreign_keys):
        named = key.column.table.alias("named")
        there = sa.exists().where(named.c[key.column.name] == key.parent)
        if connection.scalar(sa.select(sa.literal(1)).where(key.parent.is_not(None), ~there).limit(1)) is not None:
            complaints.append(_lost(key.parent.table.name, key.column.table.name))
    return complaints


def _lost(table: str, named: str) -> str:
    return f"a row of {table} speaks of a row of {named} that is not there"
