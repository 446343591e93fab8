"""What became of a document as rows of a run's tables, each value beside the words it rests upon."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes, stages_id
from detente.documents.packet import Packet
from detente.pipeline.outcomes import Outcome
from detente.reading.reading import Reading
from detente.reading.records import Published
from detente.runs.layout import UNKNOWN
from detente.runs.row_events import event_rows
from detente.runs.row_parts import Row, Told, party_of, words_at

__all__ = ["Origin", "Row", "Rows", "month_of", "rows_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document stands in a run's input.

    `name` is the base name of its file. `source` counts the plan's sources, `file` the sorted files of that source, and
    `ordinal` the documents of that file, each from 0: together they are a document's own, however a run is cut.
    """

    name: str
    source: int
    file: int
    ordinal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one document, by table, and the month to which all of them go ("2019-04", or "unknown")."""

    month: str
    documents: tuple[Row, ...]
    claims: tuple[Row, ...] = ()
    events: tuple[Row, ...] = ()
    mentions: tuple[Row, ...] = ()


def rows_of(outcome: Outcome, place: Origin) -> Rows:
    """Return the rows of a document: one of `documents`, and those of its reading where it has one."""
    reading = outcome.reading
    position = {"input": place.source, "file": place.file, "ordinal": place.ordinal}
    if reading is None:
        row = position | _document_row(outcome, place) | _error_fields(outcome.error)
        return Rows(month=UNKNOWN, documents=(row,))
    told = Told(reading)
    owner = position | {"document": _clean(reading.document.id)} | _days(reading.published)
    return Rows(
        month=month_of(reading.published),
        documents=(position | _document_row(outcome, place) | _reading_fields(reading),),
        claims=tuple(owner | row for row in _claim_rows(told)),
        events=tuple(owner | row for row in event_rows(told)),
        mentions=tuple(owner | row for row in _mention_rows(told)),
    )


def month_of(published: Published | None) -> str:
    """Return the month in which a document came out, "unknown" where it may have been another just as well.

    A month or a day is stated: that month. Open ends ("not before ...") and stretches over months are none.
    """
    if published is None or published.first is None or published.last is None:
        return UNKNOWN
    first, last = published.first[:7], published.last[:7]
    return first if first == last else UNKNOWN


def _clean(words: str | None) -> str | None:
    """Return words with U+FFFD for halves of surrogate pairs, which no file of Parquet can hold: as many characters."""
    if words is None or words.isascii():
        return words
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words)


def _document_row(outcome: Outcome, place: Origin) -> Row:
    packet, document, error = outcome.opened.packet, outcome.opened.document, outcome.error
    said = {name: getattr(document, own) if document else None for name, own in SAID.items()}
    named = said["document"] or (error.document_id if error else None) or packet.name
    own = {
        "document": named,
        "file_name": place.name,
        "name": packet.name,
        "suffix": packet.suffix,
        "inside": packet.inside or None,
        "table": packet.table or None,
    }
    clean: Row = {name: _clean(value) for name, value in (said | own).items()}
    return clean | _packet_fields(packet) | {"text_words": len(document.text.split()) if document else None}


SAID = {
    "document": "id",
    "title": "title",
    "carrier_published": "published",
    "publisher": "publisher",
    "language": "language",
    "url": "url",
    "format": "format",
    "incomplete": "incomplete",
    "text": "text",
}
"""Columns that say what a document says of itself, each by its field."""


def _packet_fields(packet: Packet) -> Row:
    carried = {name: _clean(value) for name, value in dataclasses.asdict(packet.carried).items()}
    had = packet.error is None
    return {
        "sha256": hash_bytes(packet.data) if had else None,
        "bytes": packet.data if had else None,
        "carried": carried if any(carried.values()) else None,
        "foreign": packet.foreign,
    }


def _error_fields(error: DocumentError | None) -> Row:
    return {"error_code": error.code, "error_message": _clean(error.message)} if error else {}


def _days(published: Published | None) -> Row:
    return {"published_from": published.first, "published_to": published.last} if published else {}


def _reading_fields(reading: Reading) -> Row:
    published = reading.published
    where = published.span if published else None
    return {
        **_days(published),
        "published_rule": published and published.rule,
        **words_at(where, reading.text, front="published_"),
        "sentences": len(reading.sentences),
        "claims": len(reading.claims),
        "events": len(reading.events),
        "mentions": len(reading.mentions),
        "drops": [{"stage": d.stage, "reason": d.reason, **words_at(d, reading.text)} for d in reading.drops],
        "stages": stages_id(reading.stages),
        "reading": json.dumps(_without_text(reading.model_dump()), separators=(",", ":")),
    }


def _without_text(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reading in the contract's form but for its text, which stands in a column of its own."""
    return {name: value for name, value in body.items() if name != "text"}


def _claim_rows(told: Told) -> Iterator[Row]:
    text = told.reading.text
    for claim in told.reading.claims:
        yield {
            "claim": claim.id,
            "mode": claim.mode,
            "mood": claim.mood,
            "trend": claim.trend,
            "source": claim.source and party_of(told, claim.source),
            "via": [party_of(told, source) for source in claim.via],
            **words_at(claim.cue, text, front="cue_"),
            **words_at(claim.content, text, front="content_"),
            "parts": [words_at(part, text) for part in claim.parts],
            "confidence": claim.confidence,
            "lowered_by": claim.lowered_by,
        }


def _mention_rows(told: Told) -> Iterator[Row]:
    for number, mention in enumerate(told.reading.mentions):
        entity = told.owners.get(number)
        yield {
            "mention": number,
            **words_at(mention, told.reading.text),
            "mention_kind": mention.kind,
            "form": mention.form,
            "entity": entity and entity.id,
            "link": told.links.get(number),
            "name": entity and entity.name,
            "kind": entity and entity.kind,
            "country": entity and entity.country,
            "sectors": entity and entity.sectors,
            "inferred": entity and entity.inferred,
            "role": entity and entity.role,
            "members": entity and entity.members,
        }
