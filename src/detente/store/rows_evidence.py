"""The words that the rows of a reading stand on."""

from collections.abc import Iterator

from detente.core.spans import HasSpan
from detente.reading.records import Claim, DateCheck, Event, Stance, Statement
from detente.store import tables
from detente.store.rows_made import Row, RowMaker, parts_of, said_by, sides

__all__ = ["evidence_of"]


def evidence_of(made: RowMaker) -> Iterator[Row]:
    """Yield a row for every field of a reading's rows that stands on words of its own."""
    reading = made.reading
    if reading.published and reading.published.span:
        yield made.words("reading", made.id, "published", reading.published.span)
    for entity in reading.entities:
        yield made.words("entity", made.named(entity.id), "name", reading.mentions[entity.mentions[0]])
    yield from _words_of_layers(made)
    for i, check in enumerate(reading.checks):
        yield from _check_words(made, i, check)
    for claim in reading.claims:
        yield from _claim_words(made, claim)
    for event in reading.events:
        yield from _event_words(made, event)
    for number, statement in enumerate(reading.statements):
        yield from _statement_words(made, number, statement)


def _words_of_layers(made: RowMaker) -> Iterator[Row]:
    for i, place in enumerate(made.reading.places):
        yield from _fields(made, "place", made.numbered(tables.places, i), words=place, sector=place.sector)
    for i, date in enumerate(made.reading.dates):
        yield from _fields(made, "date", made.numbered(tables.dates, i), words=date)
    for i, quantity in enumerate(made.reading.quantities):
        owner_id = made.numbered(tables.quantities, i)
        yield from _fields(made, "quantity", owner_id, words=quantity, told_as=quantity.told_as)


def _fields(made: RowMaker, owner: str, owner_id: str, **spans: HasSpan | None) -> Iterator[Row]:
    """Yield a row for every field that has words."""
    for field, span in spans.items():
        if span is not None:
            yield made.words(owner, owner_id, field, span)


def _check_words(made: RowMaker, number: int, check: DateCheck) -> Iterator[Row]:
    owner_id = made.numbered(tables.date_checks, number)
    yield from _fields(made, "date check", owner_id, words=check, said=check.said)
    for position, span in enumerate(check.against):
        yield made.words("date check", owner_id, "against", span, position)


def _claim_words(made: RowMaker, claim: Claim) -> Iterator[Row]:
    owner_id = made.named(claim.id)
    yield from _fields(made, "claim", owner_id, cue=claim.cue, content=claim.content)
    for i, part in enumerate(claim.parts):
        yield made.words("claim", owner_id, "part", part, i)
    for step, source in said_by(claim):
        yield made.words("source", made.source(claim, step), "words", source)


def _event_words(made: RowMaker, event: Event) -> Iterator[Row]:
    yield from _fields(made, "event", made.named(event.id), trigger=event.trigger, evidence=event.evidence)
    for side, position, party in sides(event):
        yield made.words("party", made.party(event, side, position), "words", party)


def _statement_words(made: RowMaker, number: int, statement: Statement) -> Iterator[Row]:
    owner_id = made.numbered(tables.statements, number)
    yield from _fields(made, "statement", owner_id, office=statement.office, venue=statement.venue)
    for part, position, record in parts_of(statement):
        trigger = record.trigger if isinstance(record, Stance) else None
        yield from _fields(made, "statement part", made.part(number, part, position), words=record, trigger=trigger)
