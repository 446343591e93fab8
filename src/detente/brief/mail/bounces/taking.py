"""What a message that came back does: bound to its delivery by a token that only the letter had, or to nothing.

Anybody can write a bounce. What it says is acted upon only where it carries the token of a delivery: in the address
that it came back to, in the envelope's id, or in the head of the letter that it returns. A Message-ID is quoted in
answers and archives, so that one alone is noted and changes nothing.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from detente.brief.mail.bounces.report import Report, read_report
from detente.brief.mail.endings import end_complained, suspend_address
from detente.store.mail.file import MailFile
from detente.store.mail.keys import drawn_key
from detente.store.mail.returned import (
    Came,
    Weight,
    keep_returned,
    mark_returned,
    reader_of,
    soft_days,
)
from detente.store.mail.signing import DELIVERIES, ID_DIGITS, read_token

__all__ = ["SOFT_DAYS", "SOFT_SPAN", "Taken", "take_returned"]

TOKEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])", re.IGNORECASE)
MESSAGE_ID = re.compile(rf"<([0-9a-f]{{{ID_DIGITS}}})@[0-9a-z.-]+>", re.IGNORECASE)
MOST_FOUND = 200
SOFT_DAYS = 3
SOFT_SPAN = dt.timedelta(days=30)
"""Where letters came back on so many days of such a span, for a reason that may pass, the address is suspended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was made of a message: in words, and whether it was a report of one of our deliveries."""

    words: str
    is_ours: bool = False


def take_returned(file: MailFile, data: bytes, *, now: dt.datetime, recipient: str = "") -> Taken:
    """Read a message that came back and do what follows. `recipient` is the address that it came to, where known."""
    report = read_report(data)
    if report is None:
        return Taken(words="no report of a delivery: nothing was done")
    with file.writing() as connection:
        return _bind(connection, report, f"{recipient}\n{report.text}", now)


def _bind(connection: Connection, report: Report, text: str, now: dt.datetime) -> Taken:
    key = drawn_key(connection, DELIVERIES)
    signed = set(_signed(key, text))
    named = {found[1].lower() for _, found in zip(range(MOST_FOUND), MESSAGE_ID.finditer(text), strict=False)}
    known = [one for one in sorted(signed or named) if reader_of(connection, one) is not None]
    if len(known) != 1:
        return Taken(words="a report of no letter of ours: nothing was done")
    came = _came(report, known[0], is_signed=bool(signed), now=now)
    if not keep_returned(connection, came):
        return Taken(words=f"{came.message_id}: {came.kind}, as was told before", is_ours=True)
    if not came.signed:
        return Taken(
            words=f"{came.message_id}: {came.kind}, without our token: noted, and nothing was done", is_ours=True
        )
    return Taken(words=f"{came.message_id}: {_act(connection, came)}", is_ours=True)


def _signed(key: bytes, text: str) -> Iterator[str]:
    for _, found in zip(range(MOST_FOUND), TOKEN.finditer(text), strict=False):
        message_id = read_token(key, found[0])
        if message_id is not None:
            yield message_id


def _came(report: Report, message_id: str, *, is_signed: bool, now: dt.datetime) -> Came:
    weight: Weight = "none"
    if report.kind == "failed":
        weight = "hard" if report.is_unknown and is_signed else "soft"
    return Came(
        message_id=message_id, kind=report.kind, at=now, weight=weight, signed=is_signed, status=report.status,
        words=report.words,
    )  # fmt: skip


def _act(connection: Connection, came: Came) -> str:
    """Do what follows from a report that is proven to be of a delivery."""
    mark_returned(connection, came)
    reader = reader_of(connection, came.message_id)
    if reader is None:
        return came.kind
    if came.kind == "complaint":
        end_complained(connection, reader, now=came.at)
        return "complained of: the subscription is ended"
    if came.weight == "hard":
        suspend_address(connection, reader, why=f"no such address: {came.words}", now=came.at)
        return "no such address: suspended"
    days = soft_days(connection, reader, since=came.at - SOFT_SPAN) if came.weight == "soft" else 0
    if days >= SOFT_DAYS:
        why = f"letters came back on {days} days, last: {came.words}"
        suspend_address(connection, reader, why=why, now=came.at)
        return "came back again: suspended"
    return came.kind
