"""A letter as a file: its HTML with its pictures in it, its plain text, or the whole message."""

import base64
import datetime as dt
from typing import Literal, get_args

from detente.brief.letter.letter import Letter
from detente.brief.letter.message import as_message
from detente.brief.letter.own import own_letter
from detente.brief.letter.wording import host_of, whole
from detente.brief.settings import BriefSettings

__all__ = ["FORMS", "Form", "as_file", "plain_letter", "shown_letter"]

Form = Literal["html", "text", "eml"]
FORMS: tuple[Form, ...] = get_args(Form)


def as_file(letter: Letter, settings: BriefSettings, form: Form, *, date: dt.datetime) -> bytes:
    """Return a letter as a file, as it is sent but for the links that are each reader's own.

    The message is from the sender to itself. Raises `UsageError` for one where no mail is set up.
    """
    where = whole(settings, "/subscribe")
    if form == "html":
        return shown_letter(letter, form=where).encode()
    plain = plain_letter(letter, form=where)
    if form == "text":
        return plain.text.encode()
    sender = settings.mail.sender if settings.mail is not None else ""
    message_id = f"<{letter.id[:32]}@{host_of(settings)}>"
    return as_message(plain, settings, to=sender, message_id=message_id, date=date).as_bytes()


def plain_letter(letter: Letter, *, form: str) -> Letter:
    """Return a letter as nobody in particular is sent it: whole, its two links to the form at which one signs up."""
    return own_letter(letter, (), unsubscribe=form, preferences=form)


def shown_letter(letter: Letter, *, form: str, in_frame: bool = False) -> str:
    """Return the HTML of a letter as it is shown outside of a message: its pictures stand in it.

    Its links open beside a page that holds it in a frame.
    """
    html = plain_letter(letter, form=form).html
    for one in letter.pictures:
        data = base64.b64encode(one.png).decode()
        html = html.replace(f'"cid:{one.name}"', f'"data:image/png;base64,{data}"')
    return html.replace("<head>", '<head><base target="_blank">', 1) if in_frame else html
