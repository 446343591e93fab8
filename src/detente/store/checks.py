"""Looks a record over: whether the file is whole, and whether every row finds those it speaks of."""

from detente.core.errors import RecordBroken
from detente.store.record import Record

__all__ = ["check_record"]


def check_record(record: Record) -> None:
    """Look a record over, reading the whole file.

    Raises `RecordBroken` where the file is damaged, or a row speaks of one that is not there.
    """
    with record.reading() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    complaints = [line for line in found if line != "ok"]
    if lost is not None:
        complaints.append(f"a row of {lost[0]} speaks of a row of {lost[2]} that is not there")
    if complaints:
        message = f"the record {record.path} is damaged ({'; '.join(complaints)}): restore a copy"
        raise RecordBroken(message)
