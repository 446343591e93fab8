"""Signing up, and confirming it: a stranger asks, and the owner of the address says so by the link in a letter."""

import asyncio
import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from detente.brief.settings import BriefSettings
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable, Over, confirm, confirmable
from detente.brief.subscribers.links import Links
from detente.brief.subscribers.signing import AskedTooOften, Asks, sign_up
from detente.brief.subscribers.stamps import LATEST, SOONEST, age_of, make_stamp
from detente.brief.subscribers.tokens import read
from detente.brief.subscribers.wanted import Wanted, open_editions, refuse_unfit
from detente.core.errors import UsageError
from detente.desk.limited import home_of
from detente.desk.pages.subscribing.forms import (
    choosing,
    chosen_words,
    named_ceasefires,
    read_choosing,
    subjects_of,
)
from detente.desk.pages.subscribing.office import (
    called,
    file_and_key,
    link_page,
    mail_of,
    masked,
    no_link,
    now_of,
    office_of,
    office_or_none,
)
from detente.desk.refusals import Refused
from detente.desk.typed import Sent, Typed
from detente.display.language import mark, say
from detente.store.mail.consents import terms_hash
from detente.store.mail.keys import links_key

__all__ = ["PACE", "router"]

router = APIRouter()
PACE = 0.3
"""Seconds after which a form is answered, whatever was done with it: the time tells nobody what is known here."""
TRAP = "website"
"""A field that nobody sees: what fills it in is a program."""
A_DAY = 24 * 3600
OVER: dict[Over, str] = {
    "used": mark("This was confirmed already."),
    "late": mark("This link was good for two days, and they are over. Nothing was confirmed."),
    "undone": mark("What this link was for was ended since. Nothing was confirmed."),
}


@router.get("/subscribe")
def show_signing_up(request: Request, done: Annotated[bool, Query()] = False) -> Response:  # noqa: FBT002 - an address
    """Show the form by which anybody signs up for the brief, with the terms; or what to do once it is sent."""
    office = office_of(request)
    if done:
        return link_page(request, "asked.html.j2", title=say("Look at your mail"), trouble=_reply_to(office))
    return _form(request, office)


@router.post("/subscribe")
async def do_sign_up(request: Request, sent: Sent) -> Response:
    """Ask the owner of an address to confirm that they want the brief; who is known is answered the same."""
    began = time.monotonic()
    told = await run_in_threadpool(_signed_up, request, sent)
    await asyncio.sleep(max(0.0, PACE - (time.monotonic() - began)))
    return told


@router.get("/subscribe/confirm/{token}")
def show_confirming(request: Request, token: str) -> Response:
    """Show what would be confirmed; nothing is yet, as programs that look through mail follow links."""
    file, key = file_and_key(request)
    with file.reading() as connection:
        found = confirmable(connection, key, token, now=now_of(request))
    if not isinstance(found, Confirmable):
        return _over(request, key, token, found)
    office, ceasefires = office_or_none(request), named_ceasefires(request)
    return link_page(
        request, "confirm.html.j2", title=say("Confirm what you asked for"), one=found, token=token,
        address=masked(found.subscriber.address),
        wanted=[(called(office, one.edition), chosen_words(one, ceasefires)) for one in found.wanted.choices],
        so_far=[(called(office, one.edition), chosen_words(one, ceasefires)) for one in found.so_far],
    )  # fmt: skip


@router.post("/subscribe/confirm/{token}")
def do_confirm(request: Request, token: str) -> Response:
    """Confirm what was asked for: letters come from now on."""
    file, key = file_and_key(request)
    with file.writing() as connection:
        found = confirm(connection, key, token, now=now_of(request))
    if not isinstance(found, Confirmable):
        return _over(request, key, token, found)
    office = office_or_none(request)
    return link_page(
        request, "confirmed.html.j2", title=say("You are subscribed"), preferences=_preferences(key, token),
        editions=[called(office, one.edition) for one in found.wanted.choices], wanted=found.wanted,
    )  # fmt: skip


def _signed_up(request: Request, sent: Typed) -> Response:
    office, key = office_of(request), links_key(mail_of(request).file())
    done = RedirectResponse("/subscribe?done=1", status_code=HTTPStatus.SEE_OTHER)
    if sent.one(TRAP):
        return done
    wrong = _too_soon(key, sent, request) or _other_terms(office, sent)
    if wrong:
        return _form(request, office, sent, wrong=wrong)
    wanted = read_choosing(sent)
    try:
        address = read_address(sent.one("mail"))
        refuse_unfit(wanted, open_editions(office), subjects_of(named_ceasefires(request)))
    except UsageError as error:
        return _form(request, office, sent, wrong=str(error))
    network = home_of(request.client.host if request.client else "")
    try:
        asks = Asks(address=address, wanted=wanted)
        sign_up(mail_of(request).file(), asks, office, network=network, now=now_of(request))
    except AskedTooOften as error:
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, str(error), headers={"Retry-After": str(A_DAY)}) from error
    except UsageError as error:
        return _form(request, office, sent, wrong=str(error))
    return done


def _too_soon(key: bytes, sent: Typed, request: Request) -> str:
    """Return what is said of a form that was sent sooner than it can be read, or so late that it may be another's."""
    age = age_of(key, sent.one("stamp"), now=now_of(request))
    if age is None or age > LATEST or age.total_seconds() < 0:
        return say("This page was open too long. Look through it, and send it once more.")
    return say("That was quick. Look through it, and send it once more.") if age < SOONEST else ""


def _other_terms(office: BriefSettings, sent: Typed) -> str:
    same = sent.one("terms") == terms_hash(office.terms)
    return "" if same else say("The terms were changed meanwhile. Read them, and send it once more.")


def _form(request: Request, office: BriefSettings, sent: Typed | None = None, *, wrong: str = "") -> Response:
    key = links_key(mail_of(request).file())
    wanted: Wanted | None = read_choosing(sent) if sent else None
    editions = open_editions(office)
    if not editions:
        raise Refused(HTTPStatus.NOT_FOUND, say("Nobody signs up by themselves at this desk: ask those who keep it."))
    return link_page(
        request, "subscribe.html.j2", title=say("The brief by mail"), wrong=wrong, office=office, trap=TRAP,
        form=choosing(editions, wanted, named_ceasefires(request)), mail=sent.one("mail")[:254] if sent else "",
        stamp=make_stamp(key, now=now_of(request)), terms_hash=terms_hash(office.terms), is_open=bool(sent),
        status=HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK,
    )  # fmt: skip


def _over(request: Request, key: bytes, token: str, why: Over | None) -> Response:
    if why is None:
        raise no_link()
    status = HTTPStatus.OK if why == "used" else HTTPStatus.GONE
    return link_page(
        request, "over.html.j2", title=say("This link is over"), status=status, told=say(OVER[why]),
        preferences=_preferences(key, token) if why == "used" else "",
    )  # fmt: skip


def _preferences(key: bytes, token: str) -> str:
    """Return where a subscriber changes what is sent to them: who confirms has their mail, and may."""
    found = read(key, "confirm", token)
    return Links(address="", key=key).preferences(found[0]) if found else ""


def _reply_to(office: BriefSettings) -> str:
    return office.mail.reply_to or office.mail.sender if office.mail else ""
