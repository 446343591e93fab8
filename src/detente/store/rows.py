"""A reading as rows of the tables, each value with the words it stands on."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from detente.core.errors import RecordBroken
from detente.core.ids import hash_bytes, hash_parts
from detente.core.spans import HasSpan, select
from detente.reading.reading import Reading
from detente.reading.records import Claim, Event, Party, Source, Stance, Statement, Topic
from detente.store import tables

__all__ = ["Row", "document_id", "hash_text", "reading_id", "rows_of", "unpack", "unpack_json"]

Row = dict[str, Any]


def document_id(bytes_hash: str) -> str:
    """Return the id of the document with these bytes."""
    return hash_parts("document", bytes_hash)


def reading_id(document: str, stages: Sequence[tuple[str, str]]) -> str:
    """Return the id of the reading that these stages, in these versions, make of a document."""
    return hash_parts("reading", document, *(part for stage in stages for part in stage))


def hash_text(text: str) -> str:
    """Return the hash of a text, lone surrogates and all."""
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def rows_of(reading: Reading, document: str) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of a reading table by table, in an order in which every row finds those it speaks of.

    The row in ``readings`` lacks its revision and its time, which only the record knows.
    """
    made = _Rows(id=reading_id(document, reading.stages), reading=reading)
    yield tables.readings, [_reading_row(made, document)]
    yield tables.entities, [made.row(tables.entities, i, e) for i, e in enumerate(reading.entities)]
    yield tables.places, [made.row(tables.places, i, p) for i, p in enumerate(reading.places)]
    yield tables.dates, list(_dates(made))
    yield tables.quantities, [made.row(tables.quantities, i, q) for i, q in enumerate(reading.quantities)]
    yield tables.claims, [made.row(tables.claims, i, c) for i, c in enumerate(reading.claims)]
    yield tables.claim_sources, list(_claim_sources(made))
    yield tables.events, [_event_row(made, i, e) for i, e in enumerate(reading.events)]
    yield tables.parties, list(_parties(made))
    yield tables.statements, [_statement_row(made, i, s) for i, s in enumerate(reading.statements)]
    yield tables.statement_parts, list(_statement_parts(made))
    yield tables.evidence, list(_evidence(made))
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


@dataclass(frozen=True, slots=True)
class _Rows:
    """What all rows of one reading share."""

    id: str
    reading: Reading

    def named(self, local: str) -> str:
        """Return the id of what this reading calls ``E1``, ``C1``, ``V1``."""
        return hash_parts(self.id, local)

    def numbered(self, table: Table, position: int) -> str:
        """Return the id of a record that has only its place in a layer."""
        return hash_parts(self.id, table.name, str(position))

    def row(self, table: Table, position: int, record: Any) -> Row:
        """Return the row of a record whose fields are named as the columns are."""
        row: Row = {c.name: getattr(record, c.name) for c in table.columns if hasattr(record, c.name)}
        local = row.get("id")
        if local is None:
            row["id"] = self.numbered(table, position)
        else:
            row |= {"id": self.named(local), "local_id": local}
        return row | {"reading_id": self.id, "position": position}

    def words(self, owner: str, owner_id: str, field: str, span: HasSpan, position: int = 0) -> Row:
        """Return the row that says where in the text a field of a row stands."""
        found = select(span, self.reading.text)
        return {
            "id": hash_parts(owner_id, field, str(position)),
            "reading_id": self.id,
            "owner_kind": owner,
            "owner_id": owner_id,
            "field": field,
            "position": position,
            "start": found.start,
            "end": found.end,
            "exact": found.exact,
            "prefix": found.prefix,
            "suffix": found.suffix,
        }


def _reading_row(made: _Rows, document: str) -> Row:
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


def _dates(made: _Rows) -> Iterator[Row]:
    for i, date in enumerate(made.reading.dates):
        days = date.interval
        yield made.row(tables.dates, i, date) | {
            "first": days and days.first,
            "last": days and days.last,
            "precision": days and days.precision,
        }


def _said_by(claim: Claim) -> Iterator[tuple[int, Source]]:
    """Yield who says it as step 0, then the chain it came through."""
    if claim.source is not None:
        yield 0, claim.source
    yield from enumerate(claim.via, start=1)


def _source_id(made: _Rows, claim: Claim, step: int) -> str:
    return hash_parts(made.named(claim.id), "source", str(step))


def _claim_sources(made: _Rows) -> Iterator[Row]:
    for claim in made.reading.claims:
        for step, source in _said_by(claim):
            yield {
                "id": _source_id(made, claim, step),
                "claim_id": made.named(claim.id),
                "step": step,
                "entity_id": source.entity and made.named(source.entity),
            }


def _event_row(made: _Rows, position: int, event: Event) -> Row:
    days = event.date
    return made.row(tables.events, position, event) | {
        "claim_id": event.claim and made.named(event.claim),
        "place_id": None if event.place is None else made.numbered(tables.places, event.place),
        "date_from": days and days.first,
        "date_to": days and days.last,
        "date_precision": days and days.precision,
        "date_rule": days and days.rule,
    }


def _sides(event: Event) -> Iterator[tuple[str, int, Party]]:
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for position, party in enumerate(parties):
            yield side, position, party


def _party_id(made: _Rows, event: Event, side: str, position: int) -> str:
    return hash_parts(made.named(event.id), side, str(position))


def _parties(made: _Rows) -> Iterator[Row]:
    for event in made.reading.events:
        for side, position, party in _sides(event):
            yield {
                "id": _party_id(made, event, side, position),
                "event_id": made.named(event.id),
                "side": side,
                "position": position,
                "entity_id": made.named(party.entity),
            }


def _statement_row(made: _Rows, position: int, statement: Statement) -> Row:
    return {
        "id": made.numbered(tables.statements, position),
        "reading_id": made.id,
        "position": position,
        "claim_id": made.named(statement.claim),
        "date_id": None if statement.date is None else made.numbered(tables.dates, statement.date),
    }


def _parts_of(statement: Statement) -> Iterator[tuple[str, int, Source | Topic | Stance]]:
    """Yield who heard a statement, what it is about, and whom it stands for or against."""
    yield from (("hearer", k, hearer) for k, hearer in enumerate(statement.audience))
    yield from (("topic", k, topic) for k, topic in enumerate(statement.topics))
    yield from (("stance", k, stance) for k, stance in enumerate(statement.stances))


def _part_id(made: _Rows, number: int, part: str, position: int) -> str:
    return hash_parts(made.numbered(tables.statements, number), part, str(position))


def _statement_parts(made: _Rows) -> Iterator[Row]:
    for number, statement in enumerate(made.reading.statements):
        for part, position, record in _parts_of(statement):
            yield {
                "id": _part_id(made, number, part, position),
                "statement_id": made.numbered(tables.statements, number),
                "part": part,
                "position": position,
                "entity_id": record.entity and made.named(record.entity),
                "leaning": record.leaning if isinstance(record, Stance) else None,
            }


def _evidence(made: _Rows) -> Iterator[Row]:
    reading = made.reading
    if reading.published and reading.published.span:
        yield made.words("reading", made.id, "published", reading.published.span)
    for entity in reading.entities:
        yield made.words("entity", made.named(entity.id), "name", reading.mentions[entity.mentions[0]])
    layers: tuple[tuple[str, Table, Iterable[HasSpan]], ...] = (
        ("place", tables.places, reading.places),
        ("date", tables.dates, reading.dates),
        ("quantity", tables.quantities, reading.quantities),
    )
    for owner, table, layer in layers:
        for i, record in enumerate(layer):
            yield made.words(owner, made.numbered(table, i), "words", record)
    for claim in reading.claims:
        yield from _claim_words(made, claim)
    for event in reading.events:
        yield from _event_words(made, event)
    for number, statement in enumerate(reading.statements):
        yield from _statement_words(made, number, statement)


def _claim_words(made: _Rows, claim: Claim) -> Iterator[Row]:
    owner_id = made.named(claim.id)
    if claim.cue is not None:
        yield made.words("claim", owner_id, "cue", claim.cue)
    yield made.words("claim", owner_id, "content", claim.content)
    for i, part in enumerate(claim.parts):
        yield made.words("claim", owner_id, "part", part, i)
    for step, source in _said_by(claim):
        yield made.words("source", _source_id(made, claim, step), "words", source)


def _event_words(made: _Rows, event: Event) -> Iterator[Row]:
    owner_id = made.named(event.id)
    yield made.words("event", owner_id, "trigger", event.trigger)
    yield made.words("event", owner_id, "evidence", event.evidence)
    for side, position, party in _sides(event):
        yield made.words("party", _party_id(made, event, side, position), "words", party)


def _statement_words(made: _Rows, number: int, statement: Statement) -> Iterator[Row]:
    owner_id = made.numbered(tables.statements, number)
    for field, span in (("office", statement.office), ("venue", statement.venue)):
        if span is not None:
            yield made.words("statement", owner_id, field, span)
    for part, position, record in _parts_of(statement):
        part_id = _part_id(made, number, part, position)
        yield made.words("statement part", part_id, "words", record)
        if isinstance(record, Stance):
            yield made.words("statement part", part_id, "trigger", record.trigger)
