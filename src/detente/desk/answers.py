"""Answers of HTTP: what is sent, what a browser may keep of it, and that it changed."""

import hashlib
import re
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

__all__ = ["answer", "download", "takes_packed"]

KEPT = "private, no-cache"
"""A browser may keep a page for itself, and asks each time whether it is still so."""
REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*", re.IGNORECASE)
"""What says of an encoding that it is not taken (RFC 9110, 12.4.2)."""


def answer(request: Request, body: str, *, kind: str = "text/html", status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return an answer with its tag; an empty one where the browser has it already."""
    data = body.encode()
    tag = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": KEPT, "Vary": "Cookie, Authorization, Accept-Language"}
    if status == HTTPStatus.OK and _is_had(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(data, status_code=status, media_type=kind, headers=headers)


def download(request: Request, body: str, *, name: str, kind: str) -> Response:
    """Return something to take away, under a name."""
    given = answer(request, body, kind=kind)
    given.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return given


def _is_had(tag: str, had: str) -> bool:
    """Say whether an answer is among those that whoever asks has (RFC 9110, 13.1.2)."""
    return had.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in had.split(",")}


def takes_packed(request: Request) -> bool:
    """Say whether whoever asks takes an answer packed with gzip."""
    given = (one.partition(";") for one in request.headers.get("accept-encoding", "").split(","))
    return any(name.strip().lower() == "gzip" and not REFUSED.fullmatch(more) for name, _, more in given)
