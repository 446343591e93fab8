"""Drill sets and what coders answered: apart from the reviews, and never counted with what was read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import RowMapping

from detente.core.ids import hash_parts
from detente.core.spans import Span
from detente.review.drill import DrillItem
from detente.review.records import Field, Verdict, pack_fields, read_fields
from detente.store import tables
from detente.store.columns import moment
from detente.store.record import Record
from detente.store.revisions import Notes
from detente.store.writes import add_row

__all__ = ["DrillSet", "drill_answers", "drill_sets", "items_of_drill", "keep_drill_answer", "put_drill_set"]

ITEMS, ANSWERS = tables.drill_items, tables.drill_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSet:
    """A set of texts whose answers are known: by the hash of its file, with how many items, since when."""

    hash: str
    items: int
    added_at: dt.datetime


def drill_sets(record: Record) -> list[DrillSet]:
    """Return the sets that are kept, the last one first."""
    added = sa.func.min(ITEMS.c.added_at).label("added_at")
    query = sa.select(ITEMS.c.set_hash, sa.func.count().label("items"), added).group_by(ITEMS.c.set_hash)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(added.desc(), ITEMS.c.set_hash)).all()
    return [DrillSet(hash=row.set_hash, items=row.items, added_at=row.added_at) for row in rows]


def items_of_drill(record: Record, set_hash: str) -> list[DrillItem]:
    """Return the items of a set, with their answers, in their order."""
    query = sa.select(ITEMS).where(ITEMS.c.set_hash == set_hash).order_by(ITEMS.c.position)
    with record.reading() as connection:
        return [_item(row) for row in connection.execute(query).mappings()]


def put_drill_set(record: Record, items: Sequence[DrillItem], *, set_hash: str, now: dt.datetime) -> int:
    """Keep the items of a drill set with their answers; return how many were news."""
    notes = Notes()
    with record.writing() as connection:
        for k, item in enumerate(items):
            if add_row(connection, ITEMS, _row(item, set_hash, k, now)):
                notes.add("drill", item.id, "kept with its answers")
        notes.write(connection, now=now)
    return len(notes)


def keep_drill_answer(
    record: Record, item: str, *, coder: str, verdict: Verdict, fields: Mapping[str, Field], now: dt.datetime
) -> None:
    """Keep what a coder answered to an item; the last answer is the one that is scored."""
    row = {
        "id": hash_parts("drill answer", item, coder, moment(now)),
        "item_id": item,
        "coder": coder,
        "verdict": verdict,
        "fields": pack_fields(fields),
        "given_at": now,
    }
    with record.writing() as connection:
        if add_row(connection, ANSWERS, row):
            notes = Notes()
            notes.add("drill", item, "answered")
            notes.write(connection, now=now, author=coder)


def drill_answers(
    record: Record, *, coder: str | None = None, set_hash: str | None = None
) -> list[tuple[DrillItem, str, Verdict, Mapping[str, Field]]]:
    """Return what each coder last answered to each item, with the item and the coder's name."""
    query = sa.select(ITEMS, ANSWERS.c.coder, ANSWERS.c.verdict, ANSWERS.c.fields.label("given"))
    query = query.join(ANSWERS, ANSWERS.c.item_id == ITEMS.c.id)
    if coder is not None:
        query = query.where(ANSWERS.c.coder == coder)
    if set_hash is not None:
        query = query.where(ITEMS.c.set_hash == set_hash)
    order = (ITEMS.c.set_hash, ITEMS.c.position, ANSWERS.c.coder, ANSWERS.c.given_at, ANSWERS.c.id)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(*order)).mappings().all()
    last = {(row["id"], row["coder"]): row for row in rows}
    return [(_item(row), row["coder"], row["verdict"], read_fields(row["given"])) for row in last.values()]


def _row(item: DrillItem, set_hash: str, position: int, now: dt.datetime) -> dict[str, object]:
    return {
        "id": item.id,
        "set_hash": set_hash,
        "position": position,
        "document": item.document,
        "text": item.text,
        "start": item.trigger.start,
        "end": item.trigger.end,
        "answers": pack_fields(item.answers),
        "added_at": now,
    }


def _item(row: RowMapping) -> DrillItem:
    return DrillItem(
        id=row["id"],
        document=row["document"],
        text=row["text"],
        trigger=Span(row["start"], row["end"]),
        answers=read_fields(row["answers"]),
    )
