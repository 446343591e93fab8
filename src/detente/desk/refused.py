"""How refusals and errors are answered: a page for people, problem details for programs; never a trace."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from detente.core.errors import DetenteError
from detente.desk.access.viewer import NOBODY
from detente.desk.answers import answer
from detente.desk.language import say
from detente.desk.refusals import Refused, as_problem, status_of
from detente.desk.rendering import Page, render

__all__ = ["answer_refusals"]

TITLES = {
    HTTPStatus.NOT_FOUND: "Not here",
    HTTPStatus.FORBIDDEN: "Not for you",
    HTTPStatus.UNAUTHORIZED: "Log in first",
}


def answer_refusals(app: FastAPI) -> None:
    """Let an app answer our errors, and those of the framework, in the desk's own form."""
    app.add_exception_handler(DetenteError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)


def _ours(request: Request, error: Exception) -> Response:
    told = error if isinstance(error, DetenteError) else DetenteError(str(error))
    now, href = (told.now, told.href) if isinstance(told, Refused) else ("", None)
    return _refuse(request, status_of(told), str(told), now=now, href=href)


def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else ()
    fields = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in wrong)
    message = say("The address, or what was sent, cannot be used: %(fields)s.", fields=fields)
    return _refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, message)


def _framework(request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    message = {
        HTTPStatus.NOT_FOUND: say("There is no page at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: say("This address does not take what was sent."),
    }.get(status, status.phrase)
    return _refuse(request, status, message, now=say("Back to today"), href="/")


def _refuse(request: Request, status: HTTPStatus, message: str, *, now: str = "", href: str | None = None) -> Response:
    if wants_json(request):
        problem = as_problem(status, message, instance=request.url.path)
        return JSONResponse(problem, status_code=status, media_type="application/problem+json")
    shown = Page(
        title=say(TITLES.get(status, "This cannot be shown")), viewer=getattr(request.state, "viewer", NOBODY),
        path=request.url.path, query="", known=None, now=request.app.state.settings.now(),
    )  # fmt: skip
    body = render("refused.html.j2", page=shown, message=message, now=now, href=href)
    return answer(request, body, status=status)


def wants_json(request: Request) -> bool:
    """Say whether a program asks: at an address for programs, or for JSON and nothing that people read."""
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepts and "html" not in accepts)
