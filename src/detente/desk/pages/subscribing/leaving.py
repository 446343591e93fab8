"""Unsubscribing: at once where it is posted to, by mail programs and by people; and undoing it on the same day."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from detente.brief.subscribers.ending import Standing, end, standing, undo
from detente.brief.subscribers.links import Links, Unsubscribing, read_unsubscribing
from detente.desk.pages.subscribing.office import (
    called,
    file_and_key,
    link_page,
    no_link,
    now_of,
    office_or_none,
)
from detente.desk.refusals import unusable
from detente.desk.typed import read_typed
from detente.display.language import say
from detente.store.mail.file import MailFile

__all__ = ["router"]

router = APIRouter()
FROM_PAGE = "page"
"""What our own button sends along: who presses it wants a page for an answer."""
ONE_CLICK, BY_PAGE = "one click", "page"


@router.get("/unsubscribe/{token}")
def show_unsubscribing(request: Request, token: str) -> Response:
    """Show what the button would end; nothing is ended yet, as programs that look through mail follow links."""
    file, link = _link(request, token)
    return _page(request, token, link, _standing(request, file, link))


@router.post("/unsubscribe/{token}")
async def do_unsubscribe(request: Request, token: str) -> Response:
    """End it at once, whatever is sent along (RFC 8058); who pressed the button of the page is shown a page."""
    by_page = FROM_PAGE in read_typed(await request.body()).values
    return await run_in_threadpool(_ended, request, token, by_page=by_page)


@router.post("/unsubscribe/{token}/undo")
def do_undo(request: Request, token: str) -> Response:
    """Bring back what was ended today."""
    file, link = _link(request, token)
    with file.writing() as connection:
        is_back = undo(connection, link, now=now_of(request))
    if not is_back:
        raise unusable(say("There is nothing to bring back: the day on which it was ended is over."))
    return _page(request, token, link, _standing(request, file, link))


def _ended(request: Request, token: str, *, by_page: bool) -> Response:
    file, link = _link(request, token)
    with file.writing() as connection:
        end(connection, link, how=BY_PAGE if by_page else ONE_CLICK, now=now_of(request))
    if not by_page:
        return PlainTextResponse(say("You are unsubscribed."), status_code=HTTPStatus.OK)
    return _page(request, token, link, _standing(request, file, link))


def _link(request: Request, token: str) -> tuple[MailFile, Unsubscribing]:
    file, key = file_and_key(request)
    found = read_unsubscribing(key, token)
    if found is None:
        raise no_link()
    return file, found


def _standing(request: Request, file: MailFile, link: Unsubscribing) -> Standing:
    with file.reading() as connection:
        return standing(connection, link, now=now_of(request))


def _page(request: Request, token: str, link: Unsubscribing, stands: Standing) -> Response:
    _, key = file_and_key(request)
    return link_page(
        request, "unsubscribe.html.j2", title=say("Unsubscribe"), token=token, stands=stands,
        edition=called(office_or_none(request), link.edition),
        preferences=Links(address="", key=key).preferences(link.subscriber) if stands.subscriber else "",
    )  # fmt: skip
