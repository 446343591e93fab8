"""Entities, places, dates and quantities of the current readings, each with its words and what it was read by."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping, Select

from detente.store import tables
from detente.store.asked import List, entity_ids, portions
from detente.store.found import (
    Words,
    current_rows,
    equal,
    grouped,
    place_of,
    rows_of_ids,
    source_of,
    with_entity,
    words_of,
)
from detente.store.known import NOW, Known
from detente.store.record import Record
from detente.store.views import PlaceView
from detente.store.views_details import (
    CountedView,
    DateCheckView,
    DateView,
    EntityView,
    PerhapsView,
    QuantityView,
)

__all__ = ["dates", "entities", "places", "quantities"]

ENTITIES, PLACES, DATES, CHECKS = tables.entities, tables.places, tables.dates, tables.date_checks
QUANTITIES, EVENTS, SOURCES, READINGS = tables.quantities, tables.events, tables.claim_sources, tables.readings


def entities(
    record: Record,
    *,
    document: str | None = None,
    country: str | None = None,
    name: str | None = None,
    newest: bool = False,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[EntityView, ...]:
    """Return entities, document by document as they were added, in the order of the text; the last first if `newest`.

    `name` is part of a name or an office, in any case.
    """
    keys = tables.entity_keys.c
    where = equal(keys.country, country)
    wanted = List(document=document, newest=newest, limit=limit, known_on=known_on)
    with record.reading() as connection:
        ids = entity_ids(connection, where, name=name, wanted=wanted)
        return tuple(view for some in portions(ids) for view in _entities(connection, some))


def _entities(connection: Connection, ids: Sequence[str]) -> Iterator[EntityView]:
    rows = rows_of_ids(connection, ENTITIES, ids)
    perhaps = {row["perhaps_id"] for row in rows if row["perhaps_id"]}
    query = sa.select(ENTITIES.c.id, ENTITIES.c.local_id, ENTITIES.c.name).where(ENTITIES.c.id.in_(perhaps))
    others = {row["id"]: row for row in connection.execute(query).mappings()}
    words = words_of(connection, ids)
    return (_entity(row, others.get(row["perhaps_id"]), words) for row in rows)


def places(
    record: Record, *, document: str | None = None, country: str | None = None, known_on: Known = NOW
) -> tuple[PlaceView, ...]:
    """Return places, document by document as they were added, in the order of the text."""
    where = [*equal(READINGS.c.document_id, document), *equal(PLACES.c.country, country)]
    query = current_rows(PLACES, where, None, known_on=known_on)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        words = words_of(connection, query.with_only_columns(PLACES.c.id))
    return tuple(place_of(row, words) for row in rows)


def dates(record: Record, *, document: str | None = None, known_on: Known = NOW) -> tuple[DateView, ...]:
    """Return dates, document by document as they were added, in the order of the text, with their checks."""
    where = equal(READINGS.c.document_id, document)
    query, held = (
        current_rows(DATES, where, None, known_on=known_on),
        current_rows(CHECKS, where, None, known_on=known_on),
    )
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        checks = connection.execute(held).mappings().all()
        words = words_of(connection, query.with_only_columns(DATES.c.id), held.with_only_columns(CHECKS.c.id))
    by_words = _by_words([_check(row, words) for row in checks])
    return tuple(_date(row, words, by_words) for row in rows)


def quantities(
    record: Record,
    *,
    document: str | None = None,
    value: float | None = None,
    limit: int | None = None,
    known_on: Known = NOW,
) -> tuple[QuantityView, ...]:
    """Return quantities, document by document as they were added, in the order of the text; those of a `value` only."""
    where = [*equal(READINGS.c.document_id, document), *equal(QUANTITIES.c.value, value)]
    query = current_rows(QUANTITIES, where, limit, known_on=known_on)
    chosen = query.with_only_columns(QUANTITIES.c.id)
    said = query.with_only_columns(QUANTITIES.c.claim_id)
    with record.reading() as connection:
        rows = connection.execute(query).mappings().all()
        events = grouped(connection, _events(query.with_only_columns(QUANTITIES.c.event_id)))
        who = grouped(connection, with_entity(SOURCES, SOURCES.c.claim_id, said).where(SOURCES.c.step == 0))
        words = words_of(connection, chosen, sa.select(SOURCES.c.id).where(SOURCES.c.claim_id.in_(said)))
    return tuple(_quantity(row, events.get(row["event_id"], []), who.get(row["claim_id"], []), words) for row in rows)


def _entity(row: RowMapping, other: RowMapping | None, words: Words) -> EntityView:
    taken = {"words", "sectors", "perhaps"}
    perhaps = None
    if other is not None:
        told = {name: other[name] for name in ("id", "local_id", "name")}
        perhaps = PerhapsView(**told, rule=row["perhaps_rule"])
    return EntityView(
        **{name: row[name] for name in EntityView.__slots__ if name not in taken},
        words=words[row["id"], "name"][0],
        sectors=tuple(row["sectors"]),
        perhaps=perhaps,
    )


def _check(row: RowMapping, words: Words) -> DateCheckView:
    return DateCheckView(
        **{name: row[name] for name in ("id", "document_id", "agrees", "rule")},
        words=words[row["id"], "words"][0],
        said=words[row["id"], "said"][0],
        against=tuple(words.get((row["id"], "against"), ())),
    )


_ByWords = dict[tuple[str, int, int], list[DateCheckView]]


def _by_words(checks: Sequence[DateCheckView]) -> _ByWords:
    """Return checks by the document and the words of each date they were held against."""
    found: _ByWords = {}
    for check in checks:
        for span in check.against:
            found.setdefault((check.document_id, span.start, span.end), []).append(check)
    return found


def _date(row: RowMapping, words: Words, checks: _ByWords) -> DateView:
    own = {name: row[name] for name in DateView.__slots__ if name not in {"words", "checks"}}
    where = words[row["id"], "words"][0]
    return DateView(**own, words=where, checks=tuple(checks.get((row["document_id"], where.start, where.end), ())))


def _events(wanted: Select[Any]) -> Select[Any]:
    columns = [EVENTS.c[name] for name in CountedView.__slots__]
    return sa.select(*columns, EVENTS.c.id.label("owner")).where(EVENTS.c.id.in_(wanted))


def _quantity(row: RowMapping, events: list[RowMapping], who: list[RowMapping], words: Words) -> QuantityView:
    taken = {"words", "told_as", "event", "source"}
    event = {name: events[0][name] for name in CountedView.__slots__} if events else None
    return QuantityView(
        **{name: row[name] for name in QuantityView.__slots__ if name not in taken},
        words=words[row["id"], "words"][0],
        told_as=next(iter(words.get((row["id"], "told_as"), ())), None),
        event=CountedView(**event) if event else None,
        source=source_of(who[0], words) if who else None,
    )
