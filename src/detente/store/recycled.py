"""Paragraphs that earlier reports had already: what they tell is background, and nothing that happened now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Select

from detente.documents.recycled import recycled_paragraphs
from detente.store import tables
from detente.store.known import NOW, Known, current_readings, known_documents
from detente.store.likeness import number_of, voices
from detente.store.record import Record

__all__ = ["RecycledView", "recycled"]

DOCUMENTS, READINGS = tables.documents, tables.readings
SENTENCES, TEXTS = tables.sentence_marks, tables.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecycledView:
    """What earlier reports had of a paragraph: all of it or sentences in a row, the share of its words, those reports.

    `events` are the local ids of the events that stand in these words.
    """

    document_id: str
    start: int
    end: int
    words: str
    share: float
    earlier: tuple[str, ...]
    events: tuple[str, ...]


def recycled(
    record: Record,
    *,
    document: str | None = None,
    among: Iterable[str] | None = None,
    voice: Mapping[str, str] | None = None,
    known_on: Known = NOW,
) -> tuple[RecycledView, ...]:
    """Return the paragraphs that reports published on an earlier day had, of all documents, of some or of one.

    Copies of one text are no earlier reports of each other. Where no day of publication is known, nothing is earlier.
    `voice` is what `voices` returns, for who has asked it already.
    """
    voice = voices(record, known_on=known_on) if voice is None else voice
    with record.reading() as connection:
        dated = _dated(connection, known_on, document)
        wanted = [document] if document is not None else sorted(dated if among is None else among)
        return tuple(view for one in wanted if one in dated for view in _of(connection, one, dated, voice, known_on))


def _dated(connection: Connection, known_on: Known, document: str | None) -> dict[str, tuple[str, str]]:
    """Return for each document with a day of publication that day and the hash of its text.

    Where one is asked about, only for that and for those that have a sentence of its own.
    """
    query = sa.select(DOCUMENTS.c.id, READINGS.c.published_from, DOCUMENTS.c.text_hash).join(READINGS)
    query = query.where(READINGS.c.id.in_(current_readings(known_on=known_on)), READINGS.c.published_to.is_not(None))
    query = query.where(*known_documents(known_on))
    if document is not None:
        query = query.where(DOCUMENTS.c.text_hash.in_(_sharing(connection, document)))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query) if row[1]}


def _sharing(connection: Connection, document: str) -> Select[tuple[str]]:
    """Return the query for the texts that have a sentence of a document's text, its own among them."""
    own, other = SENTENCES.alias("own"), SENTENCES.alias("other")
    text_hash = connection.scalar(sa.select(DOCUMENTS.c.text_hash).where(DOCUMENTS.c.id == document))
    query = sa.select(TEXTS.c.hash).join(other, TEXTS.c.number == other.c.text).join(own, own.c.value == other.c.value)
    return query.where(sa.false() if text_hash is None else own.c.text == number_of(text_hash))


def _of(
    connection: Connection,
    document: str,
    dated: Mapping[str, tuple[str, str]],
    voice: Mapping[str, str],
    known_on: Known,
) -> Iterator[RecycledView]:
    day, text_hash = dated[document]
    text = connection.scalar(sa.select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == document)) or ""
    holders = _holders(connection, text_hash)

    def seen(mark: int) -> tuple[str, ...]:
        return tuple(
            other
            for other in holders.get(mark, ())
            if other in dated and dated[other][0] < day and voice[other] != voice[document]
        )

    def text_of(other: str) -> str:
        return connection.scalar(sa.select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == other)) or ""

    for found in recycled_paragraphs(text, seen, text_of):
        yield RecycledView(
            document_id=document,
            start=found.start,
            end=found.end,
            words=text[found.start : found.end],
            share=found.share,
            earlier=found.earlier,
            events=_events(connection, document, found.start, found.end, known_on),
        )


def _holders(connection: Connection, text_hash: str) -> dict[int, list[str]]:
    """Return for each mark of a text's sentences the other documents that have it."""
    own, other = SENTENCES.alias("own"), SENTENCES.alias("other")
    query = sa.select(own.c.value, DOCUMENTS.c.id).join(other, other.c.value == own.c.value)
    query = query.join(TEXTS, TEXTS.c.number == other.c.text).join(DOCUMENTS, DOCUMENTS.c.text_hash == TEXTS.c.hash)
    query = query.where(own.c.text == number_of(text_hash), other.c.text != own.c.text)
    found: dict[int, list[str]] = {}
    for value, document in connection.execute(query.distinct().order_by(own.c.value, DOCUMENTS.c.id)):
        found.setdefault(value, []).append(document)
    return found


def _events(connection: Connection, document: str, start: int, end: int, known_on: Known) -> tuple[str, ...]:
    """Return the local ids of the events whose trigger stands in a stretch of a document."""
    events, evidence = tables.events, tables.evidence
    query = sa.select(events.c.local_id).join(READINGS, READINGS.c.id == events.c.reading_id)
    query = query.join(evidence, sa.and_(evidence.c.owner_id == events.c.id, evidence.c.field == "trigger"))
    query = query.where(READINGS.c.document_id == document, READINGS.c.id.in_(current_readings(known_on=known_on)))
    query = query.where(evidence.c.start >= start, evidence.c.end <= end)
    return tuple(connection.scalars(query.order_by(events.c.position)))
