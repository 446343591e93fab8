"""The column types of the record, the same in every database."""

import datetime as dt
import json
import re
from typing import Any

from sqlalchemy import Double, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from detente.core.errors import UsageError

__all__ = ["DERIVED", "ID", "Figure", "Moment", "Verbatim", "moment"]

DERIVED = {"derived": True}
"""The mark of a column that follows from other rows, and is no part of what a record says."""

ID = String(32)
"""A content-derived id (`core.ids.hash_parts`)."""

MARK = "\ufdd0"
"""Stands before a text that had to be escaped. A code point that Unicode keeps out of texts for good."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def moment(when: dt.datetime) -> str:
    """Return a time as UTC in ISO 8601, always 27 characters, so that the order of texts is the order of times.

    Raises `UsageError` for a time that does not say its offset from UTC.
    """
    if when.utcoffset() is None:
        message = f"a time needs its offset from UTC: {when.isoformat()} has none"
        raise UsageError(message)
    return when.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Moment(TypeDecorator[dt.datetime]):
    """A time, as text: no database's own idea of time zones comes in between."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a time."""
        return None if value is None else moment(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read a time."""
        return None if value is None else dt.datetime.fromisoformat(value)


class Verbatim(TypeDecorator[str]):
    """A text that comes back code point for code point.

    SQLite refuses lone surrogates and PostgreSQL also NUL, and both stand in real texts: such a text is stored as a
    JSON string behind `MARK`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a text."""
        if value is None or not (value.startswith(MARK) or _UNSTORABLE.search(value)):
            return value
        return MARK + json.dumps(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Read a text."""
        if value is None or not value.startswith(MARK):
            return value
        return str(json.loads(value[len(MARK) :]))


class Figure(TypeDecorator[float]):
    """A number to search and sort by; the reading's body holds it exactly."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """Write a number; one that no float can hold becomes an infinity."""
        if value is None:
            return None
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
