"""Log-in and log-out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from detente.desk.access.asking import gate_of
from detente.desk.access.cookies import hand_out, take_back
from detente.desk.access.doing import Doer
from detente.desk.access.entering import enter_alone, leave, log_in
from detente.desk.access.gate import doer_of
from detente.desk.plain import plain_page
from detente.desk.refusals import Refused, not_here
from detente.display.language import say

__all__ = ["router", "to_here"]

router = APIRouter()
Next = Annotated[str, Query(max_length=4000)]
Field = Annotated[str, Form(max_length=4000)]


@router.get("/login")
def show_login(request: Request, next: Next = "/") -> Response:  # noqa: A002 - it stands so in the address
    """Show the form by which somebody logs in; who is logged in goes where they wanted."""
    gate = gate_of(request)
    if request.state.viewer.account is not None:
        return RedirectResponse(to_here(next), status_code=HTTPStatus.SEE_OTHER)
    return _form(request, next=to_here(next), alone=gate.is_alone)


@router.post("/login")
def do_login(request: Request, login: Field = "", password: Field = "", next: Field = "/") -> Response:  # noqa: A002
    """Log somebody in, and lead where they wanted to go."""
    gate, settings = gate_of(request), request.app.state.settings
    wanted, doer = to_here(next), doer_of(request, settings)
    unknown = Doer(now=doer.now, address=doer.address, agent=doer.agent)
    try:
        secret = log_in(
            gate.file, login, password, passwords=gate.passwords, doer=unknown, old=request.state.session
        )  # fmt: skip
    except Refused as refused:
        told = _form(request, next=wanted, login=login[:80], wrong=str(refused), status=refused.status)
        told.headers.update(refused.headers)
        return told
    return hand_out(RedirectResponse(wanted, status_code=HTTPStatus.SEE_OTHER), secret, settings)


@router.post("/logout")
def do_logout(request: Request) -> Response:
    """Log somebody out: their session ends here, and not only in their browser."""
    gate, settings = gate_of(request), request.app.state.settings
    if request.state.session is not None:
        leave(gate.file, request.state.session, doer=doer_of(request, settings))
    return take_back(RedirectResponse("/login", status_code=HTTPStatus.SEE_OTHER), settings)


@router.get("/enter/{key}")
def enter(request: Request, key: str) -> Response:
    """Let the one person in who uses this machine's desk alone, by the link that was printed, once."""
    gate, settings = gate_of(request), request.app.state.settings
    name = gate.take_key(key)
    if name is None:
        message = say("This link was used already, or is not the one that was printed.")
        raise not_here(message, now=say("End the desk and start it again: it prints a new one."))
    doer = doer_of(request, settings)
    secret = enter_alone(gate.file, doer=Doer(now=doer.now, name=name, address=doer.address, agent=doer.agent))
    return hand_out(RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER), secret, settings)


def to_here(wanted: str) -> str:
    """Return an address of this desk, never one of another site: the beginning where it is none."""
    here = wanted.startswith("/") and not wanted.startswith(("//", "/login", "/logout")) and "\\" not in wanted
    return wanted if here and wanted.isprintable() else "/"


def _form(
    request: Request,
    *,
    next: str,  # noqa: A002
    login: str = "",
    wrong: str = "",
    alone: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    more = {"next": next, "login": login, "wrong": wrong, "alone": alone}
    told = plain_page(request, "login.html.j2", title=say("Log in"), status=status, **more)
    told.headers["Cache-Control"] = "no-store"
    return told
