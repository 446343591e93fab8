"""Rows as lines of JSON, and back: the same whatever database they are of."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table

from detente.core.errors import RecordBroken
from detente.store.columns import Figure, Moment, moment

__all__ = ["read_row", "row_line", "writers_of"]

Forms = Sequence[tuple[str, Callable[[Any], Any]]]


def writers_of(table: Table) -> Forms:
    """Return for each column how its values are written."""
    return [(column.name, _writer(column.type)) for column in table.columns]


def row_line(row: Sequence[Any], forms: Forms) -> bytes:
    """Return a row as one line; its values in the order of the columns, what is null as null."""
    values = [None if value is None else form(value) for value, (_, form) in zip(row, forms, strict=True)]
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def read_row(table: Table, columns: Sequence[str], line: bytes) -> Mapping[str, Any]:
    """Return the row that a line holds. Raises `RecordBroken` for one that is no row of the table."""
    try:
        named = zip(columns, _listed(json.loads(line)), strict=True)
        return {name: None if value is None else _reader(table.c[name].type)(value) for name, value in named}
    except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error) as error:
        message = f"a line of {table.name} is no row of it ({line[:60]!r}): the snapshot is damaged or altered"
        raise RecordBroken(message) from error


def _writer(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, Moment):
        return moment
    if isinstance(kind, sa.LargeBinary):
        return _packed
    if isinstance(kind, Figure):
        return repr
    return _as_it_is


def _listed(value: Any) -> Any:
    if not isinstance(value, list):
        raise TypeError
    return value


def _packed(value: bytes) -> str:
    return base64.b64encode(bytes(value)).decode("ascii")


def _as_it_is(value: Any) -> Any:
    return value


def _reader(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, Moment):
        return _moment
    if isinstance(kind, sa.LargeBinary):
        return _unpacked
    if isinstance(kind, Figure):
        return _figure
    if isinstance(kind, sa.JSON):
        return _as_it_is
    if isinstance(kind, sa.Boolean):
        return _only(bool)
    return _only(int) if isinstance(kind, sa.Integer) else _only(str)


def _only(wanted: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError
        return value

    return check


def _moment(value: Any) -> dt.datetime:
    when = dt.datetime.fromisoformat(value)
    if when.utcoffset() is None or moment(when) != value:
        raise ValueError
    return when


def _unpacked(value: Any) -> bytes:
    return base64.b64decode(value, validate=True)


def _figure(value: Any) -> float:
    if not isinstance(value, str):
        raise TypeError
    return float(value)
