"""A letter as a file: its HTML with its pictures in it, its plain text, or the whole message."""

import base64
import datetime as dt
from typing import Literal, get_args

from detente.brief.letter.letter import Letter
from detente.brief.letter.message import as_message
from detente.brief.letter.own import own_letter
from detente.brief.letter.wording import host_of, whole
from detente.brief.settings import BriefSettings

__all__ = ["FORMS", "Form", "as_file", "shown_letter"]

Form = Literal["html", "text", "eml"]
FORMS: tuple[Form, ...] = get_args(Form)


def as_file(letter: Letter, settings: BriefSettings, form: Form, *, date: dt.datetime) -> bytes:
    """Return a letter as a file, as it is sent but for the links that are each reader's own.

    The message is from the sender to itself. Raises `UsageError` for one where no mail is set up.
    """
    plain = own_letter(letter, (), **_own(settings))
    if form == "html":
        return shown_letter(letter, settings).encode()
    if form == "text":
        return plain.text.encode()
    sender = settings.mail.sender if settings.mail is not None else ""
    message_id = f"<{letter.id[:32]}@{host_of(settings)}>"
    return as_message(plain, settings, to=sender, message_id=message_id, date=date).as_bytes()


def shown_letter(letter: Letter, settings: BriefSettings) -> str:
    """Return the HTML of a letter as it is shown outside of a message: its pictures stand in it."""
    html = own_letter(letter, (), **_own(settings)).html
    for one in letter.pictures:
        data = base64.b64encode(one.png).decode()
        html = html.replace(f'"cid:{one.name}"', f'"data:image/png;base64,{data}"')
    return html


def _own(settings: BriefSettings) -> dict[str, str]:
    """Return where the two links lead in a letter that is nobody's own: to the form of the desk."""
    form = whole(settings, "/subscribe")
    return {"unsubscribe": form, "preferences": form}
