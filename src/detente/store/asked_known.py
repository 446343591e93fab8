"""As of when somebody asks: what people write for a day or a moment, in a terminal or in an address."""

import datetime as dt
import re

from detente.core.errors import UsageError
from detente.store.known import NOW, Known

__all__ = ["read_known"]

DAY = re.compile(r"\d{4}-\d\d-\d\d")
ONE_DAY, LEAST = dt.timedelta(days=1), dt.timedelta(microseconds=1)


def read_known(given: str | None, *, now: dt.datetime) -> Known:
    """Return as of when a question is asked. Raises `UsageError` for what is no time, or lies ahead."""
    if given is None:
        return NOW
    at = _moment(given.strip())
    if at > now + ONE_DAY:
        message = (
            f"{given} lies ahead, and what will be known then nobody knows; give a day that has begun, or leave it out"
        )
        raise UsageError(message)
    return Known(at=at)


def _moment(given: str) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(given)
        if DAY.fullmatch(given):
            return at.replace(tzinfo=dt.UTC) + ONE_DAY - LEAST
        if at.utcoffset() is not None:
            return at.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(_no_time(given)) from error
    raise UsageError(_no_time(given))


def _no_time(given: str) -> str:
    return f"{given[:40]!r} is no time that can be used; write a day (2026-03-01) or a moment (2026-03-01T14:00+04:00)"
