"""Files that a desk writes by hand, as TOML."""

import datetime as dt
import tomllib
from typing import Any

from detente.core.errors import UsageError

__all__ = ["is_day", "parse_toml"]


def parse_toml(data: bytes, what: str) -> dict[str, Any]:
    """Return what a file holds; `what` names it in the message. Raises `UsageError` where it is no TOML in UTF-8."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{what} cannot be read: {error}; it is to be TOML in UTF-8"
        raise UsageError(message) from error


def is_day(day: str) -> bool:
    """Say whether something is a day of the calendar, written as such a file writes days (YYYY-MM-DD)."""
    try:
        return dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
