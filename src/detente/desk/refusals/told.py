"""How refusals and errors are answered: a page for people, problem details for programs; never a trace."""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from detente.core.errors import DetenteError, PlaceGone
from detente.desk.held import NotReady
from detente.desk.plain import plain_page
from detente.desk.refusals.fields import refuse_unfit
from detente.desk.refusals.refused import Refused, as_problem, status_of
from detente.display.language import count, mark, say
from detente.pipeline.being_read import read_so_far

__all__ = ["answer_broken", "answer_refusal", "answer_refusals", "is_failure"]

AGAIN, LONGEST = 2, 60
"""Seconds after which a page that is being worked out is asked for again, at least and at most."""
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
    app.add_exception_handler(NotReady, answer_not_ready)


def answer_refusal(request: Request, told: DetenteError) -> Response:
    """Return the answer that tells of one of our errors."""
    status = status_of(told)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and not isinstance(told, Refused):
        busy = say("The record is being written to by somebody else.")
        return _refuse(request, status, busy, now=say("Try again in a moment."), href=request.url.path)
    if isinstance(told, PlaceGone):
        return _begin_again(request)
    asked = {*request.query_params}
    refused = told if isinstance(told, Refused) else Refused(status, str(told), without=asked - {"known"})
    now, href = refused.now, refused.href
    if request.method == "GET" and (without := refused.without & asked):
        now, href = say("Show the page without it"), _without(request, without)
    return _refuse(request, status, str(told), now=now, href=href, headers=refused.headers)


def _begin_again(request: Request) -> Response:
    """Say that a list does not go on from a place; what is hidden reads like what was never there."""
    message = say("The list cannot go on from there: what it ended with is not among what is shown to you, or is gone.")
    status = HTTPStatus.BAD_REQUEST if request.url.path.startswith("/api/") else HTTPStatus.NOT_FOUND
    now = say("Show the list from its beginning")
    return _refuse(request, status, message, now=now, href=_without(request, ()))


def _without(request: Request, fields: Collection[str]) -> str:
    """Return the address that is asked for, but for some of its fields and for where its list went on."""
    asked = request.query_params.multi_items()
    kept = [(name, value) for name, value in asked if name not in {*fields, "after", "as", "sheet"}]
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path


def answer_not_ready(request: Request, error: Exception) -> Response:
    """Return a page that says that what is asked for is being worked out, and asks for it again by itself.

    Programs, and who takes something away, are told to come back instead: they would keep this for the thing itself.
    """
    seconds = int(error.seconds) if isinstance(error, NotReady) else 0
    if request.method != "GET" or wants_json(request) or "as" in request.query_params:
        message = say("This is still being worked out.")
        again = {"Retry-After": str(max(AGAIN, min(seconds, LONGEST)))}
        return _refuse(
            request, HTTPStatus.SERVICE_UNAVAILABLE, message, now=say("Try again in a moment."), headers=again
        )
    told = plain_page(
        request, "not_ready.html.j2", title=say("Being worked out"), seconds=count(
            "It has been worked out for %(n)d second.", "It has been worked out for %(n)d seconds.", seconds
        ), far=_how_far(), href=str(request.url.replace(scheme="", netloc="")),
    )  # fmt: skip
    told.headers["Refresh"] = str(AGAIN)
    told.headers["Cache-Control"] = "no-store"
    return told


def _how_far() -> str:
    """Return how many of the reports have been read, where reports are being read now."""
    read = read_so_far()
    return say("%(done)s of %(of)s reports are read.", done=f"{read[0]:,}", of=f"{read[1]:,}") if read else ""


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
    return answer_refusal(request, refuse_unfit(request, wrong))


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
    told = plain_page(
        request, "refused.html.j2", title=title, status=status, message=message, now=now, href=href,
        is_missing=status == HTTPStatus.NOT_FOUND,
    )  # fmt: skip
    told.headers.update(headers or {})
    return told


def wants_json(request: Request) -> bool:
    """Say whether a program asks: at an address for programs, or for JSON and nothing that people read."""
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepts and "html" not in accepts)
