"""A password set by a link that an administrator gave: shown first, so that whoever only looks at it uses it not up."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from detente.desk.access.asking import gate_of
from detente.desk.access.cookies import hand_out
from detente.desk.access.doing import Doer
from detente.desk.access.entering import refuse_unlike, set_by_link
from detente.desk.access.gate import doer_of
from detente.desk.access.passwords import SHORTEST
from detente.desk.plain import plain_page
from detente.desk.refusals import Refused
from detente.display.language import say
from detente.store.access.accounts import Account
from detente.store.access.held import link_of

__all__ = ["router"]

router = APIRouter()
Link = Annotated[str, Query(max_length=200)]
Field = Annotated[str, Form(max_length=4000)]


@router.get("/password")
def show_password(request: Request, link: Link = "") -> Response:
    """Show the form by which somebody sets the password of their account."""
    return _form(request, link, _whose(request, link))


@router.post("/password")
def do_password(request: Request, link: Field = "", password: Field = "", again: Field = "") -> Response:
    """Set the password, once, and log the account in."""
    gate, settings = gate_of(request), request.app.state.settings
    found, doer = _whose(request, link), doer_of(request, settings)
    unknown = Doer(now=doer.now, address=doer.address, agent=doer.agent)
    try:
        refuse_unlike(password, again)
        secret = set_by_link(gate.file, link, password, passwords=gate.passwords, doer=unknown)
    except Refused as refused:
        return _form(request, link, found, wrong=f"{refused} {refused.now}".strip(), status=refused.status)
    return hand_out(RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER), secret, settings)


def _whose(request: Request, link: str) -> Account:
    with gate_of(request).file.reading() as connection:
        found = link_of(connection, link, now=request.app.state.settings.now())
    if found is None:
        message = say("This link was used already, or is too old.")
        raise Refused(HTTPStatus.NOT_FOUND, message, now=say("Ask an administrator of this desk for another."))
    return found


def _form(
    request: Request, link: str, found: Account, *, wrong: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    more = {"link": link, "whose": found, "wrong": wrong, "shortest": SHORTEST}
    told = plain_page(request, "password.html.j2", title=say("Set your password"), status=status, **more)
    told.headers["Cache-Control"] = "no-store"
    return told
