"""A letter to one reader as it is put into the mail: the message in bytes, whose it is, where it comes back to."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import EmailMessage

from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Letter
from detente.brief.settings import MailSettings
from detente.brief.subscribers.addresses import is_sendable_local
from detente.core.errors import DetenteError
from detente.store.mail.queue import Due

__all__ = [
    "DELIVERY",
    "NOTHING_CHOSEN",
    "Envelope",
    "MakeMessage",
    "Parcel",
    "Unsendable",
    "can_be_written",
    "envelope_of",
    "once_more",
    "parcel_of",
    "return_address",
]

DELIVERY = "X-Delivery"
"""The header in which the token of a delivery stands, for what comes back without its envelope."""
NOTHING_CHOSEN = ("corrections",)
"""As subjects: of none, so that only what stands in every letter is left, which is what it corrects."""
ENDS = re.compile(rb"\r\n|\r|\n")
SENDABLE = re.compile(r"(?!.*=\?)[!#-'*+./0-9=?A-Z^-~-]+@[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?\Z")
"""What can stand in an envelope: an address that could say more there, or holds a word in code, is none."""
LONGEST_LINE = 998


class Unsendable(DetenteError):
    """A letter that cannot be sent as it is, whatever is set: no other letter waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A letter, and to whom. `subjects` are those that they chose; none: all.

    `message_id` is the header's value, `at` when it was due: however often it is tried, they are the same.
    """

    letter: Letter
    kind: str
    subscriber: str
    address: str
    subjects: tuple[str, ...]
    message_id: str
    at: dt.datetime
    is_again: bool = False


MakeMessage = Callable[[Parcel], EmailMessage]
"""Makes the message that one reader is sent: with their subjects and links, and every header but those of the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the server is given: from whom and to whom, under which token, and the message in bytes, signed."""

    sender: str
    recipient: str
    token: str
    data: bytes
    is_again: bool = False

    @property
    def is_ascii(self) -> bool:
        """Whether every server takes it; else only one that takes addresses of all scripts (SMTPUTF8, RFC 6531)."""
        return self.recipient.isascii()


def can_be_written(address: str) -> bool:
    """Say whether an address can stand in an envelope: before its @ letters and figures of any script are taken."""
    local, at, domain = address.rpartition("@")
    if not address.isascii() and not is_sendable_local(local):
        return False
    plain = "".join(one if one.isascii() else "a" for one in local)
    return SENDABLE.match(f"{plain}{at}{domain}") is not None


def return_address(mail: MailSettings, token: str) -> str:
    """Return where a letter comes back to: signed, where the settings do not forbid it."""
    if not mail.signed_bounces:
        return mail.returns
    local, _, domain = mail.returns.rpartition("@")
    return f"{local}+{token}@{domain}"


def envelope_of(
    parcel: Parcel,
    make: MakeMessage,
    mail: MailSettings,
    *,
    token: str,
    sign: Callable[[bytes], bytes],
) -> Envelope:
    """Return a letter as the server is given it.

    Raises `Unsendable` for one that cannot be sent as it is, `UsageError` where what is set lets none be made.
    """
    message = make(parcel)
    message[DELIVERY] = token
    if parcel.is_again:
        message["Comments"] = "This letter may have reached you before: the line broke when it was handed over."
    data = _as_sent(message, parcel.letter, is_ascii=parcel.address.isascii())
    return Envelope(
        sender=return_address(mail, token), recipient=parcel.address, token=token, data=sign(data),
        is_again=parcel.is_again,
    )  # fmt: skip


def _as_sent(message: EmailMessage, letter: Letter, *, is_ascii: bool) -> bytes:
    """Return a message in bytes of seven bits and lines that every server takes; the head may have more where told."""
    text = message.get_body(("plain",))
    left = "" if text is None else text.get_content()
    if any(one in left for one in (OWN_PREFERENCES, OWN_UNSUBSCRIBE)):
        what = f"letter {letter.id} cannot be sent: the links of its reader were not put into it"
        raise Unsendable(what)
    data = ENDS.sub(b"\r\n", message.as_bytes(policy=message.policy.clone(cte_type="7bit", linesep="\r\n")))
    data = data if data.endswith(b"\r\n") else data + b"\r\n"
    body = data if is_ascii else data.partition(b"\r\n\r\n")[2]
    if not body.isascii() or max(map(len, data.split(b"\r\n"))) > LONGEST_LINE:
        what = f"letter {letter.id} cannot be sent: it has bytes or lines that not every server takes"
        raise Unsendable(what)
    return data


def parcel_of(due: Due, letter: Letter, kind: str, subjects: tuple[str, ...], mail: MailSettings) -> Parcel:
    """Return a letter with its reader."""
    chosen = NOTHING_CHOSEN if due.part == "corrections" else subjects
    id_ = f"<{due.message_id}@{mail.domain}>"
    return Parcel(
        letter=letter,
        kind=kind,
        subscriber=due.subscriber,
        address=due.address,
        subjects=chosen,
        message_id=id_,
        at=due.wanted_at,
    )


def holds_any(letter: Letter, subjects: tuple[str, ...]) -> bool:
    """Say whether a letter has anything of what a reader chose; what is put right is everybody's."""
    return not letter.brief or not subjects or bool(letter.corrects) or not set(subjects).isdisjoint(letter.subjects)


def once_more(parcel: Parcel) -> Parcel:
    """Return a letter that is sent a second time, since nobody can say whether it arrived."""
    return replace(parcel, is_again=True)
