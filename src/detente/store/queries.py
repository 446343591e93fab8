"""Claims, statements and events of the current readings, found by who, what and where, each with its words."""

import sqlalchemy as sa
from sqlalchemy import ColumnElement, RowMapping

from detente.reading.records import Interval
from detente.store import tables
from detente.store.found import (
    Words,
    current_rows,
    equal,
    grouped,
    place_of,
    placed,
    source_of,
    who_of,
    with_entity,
    words_of,
)
from detente.store.known import NOW, Known
from detente.store.record import Record
from detente.store.views import ClaimView, EventView, PartyView, StanceView, StatementView

__all__ = ["claims", "events", "statements"]

CLAIMS, SOURCES, EVENTS, PARTIES = tables.claims, tables.claim_sources, tables.events, tables.parties
STATEMENTS, PARTS, DATES = tables.statements, tables.statement_parts, tables.dates
ENTITIES, EVIDENCE, READINGS = tables.entities, tables.evidence, tables.readings


def claims(
    record: Record,
    *,
    document: str | None = None,
    source: str | None = None,
    country: str | None = None,
    mode: str | None = None,
    mood: str | None = None,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[ClaimView, ...]:
    """Return claims, document by document as they were added, in the order of the text.

    `source` is part of the name or office of who says it, in any case, or of the words that stand for somebody not
    known; `country` is the source's.
    """
    where = [
        *equal(READINGS.c.document_id, document),
        *equal(CLAIMS.c.mode, mode),
        *equal(CLAIMS.c.mood, mood),
        *([_said_by(_called(source))] if source is not None else []),
        *([_said_by(ENTITIES.c.country == country)] if country is not None else []),
    ]
    query = current_rows(CLAIMS, where, limit, known_on=known_on)
    chosen = query.with_only_columns(CLAIMS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        sources = grouped(connection, with_entity(SOURCES, SOURCES.c.claim_id, chosen).order_by(SOURCES.c.step))
        words = words_of(connection, chosen, sa.select(SOURCES.c.id).where(SOURCES.c.claim_id.in_(chosen)))
    return tuple(_claim(row, sources.get(row["id"], []), words) for row in rows)


def statements(  # noqa: PLR0913 - each narrows what is asked for
    record: Record,
    *,
    document: str | None = None,
    country: str | None = None,
    speaker: str | None = None,
    about: str | None = None,
    toward: str | None = None,
    words: str | None = None,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[StatementView, ...]:
    """Return claims of somebody with the circumstances they were made in, as `claims` orders them.

    `speaker` (with `country`, that speaker's), `about` and `toward` (for or against whom) are parts of a name or an
    office, or of the words that stand for somebody not known; `words` is part of what is said. All in any case.
    """
    where = [
        *equal(READINGS.c.document_id, document),
        *([_said_by(_called(speaker))] if speaker is not None else []),
        *([_said_by(ENTITIES.c.country == country)] if country is not None else []),
        *([_has_part("topic", about)] if about is not None else []),
        *([_has_part("stance", toward)] if toward is not None else []),
        *([_says(words)] if words is not None else []),
    ]
    query = current_rows(CLAIMS, where, limit, known_on=known_on).join(STATEMENTS, STATEMENTS.c.claim_id == CLAIMS.c.id)
    query = query.outerjoin(DATES, DATES.c.id == STATEMENTS.c.date_id)
    dated = [DATES.c[name].label(f"date_{label}") for name, label in DATED.items()]
    query = query.add_columns(STATEMENTS.c.id.label("statement_id"), *dated)
    chosen, own = query.with_only_columns(CLAIMS.c.id), query.with_only_columns(STATEMENTS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        sources = grouped(connection, with_entity(SOURCES, SOURCES.c.claim_id, chosen).order_by(SOURCES.c.step))
        parts = grouped(connection, with_entity(PARTS, PARTS.c.statement_id, own).order_by(PARTS.c.position))
        found = words_of(
            connection,
            chosen,
            own,
            sa.select(SOURCES.c.id).where(SOURCES.c.claim_id.in_(chosen)),
            sa.select(PARTS.c.id).where(PARTS.c.statement_id.in_(own)),
        )
    return tuple(_statement(row, sources.get(row["id"], []), parts.get(row["statement_id"], []), found) for row in rows)


def events(  # noqa: PLR0913 - each narrows what is asked for
    record: Record,
    *,
    document: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's own word
    status: str | None = None,
    actor_country: str | None = None,
    recipient_country: str | None = None,
    country: str | None = None,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[EventView, ...]:
    """Return events, document by document as they were added, in the order of the text.

    `country` is that of any party.
    """
    where = [
        *equal(READINGS.c.document_id, document),
        *equal(EVENTS.c.type, type),
        *equal(EVENTS.c.status, status),
        *([_takes_part(actor_country, "actor")] if actor_country is not None else []),
        *([_takes_part(recipient_country, "recipient")] if recipient_country is not None else []),
        *([_takes_part(country)] if country is not None else []),
    ]
    query = current_rows(EVENTS, where, limit, known_on=known_on)
    chosen = query.with_only_columns(EVENTS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        parties = grouped(connection, with_entity(PARTIES, PARTIES.c.event_id, chosen).order_by(PARTIES.c.position))
        places = grouped(connection, placed(chosen))
        words = words_of(
            connection,
            chosen,
            sa.select(PARTIES.c.id).where(PARTIES.c.event_id.in_(chosen)),
            query.with_only_columns(EVENTS.c.place_id),
        )
    return tuple(_event(row, parties.get(row["id"], []), places.get(row["place_id"], []), words) for row in rows)


DATED = {"first": "from", "last": "to", "precision": "precision", "rule": "rule"}


def _called(name: str, table: sa.Table = SOURCES) -> ColumnElement[bool]:
    """Ask for a name, or an office; of what stands for nobody known, for its words."""
    in_words = sa.exists().where(EVIDENCE.c.owner_id == table.c.id, EVIDENCE.c.exact.icontains(name, autoescape=True))
    known = ENTITIES.c.name.icontains(name, autoescape=True) | ENTITIES.c.role.icontains(name, autoescape=True)
    return known | (table.c.entity_id.is_(None) & in_words)


def _said_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = SOURCES.outerjoin(ENTITIES, ENTITIES.c.id == SOURCES.c.entity_id)
    query = sa.select(SOURCES.c.id).select_from(found)
    return query.where(SOURCES.c.claim_id == CLAIMS.c.id, SOURCES.c.step == 0, condition).exists()


def _has_part(part: str, name: str) -> ColumnElement[bool]:
    found = PARTS.outerjoin(ENTITIES, ENTITIES.c.id == PARTS.c.entity_id)
    query = sa.select(PARTS.c.id).select_from(found)
    return query.where(PARTS.c.statement_id == STATEMENTS.c.id, PARTS.c.part == part, _called(name, PARTS)).exists()


def _says(words: str) -> ColumnElement[bool]:
    """Ask for words in a piece of what is said, or in all of it where it is in one piece."""
    inside = EVIDENCE.c.exact.icontains(words, autoescape=True)
    own = EVIDENCE.c.owner_id == CLAIMS.c.id
    pieces = EVIDENCE.alias("pieces")
    in_pieces = sa.exists().where(pieces.c.owner_id == CLAIMS.c.id, pieces.c.field == "part")
    whole = sa.exists().where(own, EVIDENCE.c.field == "content", inside) & ~in_pieces
    return whole | sa.exists().where(own, EVIDENCE.c.field == "part", inside)


def _takes_part(country: str, side: str | None = None) -> ColumnElement[bool]:
    query = sa.select(PARTIES.c.id).join(ENTITIES, ENTITIES.c.id == PARTIES.c.entity_id)
    query = query.where(PARTIES.c.event_id == EVENTS.c.id, ENTITIES.c.country == country)
    return query.where(*equal(PARTIES.c.side, side)).exists()


def _claim(row: RowMapping, sources: list[RowMapping], words: Words) -> ClaimView:
    said = {s["step"]: source_of(s, words) for s in sources}
    own = {name: row[name] for name in ("id", "document_id", "local_id", "mode", "mood", "trend", "confidence")}
    return ClaimView(
        **own,
        source=said.pop(0, None),
        via=tuple(said.values()),
        cue=next(iter(words.get((row["id"], "cue"), ())), None),
        content=words[row["id"], "content"][0],
        parts=tuple(words.get((row["id"], "part"), ())),
    )


def _statement(row: RowMapping, sources: list[RowMapping], parts: list[RowMapping], words: Words) -> StatementView:
    def of(part: str) -> list[RowMapping]:
        return [p for p in parts if p["part"] == part]

    return StatementView(
        claim=_claim(row, sources, words),
        office=next(iter(words.get((row["statement_id"], "office"), ())), None),
        venue=next(iter(words.get((row["statement_id"], "venue"), ())), None),
        audience=tuple(source_of(p, words) for p in of("hearer")),
        date=_interval(row),
        topics=tuple(source_of(p, words) for p in of("topic")),
        stances=tuple(
            StanceView(toward=source_of(p, words), leaning=p["leaning"], trigger=words[p["id"], "trigger"][0])
            for p in of("stance")
        ),
    )


def _party(row: RowMapping, words: Words) -> PartyView:
    return PartyView(**who_of(row, words))


def _event(row: RowMapping, parties: list[RowMapping], places: list[RowMapping], words: Words) -> EventView:
    taken = {"contexts", "date", "place", "actors", "recipients", "trigger", "evidence"}
    return EventView(
        **{name: row[name] for name in EventView.__slots__ if name not in taken},
        contexts=tuple(row["contexts"]),
        date=_interval(row),
        place=place_of(places[0], words) if places else None,
        actors=tuple(_party(p, words) for p in parties if p["side"] == "actor"),
        recipients=tuple(_party(p, words) for p in parties if p["side"] == "recipient"),
        trigger=words[row["id"], "trigger"][0],
        evidence=words[row["id"], "evidence"][0],
    )


def _interval(row: RowMapping) -> Interval | None:
    if row["date_precision"] is None:
        return None
    return Interval(first=row["date_from"], last=row["date_to"], precision=row["date_precision"], rule=row["date_rule"])
