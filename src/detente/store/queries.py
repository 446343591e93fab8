"""Claims, statements and events of the current readings, found by who, what and where, each with its words."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, RowMapping, Select

from detente.core.spans import Selector
from detente.reading.records import Interval
from detente.store import tables
from detente.store.reads import current_readings
from detente.store.record import Record
from detente.store.views import ClaimView, EventView, PartyView, PlaceView, SourceView, StanceView, StatementView

__all__ = ["claims", "events", "statements"]

CLAIMS, SOURCES, EVENTS, PARTIES = tables.claims, tables.claim_sources, tables.events, tables.parties
STATEMENTS, PARTS, DATES = tables.statements, tables.statement_parts, tables.dates
ENTITIES, EVIDENCE, PLACES = tables.entities, tables.evidence, tables.places
DOCUMENTS, READINGS = tables.documents, tables.readings

Words = Mapping[tuple[str, str], list[Selector]]
"""Evidence by the id of the row it belongs to and the field it is of."""


def claims(
    record: Record,
    *,
    document: str | None = None,
    source: str | None = None,
    country: str | None = None,
    mode: str | None = None,
    mood: str | None = None,
    limit: int | None = None,
) -> tuple[ClaimView, ...]:
    """Return claims, document by document as they were added, in the order of the text.

    `source` is part of the name or office of who says it, in any case, or of the words that stand for somebody not
    known; `country` is the source's.
    """
    where = [
        *_equal(READINGS.c.document_id, document),
        *_equal(CLAIMS.c.mode, mode),
        *_equal(CLAIMS.c.mood, mood),
        *([_said_by(_called(source))] if source is not None else []),
        *([_said_by(ENTITIES.c.country == country)] if country is not None else []),
    ]
    query = _current(CLAIMS, where, limit)
    chosen = query.with_only_columns(CLAIMS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        sources = _group(connection, _with_entity(SOURCES, SOURCES.c.claim_id, chosen).order_by(SOURCES.c.step))
        words = _words(connection, chosen, sa.select(SOURCES.c.id).where(SOURCES.c.claim_id.in_(chosen)))
    return tuple(_claim(row, sources.get(row["id"], []), words) for row in rows)


def statements(
    record: Record,
    *,
    document: str | None = None,
    country: str | None = None,
    speaker: str | None = None,
    about: str | None = None,
    toward: str | None = None,
    words: str | None = None,
    limit: int | None = None,
) -> tuple[StatementView, ...]:
    """Return claims of somebody with the circumstances they were made in, as `claims` orders them.

    `speaker` (with `country`, that speaker's), `about` and `toward` (for or against whom) are parts of a name or an
    office, or of the words that stand for somebody not known; `words` is part of what is said. All in any case.
    """
    where = [
        *_equal(READINGS.c.document_id, document),
        *([_said_by(_called(speaker))] if speaker is not None else []),
        *([_said_by(ENTITIES.c.country == country)] if country is not None else []),
        *([_has_part("topic", about)] if about is not None else []),
        *([_has_part("stance", toward)] if toward is not None else []),
        *([_says(words)] if words is not None else []),
    ]
    query = _current(CLAIMS, where, limit).join(STATEMENTS, STATEMENTS.c.claim_id == CLAIMS.c.id)
    query = query.outerjoin(DATES, DATES.c.id == STATEMENTS.c.date_id)
    dated = [DATES.c[name].label(f"date_{label}") for name, label in DATED.items()]
    query = query.add_columns(STATEMENTS.c.id.label("statement_id"), *dated)
    chosen, own = query.with_only_columns(CLAIMS.c.id), query.with_only_columns(STATEMENTS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        sources = _group(connection, _with_entity(SOURCES, SOURCES.c.claim_id, chosen).order_by(SOURCES.c.step))
        parts = _group(connection, _with_entity(PARTS, PARTS.c.statement_id, own).order_by(PARTS.c.position))
        found = _words(
            connection,
            chosen,
            own,
            sa.select(SOURCES.c.id).where(SOURCES.c.claim_id.in_(chosen)),
            sa.select(PARTS.c.id).where(PARTS.c.statement_id.in_(own)),
        )
    return tuple(_statement(row, sources.get(row["id"], []), parts.get(row["statement_id"], []), found) for row in rows)


def events(
    record: Record,
    *,
    document: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's own word
    status: str | None = None,
    actor_country: str | None = None,
    recipient_country: str | None = None,
    country: str | None = None,
    limit: int | None = None,
) -> tuple[EventView, ...]:
    """Return events, document by document as they were added, in the order of the text.

    `country` is that of any party.
    """
    where = [
        *_equal(READINGS.c.document_id, document),
        *_equal(EVENTS.c.type, type),
        *_equal(EVENTS.c.status, status),
        *([_takes_part(actor_country, "actor")] if actor_country is not None else []),
        *([_takes_part(recipient_country, "recipient")] if recipient_country is not None else []),
        *([_takes_part(country)] if country is not None else []),
    ]
    query = _current(EVENTS, where, limit)
    chosen = query.with_only_columns(EVENTS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        parties = _group(connection, _with_entity(PARTIES, PARTIES.c.event_id, chosen).order_by(PARTIES.c.position))
        places = _group(connection, _places(chosen))
        words = _words(
            connection,
            chosen,
            sa.select(PARTIES.c.id).where(PARTIES.c.event_id.in_(chosen)),
            query.with_only_columns(EVENTS.c.place_id),
        )
    return tuple(_event(row, parties.get(row["id"], []), places.get(row["place_id"], []), words) for row in rows)


def _equal(column: ColumnElement[Any], value: str | None) -> list[ColumnElement[bool]]:
    return [] if value is None else [column == value]


def _current(table: sa.Table, where: Iterable[ColumnElement[bool]], limit: int | None) -> Select[Any]:
    query = sa.select(table, READINGS.c.document_id).join(READINGS, READINGS.c.id == table.c.reading_id)
    query = query.join(DOCUMENTS, DOCUMENTS.c.id == READINGS.c.document_id)
    query = query.where(READINGS.c.id.in_(current_readings()), *where)
    return query.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id, table.c.position).limit(limit)


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
    return query.where(*_equal(PARTIES.c.side, side)).exists()


def _with_entity(table: sa.Table, owner: ColumnElement[str], chosen: Select[Any]) -> Select[Any]:
    told = [ENTITIES.c[name] for name in ("name", "kind", "country", "sectors", "role")]
    found = table.outerjoin(ENTITIES, ENTITIES.c.id == table.c.entity_id)
    return sa.select(table, owner.label("owner"), *told).select_from(found).where(owner.in_(chosen))


def _places(chosen: Select[Any]) -> Select[Any]:
    wanted = chosen.with_only_columns(EVENTS.c.place_id)
    return sa.select(PLACES, PLACES.c.id.label("owner")).where(PLACES.c.id.in_(wanted))


def _group(connection: Connection, query: Select[Any]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["owner"], []).append(row)
    return found


def _words(connection: Connection, *owners: Select[Any]) -> Words:
    query = sa.select(EVIDENCE).where(sa.or_(*(EVIDENCE.c.owner_id.in_(o) for o in owners)))
    found: dict[tuple[str, str], list[Selector]] = {}
    for row in connection.execute(query.order_by(EVIDENCE.c.position)).mappings():
        selector = Selector(**{name: row[name] for name in Selector.__slots__})
        found.setdefault((row["owner_id"], row["field"]), []).append(selector)
    return found


def _claim(row: RowMapping, sources: list[RowMapping], words: Words) -> ClaimView:
    said = {s["step"]: _source(s, words) for s in sources}
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
        audience=tuple(_source(p, words) for p in of("hearer")),
        date=_interval(row),
        topics=tuple(_source(p, words) for p in of("topic")),
        stances=tuple(
            StanceView(toward=_source(p, words), leaning=p["leaning"], trigger=words[p["id"], "trigger"][0])
            for p in of("stance")
        ),
    )


def _source(row: RowMapping, words: Words) -> SourceView:
    return SourceView(**_who(row, words))


def _party(row: RowMapping, words: Words) -> PartyView:
    return PartyView(**_who(row, words))


def _who(row: RowMapping, words: Words) -> dict[str, Any]:
    told = {name: row[name] for name in ("entity_id", "name", "kind", "country", "role")}
    return {**told, "sectors": tuple(row["sectors"] or ()), "words": words[row["id"], "words"][0]}


def _event(row: RowMapping, parties: list[RowMapping], places: list[RowMapping], words: Words) -> EventView:
    taken = {"contexts", "date", "place", "actors", "recipients", "trigger", "evidence"}
    return EventView(
        **{name: row[name] for name in EventView.__slots__ if name not in taken},
        contexts=tuple(row["contexts"]),
        date=_interval(row),
        place=_place(places[0], words) if places else None,
        actors=tuple(_party(p, words) for p in parties if p["side"] == "actor"),
        recipients=tuple(_party(p, words) for p in parties if p["side"] == "recipient"),
        trigger=words[row["id"], "trigger"][0],
        evidence=words[row["id"], "evidence"][0],
    )


def _interval(row: RowMapping) -> Interval | None:
    if row["date_precision"] is None:
        return None
    return Interval(first=row["date_from"], last=row["date_to"], precision=row["date_precision"], rule=row["date_rule"])


def _place(row: RowMapping, words: Words) -> PlaceView:
    own = {name: row[name] for name in PlaceView.__slots__ if name != "words"}
    return PlaceView(**own, words=words[row["id"], "words"][0])
