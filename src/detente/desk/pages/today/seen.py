"""Since when somebody has not looked: by the address, by what they marked as seen, else the last day of reports."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from fastapi import Request
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.access.gate import Gate
from detente.desk.asked import Asked
from detente.display.language import say
from detente.store.access.looks import keep_look, look_of

__all__ = ["COOKIE", "Since", "mark_seen", "read_moment", "seen_by", "since_when"]

COOKIE = "detente_seen"
YEAR = 366 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A moment after which things are new, and by what rule it is this one; None where nothing came in ever."""

    at: dt.datetime | None
    rule: Literal["asked", "seen", "last day"]


def since_when(request: Request, asked: str, last_day: dt.datetime | None, *, seen: dt.datetime | None = None) -> Since:
    """Return since when things are new: by the address, by what an account has `seen`, or by a browser's cookie.

    Raises `UsageError` where the address has a moment that is none.
    """
    if asked.strip():
        return Since(at=read_moment(asked), rule="asked")
    seen = seen or _kept(request.cookies.get(COOKIE, ""))
    return Since(at=seen, rule="seen") if seen else Since(at=last_day, rule="last day")


def read_moment(given: str) -> dt.datetime:
    """Return a day or a moment as a moment in UTC. Raises `UsageError` where it is none."""
    # a plus sign that an address brings unescaped arrives as a space
    try:
        at = dt.datetime.fromisoformat(given.strip().replace(" ", "+"))
        return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        message = say("“%(given)s” is no day and no moment. Give one such as 2026-03-20.", given=given[:40])
        raise UsageError(message) from None


def _kept(cookie: str) -> dt.datetime | None:
    """Return what a cookie says; what is none of ours says nothing."""
    try:
        return read_moment(cookie) if cookie else None
    except UsageError:
        return None


def seen_by(asked: Asked) -> dt.datetime | None:
    """Return up to when the account that asks has seen what is new; None of who has none, or never said so."""
    gate, account = _gate_of(asked), asked.viewer.account
    if gate is None or account is None:
        return None
    with gate.file.reading() as connection:
        return look_of(connection, account)


def _gate_of(asked: Asked) -> Gate | None:
    found: Gate | None = asked.request.app.state.gate
    return found


def mark_seen(asked: Asked, answer: Response, upto: dt.datetime) -> Response:
    """Keep up to when somebody has seen what there is: with the account, or in the browser of who has none."""
    gate, account = _gate_of(asked), asked.viewer.account
    if gate is not None and account is not None:
        with gate.file.writing() as connection:
            keep_look(connection, account, upto)
        answer.delete_cookie(COOKIE)
        return answer
    answer.set_cookie(
        COOKIE, upto.isoformat(), max_age=YEAR, httponly=True, samesite="lax", secure=asked.settings.secure
    )  # fmt: skip
    return answer
