"""What somebody is sent and what is kept of them, by a link that they were sent: to change, take away and erase."""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from detente.brief.subscribers.erasing import erase
from detente.brief.subscribers.exported import export
from detente.brief.subscribers.links import read_preferences
from detente.brief.subscribers.preferences import HOW, change
from detente.brief.subscribers.wanted import Wanted, open_editions, refuse_unfit
from detente.core.errors import UsageError
from detente.desk.answers import download
from detente.desk.pages.subscribing.forms import (
    choosing,
    named_ceasefires,
    offered,
    read_choosing,
    subjects_of,
)
from detente.desk.pages.subscribing.office import (
    file_and_key,
    link_page,
    masked,
    no_link,
    now_of,
    office_of,
    office_or_none,
)
from detente.desk.typed import Sent
from detente.display.language import say
from detente.store.mail.consents import terms_hash
from detente.store.mail.file import MailFile
from detente.store.mail.subscribers import Choice, Subscriber, choices_of, subscriber_of

__all__ = ["router"]

router = APIRouter()


@router.get("/preferences/{token}")
def show_preferences(request: Request, token: str) -> Response:
    """Show what somebody is sent, to be changed; and what can be done with what is kept of them."""
    return _page(request, token)


@router.post("/preferences/{token}")
def do_change(request: Request, token: str, sent: Sent) -> Response:
    """Send somebody what they chose from now on; where they chose nothing, end it."""
    file, found, chosen = _whose(request, token)
    office, wanted = office_of(request), read_choosing(sent)
    if sent.one("terms") != terms_hash(office.terms):
        wrong = say("The terms were changed meanwhile. Read them, and send it once more.")
        return _page(request, token, wrong=wrong, wanted=wanted)
    try:
        if wanted.choices:
            editions = offered(office, open_editions(office), [one.edition for one in chosen])
            kept = [subject for one in chosen for subject in one.subjects]
            refuse_unfit(wanted, editions, subjects_of(named_ceasefires(request), kept))
        with file.writing() as connection:
            still = subscriber_of(connection, found.id) or found  # it may have been ended or erased meanwhile
            change(connection, still, wanted, office, now=now_of(request))
    except UsageError as error:
        return _page(request, token, wrong=str(error), wanted=wanted)
    return _page(request, token, is_done=True)


@router.post("/preferences/{token}/export")
def do_export(request: Request, token: str) -> Response:
    """Hand out all that is kept of somebody, as JSON."""
    file, found, _ = _whose(request, token)
    with file.writing() as connection:
        still = subscriber_of(connection, found.id)
        if still is None or still.state == "erased":
            raise no_link()
        told = export(connection, still, how=HOW, now=now_of(request))
    body = json.dumps(told, ensure_ascii=False, indent=1)
    given = download(request, body, name="kept-of-you.json", kind="application/json")
    given.headers["Cache-Control"] = "no-store"
    return given


@router.get("/preferences/{token}/erase")
def show_erasing(request: Request, token: str) -> Response:
    """Show what would be erased, and what would stay; nothing is erased yet."""
    _, found, _ = _whose(request, token)
    return link_page(
        request, "erase.html.j2", title=say("Erase what is kept of you"), token=token, address=masked(found.address)
    )


@router.post("/preferences/{token}/erase")
def do_erase(request: Request, token: str, sent: Sent) -> Response:
    """Erase what is kept of somebody; where they ask for it, let nobody sign the address up again."""
    file, found, _ = _whose(request, token)
    never = bool(sent.one("never"))
    erase(file, found.id, how=HOW, never_again=never, now=now_of(request))
    return link_page(request, "erased.html.j2", title=say("It is erased"), never=never)


def _whose(request: Request, token: str) -> tuple[MailFile, Subscriber, tuple[Choice, ...]]:
    file, key = file_and_key(request)
    id_ = read_preferences(key, token)
    if id_ is None:
        raise no_link()
    with file.reading() as connection:
        found, chosen = subscriber_of(connection, id_), choices_of(connection, id_)
    if found is None or found.state == "erased":
        raise no_link()
    return file, found, chosen


def _page(
    request: Request, token: str, *, wrong: str = "", wanted: Wanted | None = None, is_done: bool = False
) -> Response:
    _, found, chosen = _whose(request, token)
    office = office_or_none(request)
    editions = offered(office, open_editions(office), [one.edition for one in chosen]) if office else []
    shown = wanted or Wanted(choices=chosen, hour=found.hour, zone=found.zone)
    return link_page(
        request, "preferences.html.j2", title=say("What is sent to you"), token=token, found=found, office=office,
        address=masked(found.address), wrong=wrong, is_done=is_done,
        form=choosing(editions, shown, named_ceasefires(request)),
        terms_hash=terms_hash(office.terms) if office else "",
    )  # fmt: skip
