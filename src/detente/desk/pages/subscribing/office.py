"""What these pages need of the office: its settings, the file of mail and its key; and how they answer."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.responses import Response

from detente.brief.settings import BriefSettings
from detente.core.errors import UsageError
from detente.desk.mail import Mail
from detente.desk.plain import plain_page
from detente.desk.refusals import Refused, not_here
from detente.display.language import say
from detente.store.mail.file import MailFile
from detente.store.mail.keys import links_key

__all__ = [
    "called", "file_and_key", "link_page", "mail_of", "masked", "no_link", "now_of", "office_of", "office_or_none",
]  # fmt: skip


def mail_of(request: Request) -> Mail:
    """Return the desk's mail."""
    found: Mail = request.app.state.mail
    return found


def now_of(request: Request) -> dt.datetime:
    """Return the time by the desk's clock."""
    now: dt.datetime = request.app.state.settings.now()
    return now


def office_of(request: Request) -> BriefSettings:
    """Return what the office set. Raises a refusal where this desk sends no letters."""
    found = office_or_none(request)
    if found is None:
        raise not_here(say("This desk sends no letters, or not now."), now=say("Back to today"), href="/")
    return found


def office_or_none(request: Request) -> BriefSettings | None:
    """Return what the office set; None where it set nothing, or what it set cannot be used: links work all the same."""
    try:
        return mail_of(request).settings()
    except UsageError:
        return None


def file_and_key(request: Request) -> tuple[MailFile, bytes]:
    """Return the file of mail, and the key that links are signed by. Raises a refusal where nobody ever signed up."""
    found = mail_of(request).kept_file()
    if found is None:
        raise no_link()
    return found, links_key(found)


def no_link() -> Refused:
    """Return the refusal of a link that is not ours, or of somebody of whom nothing is kept: both read the same."""
    message = say("This link is not one of this desk, or nothing is kept any more of what it was for.")
    return not_here(message, now=say("Copy the whole link from the letter: programs break long ones."))


def called(office: BriefSettings | None, edition: str) -> str:
    """Return what an edition is called; of one that there is no more, its id."""
    titles = {one.id: one.title for one in office.editions} if office else {}
    return titles.get(edition, edition)


def masked(address: str | None) -> str:
    """Return an address so that its owner knows it, and who was handed the link does not: a…@example.org."""
    local, _, domain = (address or "").rpartition("@")
    return f"{local[:1]}…@{domain}"


def link_page(
    request: Request, template: str, *, title: str, status: HTTPStatus = HTTPStatus.OK, **more: Any
) -> Response:
    """Answer with a page for whoever has the link: nobody keeps it, and no search engine lists it."""
    told = plain_page(request, f"subscribing/{template}", title=title, status=status, **more)
    told.headers["Cache-Control"] = "no-store"
    told.headers["X-Robots-Tag"] = "noindex"
    return told
