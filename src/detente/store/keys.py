"""Makes what the desk finds things by, out of the rows of readings: as each is kept, and anew where it is not there."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping, Select
from sqlalchemy.dialects.postgresql import insert

from detente.core.ids import hash_parts
from detente.store import tables
from detente.store.asked import portions
from detente.store.fold import fold_all

__all__ = ["Row", "counts_of", "key_all", "key_readings", "keys_of", "supersede", "tally"]

READINGS, DOCUMENTS, EVIDENCE = tables.readings, tables.documents, tables.evidence
KEYED = (tables.event_keys, tables.claim_keys, tables.entity_keys)
EVENT = "id reading_id position type status date_from date_to"
WORDED = ("words", "content", "part")
Row = dict[str, Any]
Grouped = Mapping[str, list[RowMapping]]


def key_all(connection: Connection) -> None:
    """Make the keys and counts of all readings anew."""
    for table in (*KEYED, tables.names, tables.tallies):
        connection.execute(sa.delete(table))
    for some in portions(connection.scalars(_as_added()).all()):
        key_readings(connection, some)
        current = READINGS.c.superseded_at.is_(None) & READINGS.c.id.in_(some)
        tally(connection, connection.scalars(sa.select(READINGS.c.id).where(current)).all(), 1)


def _as_added() -> Select[str]:
    """Return the query for all readings in the order of lists, so that each index grows at its end."""
    query = sa.select(READINGS.c.id).join(DOCUMENTS, DOCUMENTS.c.id == READINGS.c.document_id)
    return query.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id)


def supersede(connection: Connection, document: str, now: dt.datetime) -> None:
    """Note that a newer reading of a document takes the place of the current one."""
    current = sa.select(READINGS.c.id).where(READINGS.c.document_id == document, READINGS.c.superseded_at.is_(None))
    tally(connection, connection.scalars(current).all(), -1)
    for table in (READINGS, *KEYED):
        standing = (table.c.document_id == document, table.c.superseded_at.is_(None))
        connection.execute(sa.update(table).where(*standing).values(superseded_at=now))


def key_readings(connection: Connection, readings: Sequence[str]) -> None:
    """Add the keys of readings that are in the record and have none."""
    for table, rows in keys_of(connection, readings):
        if rows and table is tables.names:
            connection.execute(insert(table).on_conflict_do_nothing(), rows)
        elif rows:
            connection.execute(sa.insert(table), rows)


def keys_of(connection: Connection, readings: Sequence[str]) -> Iterator[tuple[sa.Table, list[Row]]]:
    """Yield the keys that readings come to, table by table, and the names before those that speak of them."""
    heads = _heads(connection, readings)
    yield tables.event_keys, list(_event_keys(connection, readings, heads))
    yield tables.claim_keys, list(_claim_keys(connection, readings, heads))
    found = _of(connection, tables.entities, "id reading_id position name role country", readings)
    known = {row["id"]: fold_all(row["name"], row["role"]) for row in found}
    ids = {folded: hash_parts("name", folded) for folded in known.values()}
    yield tables.names, [{"id": one, "folded": folded} for folded, one in ids.items()]
    named = (
        {"entity_id": e["id"], "country": e["country"], "name_id": ids[known[e["id"]]]} | _at(e, heads) for e in found
    )
    yield tables.entity_keys, list(named)


def tally(connection: Connection, readings: Sequence[str], sign: int) -> None:
    """Count what readings tell, or take it from the counts again."""
    counts = tables.tallies
    new = insert(counts)
    added = {"number": counts.c.number + new.excluded.number}
    upsert = new.on_conflict_do_update(index_elements=list(counts.primary_key), set_=added)
    rows = [row | {"number": sign * row["number"]} for row in counts_of(connection, readings)]
    if rows:
        connection.execute(upsert, rows)
    if sign < 0:
        connection.execute(sa.delete(counts).where(counts.c.number == 0))


def counts_of(connection: Connection, readings: "Sequence[str] | Select[Any]") -> Iterator[Row]:
    """Yield how often readings tell each thing that is counted."""
    nothing = sa.literal("")
    for table, first, second in (
        (tables.events, tables.events.c.type, tables.events.c.status),
        (tables.drops, tables.drops.c.stage, tables.drops.c.reason),
        (tables.claims, nothing, nothing),
        (tables.entities, nothing, nothing),
    ):
        query = sa.select(first.label("first"), second.label("second"), sa.func.count().label("number"))
        query = query.select_from(table).where(table.c.reading_id.in_(readings)).group_by("first", "second")
        for row in connection.execute(query).mappings():
            yield {"kind": table.name, **row}


def _heads(connection: Connection, readings: Sequence[str]) -> dict[str, Row]:
    """Return for each reading what all its keys share."""
    columns = (READINGS.c.id, READINGS.c.document_id, DOCUMENTS.c.added_at, READINGS.c.superseded_at)
    query = sa.select(*columns).join(DOCUMENTS, DOCUMENTS.c.id == READINGS.c.document_id)
    found = connection.execute(query.where(READINGS.c.id.in_(readings))).mappings()
    return {row["id"]: {name: row[name] for name in ("document_id", "added_at", "superseded_at")} for row in found}


def _at(row: RowMapping, heads: Mapping[str, Row]) -> Row:
    return {"position": row["position"], **heads[row["reading_id"]]}


def _event_keys(connection: Connection, readings: Sequence[str], heads: Mapping[str, Row]) -> Iterator[Row]:
    parties = _grouped(connection, tables.parties, tables.parties.c.event_id, tables.events, readings)
    for event in _of(connection, tables.events, EVENT, readings):
        taking = parties.get(event["id"], [])
        told = {"type": event["type"], "status": event["status"], "first": event["date_from"], "last": event["date_to"]}
        for country in sorted({"", *(p["country"] or "" for p in taking)}):
            sides = {p["side"] for p in taking if not country or p["country"] == country}
            part = {"country": country, "acts": "actor" in sides, "receives": "recipient" in sides}
            yield {"event_id": event["id"], **part, **told, **_at(event, heads)}


def _claim_keys(connection: Connection, readings: Sequence[str], heads: Mapping[str, Row]) -> Iterator[Row]:
    sources, parts = tables.claim_sources, tables.statement_parts
    said_by = _grouped(connection, sources, sources.c.claim_id, tables.claims, readings)
    of_statement = _grouped(connection, parts, parts.c.statement_id, tables.statements, readings)
    statements = {row["claim_id"]: row["id"] for row in _of(connection, tables.statements, "id claim_id", readings)}
    words = _words(connection, readings)
    for claim in _of(connection, tables.claims, "id reading_id position mode mood", readings):
        own, statement = claim["id"], statements.get(claim["id"], "")
        first = [s for s in said_by.get(own, ()) if s["step"] == 0]
        told = of_statement.get(statement, ())
        yield {
            "claim_id": own,
            "mode": claim["mode"],
            "mood": claim["mood"],
            "country": next((s["country"] for s in first), None),
            "circumstances": bool(statement),
            "speaker": _called(first, words),
            "about": _called([p for p in told if p["part"] == "topic"], words),
            "toward": _called([p for p in told if p["part"] == "stance"], words),
            "said": fold_all(*(words.get((own, "part")) or words.get((own, "content")) or [])),
            **_at(claim, heads),
        }


def _called(rows: Sequence[RowMapping], words: Mapping[tuple[str, str], list[str]]) -> str:
    """Return by what somebody is found: a name and an office; of what stands for nobody known, the words."""
    known = (row[part] for row in rows if row["entity_id"] for part in ("name", "role"))
    unknown = (one for row in rows if not row["entity_id"] for one in words.get((row["id"], "words"), ()))
    return fold_all(*known, *unknown)


def _words(connection: Connection, readings: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    query = sa.select(EVIDENCE.c.owner_id, EVIDENCE.c.field, EVIDENCE.c.exact)
    query = query.where(EVIDENCE.c.reading_id.in_(readings), EVIDENCE.c.field.in_(WORDED))
    found: dict[tuple[str, str], list[str]] = {}
    for owner, field, exact in connection.execute(query.order_by(EVIDENCE.c.position)):
        found.setdefault((owner, field), []).append(exact)
    return found


def _of(connection: Connection, table: sa.Table, columns: str, readings: Sequence[str]) -> Sequence[RowMapping]:
    chosen = [table.c[name] for name in columns.split()]
    return connection.execute(sa.select(*chosen).where(table.c.reading_id.in_(readings))).mappings().all()


def _grouped(
    connection: Connection, table: sa.Table, owner: sa.Column[str], owners: sa.Table, readings: Sequence[str]
) -> Grouped:
    """Return rows of who takes part in something, with the entity, by what that is."""
    entities = tables.entities
    told = (entities.c.name, entities.c.role, entities.c.country)
    query = sa.select(table, owner.label("owner"), *told).join(owners, owners.c.id == owner)
    query = query.outerjoin(entities, entities.c.id == table.c.entity_id).where(owners.c.reading_id.in_(readings))
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query.order_by(table.c.id)).mappings():
        found.setdefault(row["owner"], []).append(row)
    return found
