"""How refusals and errors are answered: a page for people, problem details for programs; never a trace."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from detente.core.errors import DetenteError
from detente.desk.language import mark, say
from detente.desk.plain import plain_page
from detente.desk.refusals import Refused, as_problem, status_of

__all__ = ["answer_broken", "answer_refusal", "answer_refusals", "is_failure"]

FIELDS = {
    "since": mark("from"), "from": mark("from"), "until": mark("to"), "to": mark("to"), "on": mark("as of the day"),
    "place": mark("place"), "part": mark("part"), "days": mark("days"), "kind": mark("kind"), "row": mark("class"),
}  # fmt: skip
"""What pages call the fields of their addresses, where that is not their name."""
WANTED = (
    ("date", mark("a day, such as 2026-03-01")),
    ("int", mark("a whole number")),
    ("less_than", mark("a smaller number")),
    ("greater_than", mark("a larger number")),
    ("float", mark("a number")),
    ("bool", mark("yes or no")),
    ("string_too_long", mark("a shorter text")),
    ("string_too_short", mark("a longer text")),
    ("missing", mark("a value: it is needed")),
    ("literal", mark("one of the choices of the form")),
    ("string_pattern", mark("one of the choices of the form")),
)
"""What to give instead, by how the name of the mistake begins."""
TITLES = {
    HTTPStatus.NOT_FOUND: mark("Not here"),
    HTTPStatus.FORBIDDEN: mark("Not for you"),
    HTTPStatus.UNAUTHORIZED: mark("Log in first"),
    HTTPStatus.TOO_MANY_REQUESTS: mark("Not now"),
    HTTPStatus.INTERNAL_SERVER_ERROR: mark("Something failed here"),
}


def answer_refusals(app: FastAPI) -> None:
    """Let an app answer our errors, and those of the framework, in the desk's own form."""
    app.add_exception_handler(DetenteError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)


def answer_refusal(request: Request, told: DetenteError) -> Response:
    """Return the answer that tells of one of our errors."""
    status = status_of(told)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and not isinstance(told, Refused):
        busy = say("The record is being written to by somebody else.")
        return _refuse(request, status, busy, now=say("Try again in a moment."), href=request.url.path)
    now, href, headers = (told.now, told.href, told.headers) if isinstance(told, Refused) else ("", None, {})
    return _refuse(request, status_of(told), str(told), now=now, href=href, headers=headers)


def is_failure(told: DetenteError) -> bool:
    """Say whether an error is the desk's own failure, and nothing that was asked wrongly."""
    return status_of(told) == HTTPStatus.INTERNAL_SERVER_ERROR


def answer_broken(request: Request, number: str) -> Response:
    """Return the answer to a request in which the desk itself failed: nothing of it but its number."""
    message = say("The desk failed at this. It is noted under the number %(number)s.", number=number)
    now = say("Try again; if it fails again, tell an administrator of this desk the number.")
    return _refuse(request, HTTPStatus.INTERNAL_SERVER_ERROR, message, now=now)


def _ours(request: Request, error: Exception) -> Response:
    told = error if isinstance(error, DetenteError) else DetenteError(str(error))
    if is_failure(told):
        raise told  # it is noted, and told by its number: what failed, and where, is nobody's to read here
    return answer_refusal(request, told)


def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else ()
    if wants_json(request):
        fields = "; ".join(f"{_field(one)}: {one['msg']}" for one in wrong)
        return _refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, fields)
    message = " ".join(dict.fromkeys(map(_wrong_words, wrong)))
    if request.method != "GET":
        now = say("Go back, and fill it in again.")
        return _refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, message, now=now)
    names = {_field(one) for one in wrong}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in names]
    href = f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path
    return _refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, message, now=say("Go on without it"), href=href)


def _wrong_words(wrong: Mapping[str, Any]) -> str:
    """Say which field cannot be read, and what to give."""
    name, kind = _field(wrong), str(wrong.get("type", ""))
    what = next((say(words) for begins, words in WANTED if kind.startswith(begins)), say("another value"))
    called = say(FIELDS[name]) if name in FIELDS else name
    return say("“%(field)s” cannot be read. Give %(what)s.", field=called, what=what)


def _field(wrong: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in wrong["loc"][1:])


def _framework(request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    message = {
        HTTPStatus.NOT_FOUND: say("There is no page at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: say("This address does not take what was sent."),
    }.get(status, status.phrase)
    headers = getattr(error, "headers", None) or {}
    return _refuse(request, status, message, now=say("Back to today"), href="/", headers=headers)


def _refuse(
    request: Request,
    status: HTTPStatus,
    message: str,
    *,
    now: str = "",
    href: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    if wants_json(request):
        problem = as_problem(status, message, instance=request.url.path)
        return JSONResponse(problem, status_code=status, media_type="application/problem+json", headers=headers)
    title = say(TITLES.get(status, mark("This cannot be shown")))
    told = plain_page(request, "refused.html.j2", title=title, status=status, message=message, now=now, href=href)
    told.headers.update(headers or {})
    return told


def wants_json(request: Request) -> bool:
    """Say whether a program asks: at an address for programs, or for JSON and nothing that people read."""
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepts and "html" not in accepts)
