"""A finished run's documents and readings into a desk's record: nothing is read again that the same stages have read.

Each step takes up what an interrupted one left. Documents go the way of intake, from their bytes; what the run could
not open or read is set aside with its reasons and not tried again.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeVar

from detente.core.errors import DocumentError, EvidenceError, UsageError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.pipeline.intake import Taken, take_in
from detente.pipeline.opening import Opener
from detente.pipeline.reader import default_reader
from detente.runs.documents_in import FinishedRun, Row, document_rows, error_of, packet_of, reading_of
from detente.store import Record, keep_readings, refuse_reading, waiting_among
from detente.store.rows import document_id

if TYPE_CHECKING:
    from detente.reading.reading import Reading

__all__ = ["Loaded", "load_readings", "take_in_run"]

AT_ONCE = 64
"""Readings that are kept in one transaction."""
PACKET = ("name", "suffix", "bytes", "carried", "inside", "table", "foreign", "sha256", "error_code", "error_message")
SAID = {"title": "title", "published": "carrier_published", "url": "url", "publisher": "publisher"} | {
    name: name for name in ("language", "incomplete", "text")
}
"""What a reading depends on, by the fields of a document and the columns of a run's."""
UNREAD = "not_english"

Clock = Callable[[], dt.datetime]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a document that waited: its reading kept, refused with the run's reason, or it waits still.

    It waits where other stages read it, or where the record has it by another title or date than the run had.
    """

    document: str
    outcome: Literal["read", "refused", "waits"]
    error: DocumentError | None = None


def take_in_run(record: Record, run: FinishedRun, *, workers: int, clock: Clock) -> Iterator[Taken]:
    """Keep a run's documents, as `take_in` does, and yield what became of each.

    Raises `UsageError` for a run that is damaged.
    """
    failed: dict[tuple[str, str], DocumentError] = {}

    def packets() -> Iterator[Packet]:
        for row in document_rows(run, *PACKET, "format"):
            packet, error = _told(run, row, packet_of), error_of(row)
            if error is not None and row["format"] is None and packet.error is None:
                failed[packet.name, row["sha256"]] = error
            yield packet

    def known(packet: Packet) -> DocumentError | None:
        return failed.pop((packet.name, hash_bytes(packet.data)), None) if failed else None

    with Opener(workers=workers, known=known) as opener:
        yield from take_in(record, packets(), opener, clock=clock)


def load_readings(record: Record, run: FinishedRun, *, clock: Clock) -> Iterator[Loaded]:
    """Keep a run's readings of what waits in the record, and yield what became of each document that waited.

    Raises `UsageError` for a run that is damaged.
    """
    stages = default_reader().versions
    columns = (*PACKET, *SAID.values(), "reading")
    rows = document_rows(run, *dict.fromkeys(columns))
    while some := list(islice(rows, AT_ONCE)):
        yield from _load(record, run, _by_document(some), stages, clock)


def _by_document(rows: Sequence[Row]) -> dict[str, Row]:
    """Return rows by the ids that their documents have in a record; of the same bytes twice, one that was read."""
    had = [row for row in rows if row["sha256"] is not None]
    return {document_id(row["sha256"]): row for row in sorted(had, key=lambda row: row["reading"] is not None)}


def _load(
    record: Record, run: FinishedRun, rows: dict[str, Row], stages: Sequence[tuple[str, str]], clock: Clock
) -> Iterator[Loaded]:
    read: list[tuple[str, Reading]] = []
    loaded: list[Loaded] = []
    for own, document in waiting_among(record, list(rows), stages):
        row = rows[own]
        error = error_of(row)
        if run.stages != tuple(stages) or not _is_as_read(document, row):
            loaded.append(Loaded(document=own, outcome="waits"))
        elif (reading := _told(run, row, reading_of)) is not None:
            read.append((own, dataclasses.replace(reading, document=document, stages=run.stages)))
            loaded.append(Loaded(document=own, outcome="read"))
        elif error is None or error.code == UNREAD:
            loaded.append(Loaded(document=own, outcome="waits"))
        else:
            refuse_reading(record, own, stages, code=error.code, message=error.message, now=clock())
            loaded.append(Loaded(document=own, outcome="refused", error=error))
    if read:
        keep_readings(record, read, now=clock())
    yield from loaded


def _is_as_read(document: Document, row: Row) -> bool:
    """Say whether a document of the record is what the run read: another title or date gives another reading."""
    return all(getattr(document, field) == row[column] for field, column in SAID.items())


def _told(run: FinishedRun, row: Row, takes: Callable[[Row], T]) -> T:
    """Take a row apart, and say of one that cannot be where it is from and what to do."""
    try:
        return takes(row)
    except EvidenceError as error:
        message = f"{run.store.address} is damaged: {error}; have the run's folder copied again, as a whole"
        raise UsageError(message) from error
