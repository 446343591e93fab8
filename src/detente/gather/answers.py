"""What an answer's head says: its type, how long it holds, when to come back. Any of it may be nonsense."""

import math
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

__all__ = ["LONGEST_WAIT", "read_max_age", "read_retry_after", "read_type", "read_validator"]

LONGEST_WAIT = 7 * 86_400.0
"""The longest that a site may send us away for at once."""
MEDIA_TYPE = re.compile(r"\s*([a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80})\s*(?:;|$|,)", re.IGNORECASE)
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9_:.-]{1,40})", re.IGNORECASE)
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})\b", re.IGNORECASE)
NEVER = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
LONGEST_VALIDATOR = 1_000


def read_type(value: str) -> tuple[str, str | None]:
    """Return the media type of a Content-Type header in lower case ("" where it is none) and its charset."""
    media, charset = MEDIA_TYPE.match(value), CHARSET.search(value)
    return media[1].lower() if media else "", charset[1].lower() if charset else None


def read_max_age(value: str) -> float | None:
    """Return the seconds for which a Cache-Control header says that the answer holds."""
    found = MAX_AGE.search(value)
    return None if found is None or NEVER.search(value) else float(found[1])


def read_retry_after(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks us to stay away, given as seconds or as a date.

    Never less than none and never more than `LONGEST_WAIT`.
    """
    text = value.strip()
    if re.fullmatch(r"\d+", text, re.ASCII):
        return min(float(text.lstrip("0")[:12] or 0), LONGEST_WAIT)
    try:
        # a date that names no zone cannot be subtracted, and one of the year 0 cannot be built
        seconds = (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(0.0, seconds), LONGEST_WAIT) if math.isfinite(seconds) else None


def read_validator(value: str) -> str | None:
    """Return an ETag or Last-Modified header as it may be sent back, or None where it is too long or not plain text."""
    text = value.strip()
    return text if text and len(text) <= LONGEST_VALIDATOR and text.isascii() and text.isprintable() else None
