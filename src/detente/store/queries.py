"""Claims, statements and events of the current readings, found by who, what and where, each with its words."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.reading.records import Interval
from detente.store import tables
from detente.store.asked import List, claim_ids, event_ids, portions
from detente.store.found import (
    Words,
    equal,
    grouped,
    ids_in,
    place_of,
    placed,
    rows_of_ids,
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


def claims(  # noqa: PLR0913 - each narrows the list, by its name
    record: Record,
    *,
    document: str | None = None,
    source: str | None = None,
    country: str | None = None,
    mode: str | None = None,
    mood: str | None = None,
    newest: bool = False,
    limit: int | None = None,
    after: str | None = None,
    known_on: Known = NOW,
) -> tuple[ClaimView, ...]:
    """Return claims, document by document as they were added, in the order of the text; the last first if `newest`.

    `source` is part of the name or office of who says it, in any case, or of the words that stand for somebody not
    known; `country` is the source's. The list goes on behind the claim whose id is `after`.
    """
    keys = tables.claim_keys.c
    where = [
        *equal(keys.mode, mode),
        *equal(keys.mood, mood),
        *equal(keys.country, country),
    ]
    wanted = List(document=document, after=after, newest=newest, limit=limit, known_on=known_on)
    with record.reading() as connection:
        ids = claim_ids(connection, where, {"speaker": source}, wanted)
        return tuple(view for some in portions(ids) for view in _claims(connection, some))


def _claims(connection: Connection, ids: Sequence[str]) -> Iterator[ClaimView]:
    rows = rows_of_ids(connection, CLAIMS, ids)
    sources = grouped(connection, with_entity(SOURCES, SOURCES.c.claim_id, ids).order_by(SOURCES.c.step))
    words = words_of(connection, ids, ids_in(sources))
    return (_claim(row, sources.get(row["id"], []), words) for row in rows)


def statements(  # noqa: PLR0913 - each narrows the list, by its name
    record: Record,
    *,
    document: str | None = None,
    country: str | None = None,
    speaker: str | None = None,
    about: str | None = None,
    toward: str | None = None,
    words: str | None = None,
    newest: bool = False,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[StatementView, ...]:
    """Return claims of somebody with the circumstances they were made in, as `claims` orders them.

    `speaker` (with `country`, that speaker's), `about` and `toward` (for or against whom) are parts of a name or an
    office, or of the words that stand for somebody not known; `words` is part of what is said. All in any case.
    """
    keys = tables.claim_keys.c
    where = [
        keys.circumstances,
        *equal(keys.country, country),
    ]
    found = {"speaker": speaker, "about": about, "toward": toward, "said": words}
    wanted = List(document=document, newest=newest, limit=limit, known_on=known_on)
    with record.reading() as connection:
        ids = claim_ids(connection, where, found, wanted)
        return tuple(view for some in portions(ids) for view in _statements(connection, some))


def _statements(connection: Connection, ids: Sequence[str]) -> Iterator[StatementView]:
    dated = [DATES.c[name].label(f"date_{label}") for name, label in DATED.items()]
    query = sa.select(STATEMENTS.c.id.label("statement_id"), STATEMENTS.c.claim_id, *dated)
    query = query.outerjoin(DATES, DATES.c.id == STATEMENTS.c.date_id).where(STATEMENTS.c.claim_id.in_(ids))
    own = {row["claim_id"]: row for row in connection.execute(query).mappings()}
    statement_ids = [row["statement_id"] for row in own.values()]
    rows = rows_of_ids(connection, CLAIMS, ids)
    sources = grouped(connection, with_entity(SOURCES, SOURCES.c.claim_id, ids).order_by(SOURCES.c.step))
    parts = grouped(connection, with_entity(PARTS, PARTS.c.statement_id, statement_ids).order_by(PARTS.c.position))
    found = words_of(connection, ids, statement_ids, ids_in(sources), ids_in(parts))
    for row in rows:
        told = own[row["id"]]
        yield _statement(row, told, sources.get(row["id"], []), parts.get(told["statement_id"], []), found)


def events(  # noqa: PLR0913 - each narrows the list, by its name
    record: Record,
    *,
    document: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's own word
    status: str | None = None,
    actor_country: str | None = None,
    recipient_country: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    newest: bool = False,
    limit: int | None = None,
    after: str | None = None,
    known_on: Known = NOW,
) -> tuple[EventView, ...]:
    """Return events, document by document as they were added, in the order of the text; the last first if `newest`.

    `country` is that of any party. `since` and `until` are days (2021-05-04): what may have happened between them,
    both included; what has no date is in no such stretch. The list goes on behind the event whose id is `after`.
    """
    keys = tables.event_keys.c
    where = [
        *equal(keys.type, type),
        *equal(keys.status, status),
    ]
    asked = ((actor_country, "actor"), (recipient_country, "recipient"), (country, None))
    countries = [(one, side) for one, side in asked if one is not None]
    wanted = List(document=document, after=after, newest=newest, limit=limit, known_on=known_on)
    with record.reading() as connection:
        ids = event_ids(connection, where, countries, (since, until), wanted)
        return tuple(view for some in portions(ids) for view in _events(connection, some))


def _events(connection: Connection, ids: Sequence[str]) -> Iterator[EventView]:
    rows = rows_of_ids(connection, EVENTS, ids)
    parties = grouped(connection, with_entity(PARTIES, PARTIES.c.event_id, ids).order_by(PARTIES.c.position))
    wanted = [row["place_id"] for row in rows if row["place_id"]]
    places = grouped(connection, placed(wanted))
    words = words_of(connection, ids, ids_in(parties), wanted)
    return (_event(row, parties.get(row["id"], []), places.get(row["place_id"], []), words) for row in rows)


DATED = {"first": "from", "last": "to", "precision": "precision", "rule": "rule"}


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


def _statement(
    row: RowMapping, own: RowMapping, sources: list[RowMapping], parts: list[RowMapping], words: Words
) -> StatementView:
    def of(part: str) -> list[RowMapping]:
        return [p for p in parts if p["part"] == part]

    return StatementView(
        claim=_claim(row, sources, words),
        office=next(iter(words.get((own["statement_id"], "office"), ())), None),
        venue=next(iter(words.get((own["statement_id"], "venue"), ())), None),
        audience=tuple(source_of(p, words) for p in of("hearer")),
        date=_interval(own),
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
