"""Readings in which damage made something less sure: what that was stands in the reading only."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from detente.store import tables
from detente.store.known import NOW, Known, current_readings
from detente.store.record import Record
from detente.store.rows import unpack

__all__ = ["lowered_readings"]

READINGS = tables.readings
EMPTY = b'"lowered_by":[]'
NAMED = b'"lowered_by":['
AT_ONCE = 200


def lowered_readings(
    record: Record, *, document: str | None = None, known_on: Known = NOW
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each document with its current reading, where damage lowered the confidence of a claim or an event.

    Most readings have none: which do is seen in their bytes, before these are taken apart.
    """
    query = sa.select(READINGS.c.document_id, READINGS.c.body).where(
        READINGS.c.id.in_(current_readings(known_on=known_on))
    )
    if document is not None:
        query = query.where(READINGS.c.document_id == document)
    with record.reading() as connection:
        for owner, packed in connection.execute(query.execution_options(yield_per=AT_ONCE)):
            body = unpack(packed)
            if body.count(NAMED) > body.count(EMPTY):
                yield owner, json.loads(body)
