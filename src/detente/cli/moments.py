"""What people write for a time, a name and a reason, as the record notes them."""

import datetime as dt
from typing import TYPE_CHECKING

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.store import Known

__all__ = ["AUTHOR_HELP", "KNOWN_HELP", "REASON_HELP", "author_of", "known_as", "person_of", "reason_of"]

KNOWN_HELP = "As it was known then: a day (its end in UTC), or a moment with its offset from UTC."
AUTHOR_HELP = "Who does it; the setting DETENTE_AUTHOR if not given."
REASON_HELP = "Why, in words that stand in the history for good."
LONGEST_REASON = 2_000


def known_as(given: str | None, *, now: dt.datetime) -> "Known":
    """Return as of when a question is asked. Raises `UsageError` for what is no time, or lies ahead."""
    from detente.store import read_known

    return read_known(given, now=now)


def author_of(given: str | None) -> str:
    """Return who does what a person does. Raises `UsageError` where nobody is named."""
    from detente.core.settings import load_settings, read_author

    author = read_author(given or "") or load_settings().author
    if not author:
        message = 'nobody is named as its author; give --author "A. Karimova", or set DETENTE_AUTHOR'
        raise UsageError(message)
    return author


def person_of(given: str) -> str:
    """Return who is named. Raises `UsageError` where nobody is, or what cannot be a person's name."""
    from detente.core.settings import read_author

    person = read_author(given)
    if not person:
        message = 'a name is given and blank; say who, such as "A. Karimova"'
        raise UsageError(message)
    return person


def reason_of(given: str | None, *, option: str = "--reason") -> str:
    """Return the reason for what a person does. Raises `UsageError` where there is none."""
    reason = " ".join((given or "").split())
    if not reason:
        message = f'no reason is given; say why in words: {option} "sent by mistake"'
        raise UsageError(message)
    if len(reason) > LONGEST_REASON:
        message = f"the reason has {len(reason):,} characters; say it in {LONGEST_REASON:,} at most"
        raise UsageError(message)
    return reason
