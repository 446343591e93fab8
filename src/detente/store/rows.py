"""A reading as rows of the tables, each value with the words it stands on."""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table

from detente.core.errors import RecordBroken
from detente.core.ids import hash_bytes, hash_parts
from detente.reading.reading import Reading
from detente.reading.records import Entity, Event, Place, Stance, Statement
from detente.store import tables
from detente.store.rows_evidence import evidence_of
from detente.store.rows_made import Row, RowMaker, parts_of, said_by, sides

__all__ = [
    "Row",
    "document_id",
    "hash_text",
    "reading_id",
    "rows_of",
    "rows_under",
    "unpack",
    "unpack_json",
]


def document_id(bytes_hash: str) -> str:
    """Return the id of the document with these bytes."""
    return hash_parts("document", bytes_hash)


def reading_id(document: str, stages: Sequence[tuple[str, str]], front: str | None = None) -> str:
    """Return the id of the reading that these stages, in these versions, make of a document that is said to be this.

    Readings from before `front` was noted go without.
    """
    parts = [part for stage in stages for part in stage]
    return hash_parts("reading", document, *parts, *([front] if front else []))


def hash_text(text: str) -> str:
    """Return the hash of a text, lone surrogates and all."""
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def rows_of(reading: Reading, document: str, front: str | None = None) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of a reading table by table, in an order in which every row finds those it speaks of.

    The row in ``readings`` lacks its revision and its time, which only the record knows.
    """
    yield from rows_under(reading_id(document, reading.stages, front), reading, document)


def rows_under(own: str, reading: Reading, document: str) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of a reading whose id is known, as `rows_of` does."""
    made = RowMaker(id=own, reading=reading)
    yield tables.readings, [_reading_row(made, document)]
    yield tables.entities, [_entity_row(made, i, e) for i, e in enumerate(reading.entities)]
    yield tables.places, [_place_row(made, i, p) for i, p in enumerate(reading.places)]
    yield tables.dates, list(_dates(made))
    yield tables.date_checks, [made.row(tables.date_checks, i, c) for i, c in enumerate(reading.checks)]
    yield tables.claims, [made.row(tables.claims, i, c) for i, c in enumerate(reading.claims)]
    yield tables.claim_sources, list(_claim_sources(made))
    yield tables.events, [_event_row(made, i, e) for i, e in enumerate(reading.events)]
    yield tables.parties, list(_parties(made))
    yield tables.quantities, list(_quantities(made))
    yield tables.statements, [_statement_row(made, i, s) for i, s in enumerate(reading.statements)]
    yield tables.statement_parts, list(_statement_parts(made))
    yield tables.evidence, list(evidence_of(made))
    yield tables.drops, [made.row(tables.drops, i, d) for i, d in enumerate(reading.drops)]


def unpack(data: bytes) -> bytes:
    """Return what was packed. Raises `RecordBroken` where it is damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        message = f"packed bytes in the record are damaged ({error}): restore a copy of the record"
        raise RecordBroken(message) from error


def unpack_json(data: bytes) -> dict[str, Any]:
    """Return the reading that was packed. Raises `RecordBroken` where it is damaged."""
    body: dict[str, Any] = json.loads(unpack(data))
    return body


def _reading_row(made: RowMaker, document: str) -> Row:
    reading = made.reading
    published = reading.published
    body = json.dumps(reading.model_dump(), separators=(",", ":")).encode("ascii")
    return {
        "id": made.id,
        "document_id": document,
        "stages": dict(reading.stages),
        "text_hash": hash_text(reading.text),
        "published_from": published and published.first,
        "published_to": published and published.last,
        "published_rule": published and published.rule,
        "body": zlib.compress(body),
    }


def _entity_row(made: RowMaker, position: int, entity: Entity) -> Row:
    perhaps = entity.perhaps
    return made.row(tables.entities, position, entity) | {
        "perhaps_id": perhaps and made.named(perhaps.entity),
        "perhaps_rule": perhaps and perhaps.rule,
    }


def _place_row(made: RowMaker, position: int, place: Place) -> Row:
    sector = place.sector
    return made.row(tables.places, position, place) | {
        "near_km": sector and sector.near_km,
        "far_km": sector and sector.far_km,
        "bearing": sector and sector.bearing,
    }


def _quantities(made: RowMaker) -> Iterator[Row]:
    bound = {b.quantity: b for b in made.reading.bindings}
    for i, quantity in enumerate(made.reading.quantities):
        to = bound.get(i)
        yield made.row(tables.quantities, i, quantity) | {
            "event_id": made.named(to.event) if to and to.event else None,
            "claim_id": made.named(to.claim) if to and to.claim else None,
        }


def _dates(made: RowMaker) -> Iterator[Row]:
    for i, date in enumerate(made.reading.dates):
        days = date.interval
        yield made.row(tables.dates, i, date) | {
            "first": days and days.first,
            "last": days and days.last,
            "precision": days and days.precision,
        }


def _claim_sources(made: RowMaker) -> Iterator[Row]:
    for claim in made.reading.claims:
        for step, source in said_by(claim):
            yield {
                "id": made.source(claim, step),
                "claim_id": made.named(claim.id),
                "step": step,
                "entity_id": source.entity and made.named(source.entity),
            }


def _event_row(made: RowMaker, position: int, event: Event) -> Row:
    days = event.date
    return made.row(tables.events, position, event) | {
        "claim_id": event.claim and made.named(event.claim),
        "place_id": None if event.place is None else made.numbered(tables.places, event.place),
        "date_from": days and days.first,
        "date_to": days and days.last,
        "date_precision": days and days.precision,
        "date_rule": days and days.rule,
    }


def _parties(made: RowMaker) -> Iterator[Row]:
    for event in made.reading.events:
        for side, position, party in sides(event):
            yield {
                "id": made.party(event, side, position),
                "event_id": made.named(event.id),
                "side": side,
                "position": position,
                "entity_id": made.named(party.entity),
            }


def _statement_row(made: RowMaker, position: int, statement: Statement) -> Row:
    return {
        "id": made.numbered(tables.statements, position),
        "reading_id": made.id,
        "position": position,
        "claim_id": made.named(statement.claim),
        "date_id": None if statement.date is None else made.numbered(tables.dates, statement.date),
    }


def _statement_parts(made: RowMaker) -> Iterator[Row]:
    for number, statement in enumerate(made.reading.statements):
        for part, position, record in parts_of(statement):
            yield {
                "id": made.part(number, part, position),
                "statement_id": made.numbered(tables.statements, number),
                "part": part,
                "position": position,
                "entity_id": record.entity and made.named(record.entity),
                "leaning": record.leaning if isinstance(record, Stance) else None,
            }
