"""How much of a request is taken, and how long it may take to come: what is sent is held before anybody looks at it."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from detente.desk.access.viewer import Viewer
from detente.desk.refusals import Refused
from detente.desk.settings import Bounds
from detente.display.language import say

__all__ = ["held_back", "most_of", "refuse_long"]

READS = frozenset({"read", "keep an account", "feeds"})


def without_blanks(query: bytes) -> bytes:
    """Return the fields of an address without those that are left blank: what a form was not filled in with."""
    return b"&".join(one for one in query.split(b"&") if one.partition(b"=")[2] or b"=" not in one)


def refuse_long(scope: Scope, bounds: Bounds) -> None:
    """Raise a refusal for an address or a head that is longer than any of ours, or that no browser sends."""
    if b"#" in (scope.get("raw_path") or b"") + scope["query_string"]:
        raise Refused(HTTPStatus.BAD_REQUEST, say("There is a # within the address, which no browser sends."))
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > bounds.address:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, say("The address is too long."))
    if sum(len(name) + len(value) for name, value in scope["headers"]) > bounds.head:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, say("What the browser says of itself is too long."))


def most_of(viewer: Viewer, bounds: Bounds) -> int:
    """Return how many bytes somebody may send: few, where they may change nothing but what is their own."""
    return bounds.sent if viewer.rights - READS else bounds.sent_by_readers


async def held_back(request: Request, receive: Receive, *, most: int, seconds: float) -> Receive:
    """Take in all that is sent, and return what gives it out again. Raises a refusal for too much, or too slowly."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > most:
        raise _too_much(most)
    try:
        async with asyncio.timeout(seconds):
            body = await _all_of(receive, most)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, say("What is sent takes too long to come.")) from None
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _all_of(receive: Receive, most: int) -> bytes:
    parts, length, more = list[bytes](), 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(HTTPStatus.BAD_REQUEST, say("What is sent was broken off."))
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > most:
            raise _too_much(most)
        more = message.get("more_body", False)
    return b"".join(parts)


def _too_much(most: int) -> Refused:
    message = say("More is sent than the %(most)s bytes that are taken here.", most=f"{most:,}")
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message, headers={"Connection": "close"})
