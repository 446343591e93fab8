"""Rows written one way, so that what they say has one hash in any database, today and after the tables have grown.

What is null is left out: a column that a later form adds, and that is null in the rows from before, changes nothing.
What is derived of other rows is left out as well: it changes when they come.
"""

import functools
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table

from detente.core.ids import hash_bytes
from detente.store.columns import DERIVED, Figure, Moment, moment

__all__ = ["digest", "line_of", "written"]


def line_of(table: Table, row: Mapping[str, Any]) -> str:
    """Return a row as one line, whether it is about to be written or was read."""
    shown = {}
    for name, form in _forms(table):
        value = row.get(name)
        if value is not None and (told := form(value)) is not None:
            shown[name] = told
    return written([table.name, shown])


def digest(lines: Iterable[str]) -> str:
    """Return the hash of lines in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(lines)).encode("ascii")).hexdigest()


def written(value: Any) -> str:
    """Return a value as JSON that is written one way: ASCII, names in their order, no spaces."""
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@functools.cache
def _forms(table: Table) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((column.name, _form(column.type)) for column in table.columns if column.info != DERIVED)


def _form(kind: Any) -> Callable[[Any], Any]:
    """Return how a value of a column is written: as it would come back from a database."""
    if isinstance(kind, Moment):
        return moment
    if isinstance(kind, Figure):
        return _figure
    if isinstance(kind, sa.LargeBinary):
        return _hashed
    if isinstance(kind, sa.Boolean):
        return bool
    return _as_it_is


def _figure(value: float) -> float | None:
    """Return a number as a column of figures gives it back; what is no number comes back as null."""
    try:
        found = float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    return None if math.isnan(found) else found


def _hashed(value: bytes) -> str:
    return hash_bytes(bytes(value))


def _as_it_is(value: Any) -> Any:
    return value
