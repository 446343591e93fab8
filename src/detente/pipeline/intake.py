"""Documents come in: opened, told what language they are in, kept with their bytes, compared with those that are there.

Each step takes up what an interrupted one left: bytes that are kept are passed over, texts that were not compared are
compared, and documents that no stage has read in its version wait for it.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.language import identify_language, is_for_reading, why_unread
from detente.documents.packet import Packet
from detente.pipeline.guard import Limits
from detente.pipeline.opening import Opened, Opener
from detente.pipeline.outcomes import readings_of
from detente.pipeline.pool import READING
from detente.pipeline.reader import default_reader
from detente.pipeline.spares import with_spares
from detente.store import (
    KeptDocument,
    Record,
    RefusalView,
    end_refusal,
    end_table_refusal,
    has_document,
    keep_documents,
    keep_reading,
    note_origin,
    packet_of,
    refuse,
    refuse_reading,
    waiting_documents,
    was_dropped,
)

__all__ = ["Taken", "WasRead", "read_waiting", "retry", "take_in"]

AT_ONCE = 64
"""Documents kept in one transaction: a commit waits for the disk."""
MOST_AT_ONCE = 4_000_000
"""Bytes of documents kept in one transaction, unless one alone has more."""

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a packet: kept, known already (`new` is False), or refused with a reason.

    `dropped` says that the very same was refused before and dropped from the list, where it is not put again.
    """

    packet: Packet
    new: bool = False
    unread: str | None = None
    error: DocumentError | None = None
    dropped: bool = False


def take_in(record: Record, packets: Iterable[Packet], opener: Opener, *, clock: Clock) -> Iterator[Taken]:
    """Keep what the packets hold and yield what became of each; memory does not grow with their number.

    What cannot be opened is set aside with its bytes and the reason; where it has a spare, that is taken in behind it.
    The same packets again change nothing.
    """
    known: deque[Packet] = deque()
    batch: list[Opened] = []
    news = _news(record, _past_refusal(record, packets, clock), known, clock)
    for opened in with_spares(opener.open_all(news), opener):
        yield from _told_known(known)
        batch.append(opened)
        if len(batch) == AT_ONCE or sum(len(one.packet.data) for one in batch) > MOST_AT_ONCE:
            yield from _keep(record, batch, clock)
            batch = []
    yield from _told_known(known)
    yield from _keep(record, batch, clock)


def _past_refusal(record: Record, packets: Iterable[Packet], clock: Clock) -> Iterator[Packet]:
    """Yield the packets; where a table is cut into rows that was refused for its columns before, end that refusal."""
    table = ""
    for packet in packets:
        if packet.error is None and packet.table not in {"", table}:
            table = packet.table
            end_table_refusal(record, table, now=clock())
        yield packet


def _told_known(known: deque[Packet]) -> Iterator[Taken]:
    while known:
        yield Taken(packet=known.popleft())


def _news(record: Record, packets: Iterable[Packet], known: deque[Packet], clock: Clock) -> Iterator[Packet]:
    """Yield the packets whose bytes the record does not hold; note of the others where they came from this time."""
    for packet in packets:
        bytes_hash = hash_bytes(packet.data)
        if packet.error is None and has_document(record, bytes_hash):
            seen = _moment(packet.carried.fetched)
            said, foreign = packet.carried, packet.foreign
            note_origin(record, bytes_hash, packet.name, now=clock(), carried=said, seen=seen, foreign=foreign)
            known.append(packet)
        else:
            yield packet


def _keep(record: Record, batch: Sequence[Opened], clock: Clock) -> Iterator[Taken]:
    now = clock()
    kept = [_kept(one.packet, one.document) for one in batch if one.document is not None]
    done = iter(keep_documents(record, kept, now=now)) if kept else iter(())
    unread = iter(one.unread for one in kept)
    for one in batch:
        if one.document is not None:
            yield Taken(packet=one.packet, new=next(done).new_document, unread=next(unread))
        elif one.error is not None:
            code = one.error.code
            is_news = refuse(record, one.packet, code=code, message=one.error.message, now=now)
            dropped = not is_news and was_dropped(record, one.packet, code=code)
            yield Taken(packet=one.packet, error=one.error, dropped=dropped)


def _kept(packet: Packet, document: Document) -> KeptDocument:
    identified = identify_language(document.text)
    read = is_for_reading(identified)
    return KeptDocument(
        document=document,
        data=packet.data,
        name=packet.name,
        fetched_at=_moment(packet.carried.fetched),
        carried=packet.carried,
        foreign=packet.foreign,
        identified=identified.language if identified else None,
        likelihood=identified.likelihood if identified else None,
        unread=None if read or identified is None else why_unread(identified),
    )


def _moment(stated: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(stated) if stated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WasRead:
    """A document that waited: what it failed of, if at all, and whether no other run had kept its reading meanwhile."""

    document: str
    error: DocumentError | None = None
    is_new: bool = True


def read_waiting(record: Record, *, workers: int, clock: Clock, limits: Limits = READING) -> Iterator[WasRead]:
    """Read what waits in the record and keep it; yield what became of each document.

    Two runs at one time read the same, and the reading that is kept first stays.
    """
    stages = default_reader().versions
    going: list[str] = []

    def documents() -> Iterator[Document]:
        for document_id, document in waiting_documents(record, stages):
            going.append(document_id)
            yield document

    for outcome in readings_of(documents(), workers=workers, limits=limits):
        document_id, is_new = going.pop(0), True
        if outcome.reading is not None:
            is_new = keep_reading(record, document_id, outcome.reading, now=clock())
        elif outcome.error is not None:
            code, message = outcome.error.code, outcome.error.message
            refuse_reading(record, document_id, stages, code=code, message=message, now=clock())
        yield WasRead(document=document_id, error=outcome.error, is_new=is_new)


def retry(record: Record, refusal: RefusalView, opener: Opener, *, clock: Clock) -> DocumentError | None:
    """Try again what was set aside; return what it fails of, None where it is kept now or waits to be read again.

    What never came to bytes can only be given anew.
    """
    if refusal.document_id is not None:
        end_refusal(record, refusal.id, outcome="read", now=clock())
        return None
    packet = packet_of(record, refusal.id)
    if packet is None:
        return DocumentError("unreadable", "its bytes were never had; give the file again: detente add DIR FILE")
    (taken,) = take_in(record, [packet], opener, clock=clock)
    if taken.error is None:
        end_refusal(record, refusal.id, outcome="read", now=clock())
    return taken.error
