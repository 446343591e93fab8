"""A letter as a message of mail (RFC 5322, MIME), with the headers by which programs know what it is."""

import datetime as dt
import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from detente.brief.letter.letter import Letter
from detente.brief.letter.parts import REST, cut_html, cut_text
from detente.brief.letter.wording import host_of, one_line
from detente.brief.settings import BriefSettings, MailSettings
from detente.core.errors import UsageError
from detente.display.language import spoken

__all__ = ["as_message"]

UNFOLDED = frozenset({"list-id", "list-unsubscribe", "list-unsubscribe-post"})
MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>\Z")
ADDRESS = re.compile(r"(?!.*=\?)[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f]+@[A-Za-z0-9.-]+\Z")
HTTPS = re.compile(r"https?://[\x21-\x3b\x3d\x3f-\x7e]+\Z")
NAME, TITLE = 120, 250


class _Policy(EmailPolicy):
    """Heads as mail servers take them; an address stands whole, where a long one would be put in code else."""

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in UNFOLDED else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower() in UNFOLDED else super().fold_binary(name, value)


POLICY = _Policy(linesep="\r\n", raise_on_defect=False, cte_type="7bit")
BEYOND_ASCII = POLICY.clone(utf8=True)
"""For a reader whose address has other characters: its head stands as it is written (RFC 6532)."""


def as_message(
    letter: Letter,
    settings: BriefSettings,
    *,
    to: str,
    message_id: str,
    date: dt.datetime,
    unsubscribe: str = "",
    unsubscribe_mail: str = "",
    language: str | None = None,
) -> EmailMessage:
    """Return a letter, as `own_letter` made it, as the message that one reader is sent.

    `unsubscribe` is the address that ends it by one click (RFC 8058), `unsubscribe_mail` one of mail; a letter of no
    list, as one that asks for confirmation, has neither. Raises `UsageError` where no mail is set up, and for an
    address or id that could be more than one header: nothing from outside ends a line of the head.
    """
    mail = _mail(settings)
    made = EmailMessage(policy=POLICY if to.isascii() else BEYOND_ASCII)
    head = {
        "Subject": one_line(letter.subject)[:TITLE],
        "From": _address(mail.sender, mail.sender_name),
        "To": _reader(to),
        "Date": format_datetime(date.astimezone(dt.UTC)),
        "Message-ID": _fitting(MESSAGE_ID, message_id, "Message-ID"),
        "Auto-Submitted": "auto-generated",
    }
    reply = {"Reply-To": _address(mail.reply_to)} if mail.reply_to else {}
    for name, value in {**head, **reply, **_list_head(letter, settings, unsubscribe, unsubscribe_mail)}.items():
        made[name] = value
    _put_body(made, letter, host_of(settings))
    made["Content-Language"] = language or spoken()  # of the whole: what is set before would go with its first part
    return made


def _mail(settings: BriefSettings) -> MailSettings:
    if settings.mail is None:
        message = "no mail is set up: brief.toml has no [mail]; fill it in"
        raise UsageError(message)
    return settings.mail


def _list_head(letter: Letter, settings: BriefSettings, unsubscribe: str, by_mail: str) -> Mapping[str, str]:
    """Return the headers of a list (RFC 2919, 2369, 8058); none of a letter that is of no list."""
    if not letter.edition:
        return {}
    found = next((one for one in settings.editions if one.id == letter.edition), None)
    called = re.sub(r'["\\<>]', "'", one_line(found.title if found else ""))[:NAME]
    label = re.sub(r"[^a-z0-9-]+", "-", letter.edition.lower()).strip("-") or "brief"
    of = f"<{label}.{host_of(settings)}>"
    made = {"List-Id": f'"{called}" {of}' if called and called.isascii() else of}
    ways = [_fitting(HTTPS, unsubscribe, "List-Unsubscribe")] if unsubscribe else []
    ways += [f"mailto:{_fitting(ADDRESS, by_mail, 'List-Unsubscribe')}"] if by_mail else []
    if ways:
        made["List-Unsubscribe"] = ", ".join(f"<{one}>" for one in ways)
    if unsubscribe:
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return made


def _put_body(made: EmailMessage, letter: Letter, host: str) -> None:
    """Put in the plain text, then the HTML with its pictures: programs show the last one that they can."""
    html, text = cut_html(letter.html, _every(letter)), cut_text(letter.text, _every(letter))
    made.set_content(text, cte="quoted-printable")
    for one in letter.pictures:
        html = html.replace(f'"cid:{one.name}"', f'"cid:{one.name}@{host}"')
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    page = list(made.iter_parts())[-1]
    for one in letter.pictures:
        page.add_related(
            one.png, "image", "png", cid=f"<{one.name}@{host}>", disposition="inline", filename=f"{one.name}.png"
        )  # fmt: skip


def _every(letter: Letter) -> frozenset[str]:
    """Return the parts of a letter that nobody cut: all of them."""
    return frozenset({REST, *(str(n) for n in range(len(letter.subjects)))})


def _address(given: str, name: str = "") -> Address:
    """Return an address with a name. Raises `UsageError` for what is none."""
    fit = _fitting(ADDRESS, given, "an address")
    return Address(display_name=one_line(name)[:NAME], addr_spec=fit)


def _reader(given: str) -> Address:
    """Return a reader's address, which may have characters of any script before its @. Raises `UsageError`."""
    local, _, domain = given.rpartition("@")
    if given.isascii() or ADDRESS.match(given) is None or not given.isprintable():
        return _address(given)
    return Address(username=local, domain=domain)


def _fitting(pattern: re.Pattern[str], given: str, what: str) -> str:
    if pattern.match(given) is None or not given.isascii():
        message = f"{given[:60]!r} does not fit as {what} of a letter; nothing was made"
        raise UsageError(message)
    return given
